"""The laws of the policy, asked of the record alone: two others approve, and nobody writes unasked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.policy.rules import APPROVALS
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]
#: What puts words before others.
_WRITES: Final = frozenset({"message.created", "message.edited", "message.held", "message.blocked"})


@dataclass(slots=True)
class Version:
    """What the entries say of one version so far."""

    writers: frozenset[str]
    hash: str
    approvals: set[tuple[str, str]] = field(default_factory=set)
    needs: int = 0
    start: int | None = None


class Versions:
    """The versions of a policy, folded from the entries."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: dict[int, Version] = {}

    def follow(self, entry: Entry) -> None:
        """Take in one entry."""
        fold = _FOLDS.get(str(entry.get("type")))
        if fold is not None:
            fold(self, entry)

    def at(self, moment: int) -> tuple[int, Version] | None:
        """Return the version in force at a moment, with its number."""
        begun = [
            (number, one)
            for number, one in self.all.items()
            if one.start is not None and one.start <= moment
        ]
        return max(begun, default=None, key=lambda found: found[0])

    def drafted(self, entry: Entry) -> None:
        """A draft, or a new text of one: what was approved of it is for nothing."""
        before = self.all.get(entry["version"])
        earlier = frozenset() if before is None else before.writers
        writers = earlier | {entry["actor"]}
        self.all[entry["version"]] = Version(writers, entry["facts"]["hash"])

    def approved(self, entry: Entry) -> None:
        """Somebody's approval of one text."""
        self.all[entry["version"]].approvals.add((entry["actor"], entry["facts"]["hash"]))

    def decided(self, entry: Entry) -> None:
        """It is in force from a date on."""
        version, facts = self.all[entry["version"]], entry["facts"]
        version.needs = facts["needs"]
        version.start = micros(datetime.fromisoformat(facts["effective_from"]))

    def withdrawn(self, entry: Entry) -> None:
        """It never comes into force."""
        self.all[entry["version"]].start = None


_FOLDS: Final[Mapping[str, Callable[[Versions, Entry], None]]] = {
    "policy.drafted": Versions.drafted,
    "policy.approved": Versions.approved,
    "policy.decided": Versions.decided,
    "policy.withdrawn": Versions.withdrawn,
}


class PolicyLaw:
    """Invariants 4 and 5: no word without an acknowledgement, no version without two others."""

    def __init__(self, report: Report, _: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._versions = Versions()
        self._acknowledged: dict[str, int] = {}
        self._released: set[tuple[str, int]] = set()

    def follow(self, position: int, entry: Entry, content: Mapping[str, Any] | None) -> None:
        """Look at the next entry."""
        self._versions.follow(entry)
        kind = entry.get("type")
        if kind == "policy.acknowledged":
            person = entry["facts"]["person_id"]
            newest = max(self._acknowledged.get(person, 0), entry["version"])
            self._acknowledged[person] = newest
        elif kind == "policy.decided":
            self._decided(position, entry)
        elif kind == "message.released":
            self._released.add((entry["object"], entry["version"]))
        elif kind in _WRITES:
            self._shown(position, entry)

    def _decided(self, position: int, entry: Entry) -> None:
        version, at = self._versions.all[entry["version"]], entry_micros(entry)
        others = {
            person
            for person, text in version.approvals
            if text == entry["facts"]["hash"] and person not in version.writers
        }
        if len(others) < APPROVALS or version.hash != entry["facts"]["hash"]:
            self._find(position, "policy_unapproved", "two others have not approved this text")
        if at is None or version.start is None or version.start < at:
            self._find(position, "policy_backdated", "it would be in force before it was decided")

    def _shown(self, position: int, entry: Entry) -> None:
        """What was released was written earlier: its author is asked nothing at that moment.

        What was said elsewhere was not written here: the law of imports asks where it comes from.
        """
        released = (entry["object"], entry["version"])
        if released in self._released:
            self._released.discard(released)
        elif entry["facts"].get("captured_via") is None:
            self._written(position, entry)

    def _written(self, position: int, entry: Entry) -> None:
        author, at = str(entry["actor"]), entry_micros(entry)
        now = None if at is None else self._versions.at(at)
        if now is None or author.startswith("service:"):
            return
        if self._acknowledged.get(author, 0) < now[1].needs:
            said = f"its author has not acknowledged version {now[0]} of the policy"
            self._find(position, "written_unasked", said)

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


POLICY: Final = rule("policy", PolicyLaw)
