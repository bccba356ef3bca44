"""Asking somebody for what they said elsewhere, and what they answer."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import import_requests as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.imports.requests import access, present, rules
from onrecord_server.imports.requests.recording import record
from onrecord_server.imports.requests.rows import import_requests
from onrecord_server.policy import access as policy_access


@implements(endpoints.LIST_IMPORT_REQUESTS)
def list_requests(tx: Tx, command: wire.ListImportRequests) -> Page[wire.ImportRequest]:
    """List requests, the newest first: one's own, and all of them for who asks people."""
    table = import_requests.c
    query = sa.select(import_requests).where(table.tenant == tx.tenant)
    if command.mine or access.DUTY not in policy_access.duties(tx):
        query = query.where(table.person == tx.actor.person)
    if command.cursor is not None:
        query = query.where(table.id < read_cursor(command.cursor, str)[0])
    rows = tx.execute(query.order_by(table.id.desc()).limit(command.limit + 1)).all()
    some = list(rows[: command.limit])
    cursor = write_cursor(some[-1].id) if len(rows) > command.limit else None
    return Page[wire.ImportRequest](data=present.shown(tx, some), next_cursor=cursor)


@implements(endpoints.GET_IMPORT_REQUEST)
def get(tx: Tx, command: wire.GetImportRequest) -> wire.ImportRequest:
    """Return a request with the receipts of what was sent for it."""
    return present.one(tx, access.request(tx, command.request_id))


@implements(endpoints.ANSWER_IMPORT_REQUEST)
def answer(tx: Tx, command: wire.AnswerImportRequest) -> Any:
    """Say yes or no to it; who asked hears of it."""
    row = access.asked(tx, command.request_id)
    state = "agreed" if command.agree else "declined"
    if row.state == state:
        return _as_it_is(tx, row)
    access.demand(row, rules.may(row.state, state))
    answer_id = f"{row.id}:answer:{tx.now}" if command.said else None
    _update(tx, row.id, {"state": state, "answer_id": answer_id, "answered_at": tx.now})
    said = {"content": {"said": command.said}, "content_id": answer_id} if command.said else {}
    record(tx, "import_request.answered", row.id, row.requested_by, {"state": state}, **said)
    return present.one(tx, access.stored(tx, row.id))


@implements(endpoints.FINISH_IMPORT_REQUEST)
def finish(tx: Tx, command: wire.FinishImportRequest) -> Any:
    """Say that this was all; who asked hears of it."""
    row = access.asked(tx, command.request_id)
    return _end(tx, row, "done", row.requested_by)


@implements(endpoints.WITHDRAW_IMPORT_REQUEST)
def withdraw(tx: Tx, command: wire.WithdrawImportRequest) -> Any:
    """Ask no longer; whom it asked hears of it."""
    row = access.changing(tx, command.request_id)
    return _end(tx, row, "withdrawn", row.person)


def _end(tx: Tx, row: Any, state: str, told: str) -> Any:
    if row.state == state:
        return _as_it_is(tx, row)
    access.demand(row, rules.may(row.state, state))
    _update(tx, row.id, {"state": state, "ended_at": tx.now})
    record(tx, "import_request.ended", row.id, told, {"state": state})
    return present.one(tx, access.stored(tx, row.id))


def _as_it_is(tx: Tx, row: Any) -> Doc[wire.ImportRequest]:
    shown = present.one(tx, row)
    return Unchanged(wire.ImportRequest, shown.model_dump(mode="json"))


def _update(tx: Tx, request_id: str, values: Mapping[str, Any]) -> None:
    mine = (import_requests.c.tenant == tx.tenant, import_requests.c.id == request_id)
    tx.execute(sa.update(import_requests).where(*mine).values(**values))
