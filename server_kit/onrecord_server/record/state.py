"""State rows against the record: what each row must hold is replayed from the entries.

A domain registers one `StateCheck` per table. Verification folds every entry into the rows that it
made or changed, then compares the table with the result, row by row, in bounded memory.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill


Expected = dict[str, Any]
Key = tuple[str, ...]
#: A content's members, where the entry has one that opens.
Folded = Mapping[str, Any] | None
#: Key of a row → what it must hold so far, or ``None``.
Known = Callable[[Key], Expected | None]


@dataclass(frozen=True, slots=True)
class StateCheck:
    """How one table follows from the record.

    ``fold(entry, known, content)`` gives, for an entry of one of ``types``, the rows it touches: their key
    (the columns ``key``) and all columns that they must now hold, or ``None`` where the row must be
    gone. Times are in microseconds.
    ``entry["at"]`` is text; ``entry_micros`` of ``record.audit`` reads it.
    """

    noun: str
    table: sa.Table
    key: tuple[str, ...]
    types: frozenset[str]
    fold: Callable[[Mapping[str, Any], Known, Folded], Iterable[tuple[Key, Expected | None]]]


STATE_CHECKS: Final[dict[str, StateCheck]] = {}


def register(check: StateCheck) -> StateCheck:
    """Make a table part of every verification."""
    STATE_CHECKS[check.noun] = check
    return check


class Replay:
    """Folds the entries of one tenant and compares the tables with the outcome."""

    def __init__(self, report: Report, spill: Spill, checks: Iterable[StateCheck]) -> None:
        """Begin before the first entry."""
        self._report = report
        self._spill = spill
        self._checks = list(checks)

    def follow(self, position: int, entry: Mapping[str, Any], content: Folded) -> None:
        """Fold one entry into every table that follows from its type."""
        for check in self._checks:
            if entry.get("type") in check.types:
                self._fold(check, position, entry, content)

    def _fold(
        self, check: StateCheck, position: int, entry: Mapping[str, Any], content: Folded
    ) -> None:
        def known(key: Key) -> Expected | None:
            found = self._spill.get(check.noun, key)
            return None if found is None else found["row"]

        try:
            changes = list(check.fold(entry, known, content))
        except (KeyError, TypeError, ValueError, AttributeError):
            self._report.find(
                "entry_unreadable", f"entry {position}", f"no {check.noun} follows from it"
            )
            return
        for key, row in changes:
            if row is None:
                self._spill.pop(check.noun, key)
            else:
                self._spill.put(check.noun, key, {"row": row, "entry": position})

    def compare(self, check: StateCheck, row: Mapping[str, Any]) -> None:
        """Compare one stored row with what the record says that it holds."""
        key = tuple(row[name] for name in check.key)
        where = f"{check.noun} {' '.join(map(str, key))}"
        found = self._spill.pop(check.noun, key)
        if found is None:
            self._report.find("row_unrecorded", where, "no entry made this row")
            return
        for column, value in found["row"].items():
            if row[column] != value:
                self._report.find(
                    "row_differs",
                    where,
                    f"{column} is {row[column]!r}, entry {found['entry']} says {value!r}",
                )

    def finish(self, check: StateCheck) -> None:
        """Report every row that the record made and the table no longer has."""
        for key, found in self._spill.items(check.noun):
            self._report.find(
                "row_missing",
                f"{check.noun} {' '.join(map(str, key))}",
                f"the row is missing; entry {found['entry']} is its last one",
            )
