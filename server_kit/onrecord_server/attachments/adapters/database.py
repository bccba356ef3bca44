"""The tenant's own database: bytes in rows, one for each piece. The default, with nothing to set up."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import exc

from onrecord.errors import Unavailable
from onrecord_server.attachments.adapters.base import (
    StoreDown,
    StoreFull,
    StoreLied,
    checked,
    checked_tenant,
    exactly,
    key_of,
)
from onrecord_server.attachments.rows import blobs
from onrecord_server.core.database import Database


#: Small enough that a writer of messages never waits long for its turn.
PIECE: Final = 512 * 1024
NAME: Final = "database"


class DatabaseStore:
    """Keeps bytes as rows of ``onrecord_attachment_blobs``, in the database of their tenant.

    A file stays in the pieces that it came in, so that no transaction is ever longer than one piece.
    """

    name: str = NAME
    piece: int = PIECE
    whole: bool = False
    hosts: tuple[str, ...] = ()

    def __init__(self, find: Callable[[str], Database]) -> None:
        """Keep how a tenant's database is found."""
        self._find = find

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes in rows of one piece each."""
        self.put_whole(key, iter([data]), len(data))

    def put_whole(self, key: str, pieces: Iterator[bytes], size: int) -> None:
        """Keep a stream of exactly ``size`` bytes; each row in a transaction of its own."""
        start = 0
        try:
            for piece in exactly(pieces, size):
                for row in _rows(checked(key), piece, start):
                    self._write(key, sa.insert(blobs).values(**row))
                start += len(piece)
        except BaseException:
            self.remove(key)
            raise

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return exactly ``length`` bytes from ``start`` on."""
        query = (
            sa.select(blobs.c.start, blobs.c.body)
            .where(*_of(key), blobs.c.start > start - PIECE, blobs.c.start < start + length)
            .order_by(blobs.c.start)
        )
        database = self._find(_tenant(key))
        with database.read() as connection:
            rows = connection.execute(query, execution_options=dict(database.options)).all()
        found = b"".join(_cut(row.body, row.start, start, length) for row in rows)
        if len(found) != length:
            raise StoreLied("The database holds less of this file than was put there.")
        return found

    def remove(self, key: str) -> None:
        """Take an object away."""
        self._write(key, sa.delete(blobs).where(*_of(key)))

    def clear(self, tenant: str, attachment_id: str) -> None:
        """Take all of an attachment away, one object at a time."""
        for key in self.keys(tenant, attachment_id):
            self.remove(key)

    def keys(self, tenant: str, attachment_id: str | None = None) -> Iterator[str]:
        """Yield every key of a tenant, or of one attachment."""
        query = sa.select(blobs.c.attachment, blobs.c.what).distinct()
        query = query.where(blobs.c.tenant == checked_tenant(tenant))
        if attachment_id is not None:
            query = query.where(blobs.c.attachment == attachment_id)
        database = self._find(tenant)
        with database.read() as connection:
            rows = connection.execute(query, execution_options=dict(database.options)).all()
        yield from (key_of(tenant, row.attachment, row.what) for row in rows)

    def _write(self, key: str, statement: sa.Executable) -> None:
        database = self._find(_tenant(key))
        try:
            with database.write() as connection:
                connection.execute(statement, execution_options=dict(database.options))
        except Unavailable as error:
            full = "disk is full" in str(error)
            kind = StoreFull if full else StoreDown
            raise kind(error.detail, retry_after=error.retry_after) from error
        except exc.IntegrityError as error:
            raise StoreLied("These bytes are there already.") from error


def _tenant(key: str) -> str:
    return checked(key).partition("/")[0]


def _names(key: str) -> dict[str, str]:
    return dict(zip(("tenant", "attachment", "what"), checked(key).split("/"), strict=True))


def _of(key: str) -> list[sa.ColumnElement[bool]]:
    return [blobs.c[name] == value for name, value in _names(key).items()]


def _rows(key: str, data: bytes, start: int) -> Iterator[dict[str, Any]]:
    for at in range(0, len(data), PIECE):
        yield {**_names(key), "start": start + at, "body": data[at : at + PIECE]}


def _cut(body: bytes, at: int, start: int, length: int) -> bytes:
    """Return what of a row at ``at`` lies inside the range that was asked for."""
    return bytes(body)[max(start - at, 0) : max(start + length - at, 0)]
