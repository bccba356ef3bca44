"""What the record says that the table of what is asked holds; verification compares the two."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.retention_asks.rows import retention_asks
from onrecord_server.retention_asks.rules import SEALED


_WENT: Final = ("erased", "still_held", "kept")
_ANSWER: Final = ("answered_by", "answered_at", "answer_content_id", "until")


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    row = known(key)
    if entry["type"] == "retention_ask.counted":
        return [(key, (row or _new(entry)) | _counted(entry))]
    if row is None:
        raise KeyError(entry["object"])
    if entry["type"] == "retention_ask.advanced":
        return [(key, row | {name: entry["facts"][name] for name in ("position", *_WENT)})]
    facts = entry["facts"]
    return [(key, row | {"state": facts["state"]} | _STEPS[facts["step"]](entry))]


def _new(entry: Mapping[str, Any]) -> Expected:
    empty = (*_ANSWER, "approved_by", "refused_by", "refusal_content_id", "ended_at")
    return {
        "state": "open",
        "asked_at": entry_micros(entry),
        "position": -1,
        **dict.fromkeys(_WENT, 0),
        **dict.fromkeys((*empty, "ended_position")),
    }


def _counted(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    counted = {name: facts[name] for name in (*SEALED, "hash")}
    return {**counted, "counted_at": entry_micros(entry)}


def _answered(entry: Mapping[str, Any]) -> Expected:
    until = entry["facts"].get("until")
    by = {"answered_by": entry["actor"], "answered_at": entry_micros(entry)}
    said = {"answer_content_id": entry["content"]}
    return {**by, **said, "until": None if until is None else micros(datetime.fromisoformat(until))}


def _approved(entry: Mapping[str, Any]) -> Expected:
    return {"approved_by": entry["actor"]}


def _reopened(entry: Mapping[str, Any]) -> Expected:
    by = {"refused_by": entry["actor"], "refusal_content_id": entry["content"]}
    return {**dict.fromkeys(_ANSWER), **by}


def _ended(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    over: Expected = {"ended_at": entry_micros(entry)}
    if "erased" not in facts:
        return over
    went = {name: facts[name] for name in _WENT}
    return {**over, **went, "ended_position": entry["position"]}


_STEPS: Final[Mapping[str, Callable[[Mapping[str, Any]], Expected]]] = {
    "answered": _answered,
    "approved": _approved,
    "reopened": _reopened,
    "carried_out": _ended,
    "lapsed": _ended,
}
CHECK: Final = register(
    StateCheck(
        noun="question of retention",
        table=retention_asks,
        key=("id",),
        types=frozenset({"retention_ask.counted", "retention_ask.moved", "retention_ask.advanced"}),
        fold=_fold,
    )
)
