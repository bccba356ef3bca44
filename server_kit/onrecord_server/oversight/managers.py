"""Whom somebody reports to, as the host says it."""

import json
from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.oversight import rules
from onrecord_server.people.rows import people


#: The attribute by which the host says whom somebody reports to: the id of a person.
MANAGER: Final = "manager"


def above(tx: Tx, start: Collection[str]) -> dict[str, str]:
    """Return whom people report to, for some and everybody above them."""
    found: dict[str, str] = {}
    known, frontier = set(start), sorted(start)
    for _ in range(rules.LONGEST_LINE):
        above = _reports_to(tx, frontier)
        found |= above
        frontier = sorted(set(above.values()) - known)
        known |= set(frontier)
        if not frontier:
            break
    return found


def _reports_to(tx: Tx, ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(ids):
        query = sa.select(people.c.id, people.c.attributes).where(
            people.c.tenant == tx.tenant, people.c.id.in_(list(some))
        )
        said = {row.id: json.loads(row.attributes).get(MANAGER) for row in tx.execute(query)}
        found |= {person: manager for person, manager in said.items() if manager}
    return found
