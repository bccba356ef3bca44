"""Looking at a case: the look is on the record, for those to see whose messages it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.wire import cases as wire
from onrecord.wire.case_versions import CaseVersion
from onrecord_server.core.decision import demand
from onrecord_server.core.draft import Draft, to_conversation, to_person
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight.cases import (
    access,
    changing,
    listing,
    present,
    queries,
    rules,
    veiling,
)
from onrecord_server.oversight.cases.access import Bench, CaseSight
from onrecord_server.oversight.cases.present import Names
from onrecord_server.oversight.cases.rows import case_looks
from onrecord_server.oversight.unnamed import record_unnamed


@implements(endpoints.OPEN_CASE)
def open_case(tx: Tx, command: wire.OpenCase) -> wire.OpenedCase:
    """Look at a case; the first to open it has it, and nothing is decided by it."""
    row, sits = access.changing(tx, command.case_id)
    duty = sits.duty(row, "open")
    assignee, state = access.reviewer(sits, row), access.state(sits, row)
    second = access.approves(sits, row)
    if not second:
        before = access.handed_on(tx, row)
        demand(rules.may_open(row, state, tx.actor.person, assignee, before))
    _take(sits, row, duty, state, second=second)
    row = changing.again(tx, row)
    names = listing.names(sits, row)
    seen = access.sight(sits, row, second=second)
    look = _look(sits, row, duty, names, seen)
    place = {} if seen is None or not names.known else queries.place(tx, seen)
    return _opened(sits, row, names, look).model_copy(update=place)


def _take(sits: Bench, row: Any, duty: str, state: str, *, second: bool) -> None:
    """Have a case from now on; who looks as a second person does not."""
    if second:
        changing.change(sits, row, "case.opened", {}, {"duty": duty, "second": True})
        return
    taken = "appealed" if state == "appealed" else "opened"
    values = {"assignee": sits.tx.actor.person, "state": taken}
    changing.change(sits, row, "case.opened", values, {"duty": duty, "state": taken})


@dataclass(frozen=True)
class Look:
    """What one look at a case shows."""

    messages: list[wire.CaseMessage] = field(default_factory=list)
    findings: list[wire.CaseFinding] = field(default_factory=list)
    disclosure: str | None = None


def _opened(sits: Bench, row: Any, names: Names, look: Look) -> wire.OpenedCase:
    """Return a case with all that is beside its messages."""
    tx = sits.tx
    noted = queries.history(tx, row.id, "case.noted", "case.escalated")
    filed, against = queries.reports_of(tx, row.id), queries.appeals_of(tx, row.id)
    ids = [one.content_id for one in (*noted, *filed, *against)]
    said = queries.said(tx, [*ids, row.content_id])
    known = access.knows(sits, row, "reporters")
    if row.person is not None:
        names(row.person)
    reports = [
        present.report(one, names.said(said.get(one.content_id)), known=known) for one in filed
    ]
    appeals = [present.appeal(one, names.said(said.get(one.content_id))) for one in against]
    return wire.OpenedCase(
        case=listing.shown(sits, row),
        messages=look.messages,
        people=names.people(),
        findings=look.findings,
        reports=reports,
        appeals=appeals,
        notes=[present.note(one, said.get(one.content_id)) for one in noted],
        rationale=said.get(row.content_id or "", {}).get("rationale"),
        disclosure_id=look.disclosure,
    )


def _look(sits: Bench, row: Any, duty: str, names: Names, seen: CaseSight | None) -> Look:
    """Read what a case shows, and write the look down for those whose words it shows."""
    tx = sits.tx
    if seen is None:
        if not names.known and row.person is not None:
            names.veil = veiling.veil(queries.named(tx, {row.person}))
        return Look()
    focus, kept = queries.focus(tx, seen), queries.kept_back(tx, seen)
    place = focus or next(iter(kept), None)
    if place is None:
        raise NotFound
    around = queries.context(tx, seen, place.position, place.thread)
    line = set(oversight.conflicting(tx, {one.author for one in around}))
    own = [one for one in kept if one.state != "released"]
    common = [*([focus] if focus else []), *(one for one in around if one.author not in line)]
    shown = sorted([*common, *own], key=lambda one: one.position)
    found = [one for one in queries.hits_of(tx, seen) if one.author == row.person]
    look = _disclose(tx, Glance(seen, row, duty), common, own)
    if not names.known:
        met = {one.author for one in shown} | ({row.person} if row.person else set())
        names.veil = veiling.veil(queries.called(tx, seen, met))
    said = [] if focus is None else queries.versions(tx, seen)
    before = present.versions(said, names, found, row.opened_at)
    messages = [_message(one, names, row, found, before if one is focus else ()) for one in shown]
    gone = queries.erased_by(tx, seen, {one.id for one in shown if one.body is None})
    messages = [
        told.model_copy(update={"erased_by": names.place(gone.get(one.id))})
        for one, told in zip(shown, messages, strict=True)
    ]
    return Look(messages, [present.finding(one, place.author, names) for one in found], look)


def _message(
    one: Any,
    names: Names,
    row: Any,
    found: Sequence[Any],
    versions: Sequence[CaseVersion],
) -> wire.CaseMessage:
    focus = one.id == row.message
    hits = found if focus else ()
    return present.message(one, names, focus=focus, found=hits, versions=versions)


@dataclass(frozen=True)
class Glance:
    """Which case is looked at, and as what."""

    seen: CaseSight
    row: Any
    duty: str


def _disclose(tx: Tx, made: Glance, common: Sequence[Any], own: Sequence[Any]) -> str:
    """Tell the conversation of what it was shown, and an author alone of what nobody else was."""
    told = [_tell(tx, made, common, None)] if common else []
    if own:
        told.append(_tell(tx, made, own, own[0].author))
    return told[0]


def _tell(tx: Tx, made: Glance, shown: Sequence[Any], person: str | None) -> str:
    look, positions = tx.ports.new_id("disclosure"), [one.position for one in shown]
    conversation = made.seen.conversation
    facts = {"conversation": conversation, "duty": made.duty, "messages": len(shown)}
    reach = {"low": min(positions), "high": max(positions)}
    numbered = {
        "tenant": made.seen.tenant,
        "id": look,
        "case": made.seen.case,
        **facts,
        **reach,
        "at": tx.now,
        "position": None,
        "person": person,
    }
    why = {"trigger": made.row.trigger, "policy_hash": made.row.policy_hash}
    draft = Draft(
        type="disclosure.made",
        object=look,
        audience=to_conversation(conversation) if person is None else to_person(person),
        event={"disclosure_id": look, "conversation_id": conversation},
        facts={**facts, **why, **({"person": person} if person else {})},
        content={"case": made.seen.case, **reach},
        content_id=f"{look}:of",
        numbered=[(case_looks, "position", numbered)],
    )
    record_unnamed(tx, draft)
    return look
