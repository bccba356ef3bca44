"""What a rule finds is a case; its author is told what became of it, and may ask another reviewer."""

from functools import partial
from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, Frozen, NotFound
from onrecord.wire.cases import Case, CaseAction
from onrecord.wire.policy_document import Disposition, PolicyDocument
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, MAIL, SSN, policy
from tests.operations.oversight.desk import Desk, ending, seated
from tests.operations.policy.conftest import House
from tests.support.statements import statements
from tests.support.verified import findings


QUOTE = "It is the number of the house, which is public"


@pytest.fixture
def desk(house: House) -> Desk:
    """A policy that flags, covers, holds and blocks, and a group that has acknowledged it."""
    made = seated(house)
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "carol"):
        house.acknowledge(name)
    return made


def said(desk: Desk, text: str) -> str:
    """Let alice write, and return the message's id."""
    return desk.me("alice").messages.send(desk.talk, text).id


def decide(desk: Desk, name: str = "ivan", **more: Any) -> Case:
    """Let somebody open the only case and decide it."""
    case = desk.open(name).case
    given: dict[str, Any] = {"version": case.version, "disposition": ending(more), **more}
    return desk.me(name).cases.decide(case.id, **given)


def kinds(desk: Desk, name: str = "alice") -> list[str]:
    return [one.kind for one in desk.me(name).notices.list().data]


def texts(desk: Desk, name: str = "bob") -> list[str | None]:
    return [one.text for one in desk.me(name).messages.list(desk.talk).data]


DAYS = {"P1D": 1, "P2D": 2, "P5D": 5, "P9D": 9}


@pytest.mark.parametrize(("first", "then"), [("P9D", "P2D"), ("P2D", "P9D")])
def test_the_soonest_sets_the_time_and_a_graver_report_raises_the_case(
    desk: Desk, first: str, then: str
) -> None:
    mail, ssn = ({**one, "due": due} for one, due in zip(LOOKS[:2], (first, then), strict=True))
    document = policy([mail, ssn]).model_dump(mode="json")
    (taking,) = [one for one in document["triggers"] if one["kind"] == "user_report"]
    taking |= {"severity": "high", "due": "P1D"}
    desk.house.put_in_force(PolicyDocument.model_validate(document))
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)
    message = said(desk, f"write to {MAIL}")
    assert days(desk.case("ivan")) == DAYS[first]
    desk.me("alice").messages.edit(message, f"<@bob> {SSN}")
    assert (desk.case("ivan").trigger, days(desk.case("ivan"))) == ("ssn", 2)
    desk.me("bob").reports.make("harassment", message_id=message)
    case = desk.case("rhea")
    assert (case.source, case.trigger, case.severity) == ("report", taking["id"], "high")
    assert (days(case), case.findings, case.reports) == (1, 2, 1)
    desk.me("carol").reports.make("harassment", message_id=message)
    assert desk.case("rhea").reports == 2
    rows = [row for row in desk.house.room.entries() if row.type == "case.queued"]
    assert len(rows) == 1, "the second report changes nothing of it"
    assert findings(desk.house.room) == []


def days(case: Case) -> int:
    return round((case.due_at - case.opened_at).total_seconds() / 86_400)


def test_what_was_found_is_one_case_for_each_message_and_the_gravest_decides(desk: Desk) -> None:
    message = said(desk, f"write to {MAIL}")
    case = desk.case("ivan")
    assert (case.source, case.trigger, case.findings) == ("detector", "mail", 1)
    assert desk.me("rhea").cases.list().data == [], "reports are all that rhea reviews"
    desk.me("alice").messages.edit(message, f"<@bob> {SSN}")
    case = desk.case("ivan")
    assert (case.trigger, case.severity, case.findings) == ("ssn", "medium", 2)
    shown = desk.open("ivan")
    (focus,) = [one for one in shown.messages if one.focus]
    assert focus.original is not None
    assert SSN in focus.original
    assert focus.text is not None
    assert [focus.text[one.start : one.end] for one in focus.spans] == ["▮▮▮▮▮▮▮▮▮▮▮"]
    assert [(one.trigger, one.action) for one in shown.findings] == [
        ("mail", "flag"),
        ("ssn", "mask"),
    ]
    assert kinds(desk) == ["mask"]
    assert findings(desk.house.room) == []


