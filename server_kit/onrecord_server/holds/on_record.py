"""What the record says that the tables of holds hold; verification compares them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.holds.rows import custodians, holds
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _micros(text: str) -> int:
    return micros(datetime.fromisoformat(text))


def _hold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    if entry["type"] == "hold.placed":
        return [(key, _placed(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    return [(key, row | _SAID[entry["type"]](entry))]


def _placed(entry: Mapping[str, Any]) -> Expected:
    facts, at = entry["facts"], entry_micros(entry)
    names = ("approved_by", "release_asked_by", "release_content_id", "ended_by", "ended_at")
    return {
        "state": "requested" if facts["silent"] else "open",
        "silent": facts["silent"],
        "requester": entry["actor"],
        "scope_hash": facts["scope_hash"],
        "revision": 1,
        "content_id": entry["content"],
        "requested_at": at,
        "opened_at": None if facts["silent"] else at,
        **dict.fromkeys((*names, "refusal_content_id")),
    }


def _approved(entry: Mapping[str, Any]) -> Expected:
    return {"state": "open", "opened_at": entry_micros(entry), "approved_by": entry["actor"]}


def _widened(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    said = {name: facts[name] for name in ("scope_hash", "revision")}
    return {**said, "content_id": entry["content"]}


def _ended(entry: Mapping[str, Any]) -> Expected:
    return {"ended_by": entry["actor"], "ended_at": entry_micros(entry)}


def _refused(entry: Mapping[str, Any]) -> Expected:
    state = entry["facts"]["state"]
    stays = {"release_asked_by": None, "release_content_id": None}
    more = _ended(entry) if state == "refused" else stays
    return {"state": state, "refusal_content_id": entry["content"], **more}


def _release_asked(entry: Mapping[str, Any]) -> Expected:
    asked = {"release_asked_by": entry["actor"], "release_content_id": entry["content"]}
    return {"state": "releasing", **asked}


def _released(entry: Mapping[str, Any]) -> Expected:
    return {"state": "released", **_ended(entry)}


_SAID: Final = {
    "hold.approved": _approved,
    "hold.widened": _widened,
    "hold.refused": _refused,
    "hold.release_asked": _release_asked,
    "hold.released": _released,
}


def _custodian(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    facts, at = entry["facts"], entry_micros(entry)
    key = (entry["object"], facts["person_id"])
    if facts.get("what") == "asked":
        return [(key, _asked(facts, at))]
    row = known(key)
    if row is None:
        raise KeyError(facts["person_id"])
    if entry["type"] == "hold.acknowledged":
        return [(key, row | {"acknowledged_at": at, "remind_at": None})]
    if facts["what"] == "lifted":
        return [(key, row | {"lifted_at": at, "remind_at": None})]
    again = {"reminded_at": at, "remind_at": _micros(facts["remind_at"])}
    return [(key, row | {"reminders": row["reminders"] + 1, **again})]


def _asked(facts: Mapping[str, Any], at: int | None) -> Expected:
    return {
        "revision": facts["revision"],
        "told_at": at,
        "due_at": _micros(facts["due_at"]),
        "remind_at": _micros(facts["remind_at"]),
        "reminders": 0,
        "reminded_at": None,
        "acknowledged_at": None,
        "lifted_at": None,
    }


HOLDS: Final = register(
    StateCheck("hold", holds, ("id",), frozenset({"hold.placed", *_SAID}), _hold)
)
CUSTODIANS: Final = register(
    StateCheck(
        "custodian of a hold",
        custodians,
        ("hold", "person"),
        frozenset({"hold.told", "hold.acknowledged"}),
        _custodian,
    )
)
