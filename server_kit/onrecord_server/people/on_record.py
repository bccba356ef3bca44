"""What the record says that the table of people holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.people.rows import people
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


_STATUS: Final = {"person.deactivated": "deactivated", "person.reactivated": "active"}


def _fold(
    entry: Mapping[str, Any], known: Known, content: Folded
) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"].removeprefix("person:"),)
    row = known(key)
    if entry["type"] == "person.added":
        row = {"status": "active", "created_at": entry_micros(entry), "tokens_after": 0}
    if row is None:
        raise KeyError(entry["object"])
    if entry["type"] in _STATUS:
        return [(key, row | {"status": _STATUS[entry["type"]]})]
    if entry["type"] == "person.signed_out":
        return [(key, row | {"tokens_after": entry_micros(entry)})]
    said = {} if content is None else {"name": content["name"]}
    return [(key, row | {"version": entry["version"]} | said)]


CHECK: Final = register(
    StateCheck(
        noun="person",
        table=people,
        key=("id",),
        types=frozenset({"person.added", "person.updated", "person.signed_out", *_STATUS}),
        fold=_fold,
    )
)
