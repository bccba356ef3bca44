"""Scenes of reactions, pins, saved messages and cards of the host's objects."""

from tests.replay.scenes import Stage, scene


@scene
def react(s: Stage) -> None:
    """People react, I too, and take some of it back."""
    first = s.sent[0].id
    s.alice.reactions.add(first, "👍")
    s.bob.reactions.add(first, "❤")
    s.carol.reactions.add(first, "👍")
    s.alice.reactions.remove(first, "👍")
    s.carol.reactions.remove(first, "👍")
    s.carol.reactions.add(first, "❤️")
    s.alice.reactions.add(first, "👍")
    s.bob.reactions.add(s.sent[2].id, "👋🏽")
    s.bob.reactions.remove(s.sent[2].id, "👋🏽")


@scene
def react_and_edit(s: Stage) -> None:
    """An edit keeps what was put on a message, a removal takes it away."""
    one, two = s.sent[0].id, s.sent[2].id
    for who in (s.alice, s.bob):
        for message in (one, two):
            who.reactions.add(message, "🎉")
    s.alice.pins.add(one)
    s.carol.pins.add(two)
    s.bob.saved.add(one)
    s.bob.saved.add(two)
    s.alice.messages.edit(one, "once more")
    s.carol.messages.remove(two)


@scene
def pin(s: Stage) -> None:
    """A message is pinned and unpinned."""
    s.alice.pins.add(s.sent[0].id)
    s.bob.pins.add(s.sent[1].id)
    s.carol.pins.remove(s.sent[0].id)


@scene
def save(s: Stage) -> None:
    """I save messages for myself; of what others save I hear nothing."""
    s.bob.saved.add(s.sent[0].id)
    s.bob.saved.add(s.sent[1].id)
    s.bob.saved.remove(s.sent[0].id)
    s.alice.saved.add(s.sent[2].id)


@scene
def describe(s: Stage) -> None:
    """The host describes its objects: one for us, one for all, one that ceases to be for all."""
    host = s.room.plain(None)
    s.alice.conversations.create(kind="group", members=["bob"], title="Nine", subject="order:9")
    host.subjects.put("order:9", title="Order 9", state="packed", tone="info")
    fields = [{"label": "Goods", "value": "4 pallets"}]
    host.subjects.put("order:9", title="Order 9", state="left", tone="good", fields=fields)
    host.subjects.put("notice:1", title="Canteen", visible="tenant", link="/canteen")
    host.subjects.put("notice:2", title="Moved", visible="tenant")
    host.subjects.put("notice:2", title="Moved, for some")
    host.subjects.put("order:10", title="Nobody's")


@scene
def undescribe(s: Stage) -> None:
    """A card is taken away, and put anew."""
    host = s.room.plain(None)
    host.subjects.put("notice:1", title="Canteen", visible="tenant")
    host.subjects.remove("notice:1")
    host.subjects.put("notice:2", title="Parking", visible="tenant")
    host.subjects.remove("notice:2")
    host.subjects.put("notice:2", title="Parking again", visible="tenant")
