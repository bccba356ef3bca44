"""The bytes of files that messages have, for who hands them over."""

from collections.abc import Callable, Iterator
from itertools import chain

from onrecord_server.attachments import bytes as octets
from onrecord_server.attachments import reading
from onrecord_server.attachments.adapters.base import StoreLied
from onrecord_server.attachments.auditing import StoreOf
from onrecord_server.core.database import Database
from onrecord_server.exports.told import File


BytesOf = Callable[[File], Iterator[bytes] | None]


def bytes_of(database: Database, tenant: str, store_of: StoreOf) -> BytesOf:
    """Return what gives the bytes of a file, and nothing where they are gone."""

    def read(file: File) -> Iterator[bytes] | None:
        loaded = reading.load(database, tenant, file.id)
        if loaded is None:
            return None
        pieces = [piece for piece in loaded.pieces if piece.part == "file"]
        size = sum(piece.size for piece in pieces)
        return _there(octets.read(store_of(tenant, loaded.row.store), pieces, 0, size))

    return read


def _there(stream: Iterator[bytes]) -> Iterator[bytes] | None:
    try:
        first = next(stream, b"")
    except StoreLied:
        return None
    return chain([first], stream)


def nothing(_: File) -> None:
    """Leave the bytes of files where they are."""
