"""The queue of the order desk: what a list found, what somebody reported and what was drawn, to its end."""

from collections.abc import Iterator

import pytest

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.cases import Case, CaseAction
from onrecord.wire.notices import Notice
from onrecord.wire.policy_document import Disposition
from tests.examples.overseen import Enter, entrance, overseen


WHY = "It is against what we agreed on with our customers"
TOLD = "Purchasing sends this out, nobody else."


@pytest.fixture(scope="module")
def enter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Enter]:
    """The door of a real server with the desk behind it."""
    with overseen(tmp_path_factory.mktemp("desk")) as worker, entrance(worker) as found:
        yield found


def queued(enter: Enter, who: str, trigger: str) -> list[Case]:
    """Return what waits for somebody, of one trigger."""
    waiting = enter(who).cases.list(state="queued", limit=200).data
    return [one for one in waiting if one.trigger == trigger]


def decide(
    enter: Enter, who: str, case: Case, disposition: Disposition, action: CaseAction = "none"
) -> Case:
    """Open a case and decide it."""
    shown = enter(who).cases.open(case.id)
    focus = [one for one in shown.messages if one.focus]
    assert [one.author.startswith("P-") for one in focus] == [True]
    return enter(who).cases.decide(
        case.id,
        version=shown.case.version,
        disposition=disposition,
        action=action,
        rationale=WHY,
        told=TOLD,
    )


def told(enter: Enter, who: str, kind: str) -> Notice:
    """Return the latest notice of a kind."""
    found = [one for one in enter(who).notices.list().data if one.kind == kind]
    assert found, f"{who} was not told of: {kind}"
    return found[0]


def appeal(enter: Enter, author: str, notice: Notice, first: str, second: str) -> None:
    """Ask another reviewer than the first, who finds that the author is right."""
    assert notice.appeal_until is not None
    made = enter(author).appeals.make("It was agreed with the customer", notice_id=notice.id)
    (waits,) = [one for one in enter(second).appeals.list(deciding=True).data if one.id == made.id]
    assert waits.case_id is not None
    with pytest.raises(Forbidden):
        enter(first).cases.open(waits.case_id)
    enter(second).cases.open(waits.case_id)
    enter(second).appeals.decide(made.id, upheld=True, rationale="The customer asked for it")
    assert told(enter, author, "appeal_decided").acted


def test_what_a_list_held_back_is_rejected_and_delivered_after_an_appeal(enter: Enter) -> None:
    (case,) = queued(enter, "rita", "leaving")
    assert (case.source, case.severity) == ("lexicon", "high")
    with pytest.raises(NotFound):
        enter("bob").messages.get(case.message_id or "")
    assert decide(enter, "rita", case, "violation", "reject").state == "decided"
    notice = told(enter, "erin", "reject")
    assert (notice.told, notice.rule) == (TOLD, "leaving")
    appeal(enter, "erin", notice, "rita", "cora")
    message = enter("bob").messages.get(case.message_id or "")
    assert "purchase prices" in (message.text or "")


def test_what_was_reported_is_decided_and_both_hear_of_it(enter: Enter) -> None:
    (case,) = queued(enter, "rita", "report")
    decide(enter, "rita", case, "coach")
    assert told(enter, "dan", "report_decided").acted
    assert told(enter, "frank", "reviewed").told == TOLD
    (report,) = enter("dan").reports.list().data
    assert report.state == "decided"


def test_what_was_drawn_is_removed_and_put_back_after_an_appeal(enter: Enter) -> None:
    case, author = next(_of_orders(enter))
    decide(enter, "cora", case, "violation", "remove")
    removed = enter("alice").messages.get(case.message_id or "")
    assert (removed.state, removed.text) == ("removed", None)
    appeal(enter, author, told(enter, author, "remove"), "cora", "rita")
    assert enter("alice").messages.get(case.message_id or "").state == "active"


def _of_orders(enter: Enter) -> Iterator[tuple[Case, str]]:
    """Yield what was drawn among the messages that Alice sees, with who wrote it."""
    for case in queued(enter, "cora", "sample"):
        try:
            yield case, enter("alice").messages.get(case.message_id or "").author
        except NotFound:
            continue


def test_nobody_in_a_conversation_and_nobody_who_audits_opens_its_case(enter: Enter) -> None:
    case = queued(enter, "audrey", "words")[0]
    with pytest.raises(Forbidden):
        enter("audrey").cases.open(case.id)
    for name in ("bob", "frank", "nina"):
        with pytest.raises(NotFound):
            enter(name).cases.open(case.id)
