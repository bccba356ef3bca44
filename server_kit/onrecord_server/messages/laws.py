"""The law of what was kept back, asked of the record alone: delivered once, after it was released.

What waits for a decision is not destroyed, and what was destroyed is not delivered.
"""

from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]
_KEEPS: Final = frozenset({"message.held", "message.blocked"})
_SHOWS: Final = frozenset({"message.created", "message.edited"})
#: From which states each decision may come; a rejection is undone on an appeal.
_DECIDES: Final[Mapping[str, frozenset[str]]] = {
    "message.released": frozenset({"held", "blocked", "rejected"}),
    "message.rejected": frozenset({"held", "blocked"}),
    "message.withdrawn": frozenset({"held"}),
}
#: From which states words that were never delivered are destroyed; of many there are several entries.
_ERASED_FROM: Final = frozenset({"blocked", "rejected", "withdrawn", "erased"})
_NOUN: Final = "law of judging"
_RELEASED: Final = "released"


class JudgingLaw:
    """What was kept back is shown once, after its release, and decided once."""

    def __init__(self, report: Report, spill: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._spill = spill

    def follow(self, position: int, entry: Entry, content: Mapping[str, Any] | None) -> None:
        """Look at the next entry."""
        kind = str(entry.get("type"))
        if kind in _KEEPS:
            self._put(entry, entry["facts"]["number"], kind.removeprefix("message."))
        elif kind in _DECIDES:
            self._decided(position, entry, kind)
        elif kind == "held.erased":
            self._erased(position, entry)
        elif kind in _SHOWS:
            self._shown(position, entry)

    def _decided(self, position: int, entry: Entry, kind: str) -> None:
        number = entry["facts"]["number"]
        state = self._state(entry, number)
        if state not in _DECIDES[kind]:
            said = f"what it decides was {state or 'never kept back'}"
            self._report.find("decided_twice", f"entry {position}", said)
        self._put(entry, number, kind.removeprefix("message."))
        if kind == "message.released":
            self._spill.put(_RELEASED, [entry["object"], entry["version"]], number)

    def _erased(self, position: int, entry: Entry) -> None:
        number = entry["facts"]["number"]
        state = self._state(entry, number)
        if state not in _ERASED_FROM:
            said = f"what it destroys was {state or 'never kept back'}"
            self._report.find("erased_undecided", f"entry {position}", said)
        self._put(entry, number, "erased")

    def _shown(self, position: int, entry: Entry) -> None:
        """The release before says what an entry delivers; the entry itself is for members, and does not."""
        number = self._spill.pop(_RELEASED, [entry["object"], entry["version"]])
        if number is not None:
            self._put(entry, number, "shown")
        elif entry["type"] == "message.created" and self._state(entry, 1) is not None:
            said = "it delivers what was kept back, and was not released before"
            self._report.find("delivered_unreleased", f"entry {position}", said)

    def _state(self, entry: Entry, number: int) -> str | None:
        found: str | None = self._spill.get(_NOUN, [entry["object"], number])
        return found

    def _put(self, entry: Entry, number: int, state: str) -> None:
        self._spill.put(_NOUN, [entry["object"], number], state)


JUDGING: Final = rule("judging", JudgingLaw)
