"""What the record says that the table of saved messages holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.saved.rows import saved


def _fold(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected | None]]:
    key = (entry["actor"], entry["object"])
    if entry["type"] == "message.unsaved":
        return [(key, None)]
    conversation, at = entry["facts"]["conversation"], entry_micros(entry)
    return [(key, {"conversation": conversation, "position": entry["position"], "at": at})]


CHECK: Final = register(
    StateCheck(
        noun="saved message",
        table=saved,
        key=("person", "message"),
        types=frozenset({"message.saved", "message.unsaved"}),
        fold=_fold,
    )
)
