"""Laws that the entries of a record must keep, whatever the tables say: asked of the record alone.

A domain registers one law. Each verification makes it anew and lets it follow every entry in order.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill


class Law(Protocol):
    """Follows the entries of one tenant and reports each that breaks it."""

    def follow(
        self, position: int, entry: Mapping[str, Any], content: Mapping[str, Any] | None
    ) -> None:
        """Look at the next entry; ``content`` is its content where it has one that opens."""


Makes = Callable[[Report, Spill], Law]
LAWS: Final[dict[str, Makes]] = {}


def rule(name: str, makes: Makes) -> Makes:
    """Make a law part of every verification."""
    LAWS[name] = makes
    return makes


class Court:
    """All registered laws, over one tenant's entries."""

    def __init__(self, report: Report, spill: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._laws = {name: makes(report, spill) for name, makes in LAWS.items()}

    def follow(
        self, position: int, entry: Mapping[str, Any], content: Mapping[str, Any] | None
    ) -> None:
        """Show one entry to every law."""
        for name, law in self._laws.items():
            try:
                law.follow(position, entry, content)
            except (KeyError, TypeError, ValueError, AttributeError):
                said = f"the law of {name} cannot be asked of it"
                self._report.find("entry_unreadable", f"entry {position}", said)
