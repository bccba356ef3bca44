"""Conversations: who is in them, what each may do there, and what everybody hears of it."""

import json
from functools import partial
from typing import Any

import pytest

from onrecord.errors import Forbidden, Invalid, LastOwner, NotFound, QuotaExceeded, SubjectTaken
from onrecord.wire.conversations import AddMembers, CreateConversation
from onrecord_server.core.actor import Actor
from onrecord_server.core.settings import Limits
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.engines import Room
from tests.support.statements import statements


def _members(room: Room, group: str) -> dict[str, str]:
    return {m.person_id: m.role for m in room.plain("alice").conversations.members(group).data}


def test_who_starts_a_group_owns_it(room: Room, group: str) -> None:
    assert _members(room, group) == {"alice": "owner", "bob": "member", "carol": "member"}
    shown = room.plain("alice").conversations.get(group)
    assert (shown.title, shown.kind, shown.role, shown.member_count) == (
        "Team",
        "group",
        "owner",
        3,
    )
    entry = room.entries()[-1]
    assert (entry.type, entry.object, entry.audience) == (
        "conversation.created",
        group,
        f"c:{group}",
    )
    assert "Team" not in entry.entry, "a title is content, never in the entry"
    assert json.loads(entry.entry)["facts"]["members"] == ["alice", "bob", "carol"]


def test_a_pair_has_one_direct_conversation_whoever_begins(room: Room) -> None:
    alice, bob = room.person("alice"), room.person("bob")
    made = alice.conversations.create(kind="direct", members=["bob"])
    before = room.rows()
    again = bob.conversations.create(kind="direct", members=["alice"])
    assert again.id == made.id
    assert (made.counterpart, again.counterpart) == ("bob", "alice")
    assert room.rows() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"members": []},
        {"members": ["alice"]},
        {"members": ["bob", "carol"]},
        {"members": ["bob"], "title": "Us"},
        {"members": ["bob"], "subject": "order:1"},
    ],
)
def test_a_direct_conversation_is_two_people_and_nothing_else(
    room: Room, group: str, refuses: Refuses, wrong: dict[str, object]
) -> None:
    alice = room.plain("alice")
    refuses(Invalid, lambda: alice.conversations.create(kind="direct", **wrong))  # type: ignore[arg-type]


def test_a_subject_has_one_conversation(room: Room, group: str, refuses: Refuses) -> None:
    alice, mallory = room.plain("alice"), room.plain("mallory")
    made = alice.conversations.create(kind="group", members=["bob"], subject="order:1")
    before = room.rows()
    bobs = room.plain("bob").conversations.create(kind="group", subject="order:1")
    assert (bobs.id, bobs.role) == (made.id, "member")
    assert room.rows() == before
    assert [c.id for c in alice.conversations.list(subject="order:1").data] == [made.id]
    refuses(SubjectTaken, lambda: mallory.conversations.create(kind="group", subject="order:1"))


def _bind(room: Room, person: str, *scopes: str, subject: str = "order:1") -> Any:
    """Ask as a door does: for a person, with the scopes that their token carries."""
    command = CreateConversation(kind="group", members=["carol"], subject=subject)
    actor = Actor("acme", person, frozenset(scopes))
    return room.engines.call("conversations.create", command, actor).value


def test_nobody_takes_a_subject_before_the_host_does(
    room: Room, group: str, refuses: Refuses
) -> None:
    refused = refuses(Forbidden, lambda: _bind(room, "bob"))
    assert "acting_as" in str(refused)
    assert "subjects:bind" in str(refused)
    refuses(Forbidden, lambda: _bind(room, "bob", "people:write"))
    made = room.plain("alice").conversations.create(kind="group", subject="order:1")
    assert made.role == "owner"


