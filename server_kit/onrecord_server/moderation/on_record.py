"""What the record says that the tables of moderation hold; verification compares them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.moderation.documents import content_id
from onrecord_server.moderation.rows import freezes, hits, lexicons
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


_OF_HITS: Final = (
    *("conversation", "trigger", "kind", "severity", "action", "lexicon", "lexicon_version"),
    *("spans", "policy_version", "policy_hash"),
)


def _flagged(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    facts = entry["facts"]
    row = {
        **{name: facts.get(name) for name in _OF_HITS},
        "message": entry["object"],
        "version": entry["version"],
        "author": facts.get("author", entry["actor"]),
        "content_id": entry["content"],
        "at": entry_micros(entry),
        "position": entry["position"],
    }
    return [((facts["hit"],), row)]


HITS: Final = register(StateCheck("hit", hits, ("id",), frozenset({"message.flagged"}), _flagged))


def _frozen(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    facts, at = entry["facts"], entry_micros(entry)
    key = (facts["person_id"],)
    if entry["type"] == "person.unfrozen":
        return [(key, (known(key) or {}) | {"ends_at": at})]
    row = {name: facts.get(name) for name in ("trigger", "reason", "message")} | {"begins_at": at}
    return [(key, {**row, "ends_at": micros(datetime.fromisoformat(facts["ends_at"]))})]


FREEZES: Final = register(
    StateCheck(
        "freeze", freezes, ("person",), frozenset({"person.frozen", "person.unfrozen"}), _frozen
    )
)
