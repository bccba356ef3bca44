"""How often a trigger has found something, this time among them."""

from typing import Any

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.moderation.rows import hits


def hits_since(tx: Tx, trigger: str, since: int, **of: str) -> int:
    """Count hits of an author, or of a conversation; the newest are in no table yet."""
    wanted = {"tenant": tx.tenant, "trigger": trigger, **of}
    same = [hits.c[name] == value for name, value in wanted.items()]
    query = sa.select(sa.func.count()).select_from(hits).where(*same, hits.c.at > since)
    return int(tx.execute(query).scalar_one()) + sum(_is(row, wanted) for row in _fresh(tx))


def _fresh(tx: Tx) -> list[dict[str, Any]]:
    drafts = (recorded.draft for recorded in tx.unit.recorded[tx.unit.flushed :])
    return [row for draft in drafts for table, _, row in draft.numbered if table is hits]


def _is(row: dict[str, Any], wanted: dict[str, str]) -> bool:
    return all(row[name] == value for name, value in wanted.items())
