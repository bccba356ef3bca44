"""One live socket, as the hub sees it."""

import time
from collections.abc import Callable
from typing import Any, Final

from onrecord.wire import frames as wire
from onrecord_server.core.actor import Actor
from onrecord_server.core.draft import EVERYBODY
from onrecord_server.realtime.frames import frame
from onrecord_server.realtime.membership import audiences
from onrecord_server.realtime.outbox import Outbox, SlowConsumer
from onrecord_server.realtime.pace import FLOOD, NOTICES, Bucket


#: Ephemeral notices are left out while so many frames wait for a socket.
MOST_NOTICES: Final = 64


class Session:
    """Whose socket it is, up to where it has been told, and what waits for it.

    ``upto`` is the last position that its frames cover; only the hub moves it.
    """

    __slots__ = (
        "__weakref__",
        "actor",
        "arriving",
        "close",
        "conversations",
        "epoch",
        "flood",
        "heard",
        "last_typing",
        "notices",
        "outbox",
        "presence",
        "spaces",
        "upto",
    )

    def __init__(self, actor: Actor, close: Callable[[int, str], None]) -> None:
        """Begin seeing nothing. ``close`` ends the socket with a code and a reason."""
        self.actor = actor
        self.close = close
        self.outbox = Outbox()
        self.conversations: dict[str, int] = {}
        #: Space → one's role in it.
        self.spaces: dict[str, str] = {}
        self.upto = -1
        self.epoch = ""
        #: When the client was last heard of (monotonic seconds).
        self.heard = time.monotonic()
        self.presence = "active"
        self.last_typing: dict[str, float] = {}
        #: Conversation → how far it has arrived, until that is passed on.
        self.arriving: dict[str, int] = {}
        self.notices = Bucket(NOTICES)
        self.flood = Bucket(FLOOD)

    def sees(self, audience: str, about: int) -> bool:
        """Say whether an event about a position, for this audience, is for this session."""
        kind, _, place = audience.partition(":")
        if kind == "c":
            window = self.conversations.get(place)
            return window is not None and about >= window
        if kind == "p":
            return place == self.actor.person
        role = self.spaces.get(place)
        return audience == EVERYBODY or (role is not None and audience in audiences(place, role))

    def push(self, text: str) -> None:
        """Queue a frame; a client that does not read is let go, and resumes later."""
        try:
            self.outbox.put(text)
        except SlowConsumer:
            self.close(wire.CLOSE_SLOW, "too slow")

    def mention(self, **members: Any) -> None:
        """Queue an ephemeral frame, unless much is waiting: nobody is let go for a notice."""
        if self.outbox.waiting < MOST_NOTICES:
            self.push(frame(**members))

    def send(self, **members: Any) -> None:
        """Queue a frame from its members."""
        self.push(frame(**members))
