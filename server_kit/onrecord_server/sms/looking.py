"""What of the outbox and of kept requests is due: looked up, and changed by nobody here."""

import json
from base64 import b64decode
from collections.abc import Collection, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.sms.gateways.base import Webhook
from onrecord_server.sms.rows import sms_accounts, sms_hooks, sms_outbox, sms_senders


#: Rows that one look brings.
MOST: Final = 200
#: For so long the provider is asked for a text of which nobody knows, in microseconds.
ASKED_FOR: Final = 7 * 86_400_000_000


def due(
    database: Database, now: int, busy: Collection[str], apart: Collection[str] = ()
) -> Sequence[Any]:
    """Return of each number that may send now the text that is due first, with ``account``.

    ``busy`` are numbers of which one is being begun already, and ``apart`` accounts that take none now.
    """
    ready = (sms_outbox.c.next_at <= now, sms_outbox.c.state == "queued")
    may = (sms_senders.c.slot_at <= now, sms_senders.c.state == "active")
    first = sa.func.row_number().over(
        partition_by=(sms_outbox.c.tenant, sms_outbox.c.sender),
        order_by=(sms_outbox.c.next_at, sms_outbox.c.id),
    )
    found = (
        sa.select(*_NAMED, sms_senders.c.account, first.label("place"))
        .join_from(sms_outbox, sms_senders, _same(sms_senders, sms_outbox.c.sender))
        .join(sms_accounts, _same(sms_accounts, sms_senders.c.account))
        .where(*ready, *may, sms_accounts.c.state == "active")
        .where(sms_accounts.c.id.not_in(sorted(apart)))
        .subquery()
    )
    query = sa.select(found).where(found.c.place == 1, found.c.sender.not_in(list(busy)))
    return _ask(database, query.limit(MOST))


def lost(database: Database, now: int) -> Sequence[Any]:
    """Return texts of which nobody came back in time to say what became of them."""
    query = sa.select(*_NAMED).where(sms_outbox.c.lease <= now)
    return _ask(database, query.order_by(sms_outbox.c.lease).limit(MOST))


def unconfirmed(database: Database, now: int) -> Sequence[Any]:
    """Return texts of which nobody knows whether they were taken, with ``account``, the newest first."""
    query = (
        sa.select(*_NAMED, sms_senders.c.account)
        .join_from(sms_outbox, sms_senders, _same(sms_senders, sms_outbox.c.sender))
        .where(
            sms_outbox.c.state == sa.literal_column("'unconfirmed'"),  # as the index has it
            sms_outbox.c.begun_at > now - ASKED_FOR,
        )
    )
    return _ask(database, query.order_by(sms_outbox.c.begun_at.desc()).limit(MOST))


def parked(database: Database, before: int, now: int) -> Sequence[Any]:
    """Return requests that were kept before then and wait, the oldest first.

    Where there are too many it is the newest, and those that have waited for long enough.
    """
    query = sa.select(sms_hooks.c.tenant, sms_hooks.c.id, sms_hooks.c.account, sms_hooks.c.at)
    waits = query.where(sms_hooks.c.state == "parked", sms_hooks.c.at < before)
    newest = _ask(database, waits.order_by(sms_hooks.c.at.desc()).limit(MOST))
    over = _ask(database, waits.where(sms_hooks.c.park_until <= now).limit(MOST))
    return sorted({*newest, *over}, key=lambda row: (row.at, row.id))


def request(database: Database, tenant: str, hook_id: str) -> Webhook | None:
    """Return a kept request as it came; None where its words were erased. Raises ``KeyUnavailable``."""
    query = sa.select(WORDS).where(contents.c.tenant == tenant, contents.c.id == hook_id)
    bodies = [row[0] for row in _ask(database, query)]
    if not bodies or bodies[0] is None:
        return None
    said = json.loads(bodies[0])
    return Webhook(said["url"], said["method"], said["headers"], b64decode(said["body"]))


_NAMED: Final = (
    *(sms_outbox.c.tenant, sms_outbox.c.id, sms_outbox.c.sender, sms_outbox.c.fence),
    *(sms_outbox.c.reference, sms_outbox.c.provider_id, sms_outbox.c.begun_at),
)


def _same(table: sa.Table, named: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.tenant == sms_outbox.c.tenant, table.c.id == named)


def _ask(database: Database, query: sa.Select[Any]) -> Sequence[Any]:
    with database.read() as connection:
        return connection.execute(query, execution_options=dict(database.options)).all()
