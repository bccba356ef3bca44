"""The documents of lists of words: kept as content, so that each version is there for ever, whole."""

import json

import sqlalchemy as sa

from onrecord.wire.lexicon_document import LexiconDocument
from onrecord_server.core.rows import contents
from onrecord_server.core.unit import Unit
from onrecord_server.core.words import WORDS


def content_id(name: str, version: int) -> str:
    """Return the name of the content that holds a version."""
    return f"lexicon:{name}:{version}"


def document(unit: Unit, tenant: str, content: str) -> LexiconDocument:
    """Return the document of a content; lists of words are never erased."""
    body = _body(unit, tenant, content)
    if body is None:
        raise LookupError(content)
    return LexiconDocument.model_validate(json.loads(body)["document"])


def withdrawal_id(name: str, version: int) -> str:
    """Return the name of the content that says why a version was taken back."""
    return f"lexicon:{name}:{version}:withdrawal"


def withdrawal(unit: Unit, tenant: str, name: str, version: int) -> str | None:
    """Return why a version was taken back, where that was said."""
    body = _body(unit, tenant, withdrawal_id(name, version))
    return None if body is None else str(json.loads(body)["reason"])


def _body(unit: Unit, tenant: str, content: str) -> str | None:
    unit.flush()
    query = sa.select(WORDS).where(contents.c.tenant == tenant, contents.c.id == content)
    found: str | None = unit.execute(query).scalar()
    return found
