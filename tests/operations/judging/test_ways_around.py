"""Ways around judging that somebody has tried: each is closed, and none loses or shows a word."""

import pytest
from pydantic import ValidationError

from onrecord.errors import Frozen, Invalid
from tests.operations.judging.conftest import CARD, IBAN, MAIL, SSN, Talk


def test_a_retry_of_what_was_delivered_is_no_second_message(talk: Talk) -> None:
    said = talk.say(f"write to {MAIL}", client_id="c1")
    stricter = {"id": "mail", "kind": "detector", "entities": ["email"], "action": "hold"}
    talk.adopt([stricter, {"id": "flood", "kind": "flood", "messages": 1}])
    again = talk.say(f"write to {MAIL}", client_id="c1")
    assert (again.id, again.state, again.position) == (said.id, "active", said.position)
    assert talk.alice.messages.held(talk.id).data == []
    assert talk.say("the first that counts").state == "active"


def test_who_is_frozen_says_nothing_in_the_reason_of_a_removal(talk: Talk) -> None:
    said, other = talk.say("hello"), talk.say("hello again")
    talk.house.me("ivan").people.freeze("alice", lasts="PT2H", reason_code="spam")
    with pytest.raises(Frozen):
        talk.alice.messages.remove(said.id, reason="what I wanted to say")
    assert talk.texts() == ["hello", "hello again"]
    assert talk.alice.messages.remove(other.id).state == "removed"


@pytest.mark.parametrize(("text", "shown"), [(f"pay {IBAN}", None), (SSN, "\u25ae" * len(SSN))])
def test_the_reason_of_a_removal_is_judged(talk: Talk, text: str, shown: str | None) -> None:
    said = talk.say("hello")
    gone = talk.alice.messages.remove(said.id, reason=text)
    assert (gone.state, gone.removed_reason) == ("removed", shown)
    assert gone.judged is not None
    assert gone.judged.action == ("mask" if shown else "hold")
    seen = talk.bob.messages.get(said.id)
    assert (seen.removed_reason, seen.judged) == (shown, None)
    kinds = [(row.type, row.audience) for row in talk.house.room.entries()][-2:]
    assert kinds == [("message.removed", f"c:{talk.id}"), ("message.flagged", "-")]


def test_the_reason_of_a_removal_is_one_plain_line(talk: Talk) -> None:
    said = talk.say("hello")
    for reason in ("a\u202eb", "a\x00b", "a\nb"):
        with pytest.raises((Invalid, ValidationError)):
            talk.alice.messages.remove(said.id, reason=reason)
    assert talk.texts() == ["hello"]


def test_a_reason_in_which_something_is_merely_found_is_shown(talk: Talk) -> None:
    said = talk.say("hello")
    gone = talk.alice.messages.remove(said.id, reason=f"ask {MAIL}")
    assert (gone.removed_reason, gone.judged) == (f"ask {MAIL}", None)
    assert talk.house.room.types()[-1] == "message.flagged"


def test_a_held_edit_is_taken_back_though_a_later_one_is_blocked(talk: Talk) -> None:
    said = talk.say("hello")
    talk.alice.messages.edit(said.id, f"pay {IBAN}")
    talk.alice.messages.edit(said.id, f"card {CARD}")
    assert talk.alice.messages.withdraw(said.id).text == f"pay {IBAN}"
    assert [one.state for one in talk.alice.messages.held(talk.id).data] == ["blocked"]
