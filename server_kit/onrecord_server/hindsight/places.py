"""Which entries had come by a moment: a stretch of the record from its beginning."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.rows import entries, heads
from onrecord_server.exports.names import Ask


#: Workers' clocks differ a little, so that a few entries stand before ones of an earlier time.
LATE: Final = 1_000


def upto(ask: Ask, tenant: str, at: int) -> int:
    """Return how many entries had come by a moment, given in microseconds.

    Positions have no gaps, so that a few entries are looked at, however long the record is.
    """
    low, high = 0, _size(ask, tenant)
    while low < high:
        middle = (low + high) // 2
        if _time_of(ask, tenant, middle) <= at:
            low = middle + 1
        else:
            high = middle
    return _with_the_late(ask, tenant, low, at)


def _size(ask: Ask, tenant: str) -> int:
    found = ask(sa.select(heads.c.position).where(heads.c.tenant == tenant))
    return int(found[0].position) if found else 0


def _time_of(ask: Ask, tenant: str, position: int) -> int:
    mine = (entries.c.tenant == tenant, entries.c.position == position)
    (row,) = ask(sa.select(entries.c.at).where(*mine))
    return int(row.at)


def _with_the_late(ask: Ask, tenant: str, begun: int, at: int) -> int:
    """Go on to the last entry of that time or before it which stands a little further on."""
    near: list[Any] = [entries.c.position >= begun, entries.c.position < begun + LATE]
    query = sa.select(sa.func.max(entries.c.position).label("last")).where(
        entries.c.tenant == tenant, *near, entries.c.at <= at
    )
    (row,) = ask(query)
    return begun if row.last is None else int(row.last) + 1


def before(ask: Ask, tenant: str, position: int) -> int:
    """Return the last moment, in microseconds, by which an entry had not come, nor any late one after it."""
    query = sa.select(sa.func.min(entries.c.at).label("first")).where(
        entries.c.tenant == tenant,
        entries.c.position >= position,
        entries.c.position < position + LATE,
    )
    (row,) = ask(query)
    return int(row.first) - 1
