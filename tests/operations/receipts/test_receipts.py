"""How far people have read, what is unread, and which conversation comes first."""

import pytest

from onrecord_server.conversations.present import COUNT_LIMIT
from tests.support.engines import Room


def _unread(room: Room, person: str, group: str) -> tuple[int, int]:
    shown = room.plain(person).conversations.get(group)
    return shown.unread, shown.mentions


def test_unread_counts_what_others_sent_after_the_mark(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    sent = [alice.messages.send(group, f"{n} <@bob>") for n in range(3)]
    bob.messages.send(group, "mine")
    assert _unread(room, "bob", group) == (3, 3)
    assert _unread(room, "alice", group) == (1, 0)
    mark = bob.conversations.read(group, sent[1].position or 0)
    assert mark.read_position == sent[1].position
    assert _unread(room, "bob", group) == (1, 1)
    entry = room.entries()[-1]
    assert (entry.type, entry.audience) == ("conversation.read", f"c:{group}")


def test_a_mark_never_goes_back_and_never_past_the_end(room: Room, group: str) -> None:
    bob = room.plain("bob")
    room.plain("alice").messages.send(group, "one")
    assert bob.conversations.read(group, 2**50).read_position <= room.end()
    before = room.rows()
    assert bob.conversations.read(group, 1).read_position > 1
    assert bob.conversations.read(group, -1).read_position > 1
    assert room.rows() == before


def test_a_removed_message_is_not_unread(room: Room, group: str) -> None:
    sent = room.plain("alice").messages.send(group, "one <@bob>")
    room.plain("alice").messages.remove(sent.id)
    assert _unread(room, "bob", group) == (0, 0)


def test_counting_stops_where_numbers_tell_nobody_anything(room: Room, group: str) -> None:
    alice = room.plain("alice")
    for number in range(COUNT_LIMIT + 2):
        alice.messages.send(group, f"{number}")
    assert _unread(room, "bob", group) == (COUNT_LIMIT, 0)


def test_the_latest_activity_comes_first(room: Room, group: str) -> None:
    alice = room.plain("alice")
    made = [alice.conversations.create(kind="group", title=f"c{n}").id for n in range(5)]
    alice.messages.send(group, "newest")
    sent = alice.messages.send(made[1], "newer")
    listed = list(alice.conversations.iterate(limit=2))
    assert [c.id for c in listed] == [made[1], group, made[4], made[3], made[2], made[0]]
    assert listed[0].last_message == sent
    assert listed[0].last_position == sent.position


def test_the_answer_of_a_creation_is_what_is_shown_afterwards(room: Room) -> None:
    alice = room.person("alice")
    room.person("bob")
    made = alice.conversations.create(kind="group", members=["bob"], title="T")
    assert alice.conversations.get(made.id) == made
    assert alice.conversations.list().data == [made]


@pytest.mark.parametrize("history", ["all", "from_now"])
def test_the_answer_of_adding_is_what_is_shown_afterwards(
    room: Room, group: str, history: str
) -> None:
    alice = room.plain("alice")
    alice.messages.send(group, "one")
    shown = alice.conversations.add_members(group, ["mallory"], history=history)  # type: ignore[arg-type]
    assert alice.conversations.get(group) == shown


def test_who_joins_from_now_sees_no_last_message_from_before(room: Room, group: str) -> None:
    room.plain("alice").messages.send(group, "before")
    room.plain("alice").conversations.add_members(group, ["mallory"], history="from_now")
    shown = room.plain("mallory").conversations.get(group)
    assert (shown.last_message, shown.unread) == (None, 0)
