"""Events on their way to sockets: bytes made once, kept for a while, purged when words must go."""

from collections import deque
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord_server.core.doc import Doc, encode
from onrecord_server.core.draft import Sealed, to_person
from onrecord_server.core.stream import envelope_json


RING_ITEMS: Final = 4096
RING_BYTES: Final = 4 * 1024 * 1024
#: Events that take words out of sight or replace them: earlier bytes of their object must go.
_REPLACES: Final = {
    *("message.edited", "message.removed", "message.restored", "message.erased"),
    "held.erased",
}


#: Inside of a text its quotes would be escaped: it is a member wherever it stands.
_NO_KEY: Final = b'"client_id":null'


@dataclass(slots=True)
class Item:
    """One event for sockets. ``json`` becomes ``None`` when its words may no longer be shown.

    ``about`` is the position of what it speaks of: an edit of an older message tells that one's
    words, so whose window begins later may not see it.
    """

    position: int
    type: str
    object: str
    audience: str
    also: str | None
    json: bytes | None
    members: Mapping[str, Any]
    about: int
    #: Who wrote the message in it, and the ``client_id`` that ``json`` leaves out for everybody else.
    own: tuple[str, bytes] | None = None

    def told(self, person: str) -> bytes:
        """Return the bytes for one person: authors read their own ``client_id``, which nothing judged."""
        raw = self.json or b""
        if self.own is None or self.own[0] != person:
            return raw
        return raw.replace(_NO_KEY, self.own[1], 1)


def concerns(item: Item, person: str, conversations: Container[str]) -> bool:
    """Say whether what is for one person alone is about a place where that person still is.

    Who comes back after a removal hears of the removal, and of no mark of their own from before.
    """
    place = item.members.get("conversation_id")
    return item.audience != to_person(person) or place is None or place in conversations


def kept_to_author(
    raw: bytes, members: Mapping[str, Any]
) -> tuple[bytes, tuple[str, bytes] | None]:
    """Return the bytes of an event without the ``client_id`` of its message, and what is left out."""
    message = members.get("message")
    value = message.value if isinstance(message, Doc) else message or {}
    if value.get("client_id") is None:
        return raw, None
    own = b'"client_id":' + encode(value["client_id"])
    return raw.replace(own, _NO_KEY, 1), (str(value["author"]), own)


def about(members: Mapping[str, Any], position: int, other: Doc[Any] | None = None) -> int:
    """Return the position of the message that an event speaks of, or the event's own.

    ``other`` is what it speaks of where that is not in it.
    """
    message = members.get("message") if other is None else other
    value = message.value if isinstance(message, Doc) else message or {}
    return placed(value.get("position"), position)


def placed(place: int | None, position: int) -> int:
    """Return where something was said, which is never after the event that speaks of it."""
    return position if place is None else min(int(place), position)


def item_of(sealed: Sealed) -> Item:
    """Return a sealed event as bytes for its audience."""
    draft = sealed.draft
    raw, own = kept_to_author(envelope_json(sealed), draft.event)
    return Item(
        sealed.position,
        draft.type,
        draft.object,
        draft.audience,
        draft.also,
        raw,
        draft.event,
        about(draft.event, sealed.position, draft.about),
        own,
    )


class Ring:
    """The newest items of one tenant, without a gap."""

    def __init__(self, size: int = RING_ITEMS, most_bytes: int = RING_BYTES) -> None:
        """Begin empty."""
        self._items: deque[Item] = deque()
        self._size = size
        self._most = most_bytes
        self._bytes = 0
        self._by_object: dict[str, list[Item]] = {}

    def add(self, items: Iterable[Item]) -> None:
        """Append items; purge what they replace; let the oldest go."""
        for item in items:
            if item.type in _REPLACES:
                self._purge(item.object)
            self._items.append(item)
            self._bytes += len(item.json or b"")
            if item.object.startswith("msg_"):
                self._by_object.setdefault(item.object, []).append(item)
        while len(self._items) > self._size or self._bytes > self._most:
            self._drop()

    def _purge(self, name: str) -> None:
        for item in self._by_object.get(name, ()):
            self._bytes -= len(item.json or b"")
            item.json = None

    def _drop(self) -> None:
        oldest = self._items.popleft()
        self._bytes -= len(oldest.json or b"")
        held = self._by_object.get(oldest.object)
        if held is not None:
            held.remove(oldest)
            if not held:
                del self._by_object[oldest.object]

    def since(self, position: int) -> Sequence[Item] | None:
        """Return everything after a position, or ``None`` where the ring does not reach or was purged."""
        if not self._items:
            return None
        first = self._items[0].position
        if position + 1 < first:
            return None
        start = position + 1 - first
        found = [self._items[i] for i in range(start, len(self._items))]
        return None if any(item.json is None for item in found) else found

    def clear(self) -> None:
        """Forget everything, after a gap."""
        self._items.clear()
        self._by_object.clear()
        self._bytes = 0
