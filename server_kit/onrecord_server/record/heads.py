"""Signed heads against the tree that is being recomputed: stored ones and those from outside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any, Final

from onrecord.proofs import (
    Checkpoint,
    ProofError,
    VerifierKey,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    verify_checkpoint,
    verify_note,
)
from onrecord_server.record.findings import Report
from onrecord_server.record.keys import rotation_text
from onrecord_server.record.merkle import Frontier


ROTATED: Final = "record.key_rotated"


@dataclass(frozen=True, slots=True)
class StoredHead:
    """A checkpoint somewhere: its columns where it has some, its note, and what to call it."""

    size: int
    root: bytes | None
    note: str
    label: str
    outside: bool = False
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the verifier brings along: keys it trusts, and checkpoints kept outside the database.

    ``checkpoints`` are pairs of a name to print and the text of a signed note.
    """

    vkeys: Sequence[VerifierKey] = ()
    checkpoints: Sequence[tuple[str, str]] = ()


class KeySet:
    """The keys one trusts: those given, and those they vouch for in a rotation on the record."""

    def __init__(self, vkeys: Iterable[VerifierKey]) -> None:
        """Trust the given keys; without any, no signature can be checked."""
        self.keys = list(vkeys)
        self.given = bool(self.keys)

    def learn(self, entry: Mapping[str, Any]) -> None:
        """Trust the key that a trusted key names in an entry's rotation statement."""
        facts = entry.get("facts")
        if entry.get("type") != ROTATED or not isinstance(facts, Mapping):
            return
        try:
            self._add(str(facts.get("statement")))
        except ProofError:
            return

    def _add(self, statement: str) -> None:
        note = parse_note(statement)
        new = parse_vkey(note.text.removesuffix("\n").rsplit("\n", 1)[-1])
        signers = [key for key in self.keys if key.name == new.name]
        verify_note(note, signers)
        if note.text == rotation_text(new.name, new) and new not in self.keys:
            self.keys.append(new)


class HeadChecks:
    """Walks with the frontier past every head, in order of size, and compares the roots."""

    def __init__(self, report: Report, keys: KeySet, *sources: Iterable[StoredHead]) -> None:
        """Take heads from sources that are each sorted by size."""
        self._report = report
        self._keys = keys
        self._heads: Iterator[StoredHead] = merge(*sources, key=lambda head: head.size)
        self._next = next(self._heads, None)
        self._broken = False
        self._holds_to = 0
        self.compared = 0
        self.outside: list[str] = []

    @property
    def holds_to(self) -> int:
        """Return the size of the largest head so far that agrees with the record."""
        return self._holds_to

    @property
    def next_size(self) -> int | None:
        """Return the size of the head that comes next, if one does."""
        return None if self._next is None else self._next.size

    def reach(self, frontier: Frontier) -> None:
        """Compare every head of the frontier's size."""
        while self._next is not None and self._next.size <= frontier.size:
            self._check(self._next, frontier)
            self._next = next(self._heads, None)

    def finish(self, size: int) -> None:
        """Report every head that is larger than the record."""
        while self._next is not None:
            self._truncated(self._next, size)
            self._next = next(self._heads, None)

    def _truncated(self, head: StoredHead, size: int) -> None:
        if self._genuine(head) is None:
            return
        if head.outside:
            self.outside.append(head.label)
        self._report.find(
            "truncated",
            head.label,
            f"it was signed over {head.size} entries, the record holds {size}:"
            f" entries {size} to {head.size - 1} were cut off",
        )

    def _check(self, head: StoredHead, frontier: Frontier) -> None:
        root = self._genuine(head)
        if root is None:
            return
        self.compared += 1
        if root == frontier.root():
            self._holds_to = head.size
        elif head.outside or not self._broken:
            self._differs(head)
        if head.outside:
            self.outside.append(head.label)

    def _differs(self, head: StoredHead) -> None:
        self._broken = self._broken or not head.outside
        last = max(head.size - 1, self._holds_to)
        self._report.find(
            "root_differs",
            head.label,
            f"its root over {head.size} entries is not that of the record:"
            f" something in entries {self._holds_to} to {last} was rewritten",
        )

    def _genuine(self, head: StoredHead) -> bytes | None:
        """Return the root that a head's signature stands for; ``None`` after a finding."""
        try:
            checkpoint = self._open(head)
        except ProofError as error:
            self._report.find("checkpoint_refused", head.label, str(error))
            return None
        columns = (head.size, head.root or checkpoint.root, head.origin or checkpoint.origin)
        if columns != (checkpoint.size, checkpoint.root, checkpoint.origin):
            self._report.find("checkpoint_differs", head.label, "its columns and its note disagree")
        return checkpoint.root

    def _open(self, head: StoredHead) -> Checkpoint:
        if self._keys.given:
            return verify_checkpoint(head.note, self._keys.keys).checkpoint
        return parse_checkpoint(parse_note(head.note).text)


def outside_heads(report: Report, notes: Sequence[tuple[str, str]]) -> list[StoredHead]:
    """Return checkpoints from outside, sorted by size; an unreadable one is a finding.

    ``notes`` are pairs of a name to print and the text of a signed note.
    """
    found = []
    for name, text in notes:
        label = f"outside checkpoint {name}"
        try:
            head = parse_checkpoint(parse_note(text).text)
        except ProofError as error:
            report.find("checkpoint_refused", label, str(error))
            continue
        found.append(StoredHead(head.size, head.root, text, label, outside=True))
    return sorted(found, key=lambda head: head.size)


def conclude(report: Report, heads: HeadChecks, keys: KeySet, size: int) -> None:
    """Say what the record was compared with, and plainly what could not be."""
    report.remark(f"{size} entries; {heads.compared} signed heads were compared with them")
    if heads.holds_to < size:
        report.remark(f"no signed head covers entries {heads.holds_to} to {size - 1} yet")
    if not keys.given:
        report.remark("no key was given (--vkey): the signatures of the heads were not checked")
    if heads.outside:
        report.remark("compared with outside: " + ", ".join(heads.outside))
    else:
        report.remark(
            "no checkpoint from outside was given (--checkpoint): a cut-off tail or a full rewrite"
            " by whoever holds the signing key cannot be detected"
        )
