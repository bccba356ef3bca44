"""At which hours a text may go where its reader is. Pure.

SMS-4, 47 CFR 64.1200(c)(1): nothing is solicited before 8 or after 21 o'clock by the reader's clock. Some
states are stricter; where a number was given out in one, its hours hold as well. Texts that somebody needs
or answers a question with (``EXEMPT``) go at any time.

Whose clock: the zone that is known of the reader, before the zones of the state whose area code the number
has, before all zones of its country. phonenumberslite has no data on zones, so the last two are the tables
in ``zones``. Where several zones come into question the hours must be open in each of them; where none
does, nothing goes.

Clocks are read by the instant: an hour that a clock skips is never waited for, and of one that it shows
twice both are that hour.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Final, Literal
from zoneinfo import ZoneInfo

from onrecord_server.sms.numbers import Number
from onrecord_server.sms.zones import COUNTRIES, STATES


Category = Literal["marketing", "transactional", "conversational"]
Basis = Literal["own", "state", "country", "unknown"]
#: Minutes after midnight from which, and before which, texts go.
Open = tuple[int, int]
#: Monday to Sunday; ``None``: not on that day.
Week = tuple[
    Open | None, Open | None, Open | None, Open | None, Open | None, Open | None, Open | None
]

EXEMPT: Final[frozenset[Category]] = frozenset({"transactional", "conversational"})
_DAYS: Final = 8


def every_day(opens: int, closes: int, sunday: Open | Literal["same"] | None = "same") -> Week:
    """Return the hours of a week, in whole hours; of Sunday others where they are given."""
    usual = (opens * 60, closes * 60)
    return (*(usual,) * 6, usual if sunday == "same" else sunday)


FEDERAL: Final = every_day(8, 21)
#: Of the first three the stricter hours are widely written about, of the others less so: a company looks.
STRICTER: Final[Mapping[str, Week]] = {
    "FL": every_day(8, 20),
    "OK": every_day(8, 20),
    "WA": every_day(8, 20),
    "CT": every_day(9, 20),
    "MD": every_day(8, 20),
    "TX": every_day(9, 21, sunday=(12 * 60, 21 * 60)),
}


@dataclass(frozen=True, slots=True)
class Hours:
    """When texts may go: everywhere, and in states (two letters) that narrow it further.

    Categories that are ``exempt`` go at any time.
    """

    usual: Week = FEDERAL
    states: tuple[tuple[str, Week], ...] = tuple(STRICTER.items())
    exempt: frozenset[Category] = EXEMPT

    def weeks(self, state: str | None) -> tuple[Week, ...]:
        """Return all the hours that must be open for a reader of a state."""
        return (self.usual, *(week for name, week in self.states if name == state))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader may be: in one of these zones. ``basis`` is how that is known."""

    zones: tuple[str, ...]
    state: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Quiet:
    """Whether a text may go now. ``until``: when it may next; ``None``: now, or never."""

    allowed: bool
    place: Place
    until: datetime | None = None


def place(number: Number, zone: str | None = None, state: str | None = None) -> Place:
    """Return where a reader may be. ``zone`` and ``state`` are what is known of the reader.

    A zone that does not exist is not known. The state of the number holds unless another one is known.
    """
    state = state or number.state
    if zone is not None and _exists(zone):
        return Place((zone,), state, "own")
    if state is not None and state in STATES:
        return Place(STATES[state], state, "state")
    zones = COUNTRIES.get(number.region, ())
    return Place(zones, state, "country" if zones else "unknown")


def judge(category: Category, where: Place, now: datetime, hours: Hours | None = None) -> Quiet:
    """Say whether a text may go now, and else when. ``now`` has a time zone; so has the answer, UTC."""
    hours = hours or Hours()
    weeks = hours.weeks(where.state)
    if category in hours.exempt or _inside(where, weeks, now):
        return Quiet(allowed=True, place=where)
    return Quiet(allowed=False, place=where, until=_next(where, weeks, now))


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _inside(where: Place, weeks: tuple[Week, ...], at: datetime) -> bool:
    clocks = [at.astimezone(ZoneInfo(zone)) for zone in where.zones]
    return bool(clocks) and all(_open(week, clock) for week, clock in product(weeks, clocks))


def _open(week: Week, clock: datetime) -> bool:
    window = week[clock.weekday()]
    minute = clock.hour * 60 + clock.minute
    return window is not None and window[0] <= minute < window[1]


def _next(where: Place, weeks: tuple[Week, ...], now: datetime) -> datetime | None:
    """Return the first moment from now at which the hours are open everywhere: one of those they open at."""
    zones = [ZoneInfo(zone) for zone in where.zones]
    moments = {one for zone in zones for one in _openings(zone, weeks, now)}
    return next((one for one in sorted(moments) if one > now and _inside(where, weeks, one)), None)


def _openings(zone: ZoneInfo, weeks: tuple[Week, ...], now: datetime) -> Iterator[datetime]:
    """Yield each moment of the next days at which a clock may come to show an hour that is open."""
    today = now.astimezone(zone).date()
    for day in (today + timedelta(days=one) for one in range(_DAYS + 1)):
        yield from _turns(zone, day)
        for window in filter(None, (week[day.weekday()] for week in weeks)):
            yield from _shown(zone, day, window[0])


def _shown(zone: ZoneInfo, day: date, minute: int) -> Iterator[datetime]:
    """Yield when a clock shows a minute of a day; twice where it is put back over it."""
    shown = datetime.combine(day, time(minute // 60, minute % 60), zone)
    for fold in (0, 1):
        yield shown.replace(fold=fold).astimezone(UTC)


def _turns(zone: ZoneInfo, day: date) -> Iterator[datetime]:
    """Yield when a clock is put forward or back on a day."""
    start = datetime.combine(day, time(), zone).astimezone(UTC)
    end = start + timedelta(days=1, hours=1)
    if _offset(zone, start) == _offset(zone, end):
        return
    while end - start > timedelta(seconds=1):
        middle = start + timedelta(seconds=(end - start) // timedelta(seconds=2))
        start, end = (
            (middle, end) if _offset(zone, middle) == _offset(zone, start) else (start, middle)
        )
    yield end


def _offset(zone: ZoneInfo, at: datetime) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
