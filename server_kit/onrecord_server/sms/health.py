"""How accounts do: what waits and what failed by them, and what their providers called us with."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import sms_looks as looks
from onrecord.wire.page import Page
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.sms import access, present, rules
from onrecord_server.sms.rows import sms_accounts, sms_hooks, sms_outbox, sms_senders


#: For so long an unknown outcome is looked for, and a provider is known to have called, in microseconds.
LOOKED_BACK: Final = 7 * rules.DAY
#: States of texts that left, and of those that did not arrive.
_LEFT: Final = frozenset({"sent", "delivered"})
_LOST: Final = frozenset({"failed", "undelivered", "expired"})


@implements(endpoints.GET_SMS_HEALTH)
def get_health(tx: Tx, _: looks.GetSmsHealth) -> looks.SmsHealth:
    """Say how each account does, the newest first."""
    access.demand_manager(tx)
    query = sa.select(sms_accounts).where(sms_accounts.c.tenant == tx.tenant)
    rows = tx.execute(query.order_by(sms_accounts.c.created_at.desc())).all()
    counted, heard = _counted(tx), _heard(tx)
    found = [_of(row, counted[row.id], heard.get(row.id)) for row in rows]
    return looks.SmsHealth(data=found)


def _of(row: Any, counts: Mapping[str, int], heard: Any) -> looks.SmsAccountHealth:
    return looks.SmsAccountHealth(
        account_id=row.id,
        waiting=counts.get("queued", 0) + counts.get("sending", 0),
        unconfirmed=counts.get("unconfirmed", 0),
        left=sum(counts.get(state, 0) for state in _LEFT),
        lost=sum(counts.get(state, 0) for state in _LOST),
        parked=0 if heard is None else heard.parked,
        begun_at=present.when(counts.get("begun_at")),
        heard_at=present.when(None if heard is None else heard.heard_at),
    )


def _counted(tx: Tx) -> defaultdict[str, dict[str, int]]:
    """Return by account how many texts are in each state, and when one was begun last."""
    counted: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in tx.execute(_states(tx)):
        counts = counted[row.account]
        counts[row.state] = counts.get(row.state, 0) + row.texts
        if row.begun_at is not None:
            counts["begun_at"] = max(counts.get("begun_at", 0), row.begun_at)
    return counted


def _states(tx: Tx) -> sa.Select[Any]:
    """Select what of the last day is known, what waits, and what nobody knows."""
    same = sa.and_(
        sms_senders.c.tenant == sms_outbox.c.tenant, sms_senders.c.id == sms_outbox.c.sender
    )
    unknown = (sms_outbox.c.state == "unconfirmed") & (sms_outbox.c.begun_at > tx.now - LOOKED_BACK)
    waits = (sms_outbox.c.state == "queued") & sms_outbox.c.next_at.is_not(None)
    shown = (sms_outbox.c.begun_at > tx.now - rules.DAY) | unknown | waits
    columns = (
        *(sms_senders.c.account, sms_outbox.c.state),
        *(sa.func.count().label("texts"), sa.func.max(sms_outbox.c.begun_at).label("begun_at")),
    )
    query = sa.select(*columns).join_from(sms_outbox, sms_senders, same)
    return query.where(sms_outbox.c.tenant == tx.tenant, shown).group_by(*columns[:2])


def _heard(tx: Tx) -> dict[str, Any]:
    """Return by account when its provider called last, and how many requests wait."""
    parked = sa.func.sum(sa.case((sms_hooks.c.state == "parked", 1), else_=0)).label("parked")
    columns = (sms_hooks.c.account, parked, sa.func.max(sms_hooks.c.at).label("heard_at"))
    query = sa.select(*columns).where(
        sms_hooks.c.tenant == tx.tenant,
        sms_hooks.c.state.in_(("parked", "applied", "refused")),
        sms_hooks.c.at > tx.now - LOOKED_BACK,
    )
    return {row.account: row for row in tx.execute(query.group_by(sms_hooks.c.account))}


@implements(endpoints.LIST_SMS_HOOKS)
def list_hooks(tx: Tx, command: looks.ListSmsHooks) -> Page[looks.SmsHook]:
    """List what providers called us with, the newest first."""
    access.demand_manager(tx)
    query = sa.select(sms_hooks).where(
        sms_hooks.c.tenant == tx.tenant, sms_hooks.c.state == command.state
    )
    by = (sms_hooks.c.at, sms_hooks.c.id)
    rows, cursor = latest_first(tx, query, by, command)
    return Page[looks.SmsHook](data=[present.hook(row) for row in rows], next_cursor=cursor)
