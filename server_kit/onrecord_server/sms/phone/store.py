"""What the provider keeps, in memory and within bounds: texts in both directions, and images."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

from onrecord_server.sms.gateways.base import Status
from onrecord_server.sms.segments import segments


#: Texts and images that are kept at most; the oldest go first.
TEXTS: Final = 50_000
IMAGES: Final = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A text. ``ours`` is one that the app sent; the others were written on the phone."""

    id: str
    sender: str
    to: str
    text: str = field(repr=False)
    media: tuple[str, ...] = field(repr=False)
    at: datetime
    ours: bool
    reference: str = ""
    callback: str = ""
    status: Status = "queued"
    code: str | None = None

    @property
    def shown(self) -> dict[str, Any]:
        """Return it as the wire has it."""
        return {
            "id": self.id,
            "status": self.status,
            "segments": segments(self.text).count,
            "code": self.code,
            "at": self.at.isoformat(),
            "reference": self.reference,
        }


class Reused(Exception):
    """A key came again with another body."""


class Store:
    """Texts by their id, their reference and their number. Safe for threads."""

    def __init__(self, most: int = TEXTS) -> None:
        """Keep nothing yet."""
        self._most = most
        self._lock = threading.Lock()
        self._texts: OrderedDict[str, Kept] = OrderedDict()
        self._keys: dict[str, str] = {}
        self._images: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def take(self, said: Mapping[str, Any]) -> tuple[Kept, bool]:
        """Keep a text that the app sends; the same key again is the same text. Raises ``Reused``.

        Also says whether it is a new one.
        """
        made = Kept(
            *(_name("m"), said["from"], said["to"], said["text"], tuple(said["media"])),
            *(datetime.now(UTC), True, said["reference"], said["callback"]),
        )
        with self._lock:
            there = self._texts.get(self._keys.get(made.reference, ""))
            if there is None:
                self._put(made)
                self._keys[made.reference] = made.id
                return made, True
        if _body(there) != _body(made):
            raise Reused
        return there, False

    def wrote(self, sender: str, to: str, text: str, media: tuple[str, ...] = ()) -> Kept:
        """Keep a text that was written on the phone."""
        made = Kept(_name("i"), sender, to, text, media, datetime.now(UTC), ours=False)
        with self._lock:
            self._put(made)
        return made

    def _put(self, made: Kept) -> None:
        self._texts[made.id] = made
        if len(self._texts) > self._most:
            _, gone = self._texts.popitem(last=False)
            self._keys.pop(gone.reference, None)

    def move(self, text_id: str, status: Status, code: str | None = None) -> Kept | None:
        """Say what became of a text; None if it is not kept any more."""
        with self._lock:
            there = self._texts.get(text_id)
            if there is None:
                return None
            moved = replace(there, status=status, code=code, at=datetime.now(UTC))
            self._texts[text_id] = moved
            return moved

    def found(self, text_id: str) -> Kept | None:
        """Return a text that the app sent."""
        with self._lock:
            there = self._texts.get(text_id)
        return there if there is not None and there.ours else None

    def referred(self, reference: str) -> Kept | None:
        """Return the text that the app calls so."""
        with self._lock:
            return self._texts.get(self._keys.get(reference, ""))

    def all(self) -> list[Kept]:
        """Return every text, the oldest first."""
        with self._lock:
            return list(self._texts.values())

    def of(self, number: str) -> list[Kept]:
        """Return the texts of one phone, the oldest first."""
        return [one for one in self.all() if number == (one.to if one.ours else one.sender)]

    def hang(self, kind: str, image: bytes) -> str:
        """Keep an image; return its name, which nobody guesses."""
        name = secrets.token_urlsafe(24)
        with self._lock:
            self._images[name] = (kind, image)
            if len(self._images) > IMAGES:
                self._images.popitem(last=False)
        return name

    def image(self, name: str) -> tuple[str, bytes] | None:
        """Return an image with its type."""
        with self._lock:
            return self._images.get(name)


def _name(first: str) -> str:
    return f"{first}{secrets.token_hex(12)}"


def _body(one: Kept) -> tuple[Any, ...]:
    return (one.sender, one.to, one.text, one.media, one.callback)
