"""Who is in a space by hand: roles, owners, requests, and guests of one channel."""

from dataclasses import dataclass
from typing import Literal

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import (
    Archived,
    Forbidden,
    Invalid,
    LastOwner,
    NotFound,
    NotInSpace,
    OneChannelOnly,
    QuotaExceeded,
)
from onrecord_server.core.actor import Actor
from onrecord_server.core.settings import Limits
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.engines import Room, Worker
from tests.support.verified import findings


@dataclass(frozen=True)
class Team:
    """A space of alice (owner), mona (moderator), bob and carol, with two channels."""

    alice: Client
    mona: Client
    bob: Client
    space: str
    hall: str
    side: str


@pytest.fixture
def team(room: Room) -> Team:
    for name in ("mona", "bob", "carol", "gus", "otto"):
        room.person(name)
    alice = room.person("alice")
    space = alice.spaces.create(title="Sales", members=["bob", "carol"]).id
    alice.spaces.add_members(space, ["mona"], role="moderator")
    new = {"kind": "channel", "space_id": space}
    hall = alice.conversations.create(title="Hall", joining="everybody", **new).id  # type: ignore[arg-type]
    side = alice.conversations.create(title="Side", joining="invited", **new).id  # type: ignore[arg-type]
    return Team(alice, room.plain("mona"), room.plain("bob"), space, hall, side)


def _roles(team: Team) -> dict[str, str]:
    return {m.person_id: m.role for m in team.alice.spaces.members(team.space).data}


def test_nobody_gives_a_role_above_their_own(team: Team, refuses: Refuses) -> None:
    space = team.space
    refuses(Forbidden, lambda: team.mona.spaces.add_members(space, ["gus"], role="owner"))
    refuses(Forbidden, lambda: team.mona.spaces.change_member(space, "bob", role="owner"))
    refuses(Forbidden, lambda: team.mona.spaces.change_member(space, "alice", role="member"))
    refuses(Forbidden, lambda: team.mona.spaces.remove_member(space, "alice"))
    refuses(Forbidden, lambda: team.bob.spaces.add_members(space, ["gus"]))
    assert team.mona.spaces.change_member(space, "bob", role="moderator").role == "moderator"


def test_a_space_keeps_an_owner(team: Team, refuses: Refuses) -> None:
    space = team.space
    refuses(LastOwner, lambda: team.alice.spaces.leave(space))
    refuses(LastOwner, lambda: team.alice.spaces.change_member(space, "alice", role="member"))
    team.alice.spaces.change_member(space, "mona", role="owner")
    team.alice.spaces.leave(space)
    assert "alice" not in {m.person_id for m in team.mona.spaces.members(space).data}


def test_roles_of_a_space_hold_in_its_channels(team: Team) -> None:
    assert team.mona.conversations.get(team.hall).role == "moderator"
    team.alice.spaces.change_member(team.space, "mona", role="member")
    assert team.mona.conversations.get(team.hall).role == "member"
    team.alice.spaces.change_member(team.space, "bob", role="owner")
    assert team.bob.conversations.get(team.hall).role == "owner"


def test_who_leaves_a_space_leaves_its_channels(room: Room, team: Team) -> None:
    team.alice.conversations.add_members(team.side, ["bob"])
    assert len(team.bob.conversations.list().data) == 2
    team.bob.spaces.leave(team.space)
    assert team.bob.conversations.list().data == []
    assert team.bob.spaces.list().data == []
    types = room.types()[-3:]
    assert types == ["space.member_removed", "member.removed", "member.removed"]


def test_nobody_goes_from_a_channel_of_everybody_alone(team: Team, refuses: Refuses) -> None:
    refuses(Forbidden, lambda: team.bob.conversations.remove_member(team.hall, "bob"))
    refuses(Forbidden, lambda: team.alice.conversations.remove_member(team.hall, "bob"))


