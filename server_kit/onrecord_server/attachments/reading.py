"""Attachments as those see them who look after them: without an actor, by tenant and id."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json

from onrecord_server.attachments import access
from onrecord_server.attachments.plans import Piece
from onrecord_server.attachments.rows import attachments, parts
from onrecord_server.core.database import Database


@dataclass(frozen=True, slots=True)
class Loaded:
    """An attachment with what its owner said of it and where its bytes lie."""

    tenant: str
    row: Any
    name: str
    digest: str | None
    pieces: list[Piece]


def load(database: Database, tenant: str, attachment_id: str) -> Loaded | None:
    """Return an attachment, or ``None``."""
    mine = (attachments.c.tenant == tenant, attachments.c.id == attachment_id)
    with database.read() as connection:
        options = dict(database.options)
        query = access.with_content().where(*mine)
        row = connection.execute(query, execution_options=options).one_or_none()
        found = connection.execute(
            sa.select(parts).where(parts.c.tenant == tenant, parts.c.attachment == attachment_id),
            execution_options=options,
        ).all()
    if row is None or row.body is None:
        return None
    said = from_json(row.body)
    return Loaded(tenant, row, said["name"], said.get("sha256"), list(map(piece, found)))


def piece(row: Any) -> Piece:
    """Return a piece from its row."""
    return Piece(part=row.part, start=row.start, size=row.size, key=row.key)


def due(database: Database, now: int, most: int) -> list[Any]:
    """Return attachments of any tenant that somebody has to look at, the longest due first."""
    query = sa.select(attachments).where(attachments.c.due <= now)
    query = query.order_by(attachments.c.due).limit(most)
    with database.read() as connection:
        return list(connection.execute(query, execution_options=dict(database.options)))


def bound(database: Database, tenant: str) -> list[str]:
    """Return the attachments of a tenant that messages have."""
    query = sa.select(attachments.c.id).where(
        attachments.c.tenant == tenant, attachments.c.state == "bound"
    )
    with database.read() as connection:
        rows = connection.execute(query, execution_options=dict(database.options))
        return sorted(rows.scalars())


def keys(database: Database, tenant: str, attachment_id: str) -> set[str]:
    """Return every key that a row of an attachment names."""
    query = sa.select(parts.c.key).where(
        parts.c.tenant == tenant, parts.c.attachment == attachment_id
    )
    with database.read() as connection:
        return set(connection.execute(query, execution_options=dict(database.options)).scalars())
