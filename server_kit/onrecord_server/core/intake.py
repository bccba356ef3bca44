"""What waits for the writer, taken in batches."""

import queue
import time
from typing import Final, Generic, TypeVar


MAX_BATCH: Final = 256
#: A batch of at least so many says that many send at once.
CROWD: Final = 4
#: Seconds without another command after which a batch goes, and seconds that it waits at most.
PATIENCE: Final = 0.0005
MOST_PATIENCE: Final = 0.005

T = TypeVar("T")


class Intake(Generic[T]):
    """A queue whose reader takes all that waits.

    While many send at once, the reader also waits a moment for those who were answered just now and
    whose next command is on its way: a commit costs about the same for one and for a hundred. Whoever
    sends alone waits for nobody.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._queue: queue.SimpleQueue[T | None] = queue.SimpleQueue()
        self._crowded = False
        #: The end was put in: what is taken from now on is the last.
        self.ended = False

    def put(self, command: T) -> None:
        """Add a command; any thread may."""
        self._queue.put(command)

    def end(self) -> None:
        """Say that nothing comes after what is in here."""
        self._queue.put(None)

    @property
    def waiting(self) -> int:
        """Return how many commands wait."""
        return self._queue.qsize()

    def take(self) -> list[T]:
        """Wait for a command; return it with all that came meanwhile, at most ``MAX_BATCH``."""
        found = self._next(None)
        batch = [] if found is None else [found]
        until = time.monotonic() + MOST_PATIENCE
        while batch and len(batch) < MAX_BATCH:
            patience = PATIENCE if self._crowded and time.monotonic() < until else 0
            found = self._next(patience)
            if found is None:
                break
            batch.append(found)
        self._crowded = len(batch) >= CROWD
        return batch

    def _next(self, seconds: float | None) -> T | None:
        try:
            found = self._queue.get(timeout=seconds) if seconds != 0 else self._queue.get_nowait()
        except queue.Empty:
            return None
        self.ended = self.ended or found is None
        return found
