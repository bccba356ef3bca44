"""Every law of the operations is shown on a real SQLite and on a real PostgreSQL."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onrecord.errors import OnRecordError
from tests.support import engines
from tests.support.engines import Room, check_invariants


Refuses = Callable[[type[OnRecordError], Callable[[], Any]], OnRecordError]


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:
    """An engine room whose rows are sound when the test is over."""
    with engines.room(database_url) as found:
        yield found
        check_invariants(found)


@pytest.fixture
def elsewhere(database_url: str, room: Room) -> Iterator[Room]:
    """A second worker on the same database."""
    with engines.room(database_url) as found:
        yield found


@pytest.fixture
def refuses(room: Room) -> Refuses:
    """Assert that a call is refused with a class, and that not one row changed."""

    def check(kind: type[OnRecordError], call: Callable[[], Any]) -> OnRecordError:
        before = room.rows()
        with pytest.raises(kind) as caught:
            call()
        assert type(caught.value) is kind
        assert room.rows() == before
        return caught.value

    return check


@pytest.fixture
def group(room: Room) -> str:
    """A group of alice (who owns it), bob and carol."""
    for name in ("bob", "carol", "mallory"):
        room.person(name)
    alice = room.person("alice")
    return alice.conversations.create(kind="group", members=["bob", "carol"], title="Team").id
