"""Reactions: one emoji of one person, counted exactly, for who may see the message."""

from tests.operations.conftest import Refuses
from tests.support.engines import Room


def test_smoke(room: Room, group: str, refuses: Refuses) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    said = alice.messages.send(group, "hello")
    done = bob.reactions.add(said.id, "❤")
    assert done.emoji == "❤️"
    assert done.name == "Bob"
    bob.reactions.add(said.id, "❤️")
    alice.reactions.add(said.id, "👍")
    alice.reactions.add(said.id, "❤️")
    (shown,) = alice.messages.list(group).data
    assert [(r.emoji, r.count, r.mine) for r in shown.reactions] == [
        ("❤️", 2, True),
        ("👍", 1, True),
    ]
    alice.pins.add(said.id)
    bob.saved.add(said.id)
    assert [p.message.text for p in bob.pins.list(group).data] == ["hello"]
    assert [p.message.saved for p in bob.saved.list().data] == [True]
    host = room.plain(None)
    host.subjects.put("order:1", title="Order 1", visible="tenant")
    assert bob.subjects.get("order:1").title == "Order 1"
