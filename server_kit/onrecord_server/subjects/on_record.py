"""What the record says that the table of cards holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.subjects.rows import subjects


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    if entry["type"] == "subject.removed":
        return [(key, (known(key) or {}) | {"removed": True})]
    described = {
        "subject": entry["facts"]["subject"],
        "visible": entry["facts"]["visible"],
        "version": entry["version"],
        "content_id": entry["content"],
        "removed": False,
        "author": entry["actor"],
        "updated_at": entry_micros(entry),
    }
    return [(key, described)]


CHECK: Final = register(
    StateCheck(
        noun="subject",
        table=subjects,
        key=("id",),
        types=frozenset({"subject.described", "subject.removed"}),
        fold=_fold,
    )
)
