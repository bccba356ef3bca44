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
        found = self._queue.get()
        if self._crowded:
            self._await_the_others()
        batch: list[T] = []
        while found is not None:
            batch.append(found)
            if len(batch) == MAX_BATCH or self._queue.empty():
                break
            found = self._queue.get_nowait()
        self.ended = found is None
        self._crowded = len(batch) >= CROWD
        return batch

    def _await_the_others(self) -> None:
        until = time.monotonic() + MOST_PATIENCE
        before = -1
        while before < self.waiting < MAX_BATCH and time.monotonic() < until:
            before = self.waiting
            time.sleep(PATIENCE)  # A nap, not a wait on the queue: each wake-up costs the sender.
