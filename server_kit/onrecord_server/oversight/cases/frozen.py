"""Which freezes name nobody to their reader: those that follow from a case whose people they do not know.

Beside the time of a decision, a name in the list of who is frozen would unveil the pseudonym of the case.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Forbidden
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.moderation import freezing
from onrecord_server.moderation.freezing import Standing
from onrecord_server.oversight.cases import access, rules
from onrecord_server.oversight.cases.rows import cases


def veiled(tx: Tx) -> dict[str, str]:
    """Return who is frozen and is nobody to the actor but the author in a case, with that case."""
    frozen = freezing.frozen(tx.unit, tx.tenant, tx.now)
    try:
        sits = access.bench(tx)
    except Forbidden:
        return {}
    return {
        row.person: row.id
        for row in _behind(tx, frozen)
        if access.sees(sits, row) and not access.knows(sits, row)
    }


def _behind(tx: Tx, frozen: Mapping[str, Standing]) -> Iterator[Any]:
    """Yield the cases from which freezes follow."""
    for some in chunks(sorted(frozen)):
        query = sa.select(cases).where(cases.c.tenant == tx.tenant, cases.c.person.in_(list(some)))
        for row in tx.execute(query.order_by(cases.c.opened_at, cases.c.id)).all():
            if rules.froze(row, frozen[row.person]):
                yield row
