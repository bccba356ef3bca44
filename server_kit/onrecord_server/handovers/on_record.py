"""What the record says that the table of hand-overs holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.handovers import rules
from onrecord_server.handovers.rows import handovers
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key, facts = (entry["object"],), entry["facts"]
    if entry["type"] == "handover.started":
        return [(key, _started(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    counts = {name: facts[name] for name in rules.COUNTED}
    if entry["type"] == "handover.advanced":
        return [(key, row | counts | {"cursor": facts["cursor"]})]
    over = {"state": facts["state"], "stopped_by": facts.get("stopped_by")}
    return [(key, row | counts | over | {"ended_at": entry_micros(entry)})]


def _started(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        "state": "running",
        "person": facts["person_id"],
        "successor": facts["successor_id"],
        "started_by": entry["actor"],
        "reason_code": facts["reason_code"],
        "started_at": entry_micros(entry),
        "ended_at": None,
        "stopped_by": None,
        "cursor": "",
        **dict.fromkeys(rules.COUNTED, 0),
    }


CHECK: Final = register(
    StateCheck(
        noun="hand-over",
        table=handovers,
        key=("id",),
        types=frozenset({"handover.started", "handover.advanced", "handover.ended"}),
        fold=_fold,
    )
)
