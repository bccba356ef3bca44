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


def undecided(asks: Asks) -> None:
    """Register when somebody is still to decide about what was written."""
    _UNDECIDED.append(asks)


def reviewed(table: sa.Table) -> sa.ColumnElement[bool]:
    """Say of a row of what was written whether a case about it is open, delivered or not."""
    return sa.or_(sa.false(), *(asks(table) for asks in _UNDECIDED))


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
