"""Who is frozen is told, by whomever, and may ask that somebody else looks at it."""

from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, Frozen
from tests.operations.judging.conftest import Talk
from tests.support import cased
from tests.support.clocked import Clock
from tests.support.verified import findings


OFTEN = {"freeze_after": 2, "freeze_within": "PT1H", "freeze_for": "PT2H"}
CARD_RULE = {"id": "card", "kind": "detector", "entities": ["card"], "action": "block", **OFTEN}
CARD = "4111 1111 1111 1111"


def test_a_freeze_by_hand_is_told_and_another_reviewer_decides_the_appeal(talk: Talk) -> None:
    talk.house.introduce("iris", ["investigator"])
    talk.house.acknowledge("iris")
    ivan, iris = talk.house.me("ivan"), talk.house.me("iris")
    ivan.people.freeze("alice", lasts="P2D", reason_code="spam", said="Sold knives in three rooms")
    freeze = talk.alice.people.my_freeze().freeze
    assert freeze is not None
    (notice,) = talk.alice.notices.list().data
    assert (notice.kind, notice.rule, notice.message_id) == ("freeze", "by_hand", None)
    assert "knives" not in notice.model_dump_json()
    assert notice.appeal_until is not None
    appeal = talk.alice.appeals.make("I sold nothing", notice_id=notice.id)
    assert (appeal.dispute, appeal.rule) == (False, "by_hand")
    assert appeal.notice_id == notice.id
    assert appeal.due_at == freeze.ends_at
    (case,) = iris.cases.list(state="appealed").data
    assert case.due_at == freeze.ends_at
    assert (case.source, case.action, case.disposition) == ("freeze", "freeze", None)
    for _ in range(2):
        with pytest.raises(Forbidden):
            ivan.cases.open(case.id)
    shown = iris.cases.open(case.id)
    assert (shown.rationale, shown.messages) == ("spam: Sold knives in three rooms", [])
    assert {"note", "decide_appeal"} <= set(shown.case.may)
    assert "widen" not in shown.case.may
    iris.appeals.decide(shown.appeals[0].id, upheld=True, rationale="It was no spam")
    assert talk.alice.people.my_freeze().freeze is None
    talk.say("thank you")
    assert findings(talk.house.room) == []


def test_who_may_write_again_before_the_time_is_told(talk: Talk) -> None:
    ivan = talk.house.me("ivan")
    ivan.people.freeze("alice", lasts="P2D", reason_code="spam")
    ivan.people.unfreeze("alice")
    ivan.people.unfreeze("alice")
    told = [(one.kind, one.past, one.message_id) for one in talk.alice.notices.list().data]
    assert told == [("unfreeze", False, None), ("freeze", True, None)]
    assert talk.alice.notices.list().data[0].appeal_until is None
    talk.say("thank you")
    assert findings(talk.house.room) == []


def test_a_freeze_by_hand_without_words_shows_its_code(talk: Talk) -> None:
    talk.house.introduce("iris", ["investigator"])
    talk.house.acknowledge("iris")
    iris = talk.house.me("iris")
    talk.house.me("ivan").people.freeze("alice", lasts="P2D", reason_code="spam")
    (notice,) = talk.alice.notices.list().data
    talk.alice.appeals.make("I sold nothing", notice_id=notice.id)
    (case,) = iris.cases.list(state="appealed").data
    assert iris.cases.open(case.id).rationale == "spam"


def test_a_freeze_by_hand_that_nobody_appeals_is_closed(talk: Talk, clock: Clock) -> None:
    talk.house.me("ivan").people.freeze("alice", lasts="P2D", reason_code="spam")
    (notice,) = talk.alice.notices.list().data
    clock.forward(days=60)
    with pytest.raises(Forbidden):
        talk.alice.appeals.make("It is too late for it", notice_id=notice.id)
    assert findings(talk.house.room) == []


def _frozen(talk: Talk) -> str:
    talk.adopt([CARD_RULE])
    talk.say(f"card {CARD}")
    last = talk.say(f"card {CARD} again")
    with pytest.raises(Frozen):
        talk.say("hello")
    (freeze,) = talk.house.me("ivan").people.frozen().data
    assert (freeze.person_id, freeze.case_id is None) == (None, False), "it would name the author"
    return last.id


def _case(talk: Talk, message: str) -> str:
    found = cased.in_room(talk.house.room)
    return next(case for case, about in found.items() if about == message)


def test_who_was_frozen_by_a_count_is_told_and_disputes_it(talk: Talk) -> None:
    last = _frozen(talk)
    told = [one for one in talk.alice.notices.list().data if one.kind == "freeze"]
    assert [(one.rule, one.message_id) for one in told] == [("card", last)]
    assert told[0].appeal_until is not None
    appeal = talk.alice.appeals.make("They are numbers for tests", notice_id=told[0].id)
    assert appeal.dispute
    with pytest.raises(Conflict):
        talk.alice.appeals.make("Once more the same", notice_id=told[0].id)
    ivan = talk.house.me("ivan")
    shown = ivan.cases.open(_case(talk, last))
    asked: dict[str, Any] = {
        "disposition": "false_positive",
        "action": "release",
        "rationale": "Numbers for tests alone",
    }
    ivan.cases.decide(shown.case.id, version=shown.case.version, **asked)
    assert talk.alice.appeals.get(appeal.id).state == "upheld"
    talk.say("thank you")
    assert findings(talk.house.room) == []


def test_a_violation_leaves_the_freeze_as_it_is(talk: Talk) -> None:
    last = _frozen(talk)
    ivan = talk.house.me("ivan")
    shown = ivan.cases.open(_case(talk, last))
    asked: dict[str, Any] = {
        "disposition": "violation",
        "action": "reject",
        "rationale": "It was a real card",
    }
    ivan.cases.decide(shown.case.id, version=shown.case.version, **asked)
    with pytest.raises(Frozen):
        talk.say("hello")
    assert findings(talk.house.room) == []
