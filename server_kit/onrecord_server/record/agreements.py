"""Entries against earlier ones: what an entry says of another must be what that one says.

A domain registers an `EntryCheck` for entries that rest on earlier ones, as an acknowledgement rests
on the version that it names. Verification of a database and of a bundle look at them alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill


class Notes:
    """What a check keeps of earlier entries, in bounded memory: key → JSON value."""

    def __init__(self, spill: Spill, noun: str) -> None:
        """Begin empty."""
        self._spill = spill
        self._kind = f"notes of {noun}"

    def get(self, key: str) -> Any:
        """Return what was kept, or ``None``."""
        return self._spill.get(self._kind, key)

    def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        self._spill.put(self._kind, key, value)


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """How entries of some types agree with earlier ones.

    ``look(entry, notes)`` keeps what later entries need, and returns what is wrong with this one,
    or ``None``.
    """

    noun: str
    types: frozenset[str]
    look: Callable[[Mapping[str, Any], Notes], str | None]


ENTRY_CHECKS: Final[dict[str, EntryCheck]] = {}


def register(check: EntryCheck) -> EntryCheck:
    """Make a check part of every verification."""
    ENTRY_CHECKS[check.noun] = check
    return check


class Agreements:
    """Shows every registered check the entries of one tenant, in order."""

    def __init__(self, report: Report, spill: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._checks = [(check, Notes(spill, check.noun)) for check in ENTRY_CHECKS.values()]

    def follow(self, position: int, entry: Mapping[str, Any]) -> None:
        """Look at one entry."""
        for check, notes in self._checks:
            if entry.get("type") in check.types:
                said = _look(check, entry, notes)
                if said is not None:
                    self._report.find("entry_contradicts", f"entry {position}", said)


def _look(check: EntryCheck, entry: Mapping[str, Any], notes: Notes) -> str | None:
    try:
        return check.look(entry, notes)
    except (KeyError, TypeError, ValueError, AttributeError):
        return f"it cannot be read as an entry of {check.noun}"
