"""A folder: one file for each object, renamed into its place when it is whole."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from onrecord.errors import UsageError
from onrecord_server.attachments.adapters.base import (
    StoreDown,
    StoreFull,
    StoreLied,
    checked,
    checked_tenant,
    exactly,
    prefix_of,
)


PIECE: Final = 1024 * 1024
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


class FolderStore:
    """Keeps bytes in a folder that this process alone writes to; made on first use, for us only.

    On a folder of the network, durability is that of its file system. Raises ``UsageError`` for a
    path that is not absolute.
    """

    piece: int = PIECE
    whole: bool = True
    hosts: tuple[str, ...] = ()

    def __init__(self, root: str | Path) -> None:
        """Keep where; nothing is touched yet."""
        self._root = Path(root)
        if not self._root.is_absolute():
            raise UsageError(f"name the folder of attachments by its whole path, not {root}")
        self.name = self._root.as_uri()

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes."""
        self._write(key, [data])

    def put_whole(self, key: str, pieces: Iterator[bytes], size: int) -> None:
        """Keep a stream of exactly ``size`` bytes."""
        self._write(key, exactly(pieces, size))

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return exactly ``length`` bytes from ``start`` on."""
        with translated():
            handle = os.open(self._root / checked(key), _READ)
            try:
                found = os.pread(handle, length, start)
            finally:
                os.close(handle)
        if len(found) != length:
            raise StoreLied("The folder holds less of this file than was put there.")
        return found

    def remove(self, key: str) -> None:
        """Take a file away."""
        with translated():
            (self._root / checked(key)).unlink(missing_ok=True)

    def clear(self, tenant: str, attachment_id: str) -> None:
        """Take an attachment's folder away with all that is in it."""
        folder = self._root / prefix_of(tenant, attachment_id)
        with translated():
            for path in folder.iterdir() if folder.is_dir() else ():
                path.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                folder.rmdir()

    def keys(self, tenant: str, attachment_id: str | None = None) -> Iterator[str]:
        """Yield every key of a tenant, or of one attachment, and those that a dead process left."""
        pattern = f"{attachment_id or 'att_*'}/*"
        with translated():
            for path in (self._root / checked_tenant(tenant)).glob(pattern):
                yield path.relative_to(self._root).as_posix()

    def _write(self, key: str, pieces: Iterable[bytes]) -> None:
        path = self._root / checked(key)
        with translated():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = path.with_name(f"half-{secrets.token_hex(8)}")
            try:
                _write_out(half, pieces)
                half.replace(path)
            except BaseException:
                half.unlink(missing_ok=True)
                raise
            _settle(path.parent)


def _write_out(path: Path, pieces: Iterable[bytes]) -> None:
    handle = os.open(path, _WRITE, 0o600)
    try:
        for piece in pieces:
            view = memoryview(piece)
            while view:
                view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """Make a rename survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of the file system into ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoreLied("The file is not where it was put.") from error
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull("There is no room for this file; it was not kept.") from error
        raise StoreDown(f"The folder cannot be used: {error.strerror}.", retry_after=5) from error
