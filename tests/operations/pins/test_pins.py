"""Pins: what a conversation keeps at hand, for who may see it."""

import pytest

from onrecord.errors import Archived, Forbidden, Full, NotFound
from onrecord_server.core.settings import Limits
from onrecord_server.pins.rules import may_pin
from tests.operations.conftest import Refuses
from tests.operations.reactions.test_reactions import archive
from tests.support import engines
from tests.support.engines import Room
from tests.support.verified import findings


def test_members_pin_for_everybody_the_latest_first(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    one, two = alice.messages.send(group, "one"), alice.messages.send(group, "two")
    bob.pins.add(two.id)
    alice.pins.add(one.id)
    before = room.rows()
    assert bob.pins.add(one.id).pinned
    assert room.rows() == before, "a pinned one stays as it is"
    first = room.plain("carol").pins.list(group, limit=1)
    (pin,) = first.data
    assert (pin.message.id, pin.message.pinned, pin.pinned_by) == (one.id, True, "alice")
    rest = room.plain("carol").pins.list(group, limit=1, cursor=first.next_cursor)
    assert [p.message.text for p in rest.data] == ["two"]
    assert rest.next_cursor is None
    assert [m.pinned for m in bob.messages.list(group).data] == [True, True]
    assert findings(room) == []


def test_whoever_may_pin_may_unpin(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    one = alice.messages.send(group, "one")
    alice.pins.add(one.id)
    assert not bob.pins.remove(one.id).pinned
    before = room.rows()
    assert not bob.pins.remove(one.id).pinned
    assert room.rows() == before
    assert not bob.messages.get(one.id).pinned
    assert room.types()[-2:] == ["message.pinned", "message.unpinned"]
    assert findings(room) == []


def test_a_removed_message_leaves_the_list_and_its_place(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(pins=2)) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group", members=[]).id
        sent = [alice.messages.send(made, f"m{n}").id for n in range(4)]
        alice.pins.add(sent[0])
        alice.pins.add(sent[1])
        with pytest.raises(Full):
            alice.pins.add(sent[2])
        alice.messages.remove(sent[0])
        assert [p.message.id for p in alice.pins.list(made).data] == [sent[1]]
        alice.pins.add(sent[2])
        with pytest.raises(Forbidden):
            alice.pins.add(sent[0])
        assert not alice.pins.remove(sent[0]).pinned
        assert findings(room) == []


def test_whose_window_begins_later_sees_later_pins_only(
    room: Room, group: str, refuses: Refuses
) -> None:
    alice = room.plain("alice")
    old = alice.messages.send(group, "c4nary")
    alice.pins.add(old.id)
    alice.conversations.add_members(group, ["dora"], history="from_now")
    dora = room.plain("dora")
    assert dora.pins.list(group).data == []
    refuses(NotFound, lambda: dora.pins.add(old.id))
    refuses(NotFound, lambda: dora.pins.remove(old.id))
    new = alice.messages.send(group, "new")
    dora.pins.add(new.id)
    assert [p.message.text for p in dora.pins.list(group).data] == ["new"]
    for call in (lambda: room.plain("mallory").pins.list(group),):
        refuses(NotFound, call)


def test_an_archived_conversation_keeps_its_pins(room: Room, group: str, refuses: Refuses) -> None:
    bob = room.plain("bob")
    one, two = bob.messages.send(group, "one"), bob.messages.send(group, "two")
    bob.pins.add(one.id)
    archive(room, group)
    refuses(Archived, lambda: bob.pins.add(two.id))
    refuses(Archived, lambda: bob.pins.remove(one.id))
    assert len(bob.pins.list(group).data) == 1


@pytest.mark.parametrize("role", ["member", "moderator", "owner"])
@pytest.mark.parametrize("posting", ["everybody", "moderators"])
def test_whoever_may_begin_a_message_may_pin(role: str, posting: str) -> None:
    assert may_pin(role, posting).allowed == (posting == "everybody" or role != "member")
