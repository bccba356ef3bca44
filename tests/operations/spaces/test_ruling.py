"""Who is in a space by rule: people come and go with what the host says of them."""

import json
from typing import Final

import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.errors import ConfirmAudience, Forbidden, LastOwner, RuleUnreadable
from onrecord_server.core.settings import Limits
from onrecord_server.people.rows import people
from onrecord_server.people.rules import name_key
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.engines import Room


SALES: Final = 'department == "sales"'


def say(room: Room, person: str, department: str = "sales", *roles: str) -> Client:
    """Let the host say where somebody works."""
    attributes = {"department": department}
    room.plain(None).people.upsert(person, name=person.title(), roles=roles, attributes=attributes)
    return room.plain(person)


def crowd(room: Room, count: int, department: str = "sales") -> None:
    """Put many people there at once, as an import would."""
    rows = [
        {
            "tenant": "acme",
            "id": f"p{number:05}",
            "name": f"P {number}",
            "name_key": name_key(f"P {number}"),
            "roles": "[]",
            "attributes": json.dumps({"department": department}),
            "status": "active",
            "version": 1,
            "created_at": 0,
        }
        for number in range(count)
    ]
    with room.engines.prepared("acme").write() as connection:
        connection.execute(sa.insert(people), rows)


def members(alice: Client, space: str) -> dict[str, str]:
    """Who is in a space, and why."""
    return {m.person_id: m.source for m in alice.spaces.iterate_members(space)}


def test_a_rule_says_who_is_in(room: Room) -> None:
    alice = room.person("alice")
    for name, department in (("bob", "sales"), ("carol", "support"), ("dora", "sales")):
        say(room, name, department)
    space = alice.spaces.create(title="Sales").id
    preview = alice.spaces.preview_rule(SALES, space_id=space)
    assert (preview.count, preview.joining, preview.leaving) == (2, 2, 0)
    assert [p.id for p in preview.people] == ["bob", "dora"]
    shown = alice.spaces.set_rule(space, SALES)
    assert (shown.rule, shown.member_count) == (SALES, 3)
    assert members(alice, space) == {"alice": "hand", "bob": "rule", "dora": "rule"}
    alice.spaces.set_rule(space, 'department == "support"')
    assert members(alice, space) == {"alice": "hand", "carol": "rule"}
    assert alice.spaces.set_rule(space, None).rule is None
    assert members(alice, space) == {"alice": "hand"}


def test_people_come_and_go_in_the_same_transaction(room: Room) -> None:
    alice, bob = room.person("alice"), say(room, "bob", "support")
    space = alice.spaces.create(title="Sales", rule=SALES).id
    say(room, "bob")
    assert room.types()[-2:] == ["person.updated", "space.members_added"]
    assert bob.spaces.get(space).role == "member"
    room.plain(None).people.deactivate("bob")
    assert room.types()[-2:] == ["person.deactivated", "space.member_removed"]
    assert members(alice, space) == {"alice": "hand"}
    room.plain(None).people.reactivate("bob")
    assert members(alice, space) == {"alice": "hand", "bob": "rule"}
    say(room, "bob", "support")
    assert members(alice, space) == {"alice": "hand"}


def test_who_is_in_by_hand_stays_whatever_the_rule_says(room: Room) -> None:
    alice = room.person("alice")
    say(room, "bob", "support")
    space = alice.spaces.create(title="Sales", members=["bob"], rule=SALES).id
    say(room, "bob", "purchasing")
    alice.spaces.set_rule(space, 'department == "it"')
    assert members(alice, space) == {"alice": "hand", "bob": "hand"}


def test_who_was_removed_by_hand_stays_out_until_the_rule_or_they_change(room: Room) -> None:
    alice = room.person("alice")
    say(room, "bob")
    space = alice.spaces.create(title="Sales", rule=SALES).id
    alice.spaces.remove_member(space, "bob")
    say(room, "bob", "sales", "manager")
    assert members(alice, space) == {"alice": "hand"}, "still the same reason to be in"
    say(room, "bob", "support")
    say(room, "bob")
    assert members(alice, space) == {"alice": "hand", "bob": "rule"}, "a new reason"
    alice.spaces.remove_member(space, "bob")
    alice.spaces.set_rule(space, 'department in ["sales", "it"]')
    assert members(alice, space) == {"alice": "hand", "bob": "rule"}, "another rule"


