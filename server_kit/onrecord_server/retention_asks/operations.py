"""What officers are asked, one by one and page by page."""

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import retention_asks as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.operation import Tx, implements
from onrecord_server.retention_asks import access, present
from onrecord_server.retention_asks.rows import retention_asks


@implements(endpoints.GET_RETENTION_ASK)
def get_retention_ask(tx: Tx, command: wire.GetRetentionAsk) -> wire.RetentionAsk:
    """Return one thing that is asked."""
    return present.one(tx, access.ask(tx, command.ask_id))


@implements(endpoints.LIST_RETENTION_ASKS)
def list_retention_asks(tx: Tx, command: wire.ListRetentionAsks) -> Page[wire.RetentionAsk]:
    """List what is asked, the latest first."""
    access.demand_reader(tx)
    query = sa.select(retention_asks).where(retention_asks.c.tenant == tx.tenant)
    if command.state is not None:
        query = query.where(retention_asks.c.state == command.state)
    at, one = retention_asks.c.asked_at, retention_asks.c.id
    if command.cursor is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*read_cursor(command.cursor, int, str)))
    rows = tx.execute(query.order_by(at.desc(), one.desc()).limit(command.limit + 1)).all()
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].asked_at, page[-1].id) if len(rows) > command.limit else None
    return Page[wire.RetentionAsk](data=present.shown(tx, page), next_cursor=cursor)
