"""What an event changes about who sees what: read off the event, for the hub's own sockets. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord_server.realtime.items import Item


@dataclass(frozen=True, slots=True)
class Change:
    """People who begin or cease to see a conversation with this event.

    ``window`` is the first position that those who joined may see.
    """

    conversation: str
    joined: Sequence[str] = ()
    left: Sequence[str] = ()
    window: int = 0


def change(item: Item) -> Change | None:
    """Return what an event changes about membership, or ``None``."""
    if item.type == "conversation.created":
        return Change(item.object, joined=item.members["members"])
    if item.type == "members.added":
        window = 0 if item.members["history"] == "all" else item.position
        return Change(item.object, joined=item.members["members"], window=window)
    if item.type == "member.removed":
        return Change(item.object, left=[item.members["person_id"]])
    return None


def shuts_out(item: Item) -> str | None:
    """Return the person whose sockets close with this event; ``*`` is everybody."""
    if item.type == "person.deactivated":
        return item.object.removeprefix("person:")
    return "*" if item.type == "tenant.suspended" else None
