"""Spaces as one person sees them: a page at a time, with what is counted."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.errors import NotFound
from onrecord.wire.page import Page
from onrecord.wire.spaces import Space
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.spaces import access, present
from onrecord_server.spaces.rows import space_members, space_requests, spaces


def select(tx: Tx) -> sa.Select[Any]:
    """Select spaces with their words, the actor's membership and the actor's request."""
    me = tx.actor.person
    mine = sa.and_(
        space_members.c.tenant == spaces.c.tenant,
        space_members.c.space == spaces.c.id,
        space_members.c.person == me,
        space_members.c.active,
    )
    asked = sa.and_(
        space_requests.c.tenant == spaces.c.tenant,
        space_requests.c.space == spaces.c.id,
        space_requests.c.person == me,
    )
    words = sa.and_(contents.c.tenant == spaces.c.tenant, contents.c.id == spaces.c.content_id)
    return (
        sa.select(
            spaces,
            WORDS,
            space_members.c.role,
            space_members.c.channel,
            space_requests.c.state.label("request"),
        )
        .outerjoin(space_members, mine)
        .outerjoin(space_requests, asked)
        .outerjoin(contents, words)
        .where(spaces.c.tenant == tx.tenant)
    )


def one(tx: Tx, space_id: str) -> Space:
    """Return a space as the actor sees it; authorise before."""
    tx.unit.flush()
    row = tx.execute(select(tx).where(spaces.c.id == space_id)).one_or_none()
    if row is None:
        raise NotFound
    return shown(tx, [row])[0]


def shown(tx: Tx, rows: Sequence[Any]) -> list[Space]:
    """Return spaces with how many people are in them: one more statement, however many."""
    counts = _counts(tx, [row.id for row in rows])
    host = "owner" if tx.actor.has(access.MANAGE) else None
    return [present.space(row, count=counts.get(row.id, 0), rank=host or row.role) for row in rows]


def size(tx: Tx, space_id: str) -> int:
    """Return how many people are in a space."""
    return _counts(tx, [space_id]).get(space_id, 0)


def _counts(tx: Tx, ids: Sequence[str]) -> dict[str, int]:
    query = (
        sa.select(space_members.c.space, sa.func.count())
        .where(
            space_members.c.tenant == tx.tenant,
            space_members.c.space.in_(ids),
            space_members.c.active,
        )
        .group_by(space_members.c.space)
    )
    rows: Any = tx.execute(query)
    return {row[0]: row[1] for row in rows}


def page(tx: Tx, query: sa.Select[Any], cursor: str | None, limit: int) -> Page[Space]:
    """Return one page of selected spaces, by title."""
    if cursor is not None:
        key, space_id = read_cursor(cursor, str, str)
        place = sa.tuple_(spaces.c.title_key, spaces.c.id)
        query = query.where(place > sa.tuple_(key, space_id))
    query = query.order_by(spaces.c.title_key, spaces.c.id).limit(limit + 1)
    rows = tx.execute(query).all()
    on_page = rows[:limit]
    last = on_page[-1] if len(rows) > limit else None
    further = None if last is None else write_cursor(last.title_key, last.id)
    return Page[Space](data=shown(tx, on_page), next_cursor=further)
