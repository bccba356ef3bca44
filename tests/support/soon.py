"""What comes by itself is waited for as long as any machine may need, and not a moment longer than it takes."""

import time
from collections.abc import Callable
from typing import Final, TypeVar


T = TypeVar("T")

#: Only what never comes is waited for so long.
PATIENCE: Final = 60.0


def soon(look: Callable[[], T], every: float = 0.02, said: str = "it did not come") -> T:
    """Look until there is something to see, and return it."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline, said
        time.sleep(every)
    return found
