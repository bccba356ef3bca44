"""The documents of versions, and the words for notices: kept as content, each there for ever, whole."""

import json
from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.unit import Unit
from onrecord_server.core.words import WORDS


def content_id(version: int, revision: int) -> str:
    """Return the name of the content that holds one writing of a version."""
    return f"policy:{version}:{revision}"


def document(tx: Tx, content: str) -> PolicyDocument:
    """Return the document of a content; policies are never erased."""
    tx.unit.flush()
    query = sa.select(WORDS).where(contents.c.tenant == tx.tenant, contents.c.id == content)
    return read(tx.execute(query).scalar_one())


def texts(tx: Tx, contents_of: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the words for kinds of notices by their contents: language → text, the first one first."""
    tx.unit.flush()
    query = sa.select(contents.c.id, WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id.in_(sorted(contents_of))
    )
    found = {row.id: json.loads(row.body)["texts"] for row in tx.execute(query)}
    return {name: {one["locale"]: one["text"] for one in said} for name, said in found.items()}


def read(body: str) -> PolicyDocument:
    """Return the document of a content's text."""
    return PolicyDocument.model_validate(json.loads(body)["document"])


#: Documents by their hashes: the same hash is the same document for ever.
_KNOWN: Final[dict[str, PolicyDocument]] = {}
_MOST_KNOWN: Final = 64


def approved(unit: Unit, tenant: str, digest: str, content: str) -> PolicyDocument:
    """Return the document of an approved version, which is read once in a process."""
    found = _KNOWN.get(digest)
    if found is None:
        query = sa.select(WORDS).where(contents.c.tenant == tenant, contents.c.id == content)
        found = read(unit.execute(query).scalar_one())
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[digest] = found
    return found


def titles(tx: Tx, rows: list[Any]) -> dict[str, str]:
    """Return the English titles of some versions, by their content."""
    wanted = [row.content_id for row in rows]
    query = sa.select(contents.c.id, WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id.in_(wanted)
    )
    return {
        row.id: json.loads(row.body)["document"]["texts"]["en"]["title"]
        for row in tx.execute(query)
    }


def withdrawal_id(version: int) -> str:
    """Return the name of the content that says why a version was taken back."""
    return f"policy:{version}:withdrawal"


def withdrawal(tx: Tx, version: int) -> str | None:
    """Return why a version was taken back, where that was said."""
    tx.unit.flush()
    query = sa.select(WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id == withdrawal_id(version)
    )
    body = tx.execute(query).scalar()
    return None if body is None else str(json.loads(body)["reason"])
