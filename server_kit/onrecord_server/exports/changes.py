"""The steps that change an export: its row, and the entry that says so."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.wire.exports import Archive
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx
from onrecord_server.exports.rows import exports


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


def shown(row: Any) -> Archive:
    """Return an export as it is shown."""
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
    )
