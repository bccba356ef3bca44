"""What becomes of each place of somebody who leaves, and who may take over. Pure."""

from dataclasses import dataclass
from typing import Final

from onrecord.wire.conversations import History
from onrecord.wire.handovers import HandoverOutcome, HandoverReason, HandoverUnfit
from onrecord.wire.scalars import MemberRole
from onrecord_server.conversations.rules import RANK


#: What can become of a place; each is counted.
COUNTED: Final[tuple[HandoverOutcome, ...]] = ("handed_over", "introduced", "left", "kept")


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a place, and why."""

    outcome: HandoverOutcome
    why: HandoverReason


@dataclass(frozen=True, slots=True)
class Room:
    """A conversation of several, as seen from the one who leaves it.

    ``owned`` and ``served``: an active employee besides them owns it, is in it at all; the successor counts.
    ``barred``: why the successor cannot come in, if that is so.
    """

    role: str
    is_bound: bool
    owned: bool
    served: bool
    barred: HandoverReason | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A direct conversation, as seen from the one who leaves.

    ``other_is_here``: the other one can still be told; ``told``: they were, of this
    successor, and of no other since.
    """

    other_is_successor: bool
    other_is_here: bool
    written: bool
    told: bool
    barred: HandoverReason | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How two people stand, of whom one leaves and one takes over."""

    same: bool
    known: bool
    active: bool
    guest: bool
    writes: bool
    chose_themselves: bool
    leaver_is_guest: bool


def reason_to_serve(room: Room) -> HandoverReason | None:
    """Say why a conversation is the leaver's to serve; ``None`` where others go on with it."""
    if room.is_bound:
        return "subject"
    if room.role == "owner" and not room.owned:
        return "only_owner"
    return None if room.served else "only_employee"


def fate_of_room(room: Room) -> Fate:
    """Say what becomes of a conversation; where the successor cannot come, the place stays until one can."""
    why = reason_to_serve(room)
    if why is None:
        return Fate("left", "others_serve")
    if room.barred is not None:
        return Fate("kept", room.barred)
    return Fate("handed_over", why)


def fate_of_outside(
    *, found: bool, is_successor: bool, barred: HandoverReason | None = None
) -> Fate:
    """Say what becomes of a conversation with somebody outside; without who could serve it the place stays."""
    if not found:
        return Fate("kept", "not_in_inbox")
    if not is_successor:
        return Fate("left", "others_serve")
    return Fate("handed_over", "served_outside") if barred is None else Fate("kept", barred)


def fate_of_pair(pair: Pair) -> Fate:
    """Say what becomes of a direct conversation; it stays private whatever that is."""
    reasons: tuple[tuple[bool, HandoverReason], ...] = (
        (pair.other_is_successor, "with_successor"),
        (not pair.other_is_here, "other_gone"),
        (not pair.written, "nothing_written"),
        (pair.told, "introduced_before"),
    )
    for holds, why in reasons:
        if holds:
            return Fate("kept", why)
    return Fate("introduced", "direct") if pair.barred is None else Fate("kept", pair.barred)


def fate_of_space(role: str, *, owned: bool, has_rooms: bool, successor_in: bool) -> Fate:
    """Say what becomes of a place in a space; it stays as long as a room there waits for somebody."""
    if has_rooms:
        return Fate("kept", "rooms_kept")
    if role != "owner" or owned:
        return Fate("left", "others_serve")
    return Fate("handed_over", "only_owner") if successor_in else Fate("kept", "not_in_space")


def role_for(leaving: MemberRole, has: MemberRole | None) -> MemberRole:
    """Return the role that a successor gets: the leaver's, and never less than their own."""
    return leaving if has is None or RANK[leaving] > RANK[has] else has


def history_for(joining: str, space: str | None) -> History:
    """Return from where a successor reads: from now, unless whoever may come in reads everything anyway."""
    return "all" if space is not None and joining != "invited" else "from_now"


def unfit(standing: Standing) -> HandoverUnfit | None:
    """Say why nobody can be handed over so; ``None`` where it can be."""
    reasons: tuple[tuple[bool, HandoverUnfit], ...] = (
        (standing.same, "same"),
        (not standing.known, "unknown"),
        (not standing.active, "deactivated"),
        (standing.chose_themselves, "oneself"),
        (standing.guest, "guest"),
        (standing.leaver_is_guest, "leaver_is_guest"),
        (not standing.writes, "cannot_write"),
    )
    return next((why for holds, why in reasons if holds), None)