def test_a_scope_of_the_host_binds_and_members_find_what_is_bound(
    room: Room, group: str, refuses: Refuses
) -> None:
    made = _bind(room, "bob", "subjects:bind")
    before = room.rows()
    assert _bind(room, "carol")["id"] == made["id"]
    assert room.rows() == before
    free = refuses(Forbidden, lambda: _bind(room, "mallory", subject="order:2"))
    taken = refuses(Forbidden, lambda: _bind(room, "mallory"))
    assert str(free) == str(taken), "nobody learns which subjects are bound"


def test_unknown_and_deactivated_people_are_not_added(
    room: Room, group: str, refuses: Refuses
) -> None:
    """Only the host, in process, may name people it has not shown yet."""
    room.plain(None).people.deactivate("carol")
    alice = room.plain("alice")
    refused = refuses(Invalid, lambda: alice.conversations.create(kind="group", members=["carol"]))
    assert "carol" in str(refused)
    afar = Actor("acme", "alice")
    command = AddMembers(conversation_id=group, members=["never-seen"])
    refuses(Invalid, lambda: room.engines.call("conversations.add_members", command, afar))


def test_outsiders_cannot_tell_a_conversation_from_none(
    room: Room, group: str, refuses: Refuses
) -> None:
    mallory = room.plain("mallory")
    nowhere = "cnv_" + "0" * 32
    for conversation in (group, nowhere):
        said = {
            str(refuses(NotFound, call))
            for call in (
                lambda c=conversation: mallory.conversations.get(c),
                lambda c=conversation: mallory.conversations.members(c),
                lambda c=conversation: mallory.conversations.update(c, title="Mine"),
                lambda c=conversation: mallory.conversations.add_members(c, ["mallory"]),
                lambda c=conversation: mallory.conversations.remove_member(c, "bob"),
                lambda c=conversation: mallory.conversations.change_member(c, "bob", role="owner"),
                lambda c=conversation: mallory.conversations.mute(c),
                lambda c=conversation: mallory.conversations.read(c, 3),
                lambda c=conversation: mallory.messages.list(c),
                lambda c=conversation: mallory.messages.send(c, "hello"),
            )
        }
        assert len(said) == 1


def test_members_manage_nothing_and_moderators_not_above_their_rank(
    room: Room, group: str, refuses: Refuses
) -> None:
    alice, bob, carol = (room.plain(name) for name in ("alice", "bob", "carol"))
    refuses(Forbidden, lambda: bob.conversations.update(group, title="Mine"))
    refuses(Forbidden, lambda: bob.conversations.add_members(group, ["mallory"]))
    refuses(Forbidden, lambda: bob.conversations.remove_member(group, "carol"))
    refuses(Forbidden, lambda: bob.conversations.change_member(group, "carol", role="moderator"))
    alice.conversations.change_member(group, "bob", role="moderator")
    refuses(Forbidden, lambda: bob.conversations.add_members(group, ["mallory"], role="owner"))
    refuses(Forbidden, lambda: bob.conversations.remove_member(group, "alice"))
    refuses(Forbidden, lambda: bob.conversations.change_member(group, "carol", role="member"))
    bob.conversations.remove_member(group, "carol")
    refuses(NotFound, lambda: carol.messages.send(group, "still here?"))


def test_moderators_neither_remove_nor_demote_their_peers(
    room: Room, group: str, refuses: Refuses
) -> None:
    """Removed and added again, a peer would be a plain member whose history begins now."""
    alice, bob = room.plain("alice"), room.plain("bob")
    for name in ("bob", "carol"):
        alice.conversations.change_member(group, name, role="moderator")
    for other in ("alice", "carol"):
        refuses(Forbidden, partial(bob.conversations.remove_member, group, other))
        before = room.rows()
        bob.conversations.add_members(group, [other], role="member", history="from_now")
        assert room.rows() == before
    assert _members(room, group) == {"alice": "owner", "bob": "moderator", "carol": "moderator"}
    alice.conversations.remove_member(group, "carol")
    bob.conversations.remove_member(group, "bob")
    assert _members(room, group) == {"alice": "owner"}


