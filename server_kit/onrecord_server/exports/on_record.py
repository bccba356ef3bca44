"""What the record says that the table of exports holds, and how its events are told."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.core.stream import Stored, composes
from onrecord_server.exports.rows import exports
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


_MOVES: Final = ("state", "approved_by", "upto", "size", "manifest_sha256", "reason")


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key, facts = (entry["object"],), entry["facts"]
    if entry["type"] == "export.begun":
        return [(key, _begun(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    said = {name: facts[name] for name in _MOVES if name in facts}
    begins = {"position": entry["position"], "reason": None} if facts["state"] == "running" else {}
    return [(key, row | said | begins)]


def _begun(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        "grant": facts["grant"],
        "formats": ",".join(facts["formats"]),
        "requester": entry["actor"],
        "requested_at": entry_micros(entry),
        "position": None,
        "since": facts.get("since"),
        "until": facts.get("until"),
        "sealed_to": facts.get("sealed_to"),
        **dict.fromkeys(_MOVES),
        "state": "requested",
    }


CHECK: Final = register(
    StateCheck(
        noun="export",
        table=exports,
        key=("id",),
        types=frozenset({"export.begun", "export.moved"}),
        fold=_fold,
    )
)


@composes("export.begun")
def _begun_event(item: Stored) -> dict[str, Any]:
    return {"archive_id": item.entry["object"], "grant_id": item.entry["facts"]["grant"]}


@composes("export.moved")
def _moved_event(item: Stored) -> dict[str, Any]:
    return {"archive_id": item.entry["object"], "state": item.entry["facts"]["state"]}
