"""Asking about cases, without a word of what they are about."""

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import cases as wire
from onrecord.wire.page import Page
from onrecord.wire.policy_document import Act
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight.cases import (
    access,
    against,
    apart,
    outcomes,
    present,
    rules,
    seconds,
)
from onrecord_server.oversight.cases.access import Bench
from onrecord_server.oversight.cases.rows import cases
from onrecord_server.people import access as people_access
from onrecord_server.policy import standing
from onrecord_server.policy.rules import BY_HAND


#: Rows of a list that are looked at together.
AT_ONCE: Final = 101


@implements(endpoints.GET_CASE)
def get_case(tx: Tx, command: wire.GetCase) -> wire.Case:
    """Return a case, without a word of it."""
    row, sits = access.seen(tx, command.case_id)
    return shown(sits, row)


def shown(sits: Bench, row: Any) -> wire.Case:
    """Return a case as its reader sees it, and what they may do with it."""
    asked = seconds.requests(sits, row)
    kept = row.id in access.protected(sits.tx, [row])
    said = against.waiting(sits.tx, [row]).get(row.id)
    shown = _shown(sits, row, access.reviewer(sits, row), said, acts=True, protected=kept)
    more = {
        "requests": asked,
        "outcomes": outcomes.of_case(sits.tx, row.id),
        "message_state": outcomes.message_state(sits.tx, row.message),
    }
    return shown.model_copy(update=more)


def _shown(
    sits: Bench,
    row: Any,
    assignee: str | None,
    said: wire.CaseAgainst | None,
    *,
    acts: bool,
    protected: bool,
) -> wire.Case:
    state = rules.state_at(row, sits.tx.now, has_reviewer=assignee is not None)
    stands = present.Standing(
        state,
        assignee,
        access.around(sits.then(row.policy_version).document, row),
        sits.tx.now,
        protected,
        names(sits, row),
        said,
        may=may(sits, row, state, assignee) if acts else (),
    )
    return present.case(row, stands)


def names(sits: Bench, row: Any) -> present.Names:
    """Return what the people of a case are called to the actor."""
    return present.Names(row.pepper, access.knows(sits, row))


def may(sits: Bench, row: Any, state: str, assignee: str | None) -> list[wire.CaseAct]:
    """Return what the actor may do with a case at this moment."""
    me = sits.tx.actor.person
    if not sits.may(row, "open") or state in {"decided", "closed"}:
        return []
    found: list[wire.CaseAct] = [] if rules.took_part(row, me) else ["assign"]
    if rules.may_open(row, state, me, assignee, access.handed_on(sits.tx, row)).allowed:
        found.insert(0, "open")
    if assignee == me and state in {"opened", "appealed"}:
        found += _with_it(sits, row, state)
    elif access.approves(sits, row):
        found += ["open", "approve"]
    return found


def _with_it(sits: Bench, row: Any, state: str) -> list[wire.CaseAct]:
    """Return what who has a case may do with it; there is nothing around one that is of no message."""
    found: list[wire.CaseAct] = ["note"] if row.message is None else ["note", "widen"]
    if sits.may(row, "reveal_identity"):
        found.append("reveal")
    if state == "appealed":
        return [*found, "decide_appeal"] if sits.may(row, "dispose") else found
    if sits.may(row, "escalate"):
        found.append("escalate")
    return [*found, "decide"] if sits.may(row, "dispose") else found


@implements(endpoints.LIST_CASES)
def list_cases(tx: Tx, command: wire.ListCases) -> Page[wire.Case]:
    """List what is to be reviewed, the gravest first, and of those what is due first."""
    people_access.admit(tx)
    if standing.in_force(tx.unit, tx.tenant, tx.now) is None:
        return Page[wire.Case](data=[])
    sits = access.bench(tx)

    def fetch(last: Any) -> list[Any]:
        after = [last.rank, last.due_at, last.id] if last is not None else _after(command)
        return list(tx.execute(_query(sits, command, after)))

    rows, more = filled(fetch, lambda found: outside(sits, found), command.limit)
    cursor = write_cursor(rows[-1].rank, rows[-1].due_at, rows[-1].id) if more else None
    return Page[wire.Case](data=_listed(sits, rows), next_cursor=cursor)


def filled(
    fetch: Callable[[Any], list[Any]], sees: Callable[[list[Any]], list[Any]], limit: int
) -> tuple[list[Any], bool]:
    """Return the rows of a page, and whether somebody sees more: what they do not see leaves no gap.

    ``fetch`` returns at most ``AT_ONCE`` rows after one, and fewer at the end.
    """
    found: list[Any] = []
    last = None
    while len(found) <= limit:
        rows = fetch(last)
        found += sees(rows)
        if len(rows) < AT_ONCE:
            break
        last = rows[-1]
    return found[:limit], len(found) > limit


def _after(command: wire.ListCases) -> list[Any] | None:
    return None if command.cursor is None else read_cursor(command.cursor, int, int, str)


def _query(sits: Bench, command: wire.ListCases, after: list[Any] | None) -> sa.Select[Any]:
    order = (cases.c.rank, cases.c.due_at, cases.c.id)
    query = sa.select(cases).where(*seen(sits), *_asked(sits, command))
    if after is not None:
        query = query.where(sa.tuple_(*order) > sa.tuple_(*after))
    return query.order_by(*order).limit(AT_ONCE)


