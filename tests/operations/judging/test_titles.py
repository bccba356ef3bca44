"""Words beside messages: what would be kept back or covered in a message is in no title and no reason."""

import pytest

from onrecord.errors import Forbidden, Frozen
from tests.operations.judging.conftest import CARD, IBAN, MAIL, SSN, Talk


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
