"""What a message said within the dates of a grant: an edit that came after them is none of its business."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json

from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.words import WORDS
from onrecord_server.oversight.access import Opened


def within(tx: Tx, opened: Opened, rows: Sequence[Any]) -> list[Any]:
    """Return some messages with the newest words of theirs that a grant opens.

    ``edited_later`` says of one that it was edited after the dates: those words are left out.
    """
    late = {row.id for row in rows if row.edited_at is not None and row.edited_at >= opened.until}
    said = _said(tx, opened, sorted(late))
    return [_as_of(row, said.get(row.id, ()) if row.id in late else None) for row in rows]


def before(tx: Tx, opened: Opened, rows: Sequence[Any]) -> dict[str, list[Any]]:
    """Return what those of some messages that a grant opens said before they were edited, by the message."""
    said = _said(tx, opened, [row.id for row in rows if row.version > 1])
    return {message: those[:-1] for message, those in said.items()}


def _said(tx: Tx, opened: Opened, ids: Sequence[str]) -> dict[str, list[Any]]:
    """Return the versions that were written before the end of the dates; the first one always is."""
    kind, at = entries.c.type, entries.c.at
    body = sa.select(WORDS).where(
        contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id
    )
    in_time = sa.and_(kind == "message.edited", at < opened.until)
    query = (
        sa.select(entries.c.object, at, entries.c.entry, body.scalar_subquery().label("body"))
        .where(entries.c.tenant == opened.tenant, entries.c.object.in_(ids))
        .where((kind == "message.created") | in_time)
        .order_by(entries.c.position)
    )
    found: dict[str, list[Any]] = {}
    for one in tx.execute(query) if ids else ():
        found.setdefault(one.object, []).append(one)
    return found


def _as_of(row: Any, said: Sequence[Any] | None) -> Any:
    """Return a message as it was; ``said`` is ``None`` where it is so still. No words where none are known."""
    known = {**row._mapping, "edited_later": said is not None}  # noqa: SLF001 - its public name for it
    if said is not None:
        edited = said[-1].at if len(said) > 1 else None
        known |= {"body": said[-1].body if said else None, "edited_at": edited}
    if said:
        known["version"] = from_json(said[-1].entry)["version"]
    return SimpleNamespace(**known)
