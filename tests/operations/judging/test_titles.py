"""Words beside messages: what would be kept back or covered in a message is in no title and no reason."""

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Forbidden, Frozen
from onrecord.wire.holds import HoldScope
from onrecord_server.core.actor import host_actor
from onrecord_server.inprocess import DirectCaller, actor_for
from tests.operations.judging.conftest import CARD, IBAN, MAIL, SSN, Talk


WHY = "A claim of a customer about order 1042"


@pytest.mark.parametrize("words", [f"pay {IBAN}", f"card {CARD}", f"it is {SSN}"])
def test_no_title_and_no_reason_says_what_a_message_may_not(talk: Talk, words: str) -> None:
    alice = talk.alice
    sent = alice.messages.send(talk.id, "hello")
    group = alice.conversations.create(kind="group", members=["bob"], title=f"write to {MAIL}")
    for refused in (
        lambda: alice.conversations.create(kind="group", members=["bob"], title=words),
        lambda: alice.conversations.update(group.id, title=words),
        lambda: alice.spaces.create(title="Space", about=words),
    ):
        with pytest.raises(Forbidden):
            refused()
    cora, scope = talk.house.me("cora"), HoldScope.model_validate({"persons": ["bob"]})
    for asks in (
        lambda: cora.holds.create("A claim", scope, reason=WHY, notice=words),
        lambda: cora.import_requests.create("bob", "csv", reason=words),
    ):
        with pytest.raises(Forbidden):
            asks()
    assert cora.holds.create("A claim", scope, reason=words, silent=True).state == "requested"
    gone = alice.messages.remove(sent.id, reason=words)
    assert gone.state == "removed"
    assert words not in (gone.removed_reason or "")


def test_who_is_frozen_removes_without_a_word(talk: Talk) -> None:
    alice = talk.alice
    sent = alice.messages.send(talk.id, "hello")
    talk.house.me("ivan").people.freeze("alice", lasts="PT1H", reason_code="spam")
    with pytest.raises(Frozen):
        alice.messages.remove(sent.id, reason="read this instead")
    assert alice.messages.remove(sent.id).state == "removed"


@pytest.mark.parametrize("words", [f"pay {IBAN}", f"card {CARD}"])
def test_a_card_that_a_person_writes_is_judged_and_one_of_the_host_is_its_own(
    talk: Talk, words: str
) -> None:
    engines = talk.house.room.engines
    alice = Client(DirectCaller(engines, actor_for("acme", "alice", "host")))
    host = Client(DirectCaller(engines, host_actor("acme")))
    for card in (
        {"title": words},
        {"title": "Order 1", "state": words},
        {"title": "Order 1", "fields": [{"label": "Note", "value": words}]},
        {"title": "Order 1", "actions": [{"id": "a", "label": words, "event": "a"}]},
    ):
        with pytest.raises(Forbidden):
            alice.subjects.put("order:1", **card)
    assert alice.subjects.put("order:1", title=f"write to {MAIL}").version == 1
    assert host.subjects.put("order:1", title=words).title == words
