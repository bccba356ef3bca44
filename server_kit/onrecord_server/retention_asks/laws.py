"""The law of questions, asked of the record alone: nothing goes by an answer that two people have not given.

By a rule that asks nothing goes without one, and by an answer nothing that its question was not about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill
from onrecord_server.retention_asks import rules


Entry = Mapping[str, Any]
Content = Mapping[str, Any] | None
_ERASES: Final = frozenset({"message.erased", "held.erased"})
_WRITES: Final = frozenset({"message.created", "message.held", "message.blocked"})
_PLACES: Final = "asked of"


@dataclass(slots=True)
class Asked:
    """What the entries say of one question so far."""

    rule: str
    hash: str
    space: str | None = None
    upto: int = -1
    state: str = "open"
    answered_by: str | None = None


class AskLaw:
    """What goes by an answer was counted, and approved by somebody else than who answered, as it was read."""

    def __init__(self, report: Report, spill: Spill) -> None:
        """Begin before the first entry."""
        self._report, self._spill = report, spill
        self._asked: dict[str, Asked] = {}
        #: Which rules ask, by the version of the policy.
        self._asking: dict[int, frozenset[str]] = {}
        #: The spaces of conversations that are in one.
        self._spaces: dict[str, str] = {}

    def follow(self, position: int, entry: Entry, content: Content) -> None:
        """Look at the next entry."""
        kind, facts = str(entry.get("type")), entry.get("facts") or {}
        if kind in _WRITES:
            self._written(position, entry)
        elif kind == "conversation.created" and facts.get("space_id") is not None:
            self._spaces[entry["object"]] = facts["space_id"]
        elif kind == "policy.drafted":
            self._drafted(entry["version"], content)
        elif kind == "retention_ask.counted":
            self._counted(position, entry["object"], facts)
        elif kind == "retention_ask.moved":
            self._moved(position, entry, facts)
        elif kind in _ERASES:
            self._erased(position, entry, facts)

    def _written(self, position: int, entry: Entry) -> None:
        """Note where a message stands: what was released has the place of its delivery."""
        if entry["version"] == 1:
            self._spill.put(_PLACES, entry["object"], [position, entry["facts"]["conversation"]])

    def _drafted(self, version: int, content: Content) -> None:
        rules_of = (content or {}).get("document", {}).get("retention", [])
        asks = (one["id"] for one in rules_of if one.get("disposition", "ask") == "ask")
        self._asking[version] = frozenset(asks)

    def _counted(self, position: int, ask_id: str, facts: Mapping[str, Any]) -> None:
        found = self._asked.setdefault(ask_id, Asked(facts["rule"], facts["hash"]))
        found.hash, found.space, found.upto = facts["hash"], facts["space"], facts["upto"]
        if rules.hash_of(ask_id, facts) != found.hash:
            self._find(position, "ask_count_differs", "the hash is not that of what was counted")
        if found.state != "open":
            self._find(position, "ask_count_differs", "it was counted anew once it was answered")

    def _moved(self, position: int, entry: Entry, facts: Mapping[str, Any]) -> None:
        found, step = self._asked[entry["object"]], facts["step"]
        if step in ("answered", "approved", "reopened"):
            self._in_person(position, entry)
        if step in ("answered", "approved") and facts["hash"] != found.hash:
            self._find(position, "ask_count_differs", "something else was decided than was counted")
        if step == "answered":
            found.answered_by = str(entry["actor"])
        if step == "approved":
            self._approved(position, entry, found)
        found.state = facts["state"]

    def _in_person(self, position: int, entry: Entry) -> None:
        if entry.get("on_behalf_of") or str(entry["actor"]).startswith("service:"):
            self._find(position, "not_a_person", "a service did what people do themselves")

    def _approved(self, position: int, entry: Entry, found: Asked) -> None:
        if found.state != "proposed":
            self._find(position, "ask_not_proposed", "what nobody proposed to erase was approved")
        if found.answered_by in (None, entry["actor"]):
            self._find(position, "ask_decided_alone", "one person answered and approved it")

    def _erased(self, position: int, entry: Entry, facts: Mapping[str, Any]) -> None:
        if "decision" not in facts:
            if facts.get("rule") in self._asking.get(facts.get("policy_version", 0), ()):
                self._find(position, "ask_not_approved", "a rule that asks let it go unasked")
            return
        found = self._asked.get(facts["decision"])
        if found is None or found.state != "approved" or found.rule != facts.get("rule"):
            self._find(position, "ask_not_approved", "it went by an answer that lets nothing go")
        elif not self._is_about(found, entry):
            self._find(position, "ask_not_about_it", "its question was not about it")

    def _is_about(self, found: Asked, entry: Entry) -> bool:
        """Say whether a message stands in the space of a question, and by where that was counted."""
        place, where = self._spill.get(_PLACES, entry["object"]) or (None, None)
        return (
            place is not None
            and place <= found.upto
            and self._spaces.get(str(where)) == found.space
        )

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


ASKS: Final = rule("retention asks", AskLaw)
