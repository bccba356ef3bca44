"""Writing a bundle: everything that an outsider needs to verify a record without a server.

```
checkpoint                     the signed head, with the witnesses' signatures
vkeys                          public keys, one a line, for convenience: trust your own copy
tile/…  tile/entries/…         C2SP tlog-tiles: all hashes, and all entries
records/<position>.json        produced records: entry, content and salt
records/<position>.tlog-proof  the receipt of each
witnesses/<n>.checkpoint       the head that a witness was given last
witnesses/<n>.tsr              what it stamped of it (RFC 3161)
manifest.json                  SHA-256 of every file, and what each witness answered
```
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord.proofs import parse_note
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.unit import Unit
from onrecord_server.core.words import SALT, WORDS
from onrecord_server.record import leaves
from onrecord_server.record.answers import answers, said_by
from onrecord_server.record.merkle import TILE_WIDTH, Tree, tiles_of
from onrecord_server.record.newest import Answered
from onrecord_server.record.notes import write_proof
from onrecord_server.record.tiles import entries_path, entry_bundle, tile_path


FORMAT: Final = "onrecord-bundle-v1"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What to write: the head it ends with, its signed note, and which records to produce.

    ``positions`` are those of the produced records, ``None`` is all. ``vkeys`` are printable lines.
    """

    tenant: str
    size: int
    note: str
    vkeys: tuple[str, ...] = ()
    positions: tuple[int, ...] | None = None
    with_entries: bool = True
    answered: tuple[Answered, ...] = ()


class _Folder:
    """Writes files and their SHA-256 as they come, so that the manifest never is in memory."""

    def __init__(self, root: Path, manifest: TextIO) -> None:
        self._root = root
        self._manifest = manifest
        self._comma = "\n"

    def write(self, path: str, data: bytes) -> None:
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        line = f"{json.dumps(path)}: {json.dumps(hashlib.sha256(data).hexdigest())}"
        self._manifest.write(f"{self._comma}    {line}")
        self._comma = ",\n"


def write_bundle(unit: Unit, bundle: Bundle, folder: Path) -> None:
    """Write a bundle into an empty or new folder, in bounded memory.

    Raises ``UsageError`` for a folder that holds something and for a position past the head.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty")
    with (folder / "manifest.json").open("x", encoding="utf-8") as manifest:
        said = json.dumps(said_by(bundle.answered), ensure_ascii=False)
        manifest.write(f'{{\n  "format": "{FORMAT}",\n  "witnesses": {said},\n  "files": {{')
        _write_files(unit, bundle, _Folder(folder, manifest))
        manifest.write("\n  }\n}\n")


def _write_files(unit: Unit, bundle: Bundle, files: _Folder) -> None:
    files.write("checkpoint", bundle.note.encode())
    files.write("vkeys", "".join(f"{line}\n" for line in bundle.vkeys).encode())
    for path, data in answers(bundle.answered):
        files.write(path, data)
    read = leaves.reader(unit, bundle.tenant)
    tree = Tree(read)
    for level, index, width in tiles_of(bundle.size):
        files.write(tile_path(level, index, width), tree.tile(level, index, width))
    if bundle.with_entries:
        _write_entries(unit, bundle, files)
    _write_records(unit, bundle, tree, files)


def _write_entries(unit: Unit, bundle: Bundle, files: _Folder) -> None:
    for index in range(-(-bundle.size // TILE_WIDTH)):
        start = index * TILE_WIDTH
        stop = min(start + TILE_WIDTH, bundle.size)
        rows = [row.entry.encode() for row in _rows(unit, bundle.tenant, range(start, stop))]
        files.write(entries_path(index, stop - start), entry_bundle(rows))


def _write_records(unit: Unit, bundle: Bundle, tree: Tree, files: _Folder) -> None:
    note = parse_note(bundle.note)
    for positions in _stretches(bundle):
        for row in _rows(unit, bundle.tenant, positions):
            name = f"records/{row.position}"
            hashes = tree.inclusion(row.position, bundle.size)
            files.write(f"{name}.json", _record(row))
            files.write(f"{name}.tlog-proof", write_proof(row.position, hashes, note).encode())


def _stretches(bundle: Bundle) -> Iterator[Sequence[int]]:
    wanted = range(bundle.size) if bundle.positions is None else sorted(set(bundle.positions))
    if wanted and not 0 <= wanted[0] <= wanted[-1] < bundle.size:
        raise UsageError(f"the checkpoint covers positions 0 to {bundle.size - 1} only")
    for start in range(0, len(wanted), TILE_WIDTH):
        yield wanted[start : start + TILE_WIDTH]


def _rows(unit: Unit, tenant: str, positions: Sequence[int]) -> list[Any]:
    held = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
    query = (
        sa.select(entries.c.position, entries.c.entry, WORDS, SALT)
        .outerjoin(contents, held)
        .where(entries.c.tenant == tenant, entries.c.position.in_(list(positions)))
        .order_by(entries.c.position)
    )
    return list(unit.execute(query))


def _record(row: Any) -> bytes:
    fields = {
        "position": row.position,
        "entry": row.entry,
        "content": row.body,
        "salt": None if row.salt is None else bytes(row.salt).hex(),
    }
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()
