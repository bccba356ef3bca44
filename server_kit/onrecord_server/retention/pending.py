"""Whether somebody still decides about what was kept back: what waits is not destroyed.

Who decides hangs itself on from above: reviews do.
"""

from collections.abc import Callable, Iterable
from typing import Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.messages.rows import held


#: Says of the rows of a table that holds what was written whether somebody is to decide about them.
Asks = Callable[[sa.Table], sa.ColumnElement[bool]]
_UNDECIDED: Final[list[Asks]] = []
#: Says of such rows whether somebody decided about them after a moment that another column says.
Since = Callable[[sa.Table, sa.ColumnElement[int]], sa.ColumnElement[bool]]
_DECIDED: Final[list[Since]] = []


def undecided(asks: Asks, since: Since) -> None:
    """Register when somebody is still to decide about what was written, and when somebody has."""
    _UNDECIDED.append(asks)
    _DECIDED.append(since)


def reviewed(table: sa.Table) -> sa.ColumnElement[bool]:
    """Say of a row of what was written whether a case about it is open, delivered or not."""
    return sa.or_(sa.false(), *(asks(table) for asks in _UNDECIDED))


def decided_since(table: sa.Table, at: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Say of a row of what was written whether a case about it was decided after a moment."""
    return sa.or_(sa.false(), *(since(table, at) for since in _DECIDED))


def waits() -> sa.ColumnElement[bool]:
    """Say of a row of what was kept back whether it waits for a decision: by a person, or a classifier."""
    return sa.or_(held.c.state == "held", reviewed(held))


def waiting(tx: Tx, ids: Iterable[str]) -> set[str]:
    """Return those of some messages that were never delivered and wait for a decision."""
    found: set[str] = set()
    for some in chunks(sorted(set(ids))):
        those = (held.c.tenant == tx.tenant, held.c.id.in_(list(some)), held.c.version == 1)
        query = sa.select(held.c.id).where(*those, held.c.state != "released", waits())
        found |= set(tx.execute(query).scalars())
    return found
