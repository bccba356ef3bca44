"""What is searched: with the index caught up, and with nobody indexing at all."""

from collections.abc import Callable

import pytest

from onrecord_server.search.reactors import catch_up
from tests.support.engines import Room


Find = Callable[..., list[str]]


def settle(room: Room, tenant: str = "acme") -> None:
    """Let the index take in everything."""
    for _ in catch_up(room.engines.prepared(tenant), tenant):
        pass


@pytest.fixture(params=["indexed", "not indexed"])
def indexed(request: pytest.FixtureRequest) -> bool:
    """Every law of what is found holds whether the index has come so far or not."""
    asked: str = request.param
    return asked == "indexed"


@pytest.fixture
def found(room: Room, indexed: bool) -> Find:
    """Search as somebody; the texts that were found, the newest first."""

    def search(person: str, query: str, **more: object) -> list[str]:
        if indexed:
            settle(room)
        page = room.plain(person).search.messages(query, **more)  # type: ignore[arg-type]
        return ["".join(piece.text for piece in hit.excerpt) for hit in page.data]

    return search
