"""What the record says that the tables of oversight hold; verification compares them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.oversight import rules
from onrecord_server.oversight.rows import disclosures, grant_approvals, grants, impersonations
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _micros(text: str | None) -> int | None:
    return None if text is None else micros(datetime.fromisoformat(text))


_REQUEST: Final = (
    *("trigger", "kind", "duty", "scope_hash", "policy_version", "policy_hash"),
    *("lasts", "approvals_needed"),
)


def _grant(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    if entry["type"] == "grant.requested":
        return [(key, _requested(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    return [(key, row | _SAID[entry["type"]](entry))]


def _requested(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        **{name: facts[name] for name in _REQUEST},
        "state": "requested",
        "requester": entry["actor"],
        "requested_at": entry_micros(entry),
        "deferred_until": _micros(facts.get("deferred_until")),
        "content_id": entry["content"],
    }


def _opened(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        "state": "open",
        "opened_at": entry_micros(entry),
        "expires_at": _micros(facts["expires_at"]),
        "review_due": _micros(facts.get("review_due")),
    }


def _ended(entry: Mapping[str, Any]) -> Expected:
    state = entry["type"].removeprefix("grant.")
    return {"state": state, "ended_by": entry["actor"], "ended_content_id": entry["content"]}


def _reviewed(entry: Mapping[str, Any]) -> Expected:
    return {"reviewed_by": entry["actor"], "review_content_id": entry["content"]}


_SAID: Final = {
    "grant.opened": _opened,
    "grant.denied": _ended,
    "grant.closed": _ended,
    "grant.reviewed": _reviewed,
}


def _approved(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    row = {"scope_hash": entry["facts"]["scope_hash"], "at": entry_micros(entry)}
    return [((entry["object"], entry["actor"]), row)]


def _looked(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    if rules.is_look(entry):
        return []
    facts = entry["facts"]
    row = {
        **{name: facts[name] for name in ("conversation", "messages", "low", "high")},
        "grant": entry["object"],
        "at": entry_micros(entry),
        "position": entry["position"],
        "look": facts.get("look", "read"),
    }
    until = _micros(facts.get("visible_from"))
    return [((facts["disclosure"],), {**row, "visible_from": until or entry_micros(entry)})]


def _used(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    at = entry_micros(entry)
    row = {
        "person": entry["actor"],
        "service": entry["on_behalf_of"],
        "hour": None if at is None else rules.hour_of(at),
        "at": at,
        "position": entry["position"],
    }
    return [((entry["facts"]["use"],), row)]


GRANTS: Final = register(
    StateCheck("grant", grants, ("id",), frozenset({"grant.requested", *_SAID}), _grant)
)
APPROVALS: Final = register(
    StateCheck(
        "grant approval",
        grant_approvals,
        ("grant", "person"),
        frozenset({"grant.approved"}),
        _approved,
    )
)
LOOKS: Final = register(
    StateCheck("disclosure", disclosures, ("id",), frozenset({"disclosure.made"}), _looked)
)
IMPERSONATIONS: Final = register(
    StateCheck(
        "impersonation",
        impersonations,
        ("id",),
        frozenset({"impersonation.used"}),
        _used,
    )
)
