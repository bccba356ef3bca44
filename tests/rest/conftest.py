from collections.abc import AsyncIterator

import pytest

from tests.support.doors import House, house


@pytest.fixture
async def chat(database_url: str) -> AsyncIterator[House]:
    """A chat on each database."""
    async with house(database_url) as found:
        yield found


@pytest.fixture
async def small_chat(small_url: str) -> AsyncIterator[House]:
    """A chat on SQLite, for what does not depend on the database."""
    async with house(small_url) as found:
        yield found
