"""What of cases waits for a second person: who asked for it and why, and in which cases it is."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from onrecord.wire import cases as wire
from onrecord.wire.policy_document import Act
from onrecord_server.oversight.cases import access, present, queries
from onrecord_server.oversight.cases.access import Bench
from onrecord_server.oversight.cases.rows import case_requests, cases
from onrecord_server.oversight.cases.rules import ACTS, ASKED_IN, LAPSES, RIGHTS


_May = Callable[[Act], sa.ColumnElement[bool]]


def requests(sits: Bench, row: Any) -> list[wire.CaseRequest]:
    """Return what was asked of a case; why, for who asked and for who may approve it."""
    tx = sits.tx
    asked = queries.requests_of(tx, row.id)
    second = bool(asked) and access.approves(sits, row)
    mine = [one for one in asked if second or one.asked_by == tx.actor.person]
    said = queries.said(tx, [one.content_id for one in mine])
    return [present.request(one, row, tx.now, said.get(one.content_id, {})) for one in asked]


def waiting(sits: Bench, may: _May) -> sa.ColumnElement[bool]:
    """Say of a case that something of it waits for the actor: they did not ask, nor decide it before."""
    tx, me = sits.tx, sits.tx.actor.person
    one = case_requests.c
    asked = sa.exists().where(
        one.tenant == cases.c.tenant,
        one.case == cases.c.id,
        one.state == "waiting",
        one.asked_by != me,
        one.asked_at > tx.now - LAPSES,
        sa.or_(*((one.kind == kind) & may(act) for kind, act in ACTS.items())),
        *(one.action.is_distinct_from(action) | may(act) for action, act in RIGHTS.items()),
    )
    by = (cases.c.decided_by, cases.c.approved_by, cases.c.assignee)
    return sa.and_(
        asked, cases.c.state.in_(sorted(ASKED_IN)), *(a.is_distinct_from(me) for a in by)
    )
