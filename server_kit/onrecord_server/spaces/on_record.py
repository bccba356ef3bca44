"""What the record says that the tables of spaces hold; verification compares them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from onrecord_server.people.rules import name_key
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.spaces.rows import space_members, space_requests, spaces


Rows = Iterable[tuple[Key, Expected]]


def _space(entry: Mapping[str, Any], known: Known, content: Folded) -> Rows:
    key = (entry["object"],)
    row = _made(entry) if entry["type"] == "space.created" else known(key)
    if row is None:
        raise KeyError(entry["object"])
    return [(key, row | _SPACE_FOLDS[entry["type"]](entry, content))]


def _made(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    made = {"kind": facts["kind"], "created_at": entry_micros(entry), "archived": False}
    return made | {"rule": None, "rule_version": 0}


def _written(entry: Mapping[str, Any], content: Folded) -> Expected:
    said = {} if content is None else {"title_key": name_key(content["title"])}
    version = {"version": entry["version"], "content_id": entry["content"]}
    return version | {"access": entry["facts"]["access"]} | said


def _ruled(entry: Mapping[str, Any], content: Folded) -> Expected:
    said = {} if content is None else {"rule": content["rule"]}
    return {"rule_version": entry["version"], "rule_role": entry["facts"]["rule_role"]} | said


_SPACE_FOLDS: Final[Mapping[str, Callable[[Mapping[str, Any], Folded], Expected]]] = {
    "space.created": _written,
    "space.updated": _written,
    "space.ruled": _ruled,
    "space.archived": lambda _, __: {"archived": True},
    "space.unarchived": lambda _, __: {"archived": False},
}


def _members(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    return _MEMBER_FOLDS[entry["type"]](entry, known)


def _owners(entry: Mapping[str, Any], _: Known) -> Rows:
    for person in entry["facts"]["owners"]:
        yield (entry["object"], person), _member({"role": "owner", "source": "hand"})


def _added(entry: Mapping[str, Any], _: Known) -> Rows:
    for person in entry["facts"]["members"]:
        yield (entry["object"], person), _member(entry["facts"])


def _member(facts: Mapping[str, Any]) -> Expected:
    channel = {"channel": facts.get("channel_id")}
    return {"active": True, "role": facts["role"], "source": facts["source"]} | channel


def _removed(entry: Mapping[str, Any], known: Known) -> Rows:
    key = (entry["object"], entry["facts"]["person_id"])
    return [(key, (known(key) or {}) | {"active": False, "channel": None})]


def _changed(entry: Mapping[str, Any], _: Known) -> Rows:
    facts = entry["facts"]
    return [((entry["object"], facts["person_id"]), _member(facts))]


_MEMBER_FOLDS: Final[Mapping[str, Callable[[Mapping[str, Any], Known], Rows]]] = {
    "space.created": _owners,
    "space.members_added": _added,
    "space.member_removed": _removed,
    "space.member_changed": _changed,
}


def _requests(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    if entry["type"] == "space.members_added":
        return _answered(entry, known)
    person = entry["facts"]["person_id"]
    key = (entry["object"], person)
    if entry["type"] == "space.requested":
        return [(key, {"state": "open", "at": entry_micros(entry)})]
    accepted = entry["facts"].get("accepted")
    state = "withdrawn" if accepted is None else "accepted" if accepted else "declined"
    return [(key, (known(key) or {}) | {"state": state})]


def _answered(entry: Mapping[str, Any], known: Known) -> Rows:
    """Who came in, however, asks no more."""
    for person in entry["facts"]["members"]:
        key = (entry["object"], person)
        row = known(key)
        if row is not None and row["state"] == "open":
            yield key, row | {"state": "accepted"}


SPACES: Final = register(
    StateCheck(
        noun="space",
        table=spaces,
        key=("id",),
        types=frozenset(_SPACE_FOLDS),
        fold=_space,
    )
)

SPACE_MEMBERS: Final = register(
    StateCheck(
        noun="space member",
        table=space_members,
        key=("space", "person"),
        types=frozenset(_MEMBER_FOLDS),
        fold=_members,
    )
)

SPACE_REQUESTS: Final = register(
    StateCheck(
        noun="space request",
        table=space_requests,
        key=("space", "person"),
        types=frozenset(
            {
                *("space.requested", "space.withdrawn", "space.decided"),
                "space.members_added",
            }
        ),
        fold=_requests,
    )
)