@pytest.mark.parametrize("action", ["release", "reject"])
def test_what_is_held_is_released_or_rejected_and_its_author_told(
    desk: Desk, refuses: Refuses, action: CaseAction
) -> None:
    message = said(desk, f"pay to {IBAN}")
    shown = desk.open("ivan")
    (focus,) = [one for one in shown.messages if one.focus]
    assert (focus.state, focus.text, focus.author) == ("held", f"pay to {IBAN}", shown.case.person)
    ends = ending({"action": action})
    version: dict[str, Any] = {"version": shown.case.version, "disposition": ends}
    refuses(Forbidden, lambda: desk.me("ivan").cases.decide(shown.case.id, **version))
    done = desk.me("ivan").cases.decide(shown.case.id, **version, action=action)
    assert done.state == ("closed" if action == "release" else "decided")
    assert (f"pay to {IBAN}" in texts(desk)) is (action == "release")
    assert kinds(desk) == [action, "held"]
    assert "ivan" not in str(desk.me("alice").notices.list())
    assert desk.me("alice").messages.get(message).state == (
        "active" if action == "release" else "rejected"
    )
    assert findings(desk.house.room) == []


def test_another_reviewer_decides_an_appeal_and_upholding_it_delivers(
    desk: Desk, refuses: Refuses
) -> None:
    message = said(desk, f"pay to {IBAN}")
    decide(desk, action="reject")
    refuses(NotFound, lambda: desk.me("bob").appeals.make(QUOTE, message_id=message))
    made = desk.me("alice").appeals.make(QUOTE, message_id=message)
    assert (made.state, made.dispute, made.said, made.case_id) == ("open", False, QUOTE, None)
    refuses(Conflict, lambda: desk.me("alice").appeals.make(QUOTE, message_id=message))
    assert desk.me("ivan").appeals.list(deciding=True).data == []
    refuses(Forbidden, lambda: desk.open("ivan"))
    (waits,) = desk.me("inga").appeals.list(deciding=True).data
    assert (waits.said, waits.case_id) == (None, desk.case("inga").id)
    because: dict[str, Any] = {"upheld": True, "rationale": "It is public indeed"}
    refuses(Conflict, lambda: desk.me("inga").appeals.decide(made.id, **because))
    assert [one.said for one in desk.open("inga").appeals] == [QUOTE]
    done = desk.me("inga").appeals.decide(
        made.id, upheld=True, rationale="It is public indeed", told="Sorry"
    )
    assert done.state == "upheld"
    assert f"pay to {IBAN}" in texts(desk)
    mine = desk.me("alice").appeals.get(made.id)
    assert (mine.state, mine.answer) == ("upheld", "Sorry")
    assert kinds(desk)[0] == "appeal_decided"
    assert desk.me("ivan").cases.list(state="closed").data[0].state == "closed"
    assert findings(desk.house.room) == []


def test_an_appeal_has_its_time_and_a_dispute_is_answered_by_the_decision(
    desk: Desk, refuses: Refuses
) -> None:
    message = said(desk, f"my card {CARD}")
    dispute = desk.me("alice").appeals.make(QUOTE, message_id=message)
    assert dispute.dispute
    (notice,) = desk.me("alice").notices.list(unread=True).data
    assert notice.kind == "block"
    desk.me("alice").notices.read(notice.id)
    assert desk.me("alice").notices.list().unread == 0
    decide(desk, action="reject")
    assert desk.me("alice").appeals.get(dispute.id).state == "rejected"
    desk.house.clock.forward(days=15)
    assert desk.case("ivan").state == "closed"
    refuses(Forbidden, lambda: desk.me("alice").appeals.make(QUOTE, message_id=message))
    assert findings(desk.house.room) == []


def test_nobody_is_told_of_what_was_merely_found_or_reported(desk: Desk, refuses: Refuses) -> None:
    message = said(desk, f"write to {MAIL}")
    desk.me("bob").reports.make("spam", message_id=message)
    assert kinds(desk) == []
    refuses(NotFound, lambda: desk.me("alice").appeals.make(QUOTE, message_id=message))
    decide(desk)
    assert kinds(desk) == []
    assert kinds(desk, "bob") == ["report_decided"]


