"""One announcement that asks to be acknowledged: alice posts, bob, carol and dora read."""

from dataclasses import dataclass, field

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.messages import Message
from onrecord_server.core.actor import host_actor
from tests.support.clocked import Clock, clock, room
from tests.support.engines import Room, Worker


__all__ = ["clock", "room"]


READERS = ("bob", "carol", "dora")


@dataclass(frozen=True)
class News:
    """An announcement, and those who may ask about it."""

    room: Room
    clock: Clock
    conversation: str
    message: Message
    alice: Client
    readers: dict[str, Client] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the announcement."""
        return self.message.id

    def acknowledge(self, name: str, version: int = 1) -> None:
        """Let a reader acknowledge it."""
        self.readers[name].announcements.acknowledge(self.id, version)

    def names(self, **asked: object) -> list[str]:
        """Return the ids of a roster."""
        roster = self.alice.announcements.iterate_roster(self.id, **asked)  # type: ignore[arg-type]
        return [entry.person_id for entry in roster]

    @property
    def host(self) -> Client:
        """The host's own code, which is party to nothing."""
        return Client(Worker(self.room.engines, host_actor("acme")))


@pytest.fixture
def news(room: Room, clock: Clock) -> News:
    """One announcement that asks to be acknowledged."""
    for name in (*READERS, "mallory"):
        room.person(name)
    alice = room.person("alice")
    made = alice.conversations.create(kind="announcement", members=list(READERS), title="News")
    sent = alice.messages.send(made.id, "The office moves on Monday.", acknowledge=True)
    readers = {name: room.plain(name) for name in READERS}
    return News(room, clock, made.id, sent, alice, readers)
