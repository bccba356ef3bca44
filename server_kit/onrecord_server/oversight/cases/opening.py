"""Looking at a case: the look is on the record, for those to see whose messages it shows."""

from collections.abc import Sequence
from typing import Any

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.wire import cases as wire
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight.cases import access, changing, listing, present, queries, rules
from onrecord_server.oversight.cases.access import Bench, CaseSight
from onrecord_server.oversight.cases.present import Names
from onrecord_server.oversight.cases.rows import case_looks
from onrecord_server.oversight.disclosing import record_for_people


@implements(endpoints.OPEN_CASE)
def open_case(tx: Tx, command: wire.OpenCase) -> wire.OpenedCase:
    """Look at a case; the first to open it has it, and nothing is decided by it."""
    row, sits = access.changing(tx, command.case_id)
    duty = sits.duty(row, "open")
    assignee, state = access.reviewer(sits, row), access.state(sits, row)
    second = access.approves(sits, row)
    if not second:
        oversight.demand(rules.may_open(row, state, tx.actor.person, assignee))
    _take(sits, row, duty, state, second=second)
    row = changing.again(tx, row)
    names = listing.names(sits, row)
    seen = access.sight(sits, row, second=second)
    messages, look = _look(sits, row, duty, names, seen)
    title = None if seen is None or not names.known else queries.title(tx, seen)
    return _opened(sits, row, names, messages, look).model_copy(update={"title": title})


def _take(sits: Bench, row: Any, duty: str, state: str, *, second: bool) -> None:
    """Have a case from now on; who looks as a second person does not."""
    if second:
        changing.change(sits, row, "case.opened", {}, {"duty": duty, "second": True})
        return
    taken = "appealed" if state == "appealed" else "opened"
    values = {"assignee": sits.tx.actor.person, "state": taken}
    changing.change(sits, row, "case.opened", values, {"duty": duty, "state": taken})


def _opened(
    sits: Bench, row: Any, names: Names, messages: list[wire.CaseMessage], look: str | None
) -> wire.OpenedCase:
    case = listing.shown(sits, row)
    noted = queries.history(sits.tx, row.id, "case.noted", "case.escalated")
    filed = queries.reports_of(sits.tx, row.id)
    texts = [*(one.content_id for one in noted), *(one.content_id for one in filed), row.content_id]
    said = queries.said(sits.tx, texts)
    known = access.knows(sits, row, "reporters")
    decision = said.get(row.content_id or "", {})
    if row.person is not None:
        names(row.person)
    return wire.OpenedCase(
        case=case,
        messages=messages,
        people=names.people(),
        reports=[present.report(one, said.get(one.content_id), known=known) for one in filed],
        notes=[present.note(one, said.get(one.content_id)) for one in noted],
        rationale=decision.get("rationale"),
        disclosure_id=look,
    )


def _look(
    sits: Bench, row: Any, duty: str, names: Names, seen: CaseSight | None
) -> tuple[list[wire.CaseMessage], str | None]:
    """Read what a case shows, and write the look down for those in the conversation."""
    if seen is None:
        return [], None
    focus = queries.focus(sits.tx, seen)
    if focus is None:
        raise NotFound
    around = queries.context(sits.tx, seen, focus.position, focus.thread)
    line = set(oversight.conflicting(sits.tx, {one.author for one in around}))
    shown = sorted(
        [focus, *(one for one in around if one.author not in line)], key=lambda one: one.position
    )
    look = _disclose(sits.tx, seen, row, duty, shown)
    return [present.message(one, names, focus=one.id == focus.id) for one in shown], look


def _disclose(tx: Tx, seen: CaseSight, row: Any, duty: str, shown: Sequence[Any]) -> str:
    look, positions = tx.ports.new_id("disclosure"), [one.position for one in shown]
    facts = {
        "disclosure": look,
        "conversation": seen.conversation,
        "trigger": row.trigger,
        "duty": duty,
        "policy_hash": row.policy_hash,
        "messages": len(shown),
        "low": min(positions),
        "high": max(positions),
    }
    kept = ("conversation", "duty", "messages", "low", "high")
    numbered = {
        "tenant": seen.tenant,
        "id": look,
        "case": seen.case,
        **{name: facts[name] for name in kept},
        "at": tx.now,
        "position": None,
    }
    draft = Draft(
        type="disclosure.made",
        object=seen.case,
        audience=to_conversation(seen.conversation),
        event={"disclosure_id": look, "conversation_id": seen.conversation},
        facts=facts,
        numbered=[(case_looks, "position", numbered)],
    )
    record_for_people(tx, draft)
    return look
