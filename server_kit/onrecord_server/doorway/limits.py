"""How often one person, and one tenant, may ask.

A generic cell rate algorithm (ITU-T I.371): one number per caller, no timers, no lists, the clock
a value. Counters live in this process: with N workers a person has at most N times the limit.
"""

import math
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from onrecord.errors import RateLimited, UsageError


_WORDS: Final = re.compile(r"(?P<rate>\d+(?:\.\d+)?)/s burst (?P<burst>\d+)")
_PRUNE_ABOVE: Final = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once. Raises ``UsageError`` below one."""

    per_second: float
    burst: int

    def __post_init__(self) -> None:
        """Refuse a rate that lets nothing through."""
        if not (self.per_second > 0 and math.isfinite(self.per_second) and self.burst >= 1):
            raise UsageError("a rate is above zero and its burst at least one")

    @classmethod
    def parse(cls, words: str) -> "Rate":
        """Read ``5/s burst 20``. Raises ``UsageError``."""
        found = _WORDS.fullmatch(words.strip())
        if found is None:
            raise UsageError(f"{words!r} is no rate; write it as '5/s burst 20'")
        return cls(float(found["rate"]), int(found["burst"]))


Rates: TypeAlias = tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class RateLimits:
    """The limits of one process; an empty tuple switches one off.

    The preview of a space's rule looks at everybody, so it counts as a write.
    """

    person_writes: Rates = (Rate(5, 20), Rate(4, 240))
    person_reads: Rates = (Rate(20, 100),)
    tenant_writes: Rates = (Rate(500, 1000),)
    tenant_reads: Rates = (Rate(1000, 2000),)


OFF: Final = RateLimits((), (), (), ())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands: quota of the window (seconds), what is left, seconds until full."""

    quota: int
    window: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """Return ``RateLimit-Policy`` and ``RateLimit`` (draft-ietf-httpapi-ratelimit-headers)."""
        return {
            "ratelimit-policy": f'"default";q={self.quota};w={self.window}',
            "ratelimit": f'"default";r={self.remaining};t={self.reset}',
        }


_Place: TypeAlias = tuple[str, ...]


class Limiter:
    """Counts what was asked and says when it was too much. Any thread may ask.

    ``clock`` returns seconds that never go back.
    """

    def __init__(
        self, limits: RateLimits | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits = limits or RateLimits()
        self._clock = clock
        self._lock = threading.Lock()
        #: Caller and rate → the time at which that caller's bucket is full again.
        self._full: dict[tuple[_Place, Rate], float] = {}

    def check(self, tenant: str, person: str, *, writes: bool) -> Standing | None:
        """Count one request, then say where the person stands; ``None`` without limits.

        Raises ``RateLimited`` with the seconds to wait. A refused request is not counted.
        """
        places = self._places(tenant, person, writes)
        with self._lock:
            now = self._clock()
            for place, rate in places:
                self._refuse_above(place, rate, now)
            for key in places:
                self._full[key] = max(self._full.get(key, 0.0), now) + 1 / key[1].per_second
            if len(self._full) > _PRUNE_ABOVE:
                self._full = {k: full for k, full in self._full.items() if full > now}
            return self._standing(places[0], now) if places else None

    def _places(self, tenant: str, person: str, writes: bool) -> list[tuple[_Place, Rate]]:
        limits, kind = self._limits, "writes" if writes else "reads"
        own = limits.person_writes if writes else limits.person_reads
        shared = limits.tenant_writes if writes else limits.tenant_reads
        return [
            *(((kind, tenant, person), rate) for rate in own),
            *(((kind, tenant), rate) for rate in shared),
        ]

    def _refuse_above(self, place: _Place, rate: Rate, now: float) -> None:
        waited = max(self._full.get((place, rate), 0.0), now) - now
        wait = waited - (rate.burst - 1) / rate.per_second
        if wait > 1e-9:
            who = "you" if len(place) == 3 else "your organisation"
            words = f"{rate.per_second:g} {place[0]} a second, {rate.burst} at once"
            raise RateLimited(f"The limit for {who} is {words}.", retry_after=math.ceil(wait))

    def _standing(self, key: tuple[_Place, Rate], now: float) -> Standing:
        rate, ahead = key[1], max(0.0, self._full.get(key, 0.0) - now)
        left = max(0, math.floor(rate.burst - ahead * rate.per_second + 1e-9))
        return Standing(rate.burst, math.ceil(rate.burst / rate.per_second), left, math.ceil(ahead))
