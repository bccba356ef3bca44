"""Where the index stands, what it has yet to take in, and where in the stream a day begins."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.reactors import reactors
from onrecord_server.core.rows import entries, heads
from onrecord_server.core.words import PLACED
from onrecord_server.search.access import Sight, visible
from onrecord_server.search.adapters.base import (
    COLUMNS,
    Candidate,
    Wanted,
    conditions,
    statement,
    tables,
)
from onrecord_server.search.indexing import NAME
from onrecord_server.search.rows import numbers


#: Of what the index has yet to take in, so many of the newest entries are searched as they stand,
#: and the asker's own among many more.
TAIL: Final = 500
OWN_TAIL: Final = 20_000
_MOST_OF_TAIL: Final = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """The last position of the stream, the last one that the index knows, the tenant's number."""

    head: int
    indexed: int
    number: int | None

    @property
    def is_behind(self) -> bool:
        """Say whether there are messages that no search finds yet."""
        return self.head - self.indexed > TAIL


_STANDING: Final = (
    sa.select(heads.c.position, reactors.c.position, numbers.c.number)
    .outerjoin(reactors, sa.and_(reactors.c.tenant == heads.c.tenant, reactors.c.name == NAME))
    .outerjoin(numbers, numbers.c.tenant == heads.c.tenant)
    .where(heads.c.tenant == sa.bindparam("tenant"))
)


def standing(tx: Tx) -> Standing:
    """Return where stream and index stand."""
    row: Any = tx.execute(_STANDING, {"tenant": tx.tenant}).one_or_none()
    if row is None:
        return Standing(-1, -1, None)
    return Standing(row[0] - 1, -1 if row[1] is None else row[1], row[2])


_CHANGED: Final = (
    sa.select(entries.c.object)
    .where(
        entries.c.tenant == sa.bindparam("tenant"),
        entries.c.position > sa.bindparam("after"),
        entries.c.type.in_(("message.created", "message.edited", "message.restored")),
        sa.or_(
            entries.c.position > sa.bindparam("newest"), entries.c.actor == sa.bindparam("person")
        ),
    )
    .order_by(entries.c.position.desc())
    .limit(_MOST_OF_TAIL)
)


@cache
def _standing_there(schema: str | None, names: frozenset[str]) -> sa.TextClause:
    t = tables(schema)
    text = (
        f"SELECT {COLUMNS}, {PLACED} FROM (SELECT id AS message, conversation, position "  # noqa: S608
        f"FROM {t.messages} WHERE tenant = :tenant AND id IN :ids) AS s "
        f"{visible(t.members, t.messages, 'JOIN')}{conditions(names, t)} "
        f"JOIN {t.contents} b ON b.tenant = :tenant AND b.id = m.content_id"
    )
    return statement(text, names).bindparams(sa.bindparam("ids", expanding=True))


def tail(tx: Tx, sight: Sight, stands: Standing, wanted: Wanted) -> list[Candidate]:
    """Return visible messages that were written or edited since the index last looked.

    They are read as they stand, so that everybody's newest and one's own are found at once.
    """
    if stands.indexed >= stands.head:
        return []
    after = max(stands.indexed, stands.head - OWN_TAIL)
    given = {**sight.parameters(), "after": after, "newest": stands.head - TAIL}
    ids = list(dict.fromkeys(tx.execute(_CHANGED, given).scalars()))
    if not ids:
        return []
    query = _standing_there(tx.unit.schema, wanted.conditions)
    rows = tx.execute(query, {**sight.parameters(), **wanted.values, "ids": ids}).all()
    return list(map(Candidate._make, rows))


_AT: Final = sa.select(entries.c.at).where(
    entries.c.tenant == sa.bindparam("tenant"), entries.c.position == sa.bindparam("position")
)


def time_at(tx: Tx, position: int) -> int | None:
    """Return when a position was given, in microseconds since 1970."""
    found: int | None = tx.execute(_AT, {"tenant": tx.tenant, "position": position}).scalar()
    return found


#: How far a clock may have been ahead of another one.
_SLACK: Final = 600_000_000


def position_from(tx: Tx, moment: int, head: int) -> int:
    """Return a position from which on everything lies that happened at a moment or later."""
    return _first(head + 1, lambda at: (time_at(tx, at) or 0) >= moment - _SLACK)


def position_until(tx: Tx, moment: int, head: int) -> int:
    """Return a position before which everything lies that happened before a moment."""
    return _first(head + 1, lambda at: (time_at(tx, at) or 0) >= moment + _SLACK)


def _first(end: int, holds: Callable[[int], bool]) -> int:
    """Return the first position for which something holds that never ceases to: a binary search."""
    low, high = 0, end
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
