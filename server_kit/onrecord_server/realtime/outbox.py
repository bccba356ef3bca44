"""The bounded queue of frames that wait for one socket."""

import asyncio
from collections import deque
from typing import Final


MOST_FRAMES: Final = 256
MOST_BYTES: Final = 1024 * 1024


class SlowConsumer(Exception):
    """The client does not read: 256 frames or 1 MiB wait for it."""


class Outbox:
    """Frames in order; ``None`` ends them. One task takes, everybody puts, all on one loop."""

    __slots__ = ("_bytes", "_frames", "_waiter")

    def __init__(self) -> None:
        """Begin empty."""
        self._frames: deque[str | None] = deque()
        self._bytes = 0
        self._waiter: asyncio.Future[None] | None = None

    def put(self, frame: str | None) -> None:
        """Queue a frame. Raises ``SlowConsumer`` beyond the bounds."""
        if frame is not None:
            self._bytes += len(frame)
            if len(self._frames) >= MOST_FRAMES or self._bytes > MOST_BYTES + 65_536:
                raise SlowConsumer
        self._frames.append(frame)
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def get(self) -> str | None:
        """Take the oldest frame, waiting for one."""
        while not self._frames:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
            self._waiter = None
        frame = self._frames.popleft()
        if frame is not None:
            self._bytes -= len(frame)
        return frame

    @property
    def waiting(self) -> int:
        """Return how many frames wait."""
        return len(self._frames)

    def take(self) -> str | None:
        """Take the oldest frame if there is one."""
        return self._frames.popleft() if self._frames else None
