"""Scenes of messages whose words are destroyed; bob reads on."""

from onrecord_server.retention.erasing import Order, erase
from tests.replay.kept_scenes import decide
from tests.replay.scenes import Stage, scene


ASKED = Order(request="ers_1")


@scene
def erased(s: Stage) -> None:
    """Messages are erased: one that named me, one that was removed, the last one, and one of mine."""
    s.alice.messages.remove(s.sent[1].id, reason="wrong window")
    mine = s.say(s.bob, "mine")
    s.carol.reactions.add(mine.id, "👍")
    s.say(s.carol, "the last", reply_to=mine.id)
    last = s.say(s.alice, "the very last <@bob>")
    for one in (s.sent[0], s.sent[1], mine, last):
        decide(s, erase, one.id, order=ASKED)


@scene
def thread_erased(s: Stage) -> None:
    """A reply is erased, then the root; the thread goes on."""
    replies = [
        s.say(s.carol, text, thread_id=s.sent[1].id, also_in_channel=shown)
        for text, shown in (("one", False), ("two", True), ("three", False))
    ]
    for one in (replies[0], replies[1], s.sent[1]):
        decide(s, erase, one.id, order=ASKED)
    s.say(s.alice, "four", thread_id=s.sent[1].id)
