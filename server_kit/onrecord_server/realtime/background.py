"""Blocking work of the background loops: a loop that is cancelled leaves it, and a stop waits for it."""

import asyncio
from collections.abc import Callable
from typing import Any, Final, TypeVar

import anyio.to_thread


T = TypeVar("T")

#: Seconds that a stop waits for what still runs in a thread.
PATIENCE: Final = 5.0


class Background:
    """Threads that hold connections: cancelling who waits for one does not end it."""

    def __init__(self, threads: Any) -> None:
        """Keep the limiter of the threads."""
        self._threads = threads
        self._working: set[asyncio.Future[Any]] = set()

    async def run(self, function: Callable[..., T], *given: Any) -> T:
        """Run a blocking function in a thread and wait for its answer."""
        running = anyio.to_thread.run_sync(function, *given, limiter=self._threads)
        work = asyncio.ensure_future(running)
        self._working.add(work)
        work.add_done_callback(self._working.discard)
        return await asyncio.shield(work)

    async def finish(self) -> None:
        """Wait a while for what still runs, so that it lets go of its connection."""
        if self._working:
            await asyncio.wait(self._working, timeout=PATIENCE)
