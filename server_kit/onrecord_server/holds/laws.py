"""The law of holds, asked of the record alone: two people end one, it never covers less, and silence is approved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord_server.holds import queries, rules
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]
Content = Mapping[str, Any] | None


@dataclass(slots=True)
class Placed:
    """What the entries say of one hold so far; ``scope`` is null where its content is gone."""

    requester: str
    scope_hash: str
    silent: bool
    scope: rules.Hold | None
    state: str
    release_asked_by: str | None = None


class HoldLaw:
    """Every hold was placed, approved and released by people themselves, and by two of them where it must."""

    def __init__(self, report: Report, _: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._holds: dict[str, Placed] = {}

    def follow(self, position: int, entry: Entry, content: Content) -> None:
        """Look at the next entry."""
        kind = str(entry.get("type"))
        if kind == "hold.placed":
            self._by_oneself(position, entry)
            self._placed(position, entry, content)
        elif (judge := _JUDGES.get(kind)) is not None:
            self._by_oneself(position, entry)
            judge(self, position, entry, content)

    def _placed(self, position: int, entry: Entry, content: Content) -> None:
        facts = entry["facts"]
        state = "requested" if facts["silent"] else "open"
        scope = None if content is None else queries.scope(entry["object"], content)
        self._holds[entry["object"]] = Placed(
            entry["actor"], facts["scope_hash"], facts["silent"], scope, state
        )
        self._hashed(position, facts["scope_hash"], content)

    def _hashed(self, position: int, scope_hash: str, content: Content) -> None:
        if content is not None and rules.hash_of(content) != scope_hash:
            self._find(position, "hold_scope_differs", "the hash is not that of what it covers")

    def approved(self, position: int, entry: Entry, _: Content) -> None:
        """Silence is approved by somebody else, as it was asked for."""
        found = self._in(position, entry, "requested")
        self._by_another(position, entry, found, found.requester)
        found.state = "open"

    def refused(self, position: int, entry: Entry, _: Content) -> None:
        """What was asked for is not to be; who asked may say so, too."""
        found = self._in(position, entry, "requested", "releasing")
        found.state = "refused" if found.state == "requested" else "open"
        found.release_asked_by = None

    def widened(self, position: int, entry: Entry, content: Content) -> None:
        """A hold covers at least what it covered."""
        found = self._in(position, entry, "open")
        scope = None if content is None else queries.scope(entry["object"], content)
        if found.silent:
            self._find(position, "hold_silent_widened", "its silence was approved as it was")
        if found.scope and scope and not rules.covers_all_of(found.scope, scope):
            self._find(position, "hold_narrowed", "it covers less than before")
        found.scope, found.scope_hash = scope, entry["facts"]["scope_hash"]
        self._hashed(position, found.scope_hash, content)

    def release_asked(self, position: int, entry: Entry, _: Content) -> None:
        """Somebody would like it to end."""
        found = self._in(position, entry, "open")
        found.state, found.release_asked_by = "releasing", entry["actor"]

    def released(self, position: int, entry: Entry, _: Content) -> None:
        """A second person ends it, and exactly this one."""
        found = self._in(position, entry, "releasing")
        self._by_another(position, entry, found, found.release_asked_by)
        found.state = "released"

    def told(self, position: int, entry: Entry, _: Content) -> None:
        """Of a silent hold nobody hears."""
        if self._holds[entry["object"]].silent:
            self._find(position, "hold_not_silent", "somebody was told of a silent hold")

    def acknowledged(self, position: int, entry: Entry, _: Content) -> None:
        """Custodians say themselves that they know."""
        if entry["actor"] != entry["facts"]["person_id"]:
            self._find(position, "hold_acknowledged_for", "somebody said it for somebody else")

    def _in(self, position: int, entry: Entry, *states: str) -> Placed:
        found = self._holds[entry["object"]]
        if found.state not in states:
            self._find(position, "hold_out_of_turn", f"the hold was {found.state} then")
        return found

    def _by_another(self, position: int, entry: Entry, found: Placed, asked: str | None) -> None:
        if entry["actor"] == asked:
            self._find(position, "hold_decided_oneself", "who asked has decided")
        if entry["facts"]["scope_hash"] != found.scope_hash:
            self._find(position, "hold_scope_differs", "another scope was decided about")

    def _by_oneself(self, position: int, entry: Entry) -> None:
        reminds = entry["type"] == "hold.told"
        if not reminds and (entry.get("on_behalf_of") or entry["actor"].startswith("service:")):
            self._find(position, "not_a_person", "a service did what people do themselves")

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


_JUDGES: Final[Mapping[str, Callable[[HoldLaw, int, Entry, Content], None]]] = {
    "hold.approved": HoldLaw.approved,
    "hold.refused": HoldLaw.refused,
    "hold.widened": HoldLaw.widened,
    "hold.release_asked": HoldLaw.release_asked,
    "hold.released": HoldLaw.released,
    "hold.told": HoldLaw.told,
    "hold.acknowledged": HoldLaw.acknowledged,
}
HOLDS: Final = rule("holds", HoldLaw)
