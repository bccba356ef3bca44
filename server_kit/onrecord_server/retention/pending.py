"""Whether somebody still decides about what was kept back: what waits is not destroyed.

Who decides hangs itself on from above: reviews do.
"""

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.messages.rows import held


_UNDECIDED: Final[list[sa.ColumnElement[bool]]] = []


def undecided(condition: sa.ColumnElement[bool]) -> None:
    """Register when somebody is still to decide about a row of what was kept back."""
    _UNDECIDED.append(condition)


def waits() -> sa.ColumnElement[bool]:
    """Say of a row of what was kept back whether it waits for a decision: by a person, or a classifier."""
    return sa.or_(held.c.state == "held", *_UNDECIDED)


def waiting(tx: Tx, ids: Iterable[str]) -> set[str]:
    """Return those of some messages that were never delivered and wait for a decision."""
    found: set[str] = set()
    for some in chunks(sorted(set(ids))):
        those = (held.c.tenant == tx.tenant, held.c.id.in_(list(some)), held.c.version == 1)
        query = sa.select(held.c.id).where(*those, held.c.state != "released", waits())
        found |= set(tx.execute(query).scalars())
    return found