def test_only_members_of_the_space_are_in_its_channels(team: Team, refuses: Refuses) -> None:
    refuses(NotInSpace, lambda: team.alice.conversations.add_members(team.side, ["otto"]))
    refuses(
        NotInSpace,
        lambda: team.alice.conversations.create(
            kind="channel", title="New", space_id=team.space, members=["otto"]
        ),
    )


def test_a_guest_is_in_one_channel_and_sees_nothing_else(
    room: Room, team: Team, refuses: Refuses
) -> None:
    team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
    gus = room.plain("gus")
    shown = gus.spaces.get(team.space)
    assert (shown.role, shown.channel_id, shown.member_count) == ("guest", team.side, None)
    assert [c.id for c in gus.conversations.list().data] == [team.side]
    assert [c.id for c in gus.spaces.channels(team.space).data] == [team.side]
    refuses(Forbidden, lambda: gus.spaces.members(team.space))
    refuses(NotFound, lambda: gus.conversations.get(team.hall))
    refuses(NotFound, lambda: gus.conversations.join(team.hall))
    free = team.alice.conversations.create(kind="channel", title="Free", space_id=team.space).id
    refuses(NotFound, lambda: gus.conversations.join(free))
    later = team.alice.conversations.create(
        kind="announcement", title="News", space_id=team.space
    ).id
    refuses(NotFound, lambda: gus.conversations.get(later))


def test_a_guest_sees_no_directory(room: Room, team: Team, refuses: Refuses) -> None:
    other = team.bob.spaces.create(title="Open house", access="open").id
    otto, gus = room.plain("otto"), room.plain("gus")
    assert [s.id for s in gus.spaces.directory().data] == [other]
    team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
    assert gus.spaces.directory().data == []
    refuses(NotFound, lambda: gus.spaces.get(other))
    refuses(NotFound, lambda: gus.spaces.join(other))
    assert otto.spaces.join(other).role == "member"


def test_a_guest_sees_the_people_of_their_channel_and_nobody_else(
    room: Room, team: Team, refuses: Refuses
) -> None:
    room.plain("otto")
    gus = room.plain("gus")
    assert "otto" in {p.id for p in gus.people.list().data}
    team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
    members = {m.person_id for m in gus.conversations.members(team.side).data}
    assert {p.id for p in gus.people.list(limit=200).data} == members
    assert gus.people.list(ids=["otto"]).data == []
    refuses(NotFound, lambda: gus.people.get("otto"))
    assert gus.people.get("gus").id == "gus"
    assert team.alice.people.get("otto").id == "otto"


def test_leaving_makes_nobody_more_than_a_guest(room: Room, team: Team, refuses: Refuses) -> None:
    """Otherwise the way out of one channel were the way into everything that is open."""
    open_house = team.bob.spaces.create(title="Open house", access="open").id
    gus, host = room.plain("gus"), room.plain(None)
    for part in (gus.spaces.leave, lambda at: team.alice.spaces.remove_member(at, "gus")):
        team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
        part(team.space)
        assert {p.id for p in gus.people.list(limit=200).data} == {"gus"}
        assert gus.spaces.directory().data == []
        refuses(NotFound, lambda: gus.spaces.join(open_house))
        refuses(Forbidden, lambda: gus.spaces.create(title="Mine"))
    host.people.upsert("gus", name="Gus", roles=["staff"])
    assert [s.id for s in gus.spaces.directory().data] == [open_house]
    host.people.upsert("gus", name="Gus", roles=[])
    assert gus.spaces.directory().data == []
    team.bob.spaces.add_members(open_house, ["gus"])
    assert "otto" in {p.id for p in gus.people.list(limit=200).data}


