"""What the record says that the table of data keys holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.encryption.rows import data_keys
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _fold(
    entry: Mapping[str, Any], known: Known, _: Folded
) -> Iterable[tuple[Key, Expected | None]]:
    key = (entry["object"],)
    if entry["type"] == "encryption.key_made":
        return [(key, {**entry["facts"], "created_at": entry_micros(entry)})]
    return [(key, {**(known(key) or {}), **entry["facts"]})]


DATA_KEYS: Final = register(
    StateCheck(
        "data key",
        data_keys,
        ("id",),
        frozenset({"encryption.key_made", "encryption.key_rewrapped"}),
        _fold,
    )
)
