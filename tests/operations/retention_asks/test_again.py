"""What stayed as an answer was carried out is asked about again where whoever answers may know why it stayed."""

from onrecord.wire.policy_document import Retention
from onrecord.wire.retention_asks import RetentionAsk
from tests.operations.judging.conftest import IBAN
from tests.operations.retention_asks.conftest import MONTH, Office
from tests.operations.retention_asks.test_kept_back import _reject, looked


__all__ = ["looked"]


def _of_group(office: Office, days: float = 0) -> list[RetentionAsk]:
    return [one for one in office.run(days=days) if one.space_id is None]


def _certified(office: Office, ask: RetentionAsk) -> tuple[int, int, int]:
    over = office.of("audrey").get(ask.id)
    return over.erased, over.still_held, over.kept


def _approved(office: Office) -> RetentionAsk:
    """Answer what is asked about the group, and carry it out."""
    (ask,) = _of_group(office)
    office.erase(ask)
    office.run()
    return ask


def test_no_question_shows_where_a_silent_hold_keeps_something(asked: Office) -> None:
    silent = asked.hold(silent=True, words=["old 2"])
    first = _approved(asked)
    assert _certified(asked, first) == (4, 0, 1)
    assert _of_group(asked, days=2) == []
    (new,) = _of_group(asked, days=40)
    assert new.messages == 1, "what became due meanwhile is asked about"
    asked.release(silent)
    assert [one.messages for one in _of_group(asked, days=2)] == [1], "nor does its release"


def test_another_version_of_the_policy_asks_about_everything_again(asked: Office) -> None:
    asked.hold(silent=True, words=["old 2"])
    _approved(asked)
    asked.govern(MONTH, Retention(id="books", minimum="P1D", basis="Habit"))
    assert [one.messages for one in _of_group(asked)] == [1]


def test_of_what_an_open_hold_kept_only_that_is_asked_about_and_carried_out(asked: Office) -> None:
    asked.hold(silent=True, words=["old 2"])
    held = asked.hold(words=["old 1", "old 3"])
    beside = asked.hold(persons=["alice"], since=asked.house.clock())
    (first,) = _of_group(asked)
    assert (first.messages, first.held) == (3, 2)
    asked.erase(first)
    asked.run()
    assert _certified(asked, first) == (2, 2, 1)
    again = _of_group(asked, days=2)
    assert again == [], "what is held is not asked about"
    asked.release(held)
    asked.release(beside)
    (second,) = _of_group(asked, days=2)
    assert (second.messages, second.held) == (2, 0)
    asked.erase(second)
    asked.run()
    assert _certified(asked, second) == (2, 0, 0)
    assert asked.texts() == [None, None, "old 2", None, None, "new"]
    assert _of_group(asked, days=2) == []


def test_an_open_hold_on_everything_beside_a_silent_one(asked: Office) -> None:
    (first,) = _of_group(asked)
    asked.erase(first)
    held = asked.hold(conversations=[asked.group])
    asked.run()
    assert _certified(asked, first) == (0, 5, 0)
    asked.hold(silent=True, words=["old 2"])
    asked.release(held)
    (second,) = _of_group(asked, days=2)
    assert (second.messages, second.held) == (5, 0), "what both keep reads as the open one says"
    asked.erase(second)
    asked.run()
    assert _certified(asked, second) == (4, 0, 1)
    assert _of_group(asked, days=2) == []


def test_what_waited_as_it_was_carried_out_is_asked_about_once_it_is_decided(
    looked: Office,
) -> None:
    looked.say("delivered")
    looked.say(f"account {IBAN}")
    looked.say("delivered later")
    (ask,) = looked.run(days=40)
    assert ask.messages == 2
    looked.erase(ask)
    assert looked.run(days=2) == []
    _reject(looked)
    (again,) = looked.run(days=2)
    assert (again.messages, again.held) == (1, 0)