def test_into_an_invited_channel_only_those_bring_guests_who_may_invite_there(
    room: Room, team: Team, refuses: Refuses
) -> None:
    add, change = team.mona.spaces.add_members, team.mona.spaces.change_member
    refuses(NotFound, lambda: add(team.space, ["gus"], role="guest", channel_id=team.side))
    refuses(NotFound, lambda: change(team.space, "bob", role="guest", channel_id=team.side))
    team.alice.conversations.add_members(team.side, ["mona"])
    refuses(Forbidden, lambda: add(team.space, ["gus"], role="guest", channel_id=team.side))
    team.alice.conversations.remove_member(team.side, "mona")
    team.alice.conversations.add_members(team.side, ["mona"], role="moderator", history="from_now")
    refuses(Forbidden, lambda: add(team.space, ["gus"], role="guest", channel_id=team.side))
    add(team.space, ["gus"], role="guest", channel_id=team.hall)
    refuses(OneChannelOnly, lambda: add(team.space, ["gus"], role="guest", channel_id=team.side))
    team.alice.spaces.add_members(team.space, ["otto"], role="guest", channel_id=team.side)
    host = room.plain(None)
    host.spaces.add_members(team.space, ["dora"], role="guest", channel_id=team.side)


def test_who_owns_a_space_makes_no_key_of_being_a_guest(team: Team, refuses: Refuses) -> None:
    change = team.alice.spaces.change_member
    change(team.space, "mona", role="owner")
    own = team.mona.spaces.change_member
    refuses(NotFound, lambda: own(team.space, "mona", role="guest", channel_id=team.side))


def test_hidden_and_unknown_people_are_told_in_one_breath(
    room: Room, team: Team, refuses: Refuses
) -> None:
    team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
    make = Client(Worker(room.engines, Actor("acme", "gus", frozenset()))).conversations.create
    refused = refuses(Invalid, lambda: make(kind="group", members=["nobody", "otto"]))
    assert "nobody, otto" in str(refused)


def test_a_guest_makes_no_space_of_their_own(room: Room, team: Team, refuses: Refuses) -> None:
    """With one they were an owner, and saw the directory and everybody again."""
    gus = room.plain("gus")
    team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
    refuses(Forbidden, lambda: gus.spaces.create(title="Mine"))
    refuses(Forbidden, lambda: gus.spaces.preview_rule('id == "otto"'))
    team.alice.spaces.change_member(team.space, "gus", role="member")
    assert gus.spaces.create(title="Mine").role == "owner"


def test_a_guest_begins_nothing_with_people_they_do_not_see(
    room: Room, team: Team, refuses: Refuses
) -> None:
    """Who could be brought into a group by their id would be seen from then on."""
    gus, create = room.plain("gus"), room.plain("gus").conversations.create
    team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
    refuses(Invalid, lambda: create(kind="group", members=["otto"]))
    refuses(Invalid, lambda: create(kind="direct", members=["otto"]))
    own = create(kind="group", members=["alice"]).id
    refuses(Invalid, lambda: gus.conversations.add_members(own, ["otto"]))
    refuses(NotFound, lambda: gus.people.get("otto"))
    assert {m.person_id for m in gus.conversations.members(own).data} == {"alice", "gus"}


def test_who_becomes_a_guest_of_their_own_channel_owns_it_no_more(
    room: Room, team: Team, refuses: Refuses
) -> None:
    own = team.bob.conversations.create(kind="channel", title="Own", space_id=team.space).id
    team.alice.conversations.join(own)
    team.alice.spaces.change_member(team.space, "bob", role="guest", channel_id=own)
    roles = {m.person_id: m.role for m in team.bob.conversations.members(own).data}
    assert roles == {"bob": "member", "alice": "owner"}
    refuses(Forbidden, lambda: team.bob.conversations.archive(own))


def test_who_owns_a_channel_puts_nobody_of_the_space_into_it(team: Team, refuses: Refuses) -> None:
    """Making a channel for everybody is for those who moderate the space; changing one as well."""
    update = team.bob.conversations.update
    own = team.bob.conversations.create(kind="channel", title="Own", space_id=team.space).id
    assert update(own, joining="free").joining == "free"
    refuses(Forbidden, lambda: update(own, joining="everybody"))
    team.alice.spaces.change_member(team.space, "bob", role="moderator")
    assert update(own, joining="everybody").member_count == 4


