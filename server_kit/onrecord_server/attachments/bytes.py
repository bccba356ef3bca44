"""Bytes of attachments as streams: pieces in stores, read as if they were one file."""

from collections.abc import Iterable, Iterator

from onrecord_server.attachments.adapters.base import Store, StoreLied
from onrecord_server.attachments.plans import Piece


def read(store: Store, pieces: Iterable[Piece], start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes from ``start`` to before ``stop``, a piece of the store at a time. Blocking.

    Raises ``StoreLied`` where the pieces have a gap or end too early.
    """
    at = start
    for piece in sorted(pieces, key=lambda one: one.start):
        end = piece.start + piece.size
        if end <= at or at >= stop:
            continue
        if piece.start > at:
            break
        for offset in range(at - piece.start, min(end, stop) - piece.start, store.piece):
            length = min(store.piece, min(end, stop) - piece.start - offset)
            yield store.read(piece.key, offset, length)
        at = min(end, stop)
    if at < stop:
        raise StoreLied(f"There are {at} of {stop} bytes of this file.")


def head(store: Store, pieces: Iterable[Piece], length: int, size: int) -> bytes:
    """Return how a file begins."""
    return b"".join(read(store, pieces, 0, min(length, size)))
