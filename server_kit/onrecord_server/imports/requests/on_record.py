"""What the record says that the table of requests holds, and how its events are told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.core.stream import Stored, composes
from onrecord_server.imports.requests.rows import import_requests
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    if entry["type"] == "import_request.asked":
        return [(key, _asked(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    state, at = {"state": entry["facts"]["state"]}, entry_micros(entry)
    if entry["type"] == "import_request.answered":
        return [(key, row | state | {"answer_id": entry.get("content"), "answered_at": at})]
    return [(key, row | state | {"ended_at": at})]


def _asked(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        "person": facts["person"],
        "format": facts["format"],
        "state": "asked",
        "content_id": entry["content"],
        "answer_id": None,
        "policy_version": facts["policy_version"],
        "since": _micros(facts, "since"),
        "until": _micros(facts, "until"),
        "requested_by": entry["actor"],
        "requested_at": entry_micros(entry),
        "due_at": _micros(facts, "due_at"),
        "answered_at": None,
        "ended_at": None,
    }


def _micros(facts: Mapping[str, Any], name: str) -> int | None:
    return micros(datetime.fromisoformat(facts[name])) if name in facts else None


_TYPES: Final = ("import_request.asked", "import_request.answered", "import_request.ended")
CHECK: Final = register(
    StateCheck("request for chats", import_requests, ("id",), frozenset(_TYPES), _fold)
)


@composes(*_TYPES)
def _event(item: Stored) -> dict[str, Any]:
    state = item.entry["facts"].get("state", "asked")
    return {"request_id": item.entry["object"], "state": state}
