"""One announcement that asks to be acknowledged: alice posts, bob, carol and dora read."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.messages import Message
from onrecord_server.core.actor import host_actor
from onrecord_server.core.ports import Ports
from tests.support import engines
from tests.support.engines import Room, Worker, check_invariants


READERS = ("bob", "carol", "dora")


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._ticks = itertools.count()

    def __call__(self) -> datetime:
        tick = timedelta(microseconds=next(self._ticks))
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC) + self._ahead + tick

    def forward(self, **much: float) -> None:
        """Let time pass."""
        self._ahead += timedelta(**much)


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
def clock() -> Clock:
    """A clock that a test sets forward."""
    return Clock()


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room whose clock is the test's."""
    with engines.room(database_url, ports=Ports(clock=clock)) as found:
        yield found
        check_invariants(found)


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
