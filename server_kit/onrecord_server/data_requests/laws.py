"""The law of requests, asked of the record alone: nothing goes by one that two people have not let go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord_server.data_requests import rules
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]
Content = Mapping[str, Any] | None
_ERASES: Final = frozenset({"message.erased", "held.erased"})


@dataclass(slots=True)
class Asked:
    """What the entries say of one request so far."""

    kind: str
    person: str
    weighed_by: str | None = None
    hash: str | None = None
    approved: bool = False
    over: bool = False


class RequestLaw:
    """What goes by a request was let go by somebody else than who asked and who weighed it."""

    def __init__(self, report: Report, _: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._asked: dict[str, Asked] = {}

    def follow(self, position: int, entry: Entry, content: Content) -> None:
        """Look at the next entry."""
        kind, facts = str(entry.get("type")), entry.get("facts") or {}
        if kind == "data_request.made":
            self._asked[entry["object"]] = Asked(facts["kind"], facts["person_id"])
        elif kind == "data_request.weighed":
            self._weighed(position, entry, content)
        elif kind == "data_request.moved":
            self._moved(position, entry)
        elif kind in _ERASES and "request" in facts:
            self._erased(position, facts["request"])

    def _weighed(self, position: int, entry: Entry, content: Content) -> None:
        found, digest = self._asked[entry["object"]], entry["facts"]["hash"]
        if content is not None and rules.hash_of(content) != digest:
            self._find(
                position, "request_weighing_differs", "the hash is not that of what was weighed"
            )
        found.weighed_by, found.hash = entry["actor"], digest

    def _moved(self, position: int, entry: Entry) -> None:
        found, step = self._asked[entry["object"]], entry["facts"]["step"]
        if step in ("identified", "extended", "approved", "refused", "lifted"):
            self._by_another(position, entry, found)
        if step == "opened" and str(entry["actor"]) != found.person:
            self._find(position, "archive_opened_by_another", "a copy was opened for somebody else")
        if step == "approved":
            self._approved(position, entry, found)
        found.over = found.over or step in ("refused", "withdrawn")

    def _by_another(self, position: int, entry: Entry, found: Asked) -> None:
        actor = str(entry["actor"])
        if actor == found.person:
            self._find(position, "request_decided_oneself", "who asked has decided")
        if entry.get("on_behalf_of") or actor.startswith("service:"):
            self._find(position, "not_a_person", "a service did what people do themselves")

    def _approved(self, position: int, entry: Entry, found: Asked) -> None:
        found.approved = not found.over
        if found.kind not in rules.TWO_PEOPLE:
            return
        if found.weighed_by in (None, entry["actor"]):
            self._find(position, "request_decided_alone", "one person weighed and approved it")
        if entry["facts"].get("hash") != found.hash:
            self._find(position, "request_weighing_differs", "something else was approved")

    def _erased(self, position: int, request: str) -> None:
        found = self._asked.get(request)
        if found is None or found.kind != "erasure" or not found.approved or found.over:
            self._find(
                position, "request_not_approved", "it went by a request that lets nothing go"
            )

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


REQUESTS: Final = rule("requests", RequestLaw)