def test_an_appeal_never_tells_its_author_of_a_report(desk: Desk, refuses: Refuses) -> None:
    message = said(desk, "nothing in it")
    desk.me("bob").reports.make("spam", message_id=message)
    assert desk.case("rhea").trigger == "report"
    desk.me("alice").messages.edit(message, f"it is {SSN}")
    made = desk.me("alice").appeals.make(QUOTE, message_id=message)
    assert made.rule == "ssn", "the case is of the report, and alice was told of the rule"
    assert desk.me("alice").appeals.get(made.id).rule == "ssn"


def test_a_report_after_the_decision_opens_nothing_to_the_author(
    desk: Desk, refuses: Refuses
) -> None:
    message = said(desk, f"it is {SSN}")
    decide(desk)

    def appeal() -> Any:
        return desk.me("alice").appeals.make(QUOTE, message_id=message)

    refuses(Forbidden, appeal)
    desk.me("bob").reports.make("spam", message_id=message)
    refuses(Forbidden, appeal)


def test_who_decides_no_appeals_is_not_shown_that_there_are_any(desk: Desk) -> None:
    for name in ("alice", "bob"):
        sent = desk.me(name).messages.send(desk.talk, f"my card {CARD}")
        desk.me(name).appeals.make(QUOTE, message_id=sent.id)
    for name in ("carol", "audrey", "rhea"):
        page = desk.me(name).appeals.list(deciding=True, limit=1)
        assert (page.data, page.next_cursor) == ([], None)
    first = desk.me("ivan").appeals.list(deciding=True, limit=1)
    rest = desk.me("ivan").appeals.list(deciding=True, limit=1, cursor=first.next_cursor)
    assert [len(one.data) for one in (first, rest)] == [1, 1]
    assert rest.next_cursor is None


def test_however_many_there_are_as_much_is_asked_of_the_database(desk: Desk) -> None:
    engine = desk.house.room.engines.prepared("acme").engine
    counts = []
    for number in range(3):
        sent = desk.me("alice").messages.send(desk.talk, f"{number}: my card {CARD}")
        desk.me("alice").appeals.make(QUOTE, message_id=sent.id)
        for _ in range(2):  # once more, with what a process keeps
            with statements(engine) as asked:
                assert len(desk.me("ivan").appeals.list(deciding=True).data) == number + 1
                assert len(desk.me("ivan").cases.list().data) == number + 1
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert not any("SELECT DISTINCT" in one.upper() for one in asked)


def test_a_case_reaches_as_far_as_the_policy_that_made_it(desk: Desk) -> None:
    said(desk, f"pay to {IBAN}")
    desk.house.put_in_force(start("general"))
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)
    assert decide(desk, action="release").action == "release"
    assert f"pay to {IBAN}" in texts(desk)
    assert findings(desk.house.room) == []


def test_two_remove_and_the_tombstone_says_the_rule_and_nobody(
    desk: Desk, refuses: Refuses
) -> None:
    message = said(desk, f"write to {MAIL}")
    waits = decide(
        desk, disposition="violation", action="remove", rationale="It is not his address"
    )
    assert (waits.state, waits.requests[0].state, waits.requests[0].action) == (
        "opened",
        "waiting",
        "remove",
    )
    asked = waits.requests[0]
    refuses(Forbidden, lambda: desk.me("ivan").cases.approve(waits.id, asked.id, hash=asked.hash))
    assert f"write to {MAIL}" in texts(desk)
    desk.open("inga")
    done = desk.me("inga").cases.approve(waits.id, asked.id, hash=asked.hash)
    assert (done.state, done.decided_by, done.approved_by) == ("decided", "ivan", "inga")
    gone = desk.me("bob").messages.get(message)
    assert (gone.state, gone.removed_by, gone.removed_reason) == (
        "removed",
        "service:oversight",
        "mail",
    )
    desk.me("alice").appeals.make(QUOTE, message_id=message)
    refuses(Forbidden, lambda: desk.open("inga"))
    done = undo_by_two(desk, refuses)
    assert (done.state, done.message_state) == ("closed", "active")
    assert f"write to {MAIL}" in texts(desk)
    assert findings(desk.house.room) == []


