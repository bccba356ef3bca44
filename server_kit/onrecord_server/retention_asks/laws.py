"""The law of questions, asked of the record alone: nothing goes by an answer that two people have not given."""

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


@dataclass(slots=True)
class Asked:
    """What the entries say of one question so far."""

    rule: str
    hash: str
    state: str = "open"
    answered_by: str | None = None


class AskLaw:
    """What goes by an answer was counted, and approved by somebody else than who answered, as it was read."""

    def __init__(self, report: Report, _: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._asked: dict[str, Asked] = {}

    def follow(self, position: int, entry: Entry, _: Content) -> None:
        """Look at the next entry."""
        kind, facts = str(entry.get("type")), entry.get("facts") or {}
        if kind == "retention_ask.counted":
            self._counted(position, entry["object"], facts)
        elif kind == "retention_ask.moved":
            self._moved(position, entry, facts)
        elif kind in _ERASES and "decision" in facts:
            self._erased(position, facts)

    def _counted(self, position: int, ask_id: str, facts: Mapping[str, Any]) -> None:
        found = self._asked.setdefault(ask_id, Asked(facts["rule"], facts["hash"]))
        found.hash = facts["hash"]
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

    def _erased(self, position: int, facts: Mapping[str, Any]) -> None:
        found = self._asked.get(facts["decision"])
        if found is None or found.state != "approved" or found.rule != facts.get("rule"):
            self._find(position, "ask_not_approved", "it went by an answer that lets nothing go")

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


ASKS: Final = rule("retention asks", AskLaw)
