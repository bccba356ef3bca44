"""Durations of the policy (ISO 8601, whole units): how long they are, and when they end. Pure."""

import calendar
import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple


_PATTERN: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?", re.ASCII)


class Length(NamedTuple):
    """A duration in the two units that do not convert: months have no fixed number of hours."""

    months: int
    hours: int

    @property
    def about(self) -> float:
        """Return hours, with a month of 30.44 days: to compare, not to count with."""
        return self.months * 730.5 + self.hours


@lru_cache(maxsize=512)
def length(duration: str) -> Length:
    """Read a duration such as ``P1Y6M``, ``P2W`` or ``PT1H``."""
    found = _PATTERN.fullmatch(duration)
    if found is None or len(duration) < 3:
        raise ValueError(f"{duration!r} is no duration")
    years, months, weeks, days, hours = (int(part or 0) for part in found.groups())
    return Length(years * 12 + months, (weeks * 7 + days) * 24 + hours)


def after(start: datetime, duration: str) -> datetime:
    """Return the moment that lies a duration after another; a month ends with its last day."""
    months, hours = length(duration)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day) + timedelta(hours=hours)


def is_longer(one: str, other: str) -> bool:
    """Say whether a duration is longer than another."""
    return length(one).about > length(other).about
