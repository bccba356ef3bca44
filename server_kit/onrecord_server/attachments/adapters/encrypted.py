"""Files encrypted on their way into a store, whichever it is: in frames, so that any part can be read.

An object begins with a head: a mark, the id of its key, and how many bytes the file has. Frames of 64
KiB follow, each a box of its own that is bound to the object's key in the store, its number and the
file's size: frames that are moved, cut off or exchanged do not open.
"""

import struct
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from onrecord.errors import KeyUnavailable
from onrecord_server.attachments.adapters.base import Store, StoreLied, exactly
from onrecord_server.encryption import boxes
from onrecord_server.encryption.keyring import Keyring


FRAME: Final = 64 * 1024
_BOX: Final = FRAME + boxes.OVERHEAD
#: Chosen by chance: no kind of file begins so.
MARK: Final = bytes.fromhex("9f6f7265630d0ae1b7451c88a30e01f4")
_HEAD: Final = struct.Struct(">16s36sQ")

RingOf = Callable[[str], Keyring | None]


class Head(NamedTuple):
    """What an encrypted object says of itself."""

    key_id: str
    size: int


class EncryptedStore:
    """Another store, with what is put into it encrypted under the tenant's key.

    Where a tenant is not encrypted it hands everything on; what was put before encryption is read as
    it is. Raises ``KeyUnavailable`` where there is no key, ``StoreLied`` where a frame does not open.
    """

    def __init__(self, store: Store, ring_of: RingOf) -> None:
        """Keep the store; ``ring_of`` gives a tenant's keys."""
        self._store = store
        self._ring_of = ring_of
        self._head = lru_cache(512)(self._read_head)
        self.name = store.name
        self.piece = store.piece
        self.whole = store.whole
        self.hosts = store.hosts

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes under a key that has none."""
        ring = self._writing(key)
        if ring is None:
            return self._store.put(key, data)
        return self._store.put(key, b"".join(_closed(ring, key, iter([data]), len(data))))

    def put_whole(self, key: str, pieces: Iterator[bytes], size: int) -> None:
        """Keep a stream of exactly ``size`` bytes as one object, in bounded memory."""
        ring = self._writing(key)
        if ring is None:
            return self._store.put_whole(key, pieces, size)
        return self._store.put_whole(key, _closed(ring, key, pieces, size), closed_size(size))

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return exactly ``length`` bytes from ``start`` on."""
        if length == 0:
            return b""
        ring = self._ring_of(_tenant(key))
        if ring is None:
            return self._unmarked(key, start, length)
        head = self._head(key)
        if head is None:
            return self._store.read(key, start, length)
        return self._opened(ring, key, head, range(start, start + length))

    def remove(self, key: str) -> None:
        """Take an object away."""
        self._head.cache_clear()
        self._store.remove(key)

    def clear(self, tenant: str, attachment_id: str) -> None:
        """Take all of an attachment away."""
        self._head.cache_clear()
        self._store.clear(tenant, attachment_id)

    def keys(self, tenant: str, attachment_id: str | None = None) -> Iterator[str]:
        """Yield every key of a tenant, or of one attachment."""
        return self._store.keys(tenant, attachment_id)

    def _writing(self, key: str) -> Keyring | None:
        ring = self._ring_of(_tenant(key))
        return ring if ring is not None and ring.wants(_tenant(key)) else None

    def _unmarked(self, key: str, start: int, length: int) -> bytes:
        data = self._store.read(key, start, length)
        if start == 0 and data.startswith(MARK[:length]) and length >= len(MARK):
            raise KeyUnavailable("This file is encrypted, and no keys were given to read it.")
        return data

    def _read_head(self, key: str) -> Head | None:
        try:
            data = self._store.read(key, 0, _HEAD.size)
        except StoreLied:
            return None  # too short to be one of ours
        mark, key_id, size = _HEAD.unpack(data)
        return Head(key_id.decode("ascii", "replace"), size) if mark == MARK else None

    def _opened(self, ring: Keyring, key: str, head: Head, wanted: range) -> bytes:
        if wanted.stop > head.size:
            raise StoreLied(f"The file has {head.size} bytes.")
        secret = ring.key(_tenant(key), head.key_id).key
        first, last = wanted.start // FRAME, (wanted.stop - 1) // FRAME
        frames = (self._frame(secret, key, head, number) for number in range(first, last + 1))
        offset = wanted.start - first * FRAME
        return b"".join(frames)[offset : offset + len(wanted)]

    def _frame(self, secret: bytes, key: str, head: Head, number: int) -> bytes:
        length = min(FRAME, head.size - number * FRAME) + boxes.OVERHEAD
        box = self._store.read(key, _HEAD.size + number * _BOX, length)
        try:
            return boxes.open_box(secret, box, _place(key, number, head.size))
        except boxes.Refused:
            raise StoreLied(f"Bytes of {key} are not what was put there.") from None


def closed_size(size: int) -> int:
    """Return how long an object is that holds a file of ``size`` bytes."""
    return _HEAD.size + size + boxes.OVERHEAD * -(-size // FRAME)


def _closed(ring: Keyring, key: str, pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    current = ring.current(_tenant(key), "content")
    yield _HEAD.pack(MARK, current.id.encode(), size)
    for number, frame in enumerate(_frames(exactly(iter(pieces), size))):
        yield boxes.close(current.key, frame, _place(key, number, size))


def _frames(pieces: Iterator[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= FRAME:
            yield bytes(held[:FRAME])
            del held[:FRAME]
    if held:
        yield bytes(held)


def _place(key: str, number: int, size: int) -> bytes:
    return f"onrecord file\n{key}\n{number}\n{size}".encode()


def _tenant(key: str) -> str:
    return key.partition("/")[0]
