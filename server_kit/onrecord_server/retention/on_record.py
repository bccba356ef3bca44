"""What the record says that the table of runs holds; verification compares the two."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.retention.rows import runs


_MOVES: Final = ("position", "first_position", "last_position")


def written(counts: Mapping[str, Any]) -> str:
    """Return counts as the table holds them."""
    return json.dumps(counts, sort_keys=True)


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key, facts = (entry["object"],), entry["facts"]
    if entry["type"] == "retention.begun":
        return [(key, _begun(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    moved = {name: facts.get(name) for name in _MOVES} | {"counts": written(facts["counts"])}
    if entry["type"] == "retention.ended":
        moved |= {"state": "done", "ended_at": entry_micros(entry)}
        moved |= {"ended_position": entry["position"]}
    return [(key, row | moved)]


def _begun(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    nothing = dict.fromkeys(("first_position", "last_position", "ended_at", "ended_position"))
    return {
        "policy_version": facts["policy_version"],
        "state": "running",
        "position": -1,
        "upto": facts["upto"],
        "counts": "{}",
        "begun_at": entry_micros(entry),
        **nothing,
    }


CHECK: Final = register(
    StateCheck(
        noun="run of retention",
        table=runs,
        key=("id",),
        types=frozenset({"retention.begun", "retention.advanced", "retention.ended"}),
        fold=_fold,
    )
)
