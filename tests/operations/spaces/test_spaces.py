"""Spaces: making them, finding them, and what becomes of them."""

from onrecord.errors import Archived, Forbidden, NotFound
from tests.operations.conftest import Refuses
from tests.support.engines import Room


def test_who_makes_a_space_owns_it(room: Room) -> None:
    alice = room.person("alice")
    made = alice.spaces.create(title="Sales", about="What we sell", access="open")
    assert (made.role, made.member_count, made.title, made.version) == ("owner", 1, "Sales", 1)
    assert alice.spaces.get(made.id) == made
    assert alice.spaces.list().data == [made]
    entry = room.entries()[-1]
    assert (entry.type, entry.object, entry.audience) == ("space.created", made.id, f"s:{made.id}")
    assert "Sales" not in entry.entry, "words are content, never in the entry"


def test_a_closed_space_does_not_exist_for_others(room: Room, refuses: Refuses) -> None:
    space = room.person("alice").spaces.create(title="Sales").id
    bob = room.person("bob")
    refuses(NotFound, lambda: bob.spaces.get(space))
    refuses(NotFound, lambda: bob.spaces.join(space))
    refuses(NotFound, lambda: bob.spaces.request(space))
    assert bob.spaces.directory().data == []


def test_an_open_space_is_found_and_joined_with_its_channels(room: Room) -> None:
    alice, bob = room.person("alice"), room.person("bob")
    space = alice.spaces.create(title="Sales team", access="open").id
    hall = alice.conversations.create(
        kind="channel", title="Hall", space_id=space, joining="everybody"
    )
    free = alice.conversations.create(kind="channel", title="Deals", space_id=space)
    assert (hall.joining, free.joining, free.space_id) == ("everybody", "free", space)
    assert [s.id for s in bob.spaces.directory(query="te").data] == [space]
    assert bob.spaces.join(space).role == "member"
    assert [c.id for c in bob.conversations.list().data] == [hall.id]
    channels = bob.spaces.channels(space).data
    assert [(c.title, c.joined) for c in channels] == [("Deals", False), ("Hall", True)]
    assert bob.conversations.join(free.id).member_count == 2


def test_what_is_archived_can_be_read(room: Room, refuses: Refuses) -> None:
    alice = room.person("alice")
    space = alice.spaces.create(title="Sales").id
    hall = alice.conversations.create(kind="channel", title="Hall", space_id=space).id
    alice.messages.send(hall, "hello")
    alice.spaces.archive(space)
    assert alice.conversations.get(hall).archived
    assert len(alice.messages.list(hall).data) == 1
    refuses(Archived, lambda: alice.conversations.update(hall, title="New"))
    alice.spaces.unarchive(space)
    assert not alice.conversations.get(hall).archived


def test_broadcast_spaces_are_the_hosts_to_make(room: Room, refuses: Refuses) -> None:
    alice = room.person("alice")
    refuses(Forbidden, lambda: alice.spaces.create(title="All", kind="broadcast"))
    made = room.plain(None).spaces.create(
        title="All", kind="broadcast", owners=["alice"], rule="everybody", confirm=1
    )
    assert alice.spaces.get(made.id).role == "owner"


def test_a_rule_lets_people_come_and_go(room: Room) -> None:
    alice, host = room.person("alice"), room.plain(None)
    space = alice.spaces.create(title="Sales", rule='department == "sales"').id
    hall = alice.conversations.create(
        kind="channel", title="Hall", space_id=space, joining="everybody"
    ).id
    host.people.upsert("bob", name="Bob", attributes={"department": "sales"})
    bob = room.plain("bob")
    assert bob.spaces.get(space).role == "member"
    assert bob.conversations.get(hall).role == "member"
    host.people.upsert("bob", name="Bob", attributes={"department": "purchasing"})
    assert bob.spaces.list().data == []
    assert bob.conversations.list().data == []
