"""The laws of oversight, asked of the record alone: who has its entries can ask whether each look was lawful."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from onrecord_server.conversations.rules import OWN
from onrecord_server.core.doc import micros
from onrecord_server.oversight import parties, rules
from onrecord_server.policy.laws import Versions
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]
Content = Mapping[str, Any] | None
#: An emergency ends after an hour (45 CFR 164.312 (a)(2)(ii) asks that there is a way; the hour is ours).
_HOUR: Final = 3_600_000_000


@dataclass(slots=True)
class Asked:
    """What the entries say of one grant so far; ``scope`` is null where its content is gone."""

    requester: str
    kind: str
    scope_hash: str
    policy_hash: str
    needs: int
    scope: Mapping[str, Any] | None
    approvers: set[str] = field(default_factory=set)
    opened: int | None = None
    expires: int | None = None
    ended: bool = False
    reviewed: bool = False
    #: Of an emergency whether it needed nobody; older entries do not say it.
    alone: bool | None = None


class OversightLaw:
    """Invariants 1, 2, 6, 9 and 15: every look was asked for, approved, open, and nobody's own."""

    def __init__(self, report: Report, spill: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._parties = parties.Parties(spill, "looks")
        self._versions = Versions()
        self._grants: dict[str, Asked] = {}

    def follow(self, position: int, entry: Entry, content: Content) -> None:
        """Look at the next entry."""
        self._versions.follow(entry)
        kind = str(entry.get("type"))
        self._parties.follow(position, entry)
        if kind == "grant.requested":
            self._requested(position, entry, content)
        elif kind == "grant.sought":
            self._in_force(position, entry)
            self._by_oneself(position, entry)
        elif rules.is_look(entry):
            return  # judged by the law of cases
        elif (judge := _JUDGES.get(kind)) is not None:
            self._known(position, entry, judge)

    def _known(self, position: int, entry: Entry, judge: "_Judge") -> None:
        asked = self._grants.get(entry["object"])
        if asked is None:
            self._find(position, "look_unasked", "nobody asked for this")
            return
        if entry["facts"].get("policy_hash") != asked.policy_hash:
            self._in_force(position, entry)
        judge(self, position, entry, asked)

    def _in_force(self, position: int, entry: Entry) -> None:
        at = entry_micros(entry)
        now = None if at is None else self._versions.at(at)
        if now is None or now[1].hash != entry["facts"].get("policy_hash"):
            self._find(position, "policy_differs", "the policy that it names was not in force")

    def _requested(self, position: int, entry: Entry, content: Content) -> None:
        facts = entry["facts"]
        self._in_force(position, entry)
        self._by_oneself(position, entry)
        self._grants[entry["object"]] = Asked(
            entry["actor"],
            facts["kind"],
            facts["scope_hash"],
            facts["policy_hash"],
            facts["approvals_needed"],
            None if content is None else content.get("scope"),
            alone=facts.get("alone"),
        )

    def approved(self, position: int, entry: Entry, asked: Asked) -> None:
        """Invariant 9: somebody else, and exactly this scope."""
        self._by_oneself(position, entry)
        if entry["actor"] == asked.requester:
            self._find(position, "approved_oneself", "who asked has approved")
        elif entry["facts"]["scope_hash"] != asked.scope_hash:
            self._find(position, "scope_differs", "another scope was approved than asked for")
        else:
            asked.approvers.add(entry["actor"])

    def opened(self, position: int, entry: Entry, asked: Asked) -> None:
        """It opens with its last approval; an emergency for an hour."""
        asked.opened = entry_micros(entry)
        asked.expires = micros(datetime.fromisoformat(entry["facts"]["expires_at"]))
        if len(asked.approvers) < asked.needs:
            self._find(position, "grant_unapproved", "it opened before others approved it")
        if asked.kind == "break_glass" and asked.expires - (asked.opened or 0) > _HOUR:
            self._find(position, "emergency_too_long", "an emergency ends after an hour")
        if asked.alone and any(self._former(asked)):
            self._find(position, "emergency_again", "a former one of the same is not reviewed")

    def _former(self, asked: Asked) -> Iterator[bool]:
        """Yield for each grant whether it is an emergency of the same person and scope before this one."""
        for one in self._grants.values():
            same = (one.requester, one.scope_hash) == (asked.requester, asked.scope_hash)
            opened = one.kind == "break_glass" and one.opened is not None and not one.reviewed
            yield one is not asked and same and opened

    def ended(self, position: int, entry: Entry, asked: Asked) -> None:
        """Nothing opens any more."""
        asked.ended = True

    def reviewed(self, position: int, entry: Entry, asked: Asked) -> None:
        """Invariant 15: somebody else says what an emergency was."""
        asked.reviewed = True
        if entry["actor"] == asked.requester:
            self._find(position, "reviewed_oneself", "who broke the glass has reviewed it")

    def looked(self, position: int, entry: Entry, asked: Asked) -> None:
        """Invariants 1 and 6: under an open grant, at what it names, and not one's own.

        People hear of it, so the entry names nobody: a grant opens to who asked for it alone.
        """
        facts, at = entry["facts"], entry_micros(entry) or 0
        if asked.opened is None or asked.ended or not asked.opened <= at < (asked.expires or 0):
            self._find(position, "look_closed", "the grant opened nothing at that moment")
        place = facts.get("high", position) if facts.get("messages", 1) else OWN
        if self._parties.has(facts["conversation"], asked.requester, place):
            self._find(position, "look_own", "the reader is a party of what was shown")
        named = (asked.scope or {}).get("conversations") or [facts["conversation"]]
        if facts["conversation"] not in named:
            self._find(position, "look_outside", "the grant does not name that conversation")

    def _by_oneself(self, position: int, entry: Entry) -> None:
        if entry.get("on_behalf_of") or str(entry["actor"]).startswith("service:"):
            self._find(position, "not_a_person", "a service did what people do themselves")

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


_Judge = Callable[[OversightLaw, int, Entry, Asked], None]
_JUDGES: Final[Mapping[str, _Judge]] = {
    "grant.approved": OversightLaw.approved,
    "grant.opened": OversightLaw.opened,
    "grant.denied": OversightLaw.ended,
    "grant.closed": OversightLaw.ended,
    "grant.reviewed": OversightLaw.reviewed,
    "disclosure.made": OversightLaw.looked,
}
OVERSIGHT: Final = rule("oversight", OversightLaw)
