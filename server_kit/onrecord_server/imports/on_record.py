"""What the record says that the table of imports holds, and how its events are told."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.core.stream import Stored, composes
from onrecord_server.imports import rules
from onrecord_server.imports.rows import import_places, imports
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


_SAID: Final = {"state": "state", "sha256": "sha256", "tz": "tz", "order": "date_order"}


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    if entry["type"] == "import.begun":
        return [(key, _begun(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    facts = entry["facts"]
    if entry["type"] == "import.erased":
        first = row["erased_position"]
        return [(key, row | {"erased_position": entry["position"] if first is None else first})]
    if entry["type"] == "import.received":
        return [(key, row | {"parts": facts["number"], "size": row["size"] + facts["size"]})]
    moved = {column: facts[name] for name, column in _SAID.items() if name in facts}
    counts = {name: facts[name] for name in rules.COUNTS}
    chosen = {"choices_id": entry["content"]} if entry.get("content") else {}
    return [(key, row | moved | counts | chosen)]


def _begun(entry: Mapping[str, Any]) -> Expected:
    return {
        "format": entry["facts"]["format"],
        "state": "receiving",
        "content_id": entry["content"],
        "choices_id": None,
        "parts": 0,
        "size": 0,
        "sha256": None,
        "tz": None,
        "date_order": None,
        **dict.fromkeys(rules.COUNTS, 0),
        "request": entry["facts"].get("request"),
        "created_by": entry["actor"],
        "created_at": entry_micros(entry),
        "erased_position": None,
    }


def _place(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    """Return which import brought what was said where: each message of it says so."""
    facts = entry["facts"]
    if facts.get("captured_via") == "import":
        yield (facts["conversation"],), {"import_id": facts["captured"]["import"]}


CHECK: Final = register(
    StateCheck(
        noun="import",
        table=imports,
        key=("id",),
        types=frozenset({"import.begun", "import.received", "import.moved", "import.erased"}),
        fold=_fold,
    )
)
PLACES: Final = register(
    StateCheck(
        noun="place of an import",
        table=import_places,
        key=("conversation",),
        types=frozenset({"message.created", "message.held", "message.blocked"}),
        fold=_place,
    )
)


@composes("import.begun", "import.received", "import.taken", "import.moved", "import.erased")
def _event(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    names = ("format", "number", "size", "state", *rules.COUNTS)
    said = {name: facts[name] for name in names if name in facts}
    return {"import_id": item.entry["object"], **said}
