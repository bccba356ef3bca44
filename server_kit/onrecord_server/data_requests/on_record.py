"""What the record says that the table of requests holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.data_requests.rows import data_archives, data_requests
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _micros(text: str) -> int:
    return micros(datetime.fromisoformat(text))


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    if entry["type"] == "data_request.made":
        return [(key, _made(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    if entry["type"] == "data_request.weighed":
        return [(key, row | _weighed(entry))]
    facts = entry["facts"]
    if entry["type"] == "data_request.advanced":
        return [(key, row | _advanced(facts))]
    return [(key, row | {"state": facts["state"]} | _STEPS[facts["step"]](entry))]


def _advanced(facts: Mapping[str, Any]) -> Expected:
    next_at = facts["next_at"]
    on = {name: facts[name] for name in ("position", "going")}
    return {**on, "next_at": None if next_at is None else _micros(next_at)}


def _made(entry: Mapping[str, Any]) -> Expected:
    facts, own = entry["facts"], entry["facts"]["person_id"] == entry["actor"]
    empty = (
        *("extended_content_id", "identified_content_id", "weighed_by", "weighed_at"),
        *("weighing_content_id", "weighing_hash", "approved_by", "answer_content_id"),
        *("until", "ended_at", "ended_position", "upto", "next_at"),
    )
    return {
        "kind": facts["kind"],
        "state": "identified" if own else "received",
        "person": facts["person_id"],
        "made_by": entry["actor"],
        "content_id": entry.get("content"),
        "received_at": entry_micros(entry),
        "due_at": _micros(facts["due_at"]),
        "identified_by": entry["actor"] if own else None,
        "erased": 0,
        "left_over": 0,
        "position": -1,
        "going": 0,
        **dict.fromkeys(empty),
    }


def _weighed(entry: Mapping[str, Any]) -> Expected:
    by = {"weighed_by": entry["actor"], "weighed_at": entry_micros(entry)}
    sealed = {"weighing_content_id": entry["content"], "weighing_hash": entry["facts"]["hash"]}
    return {"state": "weighed", **by, **sealed}


def _identified(entry: Mapping[str, Any]) -> Expected:
    return {"identified_by": entry["actor"], "identified_content_id": entry["content"]}


def _extended(entry: Mapping[str, Any]) -> Expected:
    due_at = _micros(entry["facts"]["due_at"])
    return {"due_at": due_at, "extended_content_id": entry["content"]}


def _approved(entry: Mapping[str, Any]) -> Expected:
    facts, over = entry["facts"], entry["facts"]["state"] == "done"
    said = {"approved_by": entry["actor"], "upto": facts["upto"]}
    said |= {"answer_content_id": entry.get("content")}
    if "archive" in facts:
        return said
    return said | {"ended_at" if over else "next_at": entry_micros(entry)}


def _refused(entry: Mapping[str, Any]) -> Expected:
    until = entry["facts"].get("until")
    said = {"ended_at": entry_micros(entry), "answer_content_id": entry["content"]}
    return said | {"until": None if until is None else _micros(until)}


def _lifted(entry: Mapping[str, Any]) -> Expected:
    return {"answer_content_id": entry["content"], "next_at": entry_micros(entry)}


def _withdrawn(entry: Mapping[str, Any]) -> Expected:
    return {"ended_at": entry_micros(entry), "next_at": None}


def _carried_out(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    counts = {"erased": facts["erased"], "left_over": facts["left"]}
    return {**counts, "ended_at": entry_micros(entry), "ended_position": entry["position"]}


def _copied(entry: Mapping[str, Any]) -> Expected:
    return {"ended_at": entry_micros(entry), "ended_position": entry["position"]}


def _nothing(_: Mapping[str, Any]) -> Expected:
    return {}


_STEPS: Final = {
    "copied": _copied,
    "stopped": _nothing,
    "opened": _nothing,
    "identified": _identified,
    "extended": _extended,
    "approved": _approved,
    "refused": _refused,
    "lifted": _lifted,
    "withdrawn": _withdrawn,
    "carried_out": _carried_out,
}
CHECK: Final = register(
    StateCheck(
        noun="request about data",
        table=data_requests,
        key=("id",),
        types=frozenset(
            {
                "data_request.made",
                "data_request.weighed",
                "data_request.moved",
                "data_request.advanced",
            }
        ),
        fold=_fold,
    )
)


def _fold_copy(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key, facts = (entry["object"],), entry["facts"]
    if facts["step"] == "approved":
        return [(key, _begun(facts))] if "archive" in facts else []
    row = known(key)
    if row is None:
        return []
    return [(key, row | _COPIES.get(facts["step"], _nothing)(entry))]


def _begun(facts: Mapping[str, Any]) -> Expected:
    known = {"state": "running", "bytes_id": facts["archive"], "upto": facts["upto"]}
    return {**known, **dict.fromkeys(("size", "sha256", "until", "opened_at"))}


def _written(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    bytes_ = {name: facts[name] for name in ("size", "sha256")}
    return {"state": "done", "until": _micros(facts["until"]), **bytes_}


def _was_opened(entry: Mapping[str, Any]) -> Expected:
    return {"opened_at": entry_micros(entry)}


def _ended(_: Mapping[str, Any]) -> Expected:
    return {"state": "over"}


def _given_up(entry: Mapping[str, Any]) -> Expected:
    return {"state": entry["facts"]["reason"]}


_COPIES: Final = {
    "copied": _written,
    "opened": _was_opened,
    "stopped": _given_up,
    "refused": _ended,
    "withdrawn": _ended,
}
COPIES: Final = register(
    StateCheck(
        noun="copy of somebody's data",
        table=data_archives,
        key=("id",),
        types=frozenset({"data_request.moved"}),
        fold=_fold_copy,
    )
)
