"""The steps that change an export: its row, and the entry that says so."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from onrecord.wire.exports import Archive
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx
from onrecord_server.exports.rows import exports
from onrecord_server.oversight.rows import grants


def draft(kind: str, archive_id: str, requester: str, facts: Mapping[str, Any]) -> Draft:
    """Return an event that who asked for the export hears of."""
    said = {"grant_id": facts["grant"]} if kind == "export.begun" else {"state": facts["state"]}
    return Draft(
        type=kind,
        object=archive_id,
        audience=to_person(requester),
        event={"archive_id": archive_id, **said},
        facts=facts,
    )


def update(tx: Tx, row: Any, values: Mapping[str, Any]) -> Any:
    """Write values into the row of an export, and return it as it is now."""
    mine = (exports.c.tenant == tx.tenant, exports.c.id == row.id)
    tx.execute(sa.update(exports).where(*mine).values(**values))
    return tx.execute(sa.select(exports).where(*mine)).one()


def move(tx: Tx, row: Any, state: str, **known: Any) -> Any:
    """Let an export come further, on the record."""
    given = {name: value for name, value in known.items() if value is not None}
    now = update(tx, row, {"state": state, **given})
    facts = {"grant": row.grant, "state": state, **given}
    event = draft("export.moved", row.id, row.requester, facts)
    if state == "running":
        event.stamped = [(_stamp(tx, row), "here", {})]
    tx.record(event)
    return now


def _stamp(tx: Tx, row: Any) -> sa.Update:
    mine = (exports.c.tenant == tx.tenant, exports.c.id == row.id)
    return sa.update(exports).where(*mine).values(position=sa.bindparam("here"))


def _when(value: int | None) -> datetime | None:
    return None if value is None else moment(value)


def shown(tx: Tx, row: Any) -> Archive:
    """Return an export as it is shown."""
    return each_shown(tx, [row])[0]


def each_shown(tx: Tx, rows: Sequence[Any]) -> list[Archive]:
    """Return exports as they are shown, each with when its grant ends."""
    asked = {row.grant for row in rows}
    query = sa.select(grants.c.id, grants.c.expires_at).where(
        grants.c.tenant == tx.tenant, grants.c.id.in_(asked)
    )
    ends = {one.id: one.expires_at for one in tx.execute(query)}
    return [_shown(row, ends.get(row.grant)) for row in rows]


def _shown(row: Any, expires_at: int | None) -> Archive:
    return Archive(
        id=row.id,
        grant_id=row.grant,
        state=row.state,
        formats=row.formats.split(","),
        requester=row.requester,
        requested_at=moment(row.requested_at),
        approved_by=row.approved_by,
        written=row.written,
        upto=row.upto,
        size=row.size,
        manifest_sha256=row.manifest_sha256,
        reason=row.reason,
        since=_when(row.since),
        until=_when(row.until),
        sealed_to=row.sealed_to,
        expires_at=_when(expires_at),
    )
