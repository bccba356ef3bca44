"""Runs and their certificates, for who answers for them."""

import json
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden
from onrecord.wire import retention as wire
from onrecord.wire.page import Page
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages.proofs import shows
from onrecord_server.policy import access
from onrecord_server.policy.rules import APPROVERS
from onrecord_server.record.rows import checkpoints
from onrecord_server.retention.rows import runs


@implements(endpoints.LIST_RETENTION_RUNS)
def list_retention_runs(tx: Tx, command: wire.ListRetentionRuns) -> Page[wire.RetentionRun]:
    """List runs, the latest first, for who approves policies or audits."""
    _demand_reader(tx)
    query = sa.select(runs).where(runs.c.tenant == tx.tenant)
    page, cursor = latest_first(tx, query, (runs.c.begun_at, runs.c.id), command)
    return Page[wire.RetentionRun](data=[_shown(tx, row) for row in page], next_cursor=cursor)


def _demand_reader(tx: Tx) -> None:
    if not access.duties(tx) & {*APPROVERS, "auditor"}:
        raise Forbidden("This is for who approves policies, and for auditors.")


def _shown(tx: Tx, row: Any) -> wire.RetentionRun:
    counts = json.loads(row.counts)
    names = ("erased", "ask", "held", "kept")
    return wire.RetentionRun(
        id=row.id,
        policy_version=row.policy_version,
        state=row.state,
        rules=[
            wire.RuleRun(rule=rule, **{name: found.get(name, 0) for name in names})
            for rule, found in sorted(counts.items())
        ],
        first_position=row.first_position,
        last_position=row.last_position,
        begun_at=moment(row.begun_at),
        ended_at=None if row.ended_at is None else moment(row.ended_at),
        position=row.ended_position,
        checkpoint=checkpoint(tx, row.ended_position),
    )


def checkpoint(tx: Tx, position: int | None) -> int | None:
    """Return the size of the first checkpoint that covers a certificate."""
    if position is None:
        return None
    query = sa.select(sa.func.min(checkpoints.c.size)).where(
        checkpoints.c.tenant == tx.tenant, checkpoints.c.size > position
    )
    found: int | None = tx.execute(query).scalar()
    return found


@shows("retention.ended")
def _proves(tx: Tx, _: str) -> None:
    """Let who reads runs prove their certificates. Raises ``Forbidden``."""
    _demand_reader(tx)


@composes("retention.begun", "retention.advanced", "retention.ended")
def _run_event(item: Stored) -> dict[str, Any]:
    return {"run_id": item.entry["object"]}
