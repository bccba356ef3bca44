"""What authors say against cases and waits for an answer, and who may give it."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from onrecord.wire import cases as wire
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.oversight.cases import present
from onrecord_server.oversight.cases.access import Bench, handed_by
from onrecord_server.oversight.cases.rows import appeals, case_requests, cases
from onrecord_server.oversight.cases.rules import LAPSES, OPEN


def waiting(tx: Tx, rows: Iterable[Any]) -> dict[str, wire.CaseAgainst]:
    """Return what waits against some cases, by the case; an appeal before a dispute."""
    found = _waiting(tx, rows)
    twice = _seconded(tx, [row.id for row in found.values() if not row.dispute])
    return {case: present.against(row, tx.now, twice) for case, row in found.items()}


def _seconded(tx: Tx, ids: list[str]) -> set[str]:
    """Return those appeals that somebody decided and that wait for a second person."""
    query = sa.select(case_requests.c.appeal).where(
        case_requests.c.tenant == tx.tenant,
        case_requests.c.appeal.in_(sorted(ids)),
        case_requests.c.state == "waiting",
        case_requests.c.asked_at > tx.now - LAPSES,
    )
    return set(tx.execute(query).scalars()) if ids else set()


def _waiting(tx: Tx, rows: Iterable[Any]) -> dict[str, Any]:
    going = sorted(row.id for row in rows if row.state in {*OPEN, "appealed"})
    found: dict[str, Any] = {}
    for some in chunks(going):
        query = sa.select(appeals).where(
            appeals.c.tenant == tx.tenant,
            appeals.c.case.in_(list(some)),
            appeals.c.state == "open",
        )
        ordered = query.order_by(appeals.c.dispute.desc(), appeals.c.made_at)
        found |= {row.case: row for row in tx.execute(ordered)}
    return found


def answerable(sits: Bench) -> list[sa.ColumnElement[bool]]:
    """Return what a case satisfies against which somebody speaks, and that the actor did not decide."""
    me = sits.tx.actor.person
    spoken = sa.exists().where(
        appeals.c.tenant == cases.c.tenant,
        appeals.c.case == cases.c.id,
        appeals.c.state == "open",
    )
    by = (cases.c.decided_by, cases.c.approved_by)
    going = cases.c.state.in_([*sorted(OPEN), "appealed"])
    return [going, spoken, *(one.is_distinct_from(me) for one in by), ~handed_by(me)]
