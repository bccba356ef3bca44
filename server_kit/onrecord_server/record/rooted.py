"""The way back of a self-check: what is stored and has no leaf. The database looks for it in one statement.

An entry and what it made are committed together, so that on one snapshot nothing is there without the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.rows import contents, entries
from onrecord_server.record.verify import raw


@dataclass(frozen=True, slots=True)
class Versioned:
    """A table of what has versions: each row was made by the entry at its place, and names a content."""

    noun: str
    table: sa.Table


VERSIONED: Final[dict[str, Versioned]] = {}


def versioned(noun: str, table: sa.Table) -> None:
    """Have the rows of a table (``id``, ``position``, ``content_id``) compared with the leaves."""
    VERSIONED[noun] = Versioned(noun, table)


def loose_contents(tenant: str) -> sa.Select[Any]:
    """Select the contents that no entry has."""
    mine = sa.select(entries.c.content_id).where(
        entries.c.tenant == tenant, entries.c.content_id.is_not(None)
    )
    had = mine.cte("had").prefix_with("MATERIALIZED")
    return (
        sa.select(raw(contents.c.id).label("id"))
        .select_from(contents.outerjoin(had, had.c.content_id == contents.c.id))
        .where(contents.c.tenant == tenant, had.c.content_id.is_(None))
        .order_by(contents.c.id)
    )


def loose_rows(tenant: str, own: sa.Table) -> sa.Select[Any]:
    """Select the rows that the entry at their place did not make, or whose content is of no entry of theirs."""
    made = sa.and_(entries.c.tenant == own.c.tenant, entries.c.position == own.c.position)
    later = entries.alias()
    has = sa.exists().where(
        later.c.tenant == own.c.tenant,
        later.c.object == own.c.id,
        later.c.content_id == own.c.content_id,
    )
    other = entries.c.content_id.is_distinct_from(own.c.content_id) & ~has
    return (
        sa.select(
            *(raw(own.c[name]).label(name) for name in ("id", "position", "content_id")),
            raw(entries.c.object).label("object"),
        )
        .select_from(own.outerjoin(entries, made))
        .where(own.c.tenant == tenant, entries.c.object.is_distinct_from(own.c.id) | other)
        .order_by(own.c.id)
    )


def of_entries(tenant: str, ids: Iterable[Any]) -> sa.Select[Any]:
    """Select those of some contents that any entry has."""
    mine = (entries.c.tenant == tenant, entries.c.content_id.in_([str(one) for one in ids]))
    return sa.select(raw(entries.c.content_id).label("id")).where(*mine)
