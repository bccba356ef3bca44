"""What the record says that the table of messages holds; verification compares the two."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.messages.rows import held, messages
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    if entry["type"] == "message.created":
        return [(key, _created(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    return [(key, row | _CHANGES[entry["type"]](entry))]


def _created(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        "position": entry["position"],
        "conversation": facts["conversation"],
        "author": entry["actor"],
        "on_behalf_of": entry.get("on_behalf_of"),
        "reply_to": facts.get("reply_to"),
        "thread": facts.get("thread"),
        "thread_author": facts.get("thread_author"),
        "in_channel": facts.get("in_channel", True),
        "priority": facts.get("priority", "normal"),
        "acknowledge": facts.get("acknowledge", False),
        **_named(facts),
        "content_id": entry["content"],
        "version": 1,
        "state": "active",
        "created_at": entry_micros(entry),
        "said_at": _said_at(entry),
        "edited_at": None,
        "removed_at": None,
        "removed_by": None,
        "removal_content_id": None,
    }


def _said_at(entry: Mapping[str, Any]) -> int | None:
    """Return when a message was said that was imported; it is on the record since it was brought."""
    captured = entry["facts"].get("captured")
    if captured is None:
        return None
    return micros(datetime.fromisoformat(captured["said_at"]))


def _edited(entry: Mapping[str, Any]) -> Expected:
    return {
        "version": entry["version"],
        "content_id": entry["content"],
        "edited_at": entry_micros(entry),
        **_named(entry["facts"]),
    }


def _named(facts: Mapping[str, Any]) -> Expected:
    """Roles as the table holds them; who is named one by one has a table of their own."""
    roles = facts.get("roles")
    return {"wide": facts.get("wide"), "roles": json.dumps(roles) if roles else None}


def _removed(entry: Mapping[str, Any]) -> Expected:
    return {
        "state": "removed",
        "removed_at": entry_micros(entry),
        "removed_by": entry["actor"],
        "removal_content_id": entry.get("content"),
    }


def _restored(_: Mapping[str, Any]) -> Expected:
    gone = ("removed_at", "removed_by", "removal_content_id")
    return {"state": "active", **dict.fromkeys(gone)}


def _erased(_: Mapping[str, Any]) -> Expected:
    return {"state": "erased", "wide": None, "roles": None}


_CHANGES: Final = {
    "message.edited": _edited,
    "message.removed": _removed,
    "message.restored": _restored,
    "message.erased": _erased,
}

CHECK: Final = register(
    StateCheck(
        noun="message",
        table=messages,
        key=("id",),
        types=frozenset({"message.created", *_CHANGES}),
        fold=_fold,
    )
)


# -- what was kept back ----------------------------------------------------------------------------


def _kept(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"], entry["facts"]["number"])
    if entry["type"] in _BEGINS:
        return [(key, _begun(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    if entry["type"] == "held.erased":
        return [(key, row | {"state": "erased"})]
    state = entry["type"].removeprefix("message.")
    return [(key, row | {"state": state, "decided_at": entry_micros(entry)})]


#: An entry of these keeps something back; the others say what became of it.
_BEGINS: Final = frozenset({"message.held", "message.blocked"})
_RULE: Final = ("trigger", "kind", "action", "policy_version", "policy_hash")


def _begun(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    files = facts.get("attachments")
    return {
        **{name: facts[name] for name in _RULE},
        "position": entry["position"],
        "version": entry["version"],
        "conversation": facts["conversation"],
        "author": entry["actor"],
        "on_behalf_of": entry.get("on_behalf_of"),
        "reply_to": facts.get("reply_to"),
        "thread": facts.get("thread"),
        "thread_author": facts.get("thread_author"),
        "in_channel": facts.get("in_channel", True),
        "priority": facts.get("priority", "normal"),
        "acknowledge": facts.get("acknowledge", False),
        "attachments": json.dumps(files) if files else None,
        "content_id": entry["content"],
        "state": entry["type"].removeprefix("message."),
        "created_at": entry_micros(entry),
        "said_at": _said_at(entry),
        "decided_at": None,
    }


KEPT: Final = register(
    StateCheck(
        noun="kept message",
        table=held,
        key=("id", "number"),
        types=_BEGINS
        | {"message.released", "message.rejected", "message.withdrawn", "held.erased"},
        fold=_kept,
    )
)
