"""What an author says against a case: in whose queue it is, until when, and how it is told."""

from typing import Any

import pytest

from onrecord.wire.cases import Case
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


QUOTE = "It is the number of the house, which is public"
PUBLIC = "It is public indeed"


@pytest.fixture
def desk(house: House) -> Desk:
    """A policy that holds and blocks, and three investigators."""
    made = seated(house)
    house.introduce("iris", ["investigator"])
    house.acknowledge("iris")
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "carol"):
        house.acknowledge(name)
    return made


def against(desk: Desk, name: str) -> list[Case]:
    return desk.me(name).cases.list(appeals=True).data


def said(desk: Desk, text: str = f"pay to {IBAN}") -> str:
    return desk.me("alice").messages.send(desk.talk, text).id


def decide(desk: Desk, name: str = "ivan", **more: Any) -> Case:
    case = desk.open(name).case
    given: dict[str, Any] = {"version": case.version, "disposition": "no_issue", **more}
    return desk.me(name).cases.decide(case.id, **given)


def test_an_appeal_is_in_the_queue_of_who_may_decide_it_and_has_a_time_of_its_own(
    desk: Desk,
) -> None:
    message = said(desk)
    first = decide(desk, action="reject")
    desk.house.clock.forward(days=4)
    assert against(desk, "inga") == []
    made = desk.me("alice").appeals.make(QUOTE, message_id=message)
    assert [against(desk, name) for name in ("ivan", "rhea", "audrey", "alice")] == [[]] * 4
    (waits,) = against(desk, "inga")
    assert (waits.state, waits.due_at) == ("appealed", made.due_at)
    assert waits.due_at > first.due_at
    assert waits.appeal is not None
    assert (waits.appeal.id, waits.appeal.dispute, waits.appeal.overdue) == (made.id, False, False)
    desk.open("inga")
    assert [one.id for one in desk.me("inga").cases.list(mine=True).data] == [waits.id]
    desk.house.clock.forward(days=6)
    assert [one.overdue for one in against(desk, "inga")] == [True]
    desk.me("inga").appeals.decide(made.id, upheld=True, rationale=PUBLIC)
    assert against(desk, "inga") == []
    assert findings(desk.house.room) == []


def test_a_dispute_is_there_until_the_decision_and_does_not_put_it_off(desk: Desk) -> None:
    message = said(desk, f"my card {CARD}")
    before = desk.case("ivan")
    desk.house.clock.forward(days=1)
    made = desk.me("alice").appeals.make(QUOTE, message_id=message)
    (waits,) = against(desk, "ivan")
    assert (waits.due_at, waits.appeal and waits.appeal.dispute) == (before.due_at, True)
    opened = desk.open("ivan")
    assert [(one.dispute, one.due_at) for one in opened.appeals] == [(True, made.due_at)]
    case = opened.case
    desk.me("ivan").cases.escalate(case.id, version=case.version, reason="Somebody else decides")
    assert (against(desk, "ivan"), len(against(desk, "inga"))) == ([], 1)
    decide(desk, "inga", action="reject")
    assert against(desk, "iris") == []
