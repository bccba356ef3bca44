"""Oversight takes a message out of sight and puts it back; nobody is shown who did."""

import pytest

from onrecord.errors import Conflict, NotFound
from onrecord_server.messages import removing
from onrecord_server.moderation.freezing import HOUSE
from tests.operations.judging.conftest import Talk


def test_what_oversight_removed_is_back_as_it_was(talk: Talk) -> None:
    root = talk.say("root")
    said = talk.say("for <@bob>", thread_id=root.id, also_in_channel=True)
    before = talk.bob.messages.list(talk.id), talk.bob.conversations.get(talk.id)
    gone = talk.decide(removing.remove_by_oversight, said.id, reason="pol-1")
    assert (gone.state, gone.text, gone.removed_by) == ("removed", None, HOUSE)
    assert gone.removed_reason == "pol-1"
    with pytest.raises(Conflict):
        talk.decide(removing.remove_by_oversight, said.id, reason="pol-1")
    back = talk.decide(removing.restore_by_oversight, said.id)
    assert (back.state, back.text, back.position) == ("active", "for <@bob>", said.position)
    assert (talk.bob.messages.list(talk.id), talk.bob.conversations.get(talk.id)) == before
    assert talk.bob.search.messages("root").data
    entries = [row for row in talk.house.room.entries() if row.object == said.id]
    assert [row.type for row in entries] == [
        "message.created",
        "message.removed",
        "message.restored",
    ]
    assert {row.actor for row in entries[1:]} == {HOUSE}
    again = talk.decide(removing.remove_by_oversight, said.id, reason="pol-2")
    assert again.removed_reason == "pol-2"


def test_what_its_author_removed_stays_removed(talk: Talk) -> None:
    said = talk.say("oops")
    talk.alice.messages.remove(said.id)
    with pytest.raises(Conflict):
        talk.decide(removing.restore_by_oversight, said.id)
    with pytest.raises(NotFound):
        talk.decide(removing.remove_by_oversight, "msg_" + "0" * 32, reason="pol-1")
