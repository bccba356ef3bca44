"""Weighing each place of somebody who leaves, as a preview and as a step of the hand-over: by the same rules."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.wire import conversations as wire
from onrecord.wire.handovers import HandoverOutcome, HandoverReason
from onrecord_server.conversations import heirs
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx, refusals_of
from onrecord_server.handovers import queries, rules
from onrecord_server.handovers.rules import Fate, Pair, Room


#: The kind of conversations with people outside.
EXTERNAL: Final = "external"


@dataclass(slots=True)
class Handing:
    """Who leaves, who takes over and who said so.

    ``spare`` is how many conversations fit who takes over still.
    """

    leaver: str
    successor: str
    by: Actor
    spare: int


@dataclass(frozen=True, slots=True)
class _Direct:
    """The other one of a direct conversation; ``told``: the successor was the last who was named there."""

    person: str
    status: str
    written: bool
    told: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """One conversation, what becomes of it, and the other one of a direct conversation.

    ``heir`` is who serves one with somebody outside from then on.
    """

    row: Any
    fate: Fate
    other: str | None = None
    heir: str | None = None


def handing(tx: Tx, leaver: str, successor: str, by: Actor) -> Handing:
    """Say from whom to whom it goes, and how many conversations there is room for."""
    spare = tx.settings.conversations_a_person - queries.is_in(tx, successor)
    return Handing(leaver, successor, by, spare)


def weigh(tx: Tx, to: Handing, rows: Sequence[Any]) -> list[Weighed]:
    """Say what becomes of some places, in their order."""
    direct = [row.id for row in rows if row.kind == "direct"]
    pairs = _pairs(tx, to, direct) if direct else {}
    barred = _barred(tx, to, [row for row in rows if _asks(to, row, pairs)], pairs)
    return [
        _outside(tx, to, row, barred.get(row.id))
        if row.kind == EXTERNAL
        else _weigh(to, row, pairs.get(row.id), barred.get(row.id))
        for row in rows
    ]


def _pairs(tx: Tx, to: Handing, direct: Sequence[str]) -> Mapping[str, _Direct]:
    """Return the other ones of direct conversations, and whether they know of the successor."""
    named = queries.told(tx, to.leaver, direct)
    return {
        one: _Direct(row.person, row.status, bool(row.written), named.get(one) == to.successor)
        for one, row in queries.pairs(tx, to.leaver, direct).items()
    }


def count_direct(tx: Tx, leaver: str, ids: Sequence[str]) -> Counter[HandoverOutcome]:
    """Count what becomes of direct conversations, whoever takes over."""
    found = queries.pairs(tx, leaver, ids).values() if ids else ()
    return Counter(
        rules.fate_of_pair(
            Pair(
                other_is_successor=False,
                other_is_here=row.status == "active",
                written=bool(row.written),
                told=False,
            )
        ).outcome
        for row in found
    )


def _asks(to: Handing, row: Any, pairs: Mapping[str, _Direct]) -> bool:
    """Say whether a place would go, so that the gates are asked about it."""
    if row.kind == "direct":
        return rules.fate_of_pair(_pair(to, pairs[row.id], None)).outcome == "introduced"
    if row.kind == EXTERNAL:
        return not row.has
    if row.space is not None and not row.in_space:
        return False
    return rules.reason_to_serve(_room(row, None)) is not None


def _barred(
    tx: Tx, to: Handing, rows: Sequence[Any], pairs: Mapping[str, _Direct]
) -> Mapping[str, HandoverReason]:
    """Return which of some places the gates of the host do not let the successor into."""
    asked: dict[str, tuple[Endpoint[Any, Any], Any, Actor]] = {
        row.id: _proposal(to, row, pairs) for row in rows
    }
    refused: dict[str, HandoverReason] = {}
    for endpoint in {one[0].name: one[0] for one in asked.values()}.values():
        ids = [name for name, one in asked.items() if one[0] is endpoint]
        said = refusals_of(tx, endpoint, [asked[name][1:] for name in ids])
        refused |= {
            name: "refused" for name, refusal in zip(ids, said, strict=True) if refusal is not None
        }
    return refused


def _proposal(
    to: Handing, row: Any, pairs: Mapping[str, _Direct]
) -> tuple[Endpoint[Any, Any], Any, Actor]:
    """Return what somebody would have to do by hand for this, and who: the gates know no other way in."""
    if row.kind == "direct":
        other = pairs[row.id].person
        as_successor = Actor(to.by.tenant, to.successor)
        command = wire.CreateConversation(kind="direct", members=[other])
        return endpoints.CREATE_CONVERSATION, command, as_successor
    return endpoints.ADD_MEMBERS, adding(to, row), to.by


def adding(to: Handing, row: Any) -> wire.AddMembers:
    """Return how the successor comes into a conversation."""
    return wire.AddMembers(
        conversation_id=row.id,
        members=[to.successor],
        role=rules.role_for(row.role, row.has),
        history=rules.history_for(row.joining, row.space),
    )


def _weigh(to: Handing, row: Any, pair: Any, barred: HandoverReason | None) -> Weighed:
    full: HandoverReason | None = "full" if to.spare <= 0 else None
    if row.kind == "direct":
        fate = rules.fate_of_pair(_pair(to, pair, barred or full))
        to.spare -= fate.outcome == "introduced"
        return Weighed(row, fate, pair.person)
    outside: HandoverReason | None = (
        "not_in_space" if row.space is not None and not row.in_space else None
    )
    fate = rules.fate_of_room(_room(row, outside or barred or (None if row.has else full)))
    to.spare -= fate.outcome == "handed_over" and not row.has
    return Weighed(row, fate)


def _outside(tx: Tx, to: Handing, row: Any, barred: HandoverReason | None) -> Weighed:
    """Say who serves a conversation with somebody outside: the successor, or who writes from its number."""
    found = heirs.heir(tx, row.id, to.leaver, to.successor)
    heir = None if found is None else found.person
    if found is None or not found.takes_over or heir != to.successor:
        fate = rules.fate_of_outside(found=found is not None, is_successor=False)
        return Weighed(row, fate, heir=heir)
    full: HandoverReason | None = "full" if to.spare <= 0 and not row.has else None
    fate = rules.fate_of_outside(found=True, is_successor=True, barred=barred or full)
    to.spare -= fate.outcome == "handed_over" and not row.has
    return Weighed(row, fate, heir=heir)


def _room(row: Any, barred: HandoverReason | None) -> Room:
    return Room(row.role, row.subject is not None, bool(row.owned), bool(row.served), barred)


def _pair(to: Handing, pair: _Direct, barred: HandoverReason | None) -> Pair:
    return Pair(
        other_is_successor=pair.person == to.successor,
        other_is_here=pair.status == "active",
        written=pair.written,
        told=pair.told,
        barred=barred,
    )


@dataclass(frozen=True, slots=True)
class WeighedSpace:
    """A place in a space, and what becomes of it."""

    row: Any
    fate: Fate


def weigh_spaces(tx: Tx, to: Handing, waiting: Collection[str | None]) -> list[WeighedSpace]:
    """Say what becomes of the places in spaces; ``waiting`` are those with rooms that stay with the leaver."""
    rows = queries.spaces_of(tx, to.leaver, to.successor)
    return [WeighedSpace(row, _of_space(row, waiting)) for row in rows]


def _of_space(row: Any, waiting: Collection[str | None]) -> Fate:
    return rules.fate_of_space(
        row.role,
        owned=bool(row.owned),
        has_rooms=row.space in waiting,
        successor_in=row.has is not None and row.has != "guest",
    )
