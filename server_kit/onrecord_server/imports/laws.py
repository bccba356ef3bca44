"""The law of imports, asked of the record alone: what says that it was said elsewhere is of a kept file.

A kept file goes where something that it brought was erased, or where it brought nothing and its time is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]
_REQUESTS: Final = ("import_request.asked", "import_request.answered", "import_request.ended")
_SAYS: Final = frozenset({"message.created", "message.held", "message.blocked"})
_LOSES: Final = frozenset({"message.erased", "held.erased"})


@dataclass(slots=True)
class _Import:
    """What the entries say of one import so far."""

    state: str = "receiving"
    sha256: str | None = None
    said: int = 0
    #: Where the first entry stands that erased its file.
    gone: int | None = None


class ImportLaw:
    """No message is called imported but by a running import of a file whose hash is on the record."""

    def __init__(self, report: Report, _: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._imports: dict[str, _Import] = {}
        self._places: dict[str, str] = {}
        #: Hashes of files of which something was erased.
        self._lost: set[str | None] = set()
        self._released: set[str] = set()
        self._asked: dict[str, tuple[str, str]] = {}

    def follow(self, position: int, entry: Entry, content: Mapping[str, Any] | None) -> None:
        """Look at the next entry."""
        kind = str(entry.get("type"))
        if kind == "import.begun":
            self._imports[entry["object"]] = _Import()
            self._demand_consent(position, entry)
        elif kind in _REQUESTS:
            facts = entry["facts"]
            person = facts.get("person") or self._asked[entry["object"]][0]
            self._asked[entry["object"]] = person, facts.get("state", "asked")
        elif kind == "import.moved":
            self._moved(position, entry)
        elif kind == "message.released":
            self._released.add(entry["object"])
        elif kind == "import.erased":
            self._erased(position, entry)
        elif kind in _LOSES:
            self._loses(entry["facts"].get("conversation"))
        elif kind in _SAYS and entry["facts"].get("captured_via") == "import":
            self._said(position, entry)

    def _demand_consent(self, position: int, entry: Entry) -> None:
        """Nobody sends what somebody was asked for but they themselves, who had agreed."""
        request = entry["facts"].get("request")
        if request is not None and self._asked.get(request) != (entry["actor"], "agreed"):
            said = "who sent it was not asked for it, or had not agreed"
            self._find(position, "import_unasked", said)

    def _moved(self, position: int, entry: Entry) -> None:
        found, facts = self._imports[entry["object"]], entry["facts"]
        found.state, found.sha256 = facts["state"], facts.get("sha256")
        if facts["said"] != found.said:
            said = f"{found.said} messages are of this import, and it says {facts['said']}"
            self._find(position, "import_miscounted", said)
            found.said = facts["said"]
        if found.gone is not None and found.state == "running":
            said = f"its file was erased by entry {found.gone}"
            self._find(position, "import_without_file", said)

    def _loses(self, conversation: str | None) -> None:
        brought = self._imports.get(self._places.get(str(conversation), ""))
        if brought is not None:
            self._lost.add(brought.sha256)

    def _erased(self, position: int, entry: Entry) -> None:
        """A file goes with something that it brought; by a rule alone where it brought nothing."""
        found, by_rule = self._imports[entry["object"]], "rule" in entry["facts"]
        if found.state == "running":
            self._find(position, "import_file_destroyed", "its import was still reading it")
        elif by_rule and found.said:
            self._find(position, "import_file_destroyed", "a rule let it go that brought something")
        elif not by_rule and found.sha256 not in self._lost:
            self._find(position, "import_file_destroyed", "nothing that it brought was erased")
        found.gone = position if found.gone is None else found.gone

    def _said(self, position: int, entry: Entry) -> None:
        captured = entry["facts"]["captured"]
        found = self._imports.get(captured["import"])
        if entry["object"] in self._released:  # it was counted when it was kept back
            self._released.discard(entry["object"])
            return
        if found is None or found.state != "running":
            self._find(
                position, "import_forged", "no import was running that could have brought it"
            )
        elif found.sha256 is None or found.sha256 != captured["sha256"]:
            self._find(position, "import_forged", "it names another file than its import has")
        else:
            found.said += 1
            self._places[entry["facts"]["conversation"]] = captured["import"]

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


IMPORTS: Final = rule("imports", ImportLaw)
