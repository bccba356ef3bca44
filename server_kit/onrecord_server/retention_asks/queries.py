"""Selects of what is asked, of what was written that it is about, and of what was said."""

import json
from collections.abc import Collection
from operator import attrgetter
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.messages.written import EVERYWHERE, Written
from onrecord_server.retention_asks.rows import retention_asks


_CONTENTS: Final = ("answer_content_id", "refusal_content_id")


def placed(one: Written) -> sa.Join:
    """Return what was written, and the space that each is in."""
    return one.table.join(
        conversations,
        sa.and_(
            conversations.c.tenant == one.table.c.tenant,
            conversations.c.id == one.table.c.conversation,
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


def stays(tx: Tx, among: Written, rule_hash: str) -> sa.ColumnElement[bool]:
    """Say of what was written whether an officer's answer to what a rule asked keeps it now."""
    one = retention_asks.c
    return within(tx, among, rule_hash, sa.and_(one.state == "kept", one.until > tx.now))


def goes(tx: Tx, among: Written, rule_hash: str) -> sa.ColumnElement[bool]:
    """Say of what was written whether what a rule asked was approved, and is being carried out."""
    return within(tx, among, rule_hash, retention_asks.c.state == "approved")


def answered(tx: Tx, among: Written, rule_hash: str, version: int) -> sa.ColumnElement[bool]:
    """Say whether what a rule in force asks about something is answered, or waits for a second person."""
    one = retention_asks.c
    waits = sa.or_(
        sa.and_(one.state == "proposed", one.policy_version == version),
        one.state == "approved",
        sa.and_(one.state == "kept", one.until > tx.now),
    )
    return within(tx, among, rule_hash, waits)


def within(
    tx: Tx, among: Written, rule_hash: str, which: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """Say of what was written whether it lies within what was counted for one of some questions of a rule."""
    query = sa.select(sa.literal(1)).where(*bounds(tx, among, rule_hash), which)
    return query.correlate(among.table, conversations).exists()


def bounds(tx: Tx, among: Written, rule_hash: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what something written satisfies that lies within what was counted for a question of a rule.

    An answer speaks of its own rule alone: another one may ask about the same space and the same dates.
    """
    one = retention_asks.c
    return (
        one.tenant == tx.tenant,
        one.rule_hash == rule_hash,
        one.space.is_not_distinct_from(conversations.c.space),
        one.first_at <= among.last,
        one.last_at >= among.last,
        one.upto >= among.table.c.position,
    )


def left(tx: Tx, row: Any, most: int) -> list[Any]:
    """Return what there is to do still by an answer: within what was counted, the earliest first."""
    found: list[Any] = []
    for one in EVERYWHERE:
        found += tx.execute(_left(tx, row, one).limit(most)).all()
    return sorted(found, key=attrgetter("position"))[:most]


def _left(tx: Tx, row: Any, one: Written) -> sa.Select[Any]:
    query = one.select(tx.tenant).add_columns(conversations.c.space).select_from(placed(one))
    query = query.where(
        one.there,
        one.table.c.position > row.position,
        one.table.c.position <= row.upto,
        row.first_at <= one.last,
        row.last_at >= one.last,
        conversations.c.space.is_not_distinct_from(sa.literal(row.space, sa.String(40))),
        sa.not_(stays(tx, one, row.rule_hash)),
    )
    return query.order_by(one.table.c.position)


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
