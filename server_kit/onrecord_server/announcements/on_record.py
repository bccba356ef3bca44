"""What the record says that the tables of announcements hold; verification compares them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.announcements.rows import acknowledgements, audiences, reminders
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


def _acknowledged(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    facts = entry["facts"]
    key = (entry["object"], facts["person_id"], entry["version"])
    row = {
        "conversation": facts["conversation"],
        "commitment": facts["commit"],
        "at": entry_micros(entry),
        "on_behalf_of": entry.get("on_behalf_of"),
        "position": entry["position"],
    }
    return [(key, row)]


def _reminded(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    row = {
        "at": entry_micros(entry),
        "whom": entry["facts"]["to"],
        "version": entry["version"],
        "position": entry["position"],
    }
    return [((entry["object"],), row)]


def _ruled(entry: Mapping[str, Any], _: Known, content: Folded) -> Iterable[tuple[Key, Expected]]:
    said = {} if content is None else {"rule": content["rule"]}
    return [((entry["facts"]["conversation"],), {"version": entry["version"], **said})]


ACKNOWLEDGEMENTS: Final = register(
    StateCheck(
        noun="acknowledgement",
        table=acknowledgements,
        key=("message", "person", "version"),
        types=frozenset({"message.acknowledged"}),
        fold=_acknowledged,
    )
)

REMINDERS: Final = register(
    StateCheck(
        noun="reminder",
        table=reminders,
        key=("message",),
        types=frozenset({"message.reminded"}),
        fold=_reminded,
    )
)

AUDIENCES: Final = register(
    StateCheck(
        noun="audience",
        table=audiences,
        key=("conversation",),
        types=frozenset({"audience.ruled"}),
        fold=_ruled,
    )
)
