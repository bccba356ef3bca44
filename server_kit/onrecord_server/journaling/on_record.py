"""What the record says that the tables of journals hold."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.journaling.rows import journal_aside, journals
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


_SPAN: Final = ("conversation", "begins", "upto")


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry["object"]).removeprefix("journal:")


def _journal(
    entry: Mapping[str, Any], _known: Known, _content: Folded
) -> Iterable[tuple[Key, Expected]]:
    before = entry["facts"]["before"] if entry["type"] == "journal.delivered" else 0
    return [((_name(entry),), {"position": before})]


def _aside(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    facts = entry["facts"]
    key = (_name(entry), facts["parcel"])
    if entry["type"] == "journal.set_aside":
        return [(key, {name: facts[name] for name in _SPAN} | {"state": "aside"})]
    row = known(key)
    if row is None:
        raise KeyError(key)
    return [(key, row | {"state": "delivered"})]


JOURNALS: Final = register(
    StateCheck(
        noun="journal",
        table=journals,
        key=("journal",),
        types=frozenset({"journal.begun", "journal.delivered"}),
        fold=_journal,
    )
)
ASIDE: Final = register(
    StateCheck(
        noun="stretch set aside",
        table=journal_aside,
        key=("journal", "parcel"),
        types=frozenset({"journal.set_aside", "journal.redelivered"}),
        fold=_aside,
    )
)