def test_who_owns_a_channel_closes_its_timeline_only_as_they_may_make_one_so(
    team: Team, refuses: Refuses
) -> None:
    new = {"kind": "channel", "title": "Own", "space_id": team.space}
    create, update = team.bob.conversations.create, team.bob.conversations.update
    refuses(Forbidden, lambda: create(posting="moderators", **new))  # type: ignore[arg-type]
    own = create(**new).id  # type: ignore[arg-type]
    refuses(Forbidden, lambda: update(own, posting="moderators"))
    team.alice.conversations.join(own)
    team.alice.conversations.update(own, posting="moderators")
    assert update(own, posting="everybody", title="All").posting == "everybody"
    team.alice.spaces.change_member(team.space, "bob", role="moderator")
    assert update(own, posting="moderators").posting == "moderators"


@pytest.mark.parametrize("joining", ["free", "everybody"])
def test_whose_history_starts_later_opens_none_of_it(
    room: Room, team: Team, refuses: Refuses, joining: Literal["free", "everybody"]
) -> None:
    """Otherwise they leave, join again, and read what they were not to read."""
    team.alice.spaces.change_member(team.space, "bob", role="moderator")
    new = {"kind": "channel", "space_id": team.space, "joining": "invited"}
    made = team.alice.conversations.create(title="Staff", **new).id  # type: ignore[arg-type]
    team.alice.messages.send(made, "before bob")
    team.alice.conversations.add_members(made, ["bob"], role="moderator", history="from_now")
    refuses(Forbidden, lambda: team.bob.conversations.update(made, joining=joining))
    assert team.bob.conversations.update(made, title="Our staff").joining == "invited"
    team.alice.conversations.update(made, joining=joining)
    assert team.bob.conversations.update(made, joining="invited").joining == "invited"


def test_a_guest_of_one_channel_is_not_added_to_another(team: Team, refuses: Refuses) -> None:
    add = team.alice.spaces.add_members
    add(team.space, ["gus"], role="guest", channel_id=team.side)
    new = {"kind": "channel", "title": "New", "space_id": team.space}
    other = team.alice.conversations.create(**new).id  # type: ignore[arg-type]
    refuses(OneChannelOnly, lambda: team.alice.conversations.add_members(other, ["gus"]))
    refuses(OneChannelOnly, lambda: add(team.space, ["gus"], role="guest", channel_id=other))
    refuses(Invalid, lambda: add(team.space, ["otto"], role="guest"))
    refuses(Invalid, lambda: add(team.space, ["otto"], channel_id=team.side))
    refuses(NotFound, lambda: add(team.space, ["otto"], role="guest", channel_id="cnv_" + "0" * 32))


def test_a_guest_who_leaves_the_channel_leaves_the_space(room: Room, team: Team) -> None:
    team.alice.spaces.add_members(team.space, ["gus"], role="guest", channel_id=team.side)
    gus = room.plain("gus")
    gus.conversations.remove_member(team.side, "gus")
    assert gus.spaces.list().data == []
    assert gus.conversations.list().data == []


def test_guests_become_members_and_members_guests(room: Room, team: Team) -> None:
    change = team.alice.spaces.change_member
    change(team.space, "bob", role="guest", channel_id=team.side)
    assert [c.id for c in team.bob.conversations.list().data] == [team.side]
    change(team.space, "bob", role="moderator")
    roles = {c.id: c.role for c in team.bob.conversations.list().data}
    assert roles == {team.side: "moderator", team.hall: "moderator"}


