"""Files on this machine, as uploads read them and downloads write them. Everything here blocks."""

import hashlib
import io
import os
import re
import secrets
import unicodedata
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from onrecord.errors import StorageUnavailable, UsageError


#: Bytes of one piece: a lost connection costs at most this much.
PIECE: Final = 4 * 1024 * 1024
#: A path, the bytes themselves, or an open binary file that can seek.
FileSource: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
FileTarget: TypeAlias = str | os.PathLike[str] | BinaryIO

_NOT_IN_NAMES: Final = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]'
)
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def tidy_name(name: str) -> str:
    """Return a name that every machine can use: what a file system would misunderstand is replaced.

    The server refuses such names; this makes the nearest one that it takes.
    """
    plain = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    # Stripped before and after: a line's end is no part of a name, and neither is what it uncovers.
    plain = _NOT_IN_NAMES.sub("_", plain.strip()).rstrip(". ")
    plain = _DEVICES.sub(lambda found: f"{found[0]}_", plain)
    stem, dot, end = plain.rpartition(".")
    while len(plain.encode()) > 255:
        stem = stem[:-1] if dot and stem else plain[:-1]
        plain = f"{stem}{dot}{end}" if dot and stem else stem
    return plain if plain not in {"", ".", ".."} else "file"


class Source:
    """A file to upload: its name, its size, and its bytes by offset."""

    def __init__(self, file: FileSource, name: str | None = None) -> None:
        """Open it. Raises ``UsageError`` for a stream that cannot seek, or bytes without a name."""
        self._owned = isinstance(file, str | os.PathLike)
        self._file = _opened(file)
        if not self._file.seekable():
            raise UsageError("an upload can be resumed, so it needs a file that can seek")
        found = name or getattr(self._file, "name", None)
        if not isinstance(found, str):
            raise UsageError("say what the file is called: upload(…, name=…)")
        self.name = tidy_name(found)
        self.size = self._file.seek(0, io.SEEK_END)

    def read(self, offset: int, length: int = PIECE) -> bytes:
        """Return the bytes at an offset."""
        self._file.seek(offset)
        return self._file.read(length)

    def digest(self) -> str:
        """Return the SHA-256 of the whole file, 64 hex digits."""
        self._file.seek(0)
        digest = hashlib.sha256()
        while chunk := self._file.read(PIECE):
            digest.update(chunk)
        return digest.hexdigest()

    def close(self) -> None:
        """Close a file that was opened here."""
        if self._owned:
            self._file.close()


def _opened(file: FileSource) -> BinaryIO:
    if isinstance(file, bytes):
        return io.BytesIO(file)
    if isinstance(file, str | os.PathLike):
        return Path(file).open("rb")
    return file


class Target:
    """A file that a download goes to: it appears under its name once it is whole and right."""

    def __init__(self, to: FileTarget | None, sha256: str | None) -> None:
        """Open it; ``None`` gathers the bytes in memory."""
        self._path: Path | None = None
        self._half: Path | None = None
        self._file: BinaryIO = io.BytesIO()
        if isinstance(to, str | os.PathLike):
            self._path = Path(to)
            self._half = self._path.with_name(f".{secrets.token_hex(8)}")
            self._file = self._half.open("xb")
        elif to is not None:
            self._file = to
        self._given = to is not None
        self._digest = hashlib.sha256()
        self._wanted = sha256
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Add bytes."""
        self._file.write(chunk)
        self._digest.update(chunk)
        self.size += len(chunk)

    def finish(self) -> bytes | None:
        """Put the file in its place; return the bytes where no place was given.

        Raises ``StorageUnavailable`` when they are not those that the record commits to.
        """
        if self._wanted not in (None, self._digest.hexdigest()):
            self.discard()
            raise StorageUnavailable("These are not the bytes that the record commits to.")
        if self._path and self._half:
            self._file.close()
            self._half.replace(self._path)
        if self._given:
            return None
        self._file.seek(0)
        return self._file.read()

    def discard(self) -> None:
        """Remove what was written to a file of our own."""
        if self._half:
            self._file.close()
            self._half.unlink(missing_ok=True)
