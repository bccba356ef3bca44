"""What a place for bytes has to do, and how it fails."""

import re
from collections.abc import Iterator
from typing import Final, Protocol

from onrecord.errors import StorageFull, StorageUnavailable, UsageError


#: Tenant, attachment, and what of it. Nothing that a person typed is ever part of a key.
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}/att_[0-9a-f]{32}/[a-z][a-z0-9-]{0,60}")
_TENANT: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


class StoreDown(StorageUnavailable):
    """The store does not answer, or not in time; the same may work later."""


class StoreLied(StorageUnavailable):
    """The store gave other bytes, or another length, than it was given or has stated."""


class StoreFull(StorageFull):
    """The store takes no more; what was half written is gone again."""


class Store(Protocol):
    """A place for bytes. Every method blocks, so it runs in a worker thread.

    An object appears whole or not at all. ``piece`` is how many bytes it likes to be given and asked
    for at once; with ``whole`` it wants one object for each file, and otherwise keeps a file as its
    pieces. Every method raises ``StoreDown``, ``StoreLied`` or ``StoreFull`` when it fails, after
    bounded retries of its own.
    """

    @property
    def name(self) -> str:
        """What a row remembers of where its bytes lie; without credentials."""
        ...

    @property
    def piece(self) -> int:
        """Bytes of one piece."""
        ...

    @property
    def whole(self) -> bool:
        """Whether a file is one object."""
        ...

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that it calls."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes under a key that has none."""
        ...

    def put_whole(self, key: str, pieces: Iterator[bytes], size: int) -> None:
        """Keep a stream of exactly ``size`` bytes as one object, in bounded memory."""
        ...

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return exactly ``length`` bytes from ``start`` on."""
        ...

    def remove(self, key: str) -> None:
        """Take an object away; one that is not there is gone already."""
        ...

    def clear(self, tenant: str, attachment_id: str) -> None:
        """Take all of an attachment away, what was half written included."""
        ...

    def keys(self, tenant: str, attachment_id: str | None = None) -> Iterator[str]:
        """Yield every key of a tenant, or of one attachment.

        What a dead process has half written has a key of its own here, or the store removes it.
        """
        ...


def key_of(tenant: str, attachment_id: str, what: str) -> str:
    """Return the key of some bytes of an attachment. Raises ``UsageError`` for anything odd."""
    return checked(f"{tenant}/{attachment_id}/{what}")


def checked(key: str) -> str:
    """Return a key that is sound: each adapter asks before it touches anything."""
    if _KEY.fullmatch(key) is None or ".." in key:
        raise UsageError(f"{key!r} is no key of a file")
    return key


def prefix_of(tenant: str, attachment_id: str) -> str:
    """Return what all keys of an attachment begin with, without a slash at its end."""
    return key_of(tenant, attachment_id, "x").removesuffix("/x")


def checked_tenant(tenant: str) -> str:
    """Return the name of a tenant that can begin a key."""
    if _TENANT.fullmatch(tenant) is None or ".." in tenant:
        raise UsageError(f"{tenant!r} is no name of a tenant")
    return tenant


def exactly(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Yield pieces that together have ``size`` bytes. Raises ``StoreLied`` for more or less."""
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > size:
            raise StoreLied(f"More than {size} bytes came.")
        yield piece
    if seen != size:
        raise StoreLied(f"{seen} of {size} bytes came.")