def test_a_channel_that_its_owner_leaves_with_the_space_has_an_owner(
    room: Room, team: Team
) -> None:
    host = room.plain(None)
    new = {"kind": "channel", "space_id": team.space, "joining": "invited"}

    def made(title: str, *others: str) -> str:
        found = team.bob.conversations.create(title=title, members=list(others), **new)  # type: ignore[arg-type]
        return str(found.id)

    def owners(channel: str, person: str) -> set[str]:
        there = room.plain(person).conversations.members(channel).data
        return {one.person_id for one in there if one.role == "owner"}

    with_alice, led = made("One", "carol", "alice"), made("Two", "carol", "mona")
    team.bob.conversations.change_member(led, "mona", role="moderator")
    small, alone = made("Three", "carol"), made("Four")
    host.spaces.add_members(team.space, ["gus"], role="guest", channel_id=small)
    team.bob.spaces.leave(team.space)
    assert owners(with_alice, "carol") == {"alice"}
    assert owners(led, "carol") == {"mona"}
    assert owners(small, "carol") == {"carol"}
    assert alone not in {c.id for c in team.alice.conversations.list().data}
    team.alice.spaces.remove_member(team.space, "carol")
    assert owners(small, "gus") == set(), "a guest owns nothing"
    assert findings(room) == []


def test_asking_to_be_let_in(room: Room, team: Team, refuses: Refuses) -> None:
    team.alice.spaces.update(team.space, access="request")
    otto, gus = room.plain("otto"), room.plain("gus")
    refuses(Forbidden, lambda: otto.spaces.join(team.space))
    assert otto.spaces.request(team.space).state == "open"
    assert otto.spaces.get(team.space).requested
    gus.spaces.request(team.space)
    asked = team.mona.spaces.requests(team.space).data
    assert [r.person_id for r in asked] == ["otto", "gus"]
    refuses(Forbidden, lambda: team.bob.spaces.requests(team.space))
    refuses(NotFound, lambda: otto.spaces.requests(team.space))
    assert team.mona.spaces.decide(team.space, "otto", accept=True).state == "accepted"
    assert team.mona.spaces.decide(team.space, "gus", accept=False).state == "declined"
    assert otto.conversations.get(team.hall).role == "member"
    assert not gus.spaces.get(team.space).requested
    gus.spaces.request(team.space)
    assert gus.spaces.withdraw(team.space).state == "withdrawn"
    refuses(NotFound, lambda: team.mona.spaces.decide(team.space, "gus", accept=True))
    entries = [row for row in room.entries() if row.type == "space.requested"]
    assert {(row.audience, row.also) for row in entries} == {
        (f"m:{team.space}", "p:otto"),
        (f"m:{team.space}", "p:gus"),
    }


def test_an_archived_space_takes_nobody(room: Room, team: Team, refuses: Refuses) -> None:
    team.alice.spaces.update(team.space, access="open")
    team.alice.conversations.archive(team.side)
    team.alice.spaces.archive(team.space)
    space, otto = team.space, room.plain("otto")
    refuses(NotFound, lambda: otto.spaces.join(space))
    refuses(Archived, lambda: team.bob.spaces.leave(space))
    refuses(Archived, lambda: team.alice.spaces.add_members(space, ["otto"]))
    refuses(Archived, lambda: team.alice.conversations.unarchive(team.hall))
    team.alice.spaces.unarchive(space)
    shown = {c.id: c.archived for c in team.alice.conversations.list().data}
    assert shown == {team.side: True, team.hall: False}, "what rested before still rests"


def test_a_space_has_limits(database_url: str) -> None:
    limits = Limits(spaces_a_tenant=1, members_a_space=2, channels_a_space=1)
    with engines.room(database_url, limits=limits) as room:
        for name in ("bob", "carol"):
            room.person(name)
        alice = room.person("alice")
        space = alice.spaces.create(title="Small", members=["bob"]).id
        with pytest.raises(QuotaExceeded):
            alice.spaces.add_members(space, ["carol"])
        with pytest.raises(QuotaExceeded):
            alice.spaces.create(title="Another")
        alice.conversations.create(kind="channel", title="One", space_id=space)
        with pytest.raises(QuotaExceeded):
            alice.conversations.create(kind="channel", title="Two", space_id=space)