def undo_by_two(desk: Desk, refuses: Refuses) -> Case:
    """Let two others decide an appeal; none of the two who decided first takes part, nor one twice."""
    for name in ("rhea", "rex"):
        desk.house.introduce(name, ["investigator"])
    (appeal,) = desk.me("rhea").appeals.list(deciding=True).data
    desk.open("rhea")
    because: dict[str, Any] = {"upheld": True, "rationale": "It is public indeed"}
    assert desk.me("rhea").appeals.decide(appeal.id, **because).state == "open"
    refuses(Conflict, lambda: desk.me("rhea").appeals.decide(appeal.id, **because))
    again = desk.case("rex")
    assert again.appeal is not None
    assert again.appeal.seconded
    asked = desk.me("rhea").cases.get(again.id).requests[-1]
    assert (asked.kind, asked.state, asked.upheld) == ("appeal", "waiting", True)
    for name in ("ivan", "inga", "rhea"):
        me, why = desk.me(name).cases, "I decided it"
        refuses(Forbidden, partial(me.approve, again.id, asked.id, hash=asked.hash))
        refuses(Forbidden, partial(me.deny, again.id, asked.id, reason=why))
    for name in ("ivan", "inga"):
        refuses(Forbidden, partial(desk.open, name))
    assert desk.open("rex").case.may[-2:] == ["open", "approve"]
    done = desk.me("rex").cases.approve(again.id, asked.id, hash=asked.hash)
    assert [(one.step, one.by, one.approved_by) for one in done.outcomes] == [
        ("decided", "ivan", "inga"),
        ("appealed", None, None),
        ("upheld", "rhea", "rex"),
    ]
    return done


def test_who_is_frozen_by_a_decision_writes_again_when_another_upholds_their_appeal(
    desk: Desk,
) -> None:
    said(desk, f"write to {MAIL}")
    done = decide(desk, action="freeze", lasts="P7D")
    assert (done.state, done.action) == ("decided", "freeze")
    with pytest.raises(Frozen):
        said(desk, "and again")
    (notice,) = desk.me("alice").notices.list().data
    assert (notice.kind, notice.rule) == ("freeze", "mail")
    made = desk.me("alice").appeals.make(QUOTE, notice_id=notice.id)
    desk.open("inga")
    desk.me("inga").appeals.decide(made.id, upheld=True, rationale="It is public indeed")
    said(desk, "I am back")
    assert findings(desk.house.room) == []


@pytest.mark.parametrize("ends", ["no_issue", "false_positive"])
def test_who_finds_nothing_wrong_does_nothing_against_anybody(
    desk: Desk, refuses: Refuses, ends: Disposition
) -> None:
    said(desk, f"pay to {IBAN}")
    case = desk.open("ivan").case
    given: dict[str, Any] = {"version": case.version, "disposition": ends, "action": "reject"}
    error = refuses(Forbidden, lambda: desk.me("ivan").cases.decide(case.id, **given))
    assert "nothing wrong" in str(error)


def test_the_history_of_a_case_has_all_that_belongs_to_it_and_who_looked(desk: Desk) -> None:
    message = said(desk, f"pay to {IBAN}")
    desk.me("alice").appeals.make(QUOTE, message_id=message)
    decide(desk, action="reject")
    desk.me("alice").appeals.make(QUOTE, message_id=message)
    desk.me("alice").notices.list()
    case = desk.open("inga").case
    told = desk.me("inga").cases.history(case.id).data
    kinds = [one.type for one in told]
    assert kinds.count("appeal.made") == 2
    assert kinds.count("notice.made") == 2
    assert {"message.held", "case.decided", "case.appealed"} <= set(kinds)
    assert [one.by for one in told if one.type == "disclosure.made"] == ["ivan", "inga"]
    assert {one.by for one in told} == {"ivan", "inga", "service:oversight"}
    assert "alice" not in str(told)
    assert message not in str(told)
