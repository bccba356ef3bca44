"""Who looked at a case: the look itself names nobody, and the opening right before it does."""

from collections.abc import Iterable

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.oversight.cases.rows import case_looks


def at_cases(tx: Tx, looks: Iterable[str]) -> dict[str, str]:
    """Return who made each of some looks."""
    query = _by(tx).where(case_looks.c.id.in_(list(looks)))
    return {row.id: row.actor for row in tx.execute(query)}


def looks_of(tx: Tx, who: str) -> sa.Select[tuple[str]]:
    """Choose the looks at cases that somebody made."""
    return _by(tx).where(entries.c.actor == who).with_only_columns(case_looks.c.id)


def _by(tx: Tx) -> sa.Select[tuple[str, str]]:
    """Choose looks, each with who opened its case last before it, which its own transaction did."""
    earlier = entries.alias()
    opening = (
        sa.select(sa.func.max(earlier.c.position))
        .where(
            earlier.c.tenant == case_looks.c.tenant,
            earlier.c.object == case_looks.c.case,
            earlier.c.type == "case.opened",
            earlier.c.position < case_looks.c.position,
        )
        .correlate(case_looks)
        .scalar_subquery()
    )
    opened = sa.and_(entries.c.tenant == case_looks.c.tenant, entries.c.position == opening)
    return (
        sa.select(case_looks.c.id, entries.c.actor)
        .select_from(case_looks)
        .join(entries, opened)
        .where(case_looks.c.tenant == tx.tenant)
    )
