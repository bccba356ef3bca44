"""What the record says that the table of self-checks holds, and how its events are told."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.checks.changes import HOUSE, written
from onrecord_server.checks.rows import self_checks
from onrecord_server.core.stream import Stored, composes
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.record.story import tells


_SUMS: Final = ("entries", "versions", "erased", "checkpoint")


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key, facts = (entry["object"],), entry["facts"]
    if entry["type"] == "record.check_begun":
        return [(key, _begun(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    said = {name: facts[name] for name in (*_SUMS, "state")}
    said |= {"counts": written(facts["counts"]), "ended_at": entry_micros(entry)}
    return [(key, row | said | {"ended_position": entry["position"]})]


def _begun(entry: Mapping[str, Any]) -> Expected:
    return {
        "state": "running",
        "asked_by": entry["actor"] if entry["facts"]["asked"] else None,
        "begun_at": entry_micros(entry),
        "ended_at": None,
        **dict.fromkeys(_SUMS, 0),
        "counts": "{}",
        "ended_position": None,
    }


CHECK: Final = register(
    StateCheck(
        noun="self-check",
        table=self_checks,
        key=("id",),
        types=frozenset({"record.check_begun", "record.check_ended"}),
        fold=_fold,
    )
)


@composes("record.check_begun", "record.check_ended")
def _event(item: Stored) -> dict[str, Any]:
    return {"check_id": item.entry["object"]}


@composes("record.alarmed")
def _alarm_event(item: Stored) -> dict[str, Any]:
    return {"check_id": item.entry["object"], "findings": item.entry["facts"]["findings"]}


@tells("record.check_begun")
def _tells_begun(entry: Any) -> str:
    return "began to check the record" if entry["actor"] == HOUSE else "had the record checked"


@tells("record.check_ended")
def _tells_ended(entry: Any) -> str:
    facts = entry["facts"]
    said = f"{facts['entries']} entries, {sum(facts['counts'].values())} findings"
    return f"checked the record: {facts['state']} ({said})"


@tells("record.alarmed")
def _tells_alarm(entry: Any) -> str:
    return f"told who answers for the record that it does not hold: {entry['facts']['findings']} findings"
