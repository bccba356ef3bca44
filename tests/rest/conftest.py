from collections.abc import Iterator

import pytest

from tests.support.doors import House, house


@pytest.fixture
def chat(database_url: str) -> Iterator[House]:
    """A chat on each database."""
    with house(database_url) as found:
        yield found


@pytest.fixture
def small_chat(sqlite_url: str) -> Iterator[House]:
    """A chat on SQLite, for what does not depend on the database."""
    with house(sqlite_url) as found:
        yield found
