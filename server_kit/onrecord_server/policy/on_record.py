"""What the record says that the tables of the policy hold; verification compares them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.policy.documents import content_id
from onrecord_server.policy.rows import (
    notice_templates,
    policies,
    policy_acknowledgements,
    policy_approvals,
)
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _version(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["version"],)
    row = known(key)
    if entry["type"] == "policy.drafted":
        row = row or {"author": entry["actor"], "created_at": entry_micros(entry)}
    if row is None:
        raise KeyError(entry["object"])
    return [(key, row | _SAID[entry["type"]](entry))]


def _drafted(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    name = content_id(entry["version"], facts["revision"])
    return {**facts, "state": "draft", "content_id": name}


def _proposed(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    told = {name: facts[name] for name in ("material", "needs")}
    return {
        "state": "proposed",
        "base": facts.get("base"),
        "effective_from": _micros(facts.get("effective_from")),
        **told,
    }


def _decided(entry: Mapping[str, Any]) -> Expected:
    return {"state": "approved", "effective_from": _micros(entry["facts"]["effective_from"])}


def _micros(text: str | None) -> int | None:
    return None if text is None else micros(datetime.fromisoformat(text))


def _withdrawn(_: Mapping[str, Any]) -> Expected:
    return {"state": "withdrawn"}


_SAID: Final = {
    "policy.drafted": _drafted,
    "policy.proposed": _proposed,
    "policy.decided": _decided,
    "policy.withdrawn": _withdrawn,
}


def _approved(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    row = {"hash": entry["facts"]["hash"], "at": entry_micros(entry)}
    return [((entry["version"], entry["actor"]), row)]


def _acknowledged(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    facts = entry["facts"]
    row = {
        "hash": facts["hash"],
        "locale": facts["locale"],
        "at": entry_micros(entry),
        "on_behalf_of": entry.get("on_behalf_of"),
        "position": entry["position"],
    }
    return [((facts["person_id"], entry["version"]), row)]


VERSIONS: Final = register(StateCheck("policy", policies, ("version",), frozenset(_SAID), _version))
APPROVALS: Final = register(
    StateCheck(
        "approval",
        policy_approvals,
        ("version", "person"),
        frozenset({"policy.approved"}),
        _approved,
    )
)
ACKNOWLEDGED: Final = register(
    StateCheck(
        "policy acknowledgement",
        policy_acknowledgements,
        ("person", "version"),
        frozenset({"policy.acknowledged"}),
        _acknowledged,
    )
)


def _worded(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    facts = entry["facts"]
    row = {
        **{name: facts[name] for name in ("locale", "locales", "hash")},
        "content_id": entry["content"],
        "author": entry["actor"],
        "at": entry_micros(entry),
    }
    return [((facts["kind"], entry["version"]), row)]


TEMPLATES: Final = register(
    StateCheck(
        "words for notices",
        notice_templates,
        ("kind", "version"),
        frozenset({"template.set"}),
        _worded,
    )
)
