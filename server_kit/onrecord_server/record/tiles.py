"""Names and bytes of C2SP tlog-tiles files: hash tiles and entry bundles. Pure."""

from collections.abc import Iterable
from typing import Final

from onrecord_server.record.merkle import TILE_WIDTH


MAX_ENTRY: Final = 2**16 - 1
_LENGTH_BYTES: Final = 2


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """The path of a hash tile, such as `tile/0/x001/x234/067` or `tile/1/000.p/7`."""
    return f"tile/{level}/{_numbered(index, width)}"


def entries_path(index: int, width: int = TILE_WIDTH) -> str:
    """The path of an entry bundle, such as `tile/entries/x001/x234/067`."""
    return f"tile/entries/{_numbered(index, width)}"


def _numbered(index: int, width: int) -> str:
    if index < 0 or not 0 < width <= TILE_WIDTH:
        raise ValueError(f"no tile has index {index} and width {width}")
    *front, last = _thousands(index)
    name = "".join(f"x{group:03d}/" for group in front) + f"{last:03d}"
    return name if width == TILE_WIDTH else f"{name}.p/{width}"


def _thousands(index: int) -> list[int]:
    groups = [index % 1000]
    while index := index // 1000:
        groups.append(index % 1000)
    return groups[::-1]


def entry_bundle(entries: Iterable[bytes]) -> bytes:
    """Join entries, each after its length as two big-endian bytes.

    Raises ValueError for an entry longer than 65,535 bytes.
    """
    return b"".join(_prefixed(entry) for entry in entries)


def _prefixed(entry: bytes) -> bytes:
    if len(entry) > MAX_ENTRY:
        raise ValueError(f"an entry of {len(entry)} bytes is longer than {MAX_ENTRY}")
    return len(entry).to_bytes(_LENGTH_BYTES, "big") + entry


def split_bundle(data: bytes) -> list[bytes]:
    """Take an entry bundle apart again; raises ValueError when it ends inside an entry."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start], "big")
        if start > len(data) or at > len(data):
            raise ValueError("the bundle ends inside an entry")
        entries.append(data[start:at])
    return entries
