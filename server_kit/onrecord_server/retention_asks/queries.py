"""Selects of what is asked, of the messages that it is about, and of what was said."""

import json
from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.messages.rows import messages
from onrecord_server.retention_asks.rows import retention_asks


_CONTENTS: Final = ("answer_content_id", "refusal_content_id")
#: When the newest version of a message was written.
AT: Final = sa.func.coalesce(messages.c.edited_at, messages.c.created_at)
#: Messages, and the space that each is in.
PLACED: Final = messages.join(
    conversations,
    sa.and_(
        conversations.c.tenant == messages.c.tenant,
        conversations.c.id == messages.c.conversation,
    ),
)


def standing(tx: Tx) -> list[Any]:
    """Return what is asked, waits, is being erased or stays by an answer; the earliest first."""
    states = ("open", "proposed", "approved", "kept")
    mine = (retention_asks.c.tenant == tx.tenant, retention_asks.c.state.in_(states))
    query = sa.select(retention_asks).where(*mine).order_by(retention_asks.c.id)
    return list(tx.execute(query).all())


def in_work(tenant: str | None = None) -> sa.Select[Any]:
    """Return what was approved and is being erased, the earliest first; in every tenant, or one."""
    query = sa.select(retention_asks).where(retention_asks.c.state == "approved")
    query = query if tenant is None else query.where(retention_asks.c.tenant == tenant)
    return query.order_by(retention_asks.c.id)


def stays(tx: Tx) -> sa.ColumnElement[bool]:
    """Say of a message whether an officer's answer keeps it now."""
    one = retention_asks.c
    return _within(tx, sa.and_(one.state == "kept", one.until > tx.now))


def answered(tx: Tx, hashes: Collection[str], version: int) -> sa.ColumnElement[bool]:
    """Say of a message whether what a rule in force asks about it is answered, or waits for a second person."""
    one = retention_asks.c
    waits = sa.or_(
        sa.and_(one.state == "proposed", one.policy_version == version),
        one.state == "approved",
        sa.and_(one.state == "kept", one.until > tx.now),
    )
    return _within(tx, sa.and_(one.rule_hash.in_(sorted(hashes)), waits))


def _within(tx: Tx, which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Say of a message whether it lies within what was counted for one of some questions."""
    one = retention_asks.c
    query = sa.select(sa.literal(1)).where(
        one.tenant == tx.tenant,
        which,
        one.space.is_not_distinct_from(conversations.c.space),
        one.first_at <= AT,
        one.last_at >= AT,
        one.upto >= messages.c.position,
    )
    return query.correlate(messages, conversations).exists()


def left(tx: Tx, row: Any) -> sa.Select[Any]:
    """Return what there is to do still by an answer: within what was counted, the earliest first."""
    query = sa.select(messages, conversations.c.space).select_from(PLACED)
    query = query.where(
        messages.c.tenant == tx.tenant,
        messages.c.state != "erased",
        messages.c.position > row.position,
        messages.c.position <= row.upto,
        row.first_at <= AT,
        row.last_at >= AT,
        conversations.c.space.is_not_distinct_from(sa.literal(row.space, sa.String(40))),
        sa.not_(stays(tx)),
    )
    return query.order_by(messages.c.position)


def said(tx: Tx, rows: Collection[Any]) -> dict[str, str]:
    """Return what was said about some questions, by the contents' ids."""
    tx.unit.flush()
    wanted = {getattr(row, name) for row in rows for name in _CONTENTS} - {None}
    found: dict[str, str] = {}
    for some in chunks(sorted(wanted)):
        mine = (contents.c.tenant == tx.tenant, contents.c.id.in_(list(some)))
        answers = tx.execute(sa.select(contents.c.id, WORDS).where(*mine))
        found |= {one.id: json.loads(one.body)["text"] for one in answers if one.body is not None}
    return found
