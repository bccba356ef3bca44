"""Accounts that nothing can be sent by now: each is left alone for longer every time, and holds up no other."""

import threading
import time
from collections.abc import Callable
from typing import Final


#: The first and the longest wait, in seconds.
FIRST: Final = 1.0
LONGEST: Final = 900.0


class Rests:
    """Which accounts rest, and until when. Safe in any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep the clock; nobody rests yet."""
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, float]] = {}

    def begin(self, account: str) -> float:
        """Let an account rest, twice as long as before, and return for how many seconds."""
        with self._lock:
            until, wait = self._known.get(account, (0.0, 0.0))
            now = self._clock()
            if now < until:
                return until - now
            wait = min(wait * 2, LONGEST) if wait else FIRST
            self._known[account] = (now + wait, wait)
            return wait

    def over(self, account: str) -> None:
        """Forget an account that works."""
        with self._lock:
            self._known.pop(account, None)

    def clear(self) -> None:
        """Forget all: somebody may have mended one."""
        with self._lock:
            self._known.clear()

    def now(self) -> set[str]:
        """Return who rests now."""
        with self._lock:
            now = self._clock()
            return {account for account, (until, _) in self._known.items() if now < until}
