"""What witnesses answered, as a bundle carries it: a file of what each was given, and of what it stamped."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any, Final

from onrecord.proofs import ProofError, VerifierKey, parse_note
from onrecord_server.core.doc import moment
from onrecord_server.record.findings import Report
from onrecord_server.record.heads import StoredHead, outside_heads
from onrecord_server.record.named import shown_name, shown_receipt
from onrecord_server.record.newest import Answered


_GIVEN: Final = re.compile(r"witnesses/([1-9][0-9]{0,5})\.checkpoint")


def answers(given: Sequence[Answered]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file."""
    for number, one in enumerate(given, 1):
        yield _checkpoint(number), one.note.encode()
        if one.stamp is not None:
            yield _stamp(number), one.stamp


def said_by(given: Sequence[Answered]) -> list[dict[str, Any]]:
    """Return what a manifest says: who answered what, when, to a head of how many entries."""
    return [
        {
            "witness": _named(one.witness),
            "size": one.size,
            "at": moment(one.at).astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "receipt": shown_receipt(one.witness, one.receipt),
            "checkpoint": _checkpoint(number),
            "stamp": None if one.stamp is None else _stamp(number),
        }
        for number, one in enumerate(given, 1)
    ]


def _named(witness: str) -> str:
    """Name a witness to those whom a bundle is handed to, as the portal does."""
    kind, name = shown_name(witness)
    return name if kind == "own" else f"{kind} {name}"


def _checkpoint(number: int) -> str:
    return f"witnesses/{number}.checkpoint"


def _stamp(number: int) -> str:
    return f"witnesses/{number}.tsr"


# -- and as it is verified -----------------------------------------------------------------------------


def heads_of(report: Report, files: Mapping[str, bytes]) -> list[StoredHead]:
    """Return the heads that witnesses were given, by size, and say of each stamp what is not checked here."""
    given = {path: data for path, data in files.items() if _GIVEN.fullmatch(path)}
    for path, note in given.items():
        stamp = path.replace(".checkpoint", ".tsr")
        if stamp in files:
            _remark_stamp(report, path, stamp, of=hashlib.sha256(note).digest() in files[stamp])
    found = outside_heads(report, [(path, _text(note)) for path, note in given.items()])
    return [replace(one, outside=False) for one in found]


def _text(note: bytes) -> str:
    return note.decode("utf-8", "replace")


def _remark_stamp(report: Report, note: str, stamp: str, *, of: bool) -> None:
    if not of:
        report.find("stamp_differs", stamp, f"it is not of {note}")
    asked = f"openssl ts -verify -in {stamp} -data {note} -CAfile ROOTS"
    report.remark(f"NOT checked: the time stamp {stamp}; ask `{asked}`, with roots that you trust")


def remark_signers(report: Report, path: str, note: bytes, keys: Iterable[VerifierKey]) -> None:
    """Say which signatures of a note no key was given for."""
    try:
        signatures = parse_note(note).signatures
    except ProofError:
        return
    known = {(key.name, key.key_id) for key in keys}
    for one in signatures:
        if (one.name, one.key_id) not in known:
            report.remark(
                f"NOT checked: the signature of {one.name} on {path}; give its key (--vkey)"
            )
