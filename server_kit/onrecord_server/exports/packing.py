"""Packing members into one archive as they come: hashed, listed, and never in memory as a whole."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Protocol

from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.told import Member


FORMAT: Final = "onrecord-export-v1"
#: Several formats may bring the same one.
_SHARED: Final = ("files/", "text/", "warning.txt")
_WHEN: Final = (1980, 1, 1, 0, 0, 0)


class Target(Protocol):
    """Where an archive goes: it is written from its beginning to its end."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""
        ...


class _Stream:
    """A target as ``zipfile`` wants one that cannot seek."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def write(self, data: Any) -> int:
        """Pass bytes on."""
        self._target.write(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was written is passed on."""


def pack(
    target: Target,
    members: Iterable[Member],
    about: Callable[[], Mapping[str, Any]],
    heard: Callable[[int], None] = lambda _: None,
) -> str:
    """Write an archive and return the SHA-256 of its manifest, which comes last.

    ``about`` is asked when all is written; ``heard`` is told of each piece how long it was.
    """
    listed = Spool()
    with zipfile.ZipFile(_Stream(target), "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for member in _once(members):
            digest = _write(archive, member, heard)
            comma = ",\n" if listed.size else ""
            listed.write(f"{comma}    {json.dumps(member.path)}: {json.dumps(digest)}")
        manifest = Member("manifest.json", _manifest(about(), listed))
        digest = _write(archive, manifest, heard)
    listed.close()
    return digest


def _once(members: Iterable[Member]) -> Iterator[Member]:
    seen: set[str] = set()
    for member in members:
        if member.path in seen:
            continue
        if member.path.startswith(_SHARED):
            seen.add(member.path)
        yield member


def _write(archive: zipfile.ZipFile, member: Member, heard: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    info = zipfile.ZipInfo(member.path, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as file:
        for piece in member.pieces:
            digest.update(piece)
            file.write(piece)
            heard(len(piece))
    return digest.hexdigest()


def _manifest(about: Mapping[str, Any], listed: Spool) -> Iterator[bytes]:
    head = json.dumps({"format": FORMAT, **about}, ensure_ascii=False, indent=2)
    yield head.removesuffix("\n}").encode("utf-8", "replace")
    yield b',\n  "files": {\n'
    yield from listed.pieces()
    yield b"\n  }\n}\n"
