"""Asking for a self-check, and what those before found."""

import json
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import record as wire
from onrecord.wire.page import Page
from onrecord_server.checks import access, believing, changes
from onrecord_server.checks.rows import self_checks
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.paging import latest_first


@implements(endpoints.CHECK_RECORD)
def check_record(tx: Tx, _: wire.CheckRecord) -> wire.RecordCheck | Doc[wire.RecordCheck]:
    """Begin a self-check, or answer the one that runs."""
    access.demand(tx)
    tx.unit.lock([tx.tenant])
    running = changes.running(tx)
    if running is not None:
        return Unchanged(wire.RecordCheck, shown(running).model_dump(mode="json"))
    return shown(changes.begin(tx, tx.actor.person))


@implements(endpoints.LIST_RECORD_CHECKS)
def list_checks(tx: Tx, command: wire.ListRecordChecks) -> Page[wire.RecordCheck]:
    """List self-checks, the latest first."""
    access.demand(tx)
    query = _believed(tx)
    page, cursor = latest_first(tx, query, (self_checks.c.begun_at, self_checks.c.id), command)
    return Page[wire.RecordCheck](data=[shown(row) for row in page], next_cursor=cursor)


def newest(tx: Tx, _: object = None) -> wire.RecordCheck:
    """Return the newest self-check: what asking for one again is answered with."""
    query = _believed(tx)
    return shown(tx.execute(query.order_by(self_checks.c.begun_at.desc()).limit(1)).one())


def _believed(tx: Tx) -> sa.Select[Any]:
    return sa.select(self_checks).where(self_checks.c.tenant == tx.tenant, believing.begun(tx.now))


def shown(row: Any) -> wire.RecordCheck:
    """Return a self-check as it is shown."""
    counts: dict[str, int] = json.loads(row.counts)
    return wire.RecordCheck(
        id=row.id,
        state=row.state,
        by_schedule=row.asked_by is None,
        asked_by=row.asked_by,
        begun_at=moment(row.begun_at),
        ended_at=None if row.ended_at is None else moment(row.ended_at),
        entries=row.reached if row.state == "running" else row.entries,
        versions=row.versions,
        erased=row.erased,
        checkpoint=row.checkpoint,
        findings=sum(counts.values()),
        found=[wire.Found(code=code, times=times) for code, times in sorted(counts.items())],
        position=row.ended_position,
    )
