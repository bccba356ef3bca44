"""What an author says against a case: in whose queue it is, until when, and how it is told."""

from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.errors import Forbidden
from onrecord.wire.cases import Case
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.oversight.cases.outcomes import state_of
from tests.operations.conftest import Refuses
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy
from tests.operations.oversight.desk import Desk, ending, seated
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
    given: dict[str, Any] = {"version": case.version, "disposition": ending(more), **more}
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


def test_who_handed_it_on_is_not_asked_to_decide_its_appeal(desk: Desk) -> None:
    message = said(desk)
    case = desk.open("iris").case
    desk.me("iris").cases.escalate(case.id, version=case.version, reason="It is above me")
    decide(desk, action="reject")
    made = desk.me("alice").appeals.make(QUOTE, message_id=message)
    listed = {
        name: [one.id for one in desk.me(name).appeals.list(deciding=True).data]
        for name in ("ivan", "iris", "inga")
    }
    assert listed == {"ivan": [], "iris": [], "inga": [made.id]}


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


def steps(desk: Desk, case: Case, name: str = "inga") -> list[tuple[str, str | None]]:
    return [(one.step, one.by) for one in desk.me(name).cases.get(case.id).outcomes]


def told(desk: Desk) -> list[tuple[str, bool]]:
    return [(one.kind, one.past) for one in desk.me("alice").notices.list().data]


def test_an_upheld_appeal_shows_both_outcomes_and_contradicts_no_notice(desk: Desk) -> None:
    message = said(desk)
    first = decide(desk, action="reject")
    assert (first.message_state, [one.action for one in first.outcomes]) == ("rejected", ["reject"])
    assert told(desk) == [("reject", False), ("held", True)]
    made = desk.me("alice").appeals.make(QUOTE, message_id=message)
    desk.open("inga")
    desk.me("inga").appeals.decide(made.id, upheld=True, rationale=PUBLIC)
    case = desk.me("ivan").cases.get(first.id)
    assert (case.message_state, case.action) == ("released", "reject")
    assert steps(desk, case) == [("decided", "ivan"), ("appealed", None), ("upheld", "inga")]
    assert case.outcomes[-1].undone
    assert told(desk) == [
        ("appeal_decided", False),
        ("release", False),
        ("reject", True),
        ("held", True),
    ]
    assert findings(desk.house.room) == []


def test_an_appeal_that_is_rejected_leaves_what_was_told(desk: Desk) -> None:
    message = said(desk)
    first = decide(desk, action="reject")
    made = desk.me("alice").appeals.make(QUOTE, message_id=message)
    desk.open("inga")
    desk.me("inga").appeals.decide(made.id, upheld=False, rationale="It is not public")
    case = desk.me("inga").cases.get(first.id)
    assert (case.message_state, case.outcomes[-1].step) == ("rejected", "rejected")
    assert told(desk)[:2] == [("appeal_decided", False), ("reject", False)]


def test_a_freeze_that_an_appeal_ended_is_past(desk: Desk) -> None:
    said(desk)
    decide(desk, action="release")
    desk.report()
    case = desk.me("rhea").cases.list(state="queued").data[0]
    opened = desk.me("ivan").cases.open(case.id).case
    desk.me("ivan").cases.decide(
        case.id, version=opened.version, disposition="coach", action="freeze"
    )
    assert told(desk) == [("freeze", False), ("release", False), ("held", True)]
    notice = desk.me("alice").notices.list().data[0]
    made = desk.me("alice").appeals.make(QUOTE, notice_id=notice.id)
    desk.me("inga").cases.open(case.id)
    desk.me("inga").appeals.decide(made.id, upheld=True, rationale=PUBLIC)
    assert told(desk)[:2] == [("appeal_decided", False), ("freeze", True)]


def reported(desk: Desk, disposition: str = "coach") -> Case:
    desk.report()
    (case,) = desk.me("ivan").cases.list(state="queued").data
    opened = desk.me("ivan").cases.open(case.id).case
    given: dict[str, Any] = {"disposition": disposition, "rationale": "It is no way to speak"}
    return desk.me("ivan").cases.decide(case.id, version=opened.version, **given)


@pytest.mark.parametrize("disposition", ["coach", "violation"])
def test_what_a_review_found_is_told_and_appealed_where_the_policy_says_so(
    desk: Desk, refuses: Refuses, disposition: str
) -> None:
    told_of_reviews(desk)
    desk.me("paula").templates.put("reviewed", "en", "Ask until {appeal_until}.")
    done = reported(desk, disposition)
    (notice,) = desk.me("alice").notices.list().data
    assert (notice.kind, notice.appeal_until) == ("reviewed", done.appeal_until)
    assert (notice.text or "").startswith("Ask until 20")
    assert (done.state, done.message_state) == ("decided", "active")
    made = desk.me("alice").appeals.make(QUOTE, notice_id=notice.id)
    refuses(Forbidden, lambda: desk.me("ivan").cases.open(done.id))
    desk.me("inga").cases.open(done.id)
    desk.me("inga").appeals.decide(made.id, upheld=True, rationale=PUBLIC)
    assert told(desk) == [("appeal_decided", False), ("reviewed", True)]
    ends = desk.me("inga").cases.get(done.id).outcomes
    assert [(one.step, one.undone) for one in ends][1:] == [("appealed", None), ("upheld", None)]
    assert findings(desk.house.room) == []


def test_where_the_policy_does_not_say_so_or_nothing_was_wrong_nobody_is_told(desk: Desk) -> None:
    assert (reported(desk).state, told(desk)) == ("closed", [])
    told_of_reviews(desk)
    desk.messages.append(said(desk, "nothing in it"))
    assert (reported(desk, "no_issue").state, told(desk)) == ("closed", [])


def told_of_reviews(desk: Desk) -> None:
    """Put a policy in force that tells authors of reviews."""
    value = policy(LOOKS).model_dump(mode="json")
    (author,) = [one for one in value["notices"] if one["to"] == "author"]
    author["of"].append("review")
    desk.house.put_in_force(PolicyDocument.model_validate(value))
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)


@pytest.mark.parametrize(
    ("kept", "live", "shown"),
    [
        (None, ("active", 1), "active"),
        (("held", 1), None, "held"),
        (("rejected", 1), None, "rejected"),
        (("released", 1), ("active", 1), "released"),
        (("released", 1), ("removed", 2), "removed"),
        (("held", 2), ("active", 1), "held"),
        (("rejected", 2), ("active", 1), "rejected"),
        (("rejected", 2), ("active", 3), "active"),
        (("withdrawn", 2), ("active", 1), "active"),
        (None, None, None),
    ],
)
def test_a_message_is_called_what_it_is_by_now(kept: Any, live: Any, shown: str | None) -> None:
    rows = [one and SimpleNamespace(state=one[0], version=one[1]) for one in (kept, live)]
    assert state_of(*rows) == shown
