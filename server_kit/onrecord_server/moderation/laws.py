"""The law of lists of words, asked of the record alone: somebody else approved exactly what was written."""

from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]


class LexiconLaw:
    """No version is in force that its author approved, or whose text is another."""

    def __init__(self, report: Report, _: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._written: dict[str, tuple[str, str]] = {}

    def follow(self, position: int, entry: Entry, _: Mapping[str, Any] | None) -> None:
        """Look at the next entry."""
        if entry.get("type") == "lexicon.drafted":
            self._written[entry["object"]] = (entry["actor"], entry["facts"]["hash"])
        elif entry.get("type") == "lexicon.approved":
            self._approved(position, entry)

    def _approved(self, position: int, entry: Entry) -> None:
        author, text = self._written.get(entry["object"], ("", ""))
        alone = author == entry["actor"] or entry["actor"].startswith("service:")
        if alone or text != entry["facts"]["hash"]:
            said = "nobody but its author has approved this text"
            self._report.find("lexicon_unapproved", f"entry {position}", said)


LEXICONS: Final = rule("lexicons", LexiconLaw)
