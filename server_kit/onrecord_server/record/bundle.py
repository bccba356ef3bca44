"""Verify an exported bundle with nothing but the files and the keys one trusts: no server."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from onrecord.proofs import (
    Checkpoint,
    ProofError,
    leaf_hash,
    verify_checkpoint,
    verify_tlog_proof,
)
from onrecord_server.record.agreements import Agreements
from onrecord_server.record.answers import heads_of, remark_signers
from onrecord_server.record.audit import Content, check_content, erased_contents, parse_entry
from onrecord_server.record.export import FORMAT
from onrecord_server.record.findings import Report
from onrecord_server.record.heads import (
    Evidence,
    HeadChecks,
    KeySet,
    StoredHead,
    conclude,
    outside_heads,
)
from onrecord_server.record.laws import Court
from onrecord_server.record.merkle import TILE_WIDTH, Frontier, root_of, tiles_of
from onrecord_server.record.spill import Spill
from onrecord_server.record.tiles import entries_path, split_bundle, tile_path


_RECORD: Final = re.compile(r"records/(0|[1-9][0-9]{0,14})\.json")
_HASH: Final = 32
_ERASED: Final = "erased content"


def verify_bundle(folder: Path, evidence: Evidence) -> Report:
    """Verify a bundle's manifest, signature, tree, entries, receipts and contents.

    Without a trusted key (``vkeys``) the signature is a finding: the key that lies in a bundle
    proves nothing.
    """
    report = Report()
    if not (folder / "manifest.json").is_file():
        report.find("bundle_unreadable", str(folder), "it holds no manifest.json")
        return report
    with Spill() as spill:
        _Verification(folder, evidence, report, spill).run()
    return report


class _Verification:
    """One pass over one bundle."""

    def __init__(self, folder: Path, evidence: Evidence, report: Report, spill: Spill) -> None:
        self.folder = folder.resolve()
        self.evidence = evidence
        self.report = report
        self.spill = spill
        self.keys = KeySet(evidence.vkeys)
        self.files = self._manifest()
        self.agreements = Agreements(report, spill)
        self.court = Court(report, spill)

    def run(self) -> None:
        self._check_files()
        note = self._read("checkpoint")
        if note is None:
            self.report.find("checkpoint_refused", "checkpoint", "the bundle has none")
            return
        self._learn_keys()
        remark_signers(self.report, "checkpoint", note, self.keys.keys)
        head = self._head(note)
        if head is not None:
            self._check_tree(head, note.decode("utf-8", "replace"))
            self._check_records(head)

    def _manifest(self) -> dict[str, Any]:
        try:
            document = json.loads((self.folder / "manifest.json").read_bytes())
            files = document["files"] if document["format"] == FORMAT else None
        except (ValueError, KeyError, TypeError, RecursionError):
            files = None
        if not isinstance(files, dict):
            self.report.find("bundle_unreadable", "manifest.json", f"it is not of {FORMAT}")
            return {}
        return files

    def _check_files(self) -> None:
        """Compare every file with the manifest, both ways."""
        for path, digest in self.files.items():
            data = self._read(path)
            if data is None:
                self.report.find("file_missing", path, "the manifest lists it, it is not there")
            elif hashlib.sha256(data).hexdigest() != digest:
                self.report.find("file_differs", path, "its SHA-256 is not that of the manifest")
        for path in self._present():
            if path not in self.files and path != "manifest.json":
                self.report.find("file_unlisted", path, "the manifest does not list it")

    def _present(self) -> Iterator[str]:
        for path in self.folder.rglob("*"):
            if not path.is_dir() or path.is_symlink():
                yield path.relative_to(self.folder).as_posix()

    def _read(self, path: str) -> bytes | None:
        """Read a file of the bundle, and nothing outside of it."""
        if "\0" in path:
            return None
        target = self.folder / path
        inside = target.resolve().is_relative_to(self.folder) and not target.is_symlink()
        return target.read_bytes() if inside and target.is_file() else None

    def _learn_keys(self) -> None:
        """Follow rotations that stand on the record, before the signature is checked."""
        for _, entry in self._entries():
            members = parse_entry(entry.decode("utf-8", "surrogateescape")) or {}
            self.keys.learn(members)

    def _entries(self) -> Iterator[tuple[int, bytes]]:
        index = 0
        while (found := self._entry_file(index)) is not None:
            for offset, entry in enumerate(found):
                yield index * TILE_WIDTH + offset, entry
            index += 1

    def _entry_file(self, index: int) -> list[bytes] | None:
        for width in range(TILE_WIDTH, 0, -1):
            path = entries_path(index, width)
            if path in self.files and (data := self._read(path)) is not None:
                return self._split(path, data)
        return None

    def _split(self, path: str, data: bytes) -> list[bytes] | None:
        try:
            return split_bundle(data)
        except ValueError as error:
            self.report.find("entries_differ", path, str(error))
            return None

    def _head(self, note: bytes) -> Checkpoint | None:
        try:
            return verify_checkpoint(note, self.keys.keys).checkpoint
        except ProofError as error:
            self.report.find("checkpoint_refused", "checkpoint", str(error))
            return None

    def _check_tree(self, head: Checkpoint, note: str) -> None:
        own = StoredHead(head.size, head.root, note, "the bundle's checkpoint")
        outside = outside_heads(self.report, self.evidence.checkpoints)
        heads = HeadChecks(self.report, self.keys, [own], self._witnessed(), outside)
        frontier = Frontier()
        heads.reach(frontier)
        for leaf in self._leaves(head.size):
            frontier.append(leaf)
            heads.reach(frontier)
        heads.finish(frontier.size)
        self._check_upper_tiles(head.size)
        conclude(self.report, heads, self.keys, head.size)

    def _witnessed(self) -> list[StoredHead]:
        """Return the heads that witnesses were given."""
        found = {path: self._read(path) for path in self.files if path.startswith("witnesses/")}
        there = {path: data for path, data in found.items() if data is not None}
        notes = {path: data for path, data in there.items() if path.endswith(".checkpoint")}
        for path, note in notes.items():
            remark_signers(self.report, path, note, self.keys.keys)
        return heads_of(self.report, there)

    def _leaves(self, size: int) -> Iterator[bytes]:
        """Give the leaf hashes of the tiles, each compared with its entry where that is there."""
        entries = self._entries() if entries_path(0, min(size, TILE_WIDTH)) in self.files else None
        for level, index, width in tiles_of(size):
            if level:
                return
            for offset, leaf in enumerate(self._tile(level, index, width)):
                if entries is not None:
                    self._check_entry(index * TILE_WIDTH + offset, leaf, next(entries, None))
                yield leaf

    def _tile(self, level: int, index: int, width: int) -> list[bytes]:
        path = tile_path(level, index, width)
        data = self._read(path)
        if data is None or len(data) != width * _HASH:
            self.report.find("tile_differs", path, f"it does not hold {width} hashes")
            return []
        return [data[at : at + _HASH] for at in range(0, len(data), _HASH)]

    def _check_entry(self, position: int, leaf: bytes, found: tuple[int, bytes] | None) -> None:
        where = f"entry {position}"
        if found is None:
            self.report.find("entry_missing", where, "the bundle of entries ends before it")
            return
        if leaf_hash(found[1]) != leaf:
            self.report.find("entry_differs", where, "it is not what the tree was made of")
        members = parse_entry(found[1].decode("utf-8", "surrogateescape"))
        if members is None or members.get("position") != position:
            self.report.find("entry_misplaced", where, "it is not canonical or of another place")
            return
        self.agreements.follow(position, members)
        self.court.follow(position, members, None)
        for content_id in erased_contents(members):
            self.spill.put(_ERASED, content_id, position)

    def _check_upper_tiles(self, size: int) -> None:
        for level, index, width in tiles_of(size):
            for offset, root in enumerate(self._tile(level, index, width) if level else ()):
                below = self._tile(level - 1, index * TILE_WIDTH + offset, TILE_WIDTH)
                if root_of(below) != root:
                    path = tile_path(level, index, width)
                    self.report.find("tile_differs", path, f"hash {offset} is not its tile's root")

    def _check_records(self, head: Checkpoint) -> None:
        count = 0
        for path in self.files:
            match = _RECORD.fullmatch(path)
            if match is not None:
                count += 1
                self._check_record(int(match[1]), path, head)
        self.report.remark(f"{count} produced records were checked with their receipts")

    def _check_record(self, position: int, path: str, head: Checkpoint) -> None:
        record, receipt = self._record(path), self._read(f"records/{position}.tlog-proof")
        where = f"record {position}"
        if record is None or receipt is None:
            self.report.find("record_unreadable", where, "the record or its receipt is not there")
            return
        entry = str(record.get("entry"))
        members = parse_entry(entry)
        try:
            verify_tlog_proof(receipt, entry.encode(), self.keys.keys, origin=head.origin)
        except (ProofError, UnicodeEncodeError) as error:
            self.report.find("record_differs", where, f"its receipt does not hold: {error}")
        if members is None or members.get("position") != position:
            self.report.find("entry_misplaced", where, "its entry is of another place")
            return
        self._check_opening(position, record, members)

    def _record(self, path: str) -> dict[str, Any] | None:
        try:
            record = json.loads(self._read(path) or b"")
        except (ValueError, RecursionError):
            return None
        return record if isinstance(record, dict) else None

    def _check_opening(
        self, position: int, record: dict[str, Any], members: dict[str, Any]
    ) -> None:
        body, salt = record.get("content"), _unhex(record.get("salt"))
        held = members.get("commit") is not None or body is not None
        content = Content(held, body, salt)
        check_content(
            self.report, position, members, content, lambda key: self.spill.get(_ERASED, key)
        )


def _unhex(value: Any) -> bytes | None:
    try:
        return bytes.fromhex(value)
    except (TypeError, ValueError):
        return None
