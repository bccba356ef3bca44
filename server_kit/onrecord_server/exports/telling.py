"""An export is a look: those concerned are told of it in the transaction in which it begins."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

from onrecord.errors import Invalid
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx
from onrecord_server.oversight import access, looking, queries
from onrecord_server.oversight.access import Opened
from onrecord_server.oversight.cases import noticing


#: Conversations that one export holds at most: each is a disclosure of its own.
MOST: Final = 500


def tell(tx: Tx, grant: Any, opened: Opened, chosen: Collection[str] | None = None) -> list[str]:
    """Tell of an export, for each conversation, and who watches; return the conversations.

    ``tx`` is of who asked for it: what is theirs alone, and of whom, is reckoned for them. ``chosen``
    leaves out all others. Raises ``Invalid`` for none, and for too many.
    """
    looks = _looks(tx, opened, chosen)
    for look in looks:
        looking.disclose(tx, grant, opened, look)
    said = noticing.Under(grant.trigger, grant.policy_version)
    for officer in noticing.officers(tx, access.ruling(tx).document, "export"):
        theirs = replace(tx, actor=Actor(tx.tenant, officer), admitted=False)
        if officer != grant.requester and access.outside(theirs, [grant]):
            noticing.tell(tx, officer, "export", said)
    return [look.conversation for look in looks]


@dataclass(frozen=True, slots=True)
class _At:
    """The first or the last message of a look."""

    position: int


def _looks(tx: Tx, opened: Opened, chosen: Collection[str] | None) -> list[looking.Look]:
    found = queries.opens(tx, opened)
    line = set(access.conflicting(tx, {one.author for one in found}))
    places: dict[str, list[Any]] = {}
    for one in found:
        if one.author not in line and (chosen is None or one.conversation in chosen):
            places.setdefault(one.conversation, []).append(one)
    if not 0 < len(places) <= MOST:
        raise Invalid(
            f"An export holds 1 to {MOST} conversations, and this grant opens {len(places)}."
        )
    return [_look(place, rows) for place, rows in places.items()]


def _look(place: str, rows: list[Any]) -> looking.Look:
    ends = [_At(min(one.low for one in rows)), _At(max(one.high for one in rows))]
    return looking.Look(place, ends, sum(one.messages for one in rows), "export")