def test_a_group_keeps_an_owner(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    refuses(LastOwner, lambda: alice.conversations.remove_member(group, "alice"))
    refuses(LastOwner, lambda: alice.conversations.change_member(group, "alice", role="member"))
    alice.conversations.change_member(group, "bob", role="owner")
    alice.conversations.remove_member(group, "alice")
    assert room.types()[-2:] == ["member.changed", "member.removed"]
    refuses(NotFound, lambda: alice.conversations.get(group))


def test_the_last_one_may_switch_off_the_light(room: Room) -> None:
    alice = room.person("alice")
    alone = alice.conversations.create(kind="group")
    with pytest.raises(LastOwner):
        alice.conversations.change_member(alone.id, "alice", role="member")
    alice.conversations.remove_member(alone.id, "alice")
    assert alice.conversations.list().data == []


def test_a_removed_person_hears_of_it_and_of_nothing_after(room: Room, group: str) -> None:
    room.plain("alice").conversations.remove_member(group, "bob")
    entry = room.entries()[-1]
    assert (entry.type, entry.audience, entry.also) == ("member.removed", f"c:{group}", "p:bob")


def test_adding_somebody_who_is_there_changes_nothing(room: Room, group: str) -> None:
    before = room.rows()
    room.plain("alice").conversations.add_members(group, ["bob"], role="moderator")
    assert room.rows() == before
    room.plain("alice").conversations.add_members(group, ["bob", "mallory"])
    assert _members(room, group)["mallory"] == "member"
    assert json.loads(room.entries()[-1].entry)["facts"]["members"] == ["mallory"]


def test_history_begins_where_the_host_says(room: Room, group: str) -> None:
    alice = room.plain("alice")
    old = alice.messages.send(group, "before")
    room.person("dora"), room.person("emil")
    alice.conversations.add_members(group, ["dora"], history="from_now")
    alice.conversations.add_members(group, ["emil"], history="all")
    new = alice.messages.send(group, "after")
    assert [m.id for m in room.plain("dora").messages.list(group).data] == [new.id]
    assert [m.id for m in room.plain("emil").messages.list(group).data] == [new.id, old.id]
    shown = room.plain("dora").conversations.get(group)
    assert shown.history_from == room.end() - 2
    assert shown.unread == 1
    with pytest.raises(NotFound):
        room.plain("dora").messages.get(old.id)
    with pytest.raises(NotFound):
        room.plain("dora").messages.send(group, "re", reply_to=old.id)


def test_who_comes_back_has_the_history_they_are_given_again(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    first = alice.messages.send(group, "one")
    alice.conversations.remove_member(group, "bob")
    alice.messages.send(group, "two")
    alice.conversations.add_members(group, ["bob"], history="from_now")
    assert bob.messages.list(group).data == []
    alice.conversations.remove_member(group, "bob")
    alice.conversations.add_members(group, ["bob"], history="all")
    assert [m.text for m in bob.messages.list(group).data] == ["two", "one"]
    assert bob.messages.get(first.id).text == "one"


def test_a_title_has_versions(room: Room, group: str) -> None:
    alice = room.plain("alice")
    assert alice.conversations.update(group, title="Crew").version == 2
    before = room.rows()
    assert alice.conversations.update(group, title="Crew").title == "Crew"
    assert room.rows() == before
    assert alice.conversations.update(group, title="").title == ""
    assert alice.conversations.get(group).title == ""


def test_muting_is_for_oneself_alone(room: Room, group: str) -> None:
    bob = room.plain("bob")
    assert bob.conversations.mute(group).muted
    assert room.entries()[-1].audience == "p:bob"
    assert not room.plain("alice").conversations.get(group).muted
    before = room.rows()
    bob.conversations.mute(group)
    assert room.rows() == before
    assert not bob.conversations.mute(group, muted=False).muted


def test_direct_conversations_cannot_be_managed(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    pair = alice.conversations.create(kind="direct", members=["bob"]).id
    refuses(Forbidden, lambda: alice.conversations.update(pair, title="Us"))
    refuses(Forbidden, lambda: alice.conversations.add_members(pair, ["carol"]))
    refuses(Forbidden, lambda: alice.conversations.remove_member(pair, "bob"))
    refuses(Forbidden, lambda: alice.conversations.remove_member(pair, "alice"))
    refuses(Forbidden, lambda: alice.conversations.change_member(pair, "bob", role="owner"))


def test_a_conversation_has_no_more_members_than_its_limit(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(members=3)) as small:
        alice = small.person("alice")
        names = ["bob", "carol", "dora"]
        for name in names:
            small.person(name)
        made = alice.conversations.create(kind="group", members=["bob"]).id
        alice.conversations.add_members(made, ["carol"])
        before = small.rows()
        with pytest.raises(QuotaExceeded, match="at most 3"):
            alice.conversations.add_members(made, ["dora"])
        with pytest.raises(QuotaExceeded, match="at most 3"):
            alice.conversations.create(kind="group", members=names)
        assert small.rows() == before


def test_a_person_is_in_no_more_conversations_than_the_limit(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(conversations_a_person=2)) as small:
        alice, _ = small.person("alice"), small.person("bob")
        made = alice.conversations.create(kind="group", members=["bob"]).id
        alice.conversations.create(kind="group")
        before = small.rows()
        with pytest.raises(QuotaExceeded, match="alice is in 2"):
            alice.conversations.create(kind="group")
        assert small.rows() == before
        bob = small.plain("bob")
        bob.conversations.create(kind="group")
        with pytest.raises(QuotaExceeded, match="alice is in 2"):
            bob.conversations.create(kind="direct", members=["alice"])
        alice.conversations.remove_member(made, "bob")
        assert bob.conversations.create(kind="group").member_count == 1


def test_adding_asks_as_much_of_the_database_however_many_are_there(room: Room, group: str) -> None:
    alice = room.plain("alice")
    names = [f"p{n:03}" for n in range(130)]
    for name in names:
        room.person(name)
    one, few, most, last = names[:1], names[1:21], names[21:129], names[129:]
    lengths = []
    for added in (one, few, most, last):
        with statements(room.engines.prepared("acme").engine) as asked:
            alice.conversations.add_members(group, added)
        lengths.append(len(asked))
    assert len(set(lengths)) == 1, lengths
    whole = [text for text in asked if "count(*)" in text and "LIMIT" not in text]
    assert len(whole) == 1, "the members are counted once"


def test_bringing_back_many_is_one_statement(room: Room, group: str) -> None:
    alice = room.plain("alice")
    lengths = []
    for back in (["bob"], ["bob", "carol"]):
        for name in back:
            alice.conversations.remove_member(group, name)
        with statements(room.engines.prepared("acme").engine) as asked:
            shown = alice.conversations.add_members(group, back, history="from_now")
        lengths.append(len(asked))
    assert len(set(lengths)) == 1, lengths
    assert shown == alice.conversations.get(group)
    assert shown.member_count == 3


def test_the_host_itself_is_in_no_conversation(room: Room, group: str, refuses: Refuses) -> None:
    host = room.plain(None)
    refuses(NotFound, lambda: host.messages.send(group, "hello"))
    refuses(NotFound, lambda: host.messages.list(group))
    refuses(Invalid, lambda: host.conversations.create(kind="group", members=["bob"]))


def test_members_are_listed_once_over_pages(room: Room, group: str) -> None:
    alice = room.plain("alice")
    names = [f"p{n:02}" for n in range(11)]
    for name in names:
        room.person(name)
    alice.conversations.add_members(group, names)
    found = [m.person_id for m in alice.conversations.iterate_members(group, limit=4)]
    assert sorted(found) == sorted([*names, "alice", "bob", "carol"])
    assert len(found) == len(set(found))
