"""Rows as they were: made from entries by the same folds that verification compares the tables with."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord_server.record.state import Expected, Key, StateCheck


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry, and the words of its content as they are stored, where they are asked for and there."""

    position: int
    type: str
    entry: Mapping[str, Any]
    body: str | None = None


def happened(row: Any) -> Happened:
    """Return what a selected entry says happened; its ``body`` is null where no words are asked for."""
    return Happened(row.position, row.type, json.loads(row.entry), row.body)


class Rewound:
    """The rows of some tables after some entries, given in their order."""

    def __init__(self, checks: Iterable[StateCheck]) -> None:
        """Begin with no rows."""
        self._checks = tuple(checks)
        self._rows: dict[str, dict[Key, Expected]] = {check.noun: {} for check in self._checks}

    def follow(self, events: Iterable[Happened]) -> "Rewound":
        """Fold entries into every table that follows from their types."""
        for event in events:
            content = None if event.body is None else json.loads(event.body)
            for check in self._checks:
                if event.type in check.types:
                    self._fold(check, event, content)
        return self

    def _fold(self, check: StateCheck, event: Happened, content: Mapping[str, Any] | None) -> None:
        rows = self._rows[check.noun]
        for key, row in list(check.fold(event.entry, rows.get, content)):
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row

    def rows(self, check: StateCheck) -> Mapping[Key, Expected]:
        """Return the rows of one table by their keys."""
        return self._rows[check.noun]