def _led(tx: Tx, rows: list[Any]) -> dict[str, set[str]]:
    """Return who is in the conversations of cases that are small, since before their message was written."""
    small = oversight.few(tx, {row.conversation for row in rows if row.conversation})
    those = [row for row in rows if row.conversation in small]
    places = apart.places(tx, those)
    return {
        row.id: {one for one, begun in small[row.conversation].items() if begun <= places[row.id]}
        for row in those
    }


def outside(sits: Bench, rows: list[Any]) -> list[Any]:
    """Leave out what is of the actor's line of management, or of a small conversation with one of it."""
    tx = sits.tx
    there = _led(tx, rows)
    concerned = {
        row.id: {*there.get(row.id, ()), *([row.person] if row.person else [])} for row in rows
    }
    line = set(oversight.conflicting(tx, {one for some in concerned.values() for one in some}))
    return [row for row in rows if line.isdisjoint(concerned[row.id])]


def _listed(sits: Bench, rows: list[Any]) -> list[wire.Case]:
    void, kept = access.void(sits, rows), access.protected(sits.tx, rows)
    said = against.waiting(sits.tx, rows)
    return [
        _shown(
            sits,
            row,
            None if row.id in void else row.assignee,
            said.get(row.id),
            acts=False,
            protected=row.id in kept,
        )
        for row in rows
    ]


def seen(sits: Bench) -> list[sa.ColumnElement[bool]]:
    """Return what a case satisfies that the actor sees: never their own, nor of their conversations."""
    tx, me = sits.tx, sits.tx.actor.person
    party = apart.concerns(me)
    found = [cases.c.tenant == tx.tenant, ~party, cases.c.person.is_distinct_from(me)]
    if oversight.sees_all(sits.duties):
        return found
    return [*found, of_those_who_may(sits, "open")]


def of_those_who_may(sits: Bench, act: Act) -> sa.ColumnElement[bool]:
    """Say of a case that the actor has a duty which may do something with it.

    What the policy in force knows is reviewed by that, whatever version found it; of the rest it is
    asked for each version. No case is looked at for it.
    """
    known = {one.id for one in sits.now.document.triggers}
    may = sorted(one for one in known if sits.may_trigger(one, sits.now.version.version, act))
    gone = [
        (cases.c.trigger == name) & cases.c.policy_version.in_(versions)
        for name, versions in _of_gone(sits, known, act).items()
    ]
    return sa.or_(cases.c.trigger.in_(may), *gone)


def _of_gone(sits: Bench, known: set[str], act: Act) -> dict[str, list[int]]:
    """Return the triggers that are in force no more, with the versions by which the actor may do something.

    What somebody decided by hand is of no trigger, and is reviewed like them.
    """
    versions = [one.version for one in standing.approved(sits.tx.unit, sits.tx.tenant)]
    names = {one.id for version in versions for one in sits.then(version).document.triggers}
    names.add(BY_HAND)
    found = {
        name: [one for one in versions if sits.may_trigger(name, one, act)]
        for name in sorted(names - known)
    }
    return {name: some for name, some in found.items() if some}


def _asked(sits: Bench, command: wire.ListCases) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if command.state is not None:
        found.append(_in_state(sits, command.state))
    if command.source is not None:
        found.append(cases.c.source == command.source)
    if command.mine is not None:
        mine = cases.c.assignee == sits.tx.actor.person
        found.append(
            mine if command.mine else cases.c.assignee.is_distinct_from(sits.tx.actor.person)
        )
    if command.appeals:
        found += [of_those_who_may(sits, "dispose"), *against.answerable(sits)]
    if command.seconds:
        found.append(seconds.waiting(sits, lambda act: of_those_who_may(sits, act)))
    if command.overdue is not None:
        going = cases.c.state.in_([*sorted(rules.OPEN), "appealed"])
        late = going & (cases.c.due_at < sits.tx.now)
        found.append(late if command.overdue else ~late)
    return found


def _in_state(sits: Bench, state: str) -> sa.ColumnElement[bool]:
    """Return what is in a state now: a duty that was lost and a date that came are found here."""
    kept, now = cases.c.state, sits.tx.now
    over = (kept == "decided") & (cases.c.appeal_until <= now)
    if state in {"decided", "closed"}:
        return over | (kept == "closed") if state == "closed" else (kept == "decided") & ~over
    if state == "appealed":
        return kept == "appealed"
    lost = (kept == "opened") & _lost(sits)
    if state == "opened":
        return (kept == "opened") & ~_lost(sits)
    escalated = cases.c.escalated_by.is_not(None)
    return (kept == state) | (lost & (escalated if state == "escalated" else ~escalated))


def _lost(sits: Bench) -> sa.ColumnElement[bool]:
    """Say of a case that its reviewer may not have it any more."""
    tx = sits.tx
    going = sa.select(cases.c.assignee, cases.c.trigger, cases.c.policy_version).where(
        cases.c.tenant == tx.tenant, cases.c.state == "opened", cases.c.assignee.is_not(None)
    )
    rows = list(tx.execute(going.distinct()))
    held = access.duties_of(tx, {row.assignee for row in rows})
    gone = [
        tuple(row)
        for row in rows
        if rules.duty_for(sits.among(row), held.get(row.assignee, frozenset()), "open") is None
    ]
    party = apart.concerns(cases.c.assignee)
    three = sa.tuple_(cases.c.assignee, cases.c.trigger, cases.c.policy_version)
    return party | three.in_(gone) if gone else party
