"""What reviewers and authors do with cases, through the SDK."""

from collections.abc import Iterator

import pytest

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.cases import Case, CaseAction
from onrecord.wire.notices import Notice
from onrecord.wire.policy_document import Disposition
from tests.examples.overseen import Enter


WHY = "It is against what we agreed on with our customers"
TOLD = "Purchasing sends this out, nobody else."


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


def of_orders(enter: Enter) -> Iterator[tuple[Case, str]]:
    """Yield what was drawn among the messages that Alice sees, with who wrote it."""
    for case in queued(enter, "cora", "sample"):
        try:
            yield case, enter("alice").messages.get(enter.message_of(case.id)).author
        except NotFound:
            continue
