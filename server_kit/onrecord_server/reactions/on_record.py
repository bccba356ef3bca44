"""What the record says that the tables of reactions hold; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.reactions.rows import reaction_totals, reactions
from onrecord_server.reactions.totals import COUNTED, moved
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


Rows = Iterable[tuple[Key, Expected | None]]


def _reactions(entry: Mapping[str, Any], _: Known, content: Folded) -> Rows:
    if content is None:  # erased, and its row with it
        return []
    key = (entry["actor"], entry["object"], content["emoji"])
    if entry["type"] == "reaction.removed":
        return [(key, None)]
    return [(key, {"position": entry["position"], "at": entry_micros(entry)})]


def _totals(entry: Mapping[str, Any], known: Known, content: Folded) -> Rows:
    if content is None:
        return []
    key = (entry["object"], content["emoji"])
    row = known(key)
    before = None if row is None else (row["total"], row["first_position"])
    total = moved(before, entry["position"], added=entry["type"] == "reaction.added")
    after = None if total is None else {"total": total[0], "first_position": total[1]}
    return [(key, after)]


REACTIONS: Final = register(
    StateCheck(
        noun="reaction",
        table=reactions,
        key=("person", "message", "emoji"),
        types=COUNTED,
        fold=_reactions,
    )
)

TOTALS: Final = register(
    StateCheck(
        noun="reaction total",
        table=reaction_totals,
        key=("message", "emoji"),
        types=COUNTED,
        fold=_totals,
    )
)
