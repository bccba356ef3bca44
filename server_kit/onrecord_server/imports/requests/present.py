"""Requests for somebody's chats, from row to wire: with what was sent for them."""

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from onrecord.wire import import_requests as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.imports.rows import imports


def one(tx: Tx, row: Any) -> wire.ImportRequest:
    """Return a request."""
    return shown(tx, [row])[0]


def shown(tx: Tx, rows: Collection[Any]) -> list[wire.ImportRequest]:
    """Return requests, each with why, what was said to it, and the receipts of what was sent."""
    sent = _sent(tx, [row.id for row in rows])
    ids = [one for row in rows for one in (row.content_id, row.answer_id)]
    said = _said(tx, [*ids, *(each.content_id for some in sent.values() for each in some)])
    return [_shown(row, said, sent.get(row.id, [])) for row in rows]


def _shown(row: Any, said: dict[str, Any], sent: list[Any]) -> wire.ImportRequest:
    times = ("since", "until", "answered_at", "ended_at")
    return wire.ImportRequest(
        id=row.id,
        person_id=row.person,
        format=row.format,
        state=row.state,
        reason=said.get(row.content_id, {}).get("reason"),
        answer=said.get(row.answer_id, {}).get("said"),
        policy_version=row.policy_version,
        requested_by=row.requested_by,
        requested_at=moment(row.requested_at),
        due_at=moment(row.due_at),
        **{name: _moment(getattr(row, name)) for name in times},
        receipts=[_receipt(each, said.get(each.content_id, {}).get("name", "")) for each in sent],
    )


def _moment(at: int | None) -> Any:
    return None if at is None else moment(at)


def _receipt(row: Any, name: str) -> wire.ImportReceipt:
    return wire.ImportReceipt(
        import_id=row.id,
        name=name,
        size=row.size,
        sha256=row.sha256,
        state=row.state,
        said=row.said,
        begun_at=moment(row.created_at),
    )


def _sent(tx: Tx, ids: list[str]) -> dict[str, list[Any]]:
    query = sa.select(imports).where(imports.c.tenant == tx.tenant, imports.c.request.in_(ids))
    found: dict[str, list[Any]] = {}
    for row in tx.execute(query.order_by(imports.c.id)):
        found.setdefault(row.request, []).append(row)
    return found


def _said(tx: Tx, ids: list[str | None]) -> dict[str, Any]:
    wanted = [one for one in ids if one is not None]
    query = sa.select(contents.c.id, WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id.in_(wanted)
    )
    return {row.id: json.loads(row.body) for row in tx.execute(query) if row.body}
