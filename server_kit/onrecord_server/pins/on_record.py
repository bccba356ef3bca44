"""What the record says that the table of pins holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.pins.rows import pins
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _fold(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected | None]]:
    key = (entry["facts"]["conversation"], entry["object"])
    if entry["type"] == "message.unpinned":
        return [(key, None)]
    at = entry_micros(entry)
    return [(key, {"person": entry["actor"], "position": entry["position"], "at": at})]


CHECK: Final = register(
    StateCheck(
        noun="pin",
        table=pins,
        key=("conversation", "message"),
        types=frozenset({"message.pinned", "message.unpinned"}),
        fold=_fold,
    )
)
