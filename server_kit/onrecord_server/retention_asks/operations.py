"""What officers are asked, one by one and page by page."""

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import retention_asks as wire
from onrecord.wire.page import Page
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
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
    page, cursor = latest_first(
        tx, query, (retention_asks.c.asked_at, retention_asks.c.id), command
    )
    return Page[wire.RetentionAsk](data=present.shown(tx, page), next_cursor=cursor)
