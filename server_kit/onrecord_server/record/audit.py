"""Checks of one stored entry: is it canonical, do its columns and its content agree with it. Pure.

Rows come from a database that somebody may have tampered with, so no type is taken for granted.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from onrecord.proofs import SALT_SIZE, ProofError, canonical, verify_commitment
from onrecord_server.core.doc import micros
from onrecord_server.record.findings import Report


#: Column of ``entries`` → member of the canonical entry that it repeats.
REPEATED: Final = {
    "type": "type",
    "actor": "actor",
    "object": "object",
    "audience": "audience",
    "also": "also",
    "content_id": "content",
}

#: Content id → position of the entry that says that the content was erased, if there is one.
ErasedAt = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Content:
    """A stored content as it is found; ``held`` is false when there is no row."""

    held: bool
    body: Any = None
    salt: Any = None
    key_id: Any = None


def parse_entry(text: Any) -> dict[str, Any] | None:
    """Return the members of a canonical entry; ``None`` when it is not canonical JSON."""
    if not isinstance(text, str):
        return None
    try:
        members = json.loads(text)
        same = canonical(members) == text.encode()
    except (ValueError, RecursionError, ProofError):
        return None
    return members if same and isinstance(members, dict) else None


def entry_micros(members: Mapping[str, Any]) -> int | None:
    """Return an entry's time in microseconds since 1970; ``None`` when it has none."""
    try:
        return micros(datetime.fromisoformat(members["at"]))
    except (KeyError, TypeError, ValueError):
        return None


def check_columns(
    report: Report, tenant: str, position: int, columns: Mapping[str, Any], entry: Mapping[str, Any]
) -> None:
    """Compare an entry's columns, which queries read, with the canonical entry."""
    where = f"entry {position}"
    expected = {column: entry.get(member) for column, member in REPEATED.items()}
    expected["at"] = entry_micros(entry)
    for column, value in expected.items():
        if columns[column] != value:
            report.find(
                "column_differs",
                where,
                f"the column {column} says {columns[column]!r}, the entry says {value!r}",
            )
    for member, value in (("position", position), ("tenant", tenant)):
        if entry.get(member) != value:
            report.find(
                "entry_misplaced", where, f"it says of itself {member} {entry.get(member)!r}"
            )


def describe(entry: Mapping[str, Any]) -> str:
    """Name an entry's content, as ``content of msg_… version 2``."""
    version = entry.get("version")
    return f"content of {entry.get('object')}" + (f" version {version}" if version else "")


def check_content(
    report: Report, position: int, entry: Mapping[str, Any], content: Content, erased_at: ErasedAt
) -> dict[str, Any] | None:
    """Compare a content with its entry's commitment; an erased one must have its entry.

    Returns the content where it opens its commitment.
    """
    if is_destroyed(entry, content):
        check_erased(report, position, entry, erased_at)
        return None
    return parse_entry(content.body) if check_opens(report, position, entry, content) else None


def is_destroyed(entry: Mapping[str, Any], content: Content) -> bool:
    """Say whether a content's row is there and holds nothing any more."""
    there = content.held and entry.get("commit") is not None
    return there and content.body is None and content.salt is None


def check_opens(report: Report, position: int, entry: Mapping[str, Any], content: Content) -> bool:
    """Compare a content that was not destroyed with its entry's commitment; say whether it opens it."""
    where, commit = f"entry {position}", entry.get("commit")
    if commit is None:
        if content.held:
            report.find("content_unexpected", where, f"{describe(entry)} has no commitment")
    elif not content.held:
        report.find("content_missing", where, f"{describe(entry)} is missing")
    elif content.key_id is not None:
        report.find("content_closed", where, f"{describe(entry)} is encrypted and was not checked")
    elif not _opens(commit, content):
        report.find("content_differs", where, f"{describe(entry)} differs from its commitment")
    else:
        return True
    return False


def check_erased(
    report: Report, position: int, entry: Mapping[str, Any], erased_at: ErasedAt
) -> None:
    """Ask for the later entry that says that a destroyed content was erased."""
    erased = erased_at(str(entry.get("content")))
    if erased is None or erased <= position:
        report.find(
            "content_destroyed",
            f"entry {position}",
            f"{describe(entry)} was destroyed and no later entry says that it was erased",
        )
        return
    report.erase(
        f"entry {position}: {describe(entry)}: content_unavailable (erased, event #{erased})"
    )


def _opens(commit: Any, content: Content) -> bool:
    salted = isinstance(content.salt, bytes) and len(content.salt) == SALT_SIZE
    if not salted or not isinstance(content.body, str) or not isinstance(commit, str):
        return False
    try:
        verify_commitment(commit, content.salt, content.body.encode())
    except (ProofError, UnicodeEncodeError):
        return False
    return True


def erased_contents(entry: Mapping[str, Any]) -> list[str]:
    """Return the ids of the contents that an entry says were erased.

    Such an entry's type ends in ``.erased`` and its facts list the ids as ``contents``.
    """
    facts = entry.get("facts")
    if not str(entry.get("type")).endswith(".erased") or not isinstance(facts, Mapping):
        return []
    listed = facts.get("contents")
    return [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
