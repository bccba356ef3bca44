"""What of an import lies with the words: its name, its pieces, and what was said of the file."""

import base64
import json
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.imports.rows import imports


def part_id(import_id: str, number: int) -> str:
    """Return what the content of a piece is called."""
    return f"{import_id}:part:{number}"


def content(tx: Tx, content_id: str) -> dict[str, Any]:
    """Return a content. Raises ``Conflict`` where it was erased."""
    query = sa.select(WORDS).where(contents.c.tenant == tx.tenant, contents.c.id == content_id)
    body = tx.execute(query).scalar()
    if body is None:
        raise Conflict("What was kept of this import was erased.")
    said: dict[str, Any] = json.loads(body)
    return said


def part(tx: Tx, import_id: str, number: int) -> bytes:
    """Return the bytes of a piece."""
    return base64.b64decode(content(tx, part_id(import_id, number))["data"])


def names(tx: Tx, rows: list[Any]) -> dict[str, str]:
    """Return what the files of imports are called; nothing where that was erased."""
    wanted = [row.content_id for row in rows]
    query = sa.select(contents.c.id, WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id.in_(wanted)
    )
    return {row.id: json.loads(row.body)["name"] for row in tx.execute(query) if row.body}


def of_same_file(tx: Tx, row: Any) -> list[Any]:
    """Return an import, and all others that have the very same file."""
    same = imports.c.id == row.id
    if row.sha256 is not None:
        same |= imports.c.sha256 == row.sha256
    query = sa.select(imports).where(imports.c.tenant == tx.tenant, same)
    return list(tx.execute(query.order_by(imports.c.id)))


def same_file(tx: Tx, row: Any) -> str | None:
    """Return another import that brought the same file, wholly or in part."""
    query = sa.select(imports.c.id).where(
        imports.c.tenant == tx.tenant,
        imports.c.sha256 == row.sha256,
        imports.c.id != row.id,
        imports.c.choices_id.is_not(None),
    )
    found: str | None = tx.execute(query.limit(1)).scalar()
    return found
