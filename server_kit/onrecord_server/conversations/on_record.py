"""What the record says that the tables of conversations hold; verification compares them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.conversations.rows import conversation_tags, conversations, members
from onrecord_server.conversations.rules import OWN
from onrecord_server.core.doc import micros
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


Rows = Iterable[tuple[Key, Expected]]
_ARCHIVED: Final = {"conversation.archived": True, "conversation.unarchived": False}


def _conversation(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    key = (entry["object"],)
    if entry["type"] in _ARCHIVED:
        shelved = "shelved" in entry.get("facts", {})
        state = {"archived": _ARCHIVED[entry["type"]], "shelved": shelved}
        return [(key, (known(key) or {}) | state)]
    written = {"version": entry["version"], "content_id": entry.get("content")}
    if entry["type"] == "conversation.updated":
        return [(key, (known(key) or {}) | written | _settings(entry.get("facts", {})))]
    facts = entry["facts"]
    made = {
        "kind": facts["kind"],
        "subject": facts.get("subject"),
        "space": facts.get("space_id"),
        "joining": facts.get("joining", "invited"),
        "posting": facts.get("posting", "everybody"),
        "allow_replies": facts["kind"] != "external",
        "allow_reactions": facts["kind"] != "external",
        "slow_seconds": 0,
        "slow_until": None,
        "archived": False,
        "shelved": False,
        "created_at": entry_micros(entry),
        "created_position": entry["position"],
    }
    return [(key, made | written)]


def _settings(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was set; who sets slow mode by hand sets it for good, a rule until a moment."""
    if "slow_seconds" not in facts:
        return dict(facts)
    until = facts.get("slow_until")
    ends = None if until is None else micros(datetime.fromisoformat(until))
    kept = {name: value for name, value in facts.items() if name not in BY_RULE}
    return {**kept, "slow_until": ends}


#: Facts that say by which rule slow mode began, and are no settings.
BY_RULE: Final = frozenset({"trigger", "policy_version", "slow_until"})


def _members(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    return _MEMBER_FOLDS[entry["type"]](entry, known)


def _first_members(entry: Mapping[str, Any], _: Known) -> Rows:
    facts = entry["facts"]
    for person in facts["members"]:
        role = "owner" if person == facts.get("owner") else "member"
        own = facts["kind"] == "direct" or person == entry["actor"]
        yield (entry["object"], person), _member(role, 0, OWN if own else 0)


def _added(entry: Mapping[str, Any], known: Known) -> Rows:
    facts = entry["facts"]
    start = 0 if facts["history"] == "all" else entry["position"]
    for person in facts["members"]:
        key = (entry["object"], person)
        before = known(key) or {}
        kept = {name: before[name] for name in _LASTING if name in before}
        begun = _begun(entry, person, before)
        yield key, _member(facts["role"], start, begun) | kept | {"seen_from": _seen(before)}


#: What stays as it was when somebody comes back.
_LASTING: Final = ("muted", "level", "read_position")


def _begun(entry: Mapping[str, Any], person: str, before: Expected) -> int:
    """Return where somebody's part begins: who came by themselves, or has read, keeps the beginning."""
    if person == entry["actor"]:
        return OWN
    begun: int = before.get("party_from", entry["position"])
    kept = begun == OWN or before.get("read_position", -1) >= 0
    return begun if kept else int(entry["position"])


def _member(role: str, start: int, begun: int) -> Expected:
    fresh = {"muted": False, "level": "all", "read_position": -1, "party_from": begun}
    return {"role": role, "active": True, "history_from": start, "seen_from": None, **fresh}


def _seen(before: Expected) -> int | None:
    """Return from where somebody saw it first who is added anew."""
    seen: int | None = before.get("seen_from")
    return before.get("history_from") if seen is None else seen


def _removed(entry: Mapping[str, Any], known: Known) -> Rows:
    return _change(entry, known, entry["facts"]["person_id"], active=False)


def _role(entry: Mapping[str, Any], known: Known) -> Rows:
    return _change(entry, known, entry["facts"]["person_id"], role=entry["facts"]["role"])


def _muted(entry: Mapping[str, Any], known: Known) -> Rows:
    return _change(entry, known, entry["actor"], muted=entry["facts"]["muted"])


def _level(entry: Mapping[str, Any], known: Known) -> Rows:
    return _change(entry, known, entry["actor"], level=entry["facts"]["level"])


def _read(entry: Mapping[str, Any], known: Known) -> Rows:
    return _change(entry, known, entry["actor"], read_position=entry["facts"]["read_position"])


def _change(entry: Mapping[str, Any], known: Known, person: str, **values: Any) -> Rows:
    key = (entry["object"], person)
    return [(key, (known(key) or {}) | values)]


_MEMBER_FOLDS: Final[Mapping[str, Callable[[Mapping[str, Any], Known], Rows]]] = {
    "conversation.created": _first_members,
    "members.added": _added,
    "member.removed": _removed,
    "member.changed": _role,
    "conversation.muted": _muted,
    "conversation.level": _level,
    "conversation.read": _read,
}

CONVERSATIONS: Final = register(
    StateCheck(
        noun="conversation",
        table=conversations,
        key=("id",),
        types=frozenset({"conversation.created", "conversation.updated", *_ARCHIVED}),
        fold=_conversation,
    )
)

MEMBERS: Final = register(
    StateCheck(
        noun="member",
        table=members,
        key=("conversation", "person"),
        types=frozenset(_MEMBER_FOLDS),
        fold=_members,
    )
)


def _tags(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    facts = entry["facts"]
    key = (entry["object"], facts["tag"])
    row = {"changes": facts["changes"], "at": entry_micros(entry)}
    if entry["type"] == "conversation.tagged":
        lifted = (known(key) or {}).get("lifted_position")
        return [(key, {**row, "active": True, "lifted_position": lifted})]
    return [(key, {**row, "active": False, "lifted_position": entry["position"]})]


TAGS: Final = register(
    StateCheck(
        noun="conversation tag",
        table=conversation_tags,
        key=("conversation", "tag"),
        types=frozenset({"conversation.tagged", "conversation.untagged"}),
        fold=_tags,
    )
)
