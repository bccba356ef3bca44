"""Days as people write them in a search. Pure: today enters as a value."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final


_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When it is, in microseconds since 1970, and how many minutes the asker is ahead of UTC."""

    now: int
    offset: int = 0

    @property
    def today(self) -> date:
        """Return the day that it is for the asker."""
        return (_EPOCH + timedelta(microseconds=self.now, minutes=self.offset)).date()

    def midnight(self, day: date) -> int:
        """Return when a day begins for the asker, in microseconds since 1970."""
        zone = timezone(timedelta(minutes=self.offset))
        return (datetime(day.year, day.month, day.day, tzinfo=zone) - _EPOCH) // timedelta(
            microseconds=1
        )


def read_day(text: str, calendar: Calendar) -> tuple[int, int] | None:
    """Return when a day, month or year begins and when the next one does; ``None`` if it is none."""
    days = _days(text.lower(), calendar.today)
    return None if days is None else (calendar.midnight(days[0]), calendar.midnight(days[1]))


def _days(text: str, today: date) -> tuple[date, date] | None:
    named = {"today": 0, "yesterday": 1}
    if text in named:
        first = today - timedelta(days=named[text])
        return first, first + timedelta(days=1)
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        year, month, day = (int(part or 0) for part in found.groups())
        return _span(year, month, day)
    except (ValueError, OverflowError):
        return None


def _span(year: int, month: int, day: int) -> tuple[date, date]:
    first = date(year, month or 1, day or 1)
    if day:
        return first, first + timedelta(days=1)
    if month:
        return first, date(year + month // 12, month % 12 + 1, 1)
    return first, date(year + 1, 1, 1)
