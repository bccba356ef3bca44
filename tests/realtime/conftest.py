from collections.abc import Iterator

import pytest

from tests.support.live import Live, live


@pytest.fixture
def worker(database_url: str) -> Iterator[Live]:
    """One worker on each database."""
    with live(database_url) as found:
        yield found


@pytest.fixture
def small(small_url: str) -> Iterator[Live]:
    """One worker on SQLite, for what does not depend on the database."""
    with live(small_url) as found:
        yield found


def room(worker: Live, *members: str, owner: str = "alice") -> str:
    """A group of people; returns its id."""
    with worker.chat.acting_as("acme", owner) as me:
        return me.conversations.create(kind="group", members=list(members)).id
