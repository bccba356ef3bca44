"""What the record says that the table of lists of words holds; verification compares them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.moderation.documents import content_id
from onrecord_server.moderation.rows import lexicons
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _version(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["facts"]["name"], entry["version"])
    if entry["type"] == "lexicon.drafted":
        return [(key, _drafted(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    return [(key, row | _SAID[entry["type"]](entry))]


def _drafted(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    said = {name: facts[name] for name in ("purpose", "hash", "terms", "expressions")}
    return {
        **said,
        "language": facts.get("language"),
        "state": "draft",
        "author": entry["actor"],
        "content_id": content_id(facts["name"], entry["version"]),
        "created_at": entry_micros(entry),
        "approved_by": None,
        "approved_at": None,
    }


def _approved(entry: Mapping[str, Any]) -> Expected:
    by = {"approved_by": entry["actor"], "approved_at": entry_micros(entry)}
    return {"state": "approved", **by}


def _withdrawn(_: Mapping[str, Any]) -> Expected:
    return {"state": "withdrawn"}


_SAID: Final = {"lexicon.approved": _approved, "lexicon.withdrawn": _withdrawn}

LEXICONS: Final = register(
    StateCheck(
        "list of words",
        lexicons,
        ("name", "version"),
        frozenset({"lexicon.drafted", *_SAID}),
        _version,
    )
)
