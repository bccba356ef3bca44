"""What the outside gives to operations, as values: time, ids and randomness."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from onrecord.ids import new_id


#: Microseconds that the clocks of two machines may be apart: a time further ahead is no time of ours.
SKEW: Final = 300_000_000


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Ports:
    """The clock, the id maker and the source of randomness; tests give their own."""

    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[str], str] = new_id
    entropy: Callable[[int], bytes] = os.urandom
