"""Putting on the record what was done with texts. Entries hold no number, no name and no word of anybody."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord_server.core.draft import NOBODY, Audience, Draft
from onrecord_server.core.operation import Tx


def record(
    tx: Tx,
    kind: str,
    of: str,
    event: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    audience: Audience = NOBODY,
    content: Mapping[str, Any] | None = None,
    content_id: str | None = None,
    rights: bool = False,
) -> None:
    """Record one thing; ``event`` is a part of the facts, so that it is told again from the record.

    ``set`` in facts and content are the columns of the row that it is about, as they are from now on.
    """
    tx.record(
        Draft(
            type=kind,
            object=of,
            audience=audience,
            event=event,
            facts={**facts, "told": dict(event)},
            content=content,
            content_id=content_id,
            rights=rights,
        )
    )


def change(tx: Tx, table: sa.Table, keys: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Change one row of the tenant."""
    mine = (table.c[name] == value for name, value in keys.items())
    tx.execute(sa.update(table).where(table.c.tenant == tx.tenant, *mine).values(**values))
