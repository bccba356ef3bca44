"""What somebody wrote, wherever it lies: messages, and what was kept back and never delivered.

Whatever weighs, counts or destroys words asks both by the same names. An edit that was kept back is a
part of its message.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import Micros
from onrecord_server.messages.rows import held, messages


@dataclass(frozen=True, slots=True)
class Written:
    """Where words lie: the table, which of its rows are meant, and when one was edited last."""

    table: sa.Table
    meant: sa.ColumnElement[bool]
    edited_at: sa.ColumnElement[Any]
    kept_back: bool

    @property
    def there(self) -> sa.ColumnElement[bool]:
        """Say of a row whether its words are there still."""
        return sa.and_(self.meant, self.table.c.state != "erased")

    @property
    def last(self) -> sa.ColumnElement[Any]:
        """Return when the newest version was written: a time of the record."""
        return sa.func.coalesce(self.edited_at, self.table.c.created_at)

    @property
    def said(self) -> sa.ColumnElement[Any]:
        """Return when it was said first; what was imported, before it came on the record."""
        return sa.func.coalesce(self.table.c.said_at, self.table.c.created_at)

    def select(self, tenant: str) -> sa.Select[Any]:
        """Select what weighing asks of it, without a word."""
        columns = [self.table.c[name] for name in _NAMES]
        kept_back = sa.literal(1 if self.kept_back else 0).label("kept_back")
        query = sa.select(*columns, self.edited_at.label("edited_at"), kept_back)
        placed = self.table.c.position.is_not(None)
        return query.where(self.table.c.tenant == tenant, placed, self.meant)


_NAMES: Final = ("id", "conversation", "position", "author", "created_at", "said_at", "state")
DELIVERED: Final = Written(messages, sa.true(), messages.c.edited_at, kept_back=False)
#: What was released is a message.
KEPT_BACK: Final = Written(
    held,
    sa.and_(held.c.version == 1, held.c.state != "released"),
    sa.cast(sa.null(), Micros),
    kept_back=True,
)
EVERYWHERE: Final = (DELIVERED, KEPT_BACK)

#: Says of what lies somewhere which of it is asked for.
Narrow = Callable[[Written], Sequence[sa.ColumnElement[bool]]]


def earliest(
    tx: Tx, narrow: Narrow, most: int | None = None, among: Sequence[Written] = EVERYWHERE
) -> list[Any]:
    """Return what was written first of what is asked for, in the order of the record."""
    found: list[Any] = []
    for one in among:
        query = one.select(tx.tenant).where(*narrow(one)).order_by(one.table.c.position)
        found += tx.execute(query if most is None else query.limit(most)).all()
    return sorted(found, key=attrgetter("position"))[:most]


def count(tx: Tx, narrow: Narrow, among: Sequence[Written] = EVERYWHERE) -> int:
    """Return how much there is of what is asked for."""
    asked = (one.select(tx.tenant).where(*narrow(one)).subquery() for one in among)
    counts = (sa.select(sa.func.count()).select_from(one) for one in asked)
    return sum(int(tx.execute(one).scalar_one()) for one in counts)


def there(one: Written) -> tuple[sa.ColumnElement[bool], ...]:
    """Ask for everything whose words are there still."""
    return (one.there,)
