"""What events make of the spaces in a snapshot. Who is in one is counted by asking again."""

from collections.abc import Callable
from typing import Any


Document = dict[str, Any]


class Spaces:
    """The part of a replayed snapshot that is about spaces."""

    me: str
    spaces: dict[str, Document]
    _fetch: Callable[[str], Document | None]

    def _ask(self, _: Document, event: Document) -> None:
        """Ask for the space again: a count that came meanwhile must not be added twice."""
        found = event["space_id"]
        fetched = self._fetch(found)
        if fetched is not None and fetched["space"]["role"] is not None:
            self.spaces[found] = fetched["space"]
        else:
            self.spaces.pop(found, None)

    _space_created = _space_members_added = _ask
    _space_member_removed = _space_member_changed = _ask

    def _change(self, event: Document, **changes: Any) -> None:
        known = self.spaces.get(event["space_id"])
        if known is not None:
            known |= changes

    def _space_updated(self, _: Document, event: Document) -> None:
        names = ("title", "about", "access", "version")
        self._change(event, **{name: event[name] for name in names})

    def _space_ruled(self, _: Document, event: Document) -> None:
        self._change(event, rule=event["rule"], rule_role=event["rule_role"])

    def _space_archived(self, _: Document, event: Document) -> None:
        self._change(event, archived=True)

    def _space_unarchived(self, _: Document, event: Document) -> None:
        self._change(event, archived=False)

    def _nothing(self, _: Document, event: Document) -> None:
        """Who asks to be let in is no part of the snapshot."""

    _space_requested = _space_withdrawn = _space_decided = _nothing
