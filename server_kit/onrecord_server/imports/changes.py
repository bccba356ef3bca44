"""The steps that change an import: its row, and the entry that says so."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.imports import access, rules
from onrecord_server.imports.rows import import_places, imports


def draft(kind: str, import_id: str, facts: Mapping[str, Any], **content: Any) -> Draft:
    """Return an event that nobody is told of; ``facts`` hold no name of a file."""
    return Draft(
        type=kind,
        object=import_id,
        audience=NOBODY,
        event={"import_id": import_id, **facts},
        facts=facts,
        **content,
    )


def update(tx: Tx, row: Any, values: Mapping[str, Any]) -> Any:
    """Write values into the row of an import, and return it as it is now."""
    mine = (imports.c.tenant == tx.tenant, imports.c.id == row.id)
    tx.execute(sa.update(imports).where(*mine).values(**values))
    return access.stored(tx, row.id)


def move(tx: Tx, row: Any, values: Mapping[str, Any], **content: Any) -> Any:
    """Let an import come further, on the record."""
    chosen = {"choices_id": content["content_id"]} if content else {}
    now = update(tx, row, {**values, **chosen, **_looked_at(tx, row, values)})
    facts = {"state": now.state, **{name: getattr(now, name) for name in rules.COUNTS}}
    also = {"sha256": now.sha256, "tz": now.tz, "order": now.date_order}
    facts |= {name: value for name, value in also.items() if value is not None}
    said = draft("import.moved", row.id, facts, **content)
    said.event = {name: said.event[name] for name in ("import_id", "state", *rules.COUNTS)}
    tx.record(said)
    return now


def _looked_at(tx: Tx, row: Any, values: Mapping[str, Any]) -> Mapping[str, int | None]:
    if row.erased_position is not None:
        return {}
    state, brought = values.get("state", row.state), values.get("said", row.said)
    starts = state == "running" and row.choices_id is None
    return rules.looked_at(state, brought, tx.now, starts=starts)


def lose(tx: Tx, conversation: str) -> None:
    """Take note that something which an import brought was erased: its file is to follow, and each like it."""
    mine = (import_places.c.tenant == tx.tenant, import_places.c.conversation == conversation)
    brought = sa.select(import_places.c.import_id).where(*mine)
    other = imports.alias()
    files = sa.select(other.c.sha256).where(other.c.tenant == tx.tenant, other.c.id.in_(brought))
    same = imports.c.id.in_(brought) | imports.c.sha256.in_(files)
    there = (imports.c.erased_position.is_(None), imports.c.due.is_(None))
    follows = sa.update(imports).where(imports.c.tenant == tx.tenant, same, *there)
    tx.execute(follows.values(due=tx.now))
