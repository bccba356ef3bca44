"""What an event changes about who sees what: read off the event, for the hub's own sockets. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.wire.frames import CLOSE_FORBIDDEN, CLOSE_UNAUTHENTICATED
from onrecord_server.realtime.items import Item


@dataclass(frozen=True, slots=True)
class Change:
    """People who begin or cease to see a conversation or a space with this event.

    ``window`` is the first position that those who joined a conversation may see. ``role`` is
    what they are in a space: it says which of the space's audiences they belong to. ``talk``: it is
    known to be a conversation that is no announcements.
    """

    place: str
    joined: Sequence[str] = ()
    left: Sequence[str] = ()
    window: int = 0
    role: str = ""
    talk: bool = False


def change(item: Item) -> Change | None:
    """Return what an event changes about membership, or ``None``."""
    read = _CHANGES.get(item.type)
    return None if read is None else read(item)


def _created(item: Item) -> Change:
    talk = item.members["kind"] != "announcement"
    return Change(item.object, joined=item.members["members"], talk=talk)


def _added(item: Item) -> Change:
    window = 0 if item.members["history"] == "all" else item.position
    return Change(item.object, joined=item.members["members"], window=window)


def _removed(item: Item) -> Change:
    return Change(item.object, left=[item.members["person_id"]])


def _space_created(item: Item) -> Change:
    return Change(item.object, joined=item.members["owners"], role="owner")


def _space_added(item: Item) -> Change:
    return Change(item.object, joined=item.members["members"], role=item.members["role"])


def _space_changed(item: Item) -> Change:
    return Change(item.object, joined=[item.members["person_id"]], role=item.members["role"])


_CHANGES: Final[Mapping[str, Callable[[Item], Change]]] = {
    "conversation.created": _created,
    "members.added": _added,
    "member.removed": _removed,
    "space.created": _space_created,
    "space.members_added": _space_added,
    "space.member_changed": _space_changed,
    "space.member_removed": _removed,
}

#: Role in a space → the kinds of its audiences that one belongs to.
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "owner": ("s", "m"),
    "moderator": ("s", "m"),
    "member": ("s",),
    "guest": ("g",),
}


def audiences(place: str, role: str) -> tuple[str, ...]:
    """Return the audiences that somebody in a conversation or, with a role, in a space is part of."""
    if not role:
        return (f"c:{place}",)
    return tuple(f"{kind}:{place}" for kind in _KINDS[role])


#: How a socket closes: with which code, and which reason.
Closing = tuple[int, str]
_FORBIDDEN: Final[Closing] = (CLOSE_FORBIDDEN, "no longer allowed")
#: Another token, or a new login, may help.
_SIGNED_OUT: Final[Closing] = (CLOSE_UNAUTHENTICATED, "signed_out")
_CLOSES: Final[Mapping[str, Closing]] = {
    "person.deactivated": _FORBIDDEN,
    "person.signed_out": _SIGNED_OUT,
    "tenant.suspended": _FORBIDDEN,
}


def shuts_out(item: Item) -> tuple[str, Closing] | None:
    """Return the person whose sockets close with this event, and how; ``*`` is everybody."""
    closing = _CLOSES.get(item.type)
    if closing is None:
        return None
    return "*" if item.type == "tenant.suspended" else item.object.removeprefix("person:"), closing
