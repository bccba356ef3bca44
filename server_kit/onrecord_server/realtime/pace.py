"""How often one socket may say what is no call. Pure: the clock is a value."""

from typing import Final

from onrecord_server.doorway.limits import Rate


#: Above this a frame is refused; above the second one the socket closes.
NOTICES: Final = Rate(10, 150)
FLOOD: Final = Rate(100, 2000)


class Bucket:
    """Counts what passes at one rate."""

    __slots__ = ("_full", "_rate")

    def __init__(self, rate: Rate) -> None:
        """Begin empty."""
        self._rate = rate
        self._full = 0.0

    def take(self, now: float) -> bool:
        """Count one, unless it is too many at this moment (seconds that never go back)."""
        full = max(self._full, now)
        if full - now > (self._rate.burst - 1) / self._rate.per_second + 1e-9:
            return False
        self._full = full + 1 / self._rate.per_second
        return True