def test_a_role_given_by_hand_makes_a_member_by_hand(room: Room) -> None:
    alice = room.person("alice")
    say(room, "bob")
    space = alice.spaces.create(title="Sales", rule=SALES).id
    alice.spaces.change_member(space, "bob", role="moderator")
    say(room, "bob", "support")
    assert members(alice, space) == {"alice": "hand", "bob": "hand"}


def test_a_rule_gives_a_role(room: Room) -> None:
    alice, bob = room.person("alice"), say(room, "bob")
    space = alice.spaces.create(title="Sales", rule=SALES, rule_role="moderator").id
    hall = alice.conversations.create(kind="announcement", title="News", space_id=space).id
    assert bob.spaces.get(space).role == "moderator"
    assert bob.conversations.get(hall).role == "moderator"
    alice.spaces.set_rule(space, SALES, role="member")
    assert bob.spaces.get(space).role == "member"
    assert bob.conversations.get(hall).role == "member"


def test_nobody_leaves_an_audience_that_a_rule_made(room: Room, refuses: Refuses) -> None:
    alice, bob = room.person("alice"), say(room, "bob")
    host = room.plain(None)
    space = host.spaces.create(title="Company", kind="broadcast", owners=["alice"], rule=SALES).id
    refuses(Forbidden, lambda: bob.spaces.leave(space))
    refuses(LastOwner, lambda: alice.spaces.leave(space))
    team = alice.spaces.create(title="Sales", rule=SALES).id
    bob.spaces.leave(team)
    assert [s.id for s in bob.spaces.list().data] == [space]


def test_a_rule_that_cannot_be_read_changes_nothing(room: Room, refuses: Refuses) -> None:
    alice = room.person("alice")
    space = alice.spaces.create(title="Sales").id
    refuses(RuleUnreadable, lambda: alice.spaces.set_rule(space, "department = sales"))
    refuses(RuleUnreadable, lambda: alice.spaces.set_rule(space, '"alice" in members'))
    refuses(RuleUnreadable, lambda: alice.spaces.create(title="X", rule="((("))
    mona = _moderator(room, alice, space)
    refuses(Forbidden, lambda: mona.spaces.set_rule(space, SALES))


def _moderator(room: Room, alice: Client, space: str) -> Client:
    room.person("mona")
    alice.spaces.add_members(space, ["mona"], role="moderator")
    return room.plain("mona")


def test_a_large_audience_is_confirmed_with_its_number(room: Room, refuses: Refuses) -> None:
    alice = room.person("alice")
    space = alice.spaces.create(title="Sales").id
    alone = refuses(ConfirmAudience, lambda: alice.spaces.set_rule(space, "everybody"))
    assert alone.extra == {"count": 1}  # type: ignore[attr-defined]
    crowd(room, 51)
    refused = refuses(ConfirmAudience, lambda: alice.spaces.set_rule(space, SALES))
    assert refused.extra == {"count": 51}  # type: ignore[attr-defined]
    refuses(ConfirmAudience, lambda: alice.spaces.set_rule(space, SALES, confirm=50))
    assert alice.spaces.set_rule(space, SALES, confirm=51).member_count == 52


def test_a_rule_over_many_people_is_told_in_events_that_fit_into_a_frame(room: Room) -> None:
    """They hold 500 people at most."""
    alice = room.person("alice")
    crowd(room, 6_000)
    space = alice.spaces.create(title="Sales").id
    alice.conversations.create(kind="channel", title="Hall", space_id=space, joining="everybody")
    end = room.end()
    alice.spaces.set_rule(space, SALES, confirm=6_000)
    events = [json.loads(row.entry)["facts"] for row in room.entries(after=end)]
    assert max(len(facts.get("members", ())) for facts in events) == 500
    assert len(events) == 1 + 12 + 12


def test_a_full_space_takes_nobody_and_the_login_goes_on(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(members_a_space=1)) as room:
        alice = room.person("alice")
        space = alice.spaces.create(title="Sales", rule=SALES).id
        say(room, "bob")
        assert members(alice, space) == {"alice": "hand"}
