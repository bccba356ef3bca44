"""What the record says that the table of preferences holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.preferences.rows import preferences
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _fold(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    yield (entry["object"],), {"content_id": entry["content"], "version": entry["version"]}


CHECK: Final = register(
    StateCheck(
        noun="preferences",
        table=preferences,
        key=("person",),
        types=frozenset({"preferences.changed"}),
        fold=_fold,
    )
)
