"""An engine room whose clock a test sets forward. Import the fixtures that you want into a conftest."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from onrecord_server.core.ports import Ports
from tests.support import engines
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


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


@pytest.fixture(name="room")
def sound_room(database_url: str, clock: Clock) -> Iterator[Room]:
    """The same; its record is sound, and makes its tables, when the test is over."""
    with engines.room(database_url, ports=Ports(clock=clock)) as found:
        yield found
        check_invariants(found)
        assert findings(found) == []
