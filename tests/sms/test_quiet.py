"""Nothing is solicited outside the hours of whoever may read it, whatever clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.sms.numbers import Number
from onrecord_server.sms.quiet import (
    EXEMPT,
    FEDERAL,
    STRICTER,
    Category,
    Hours,
    Place,
    Week,
    every_day,
    judge,
    place,
)
from onrecord_server.sms.zones import AREA_CODES, COUNTRIES, STATES


NEW_YORK = Number("+12125550123", "US", "either")
MIAMI = Number("+13055550123", "US", "either")
TOLL_FREE = Number("+18005551234", "US", "toll_free")
BERLIN = Number("+4915112345678", "DE", "mobile")
NOBODY = Number("+88212345678", "001", "other")
quickly = settings(max_examples=60, deadline=None)
zones = st.sampled_from(
    """America/New_York Europe/Berlin Asia/Kathmandu Pacific/Apia Australia/Lord_Howe America/St_Johns
    Africa/Casablanca Asia/Gaza""".split()  # noqa: SIM905 - easier to read
)
#: The days around which clocks are put on or back, more often than others.
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)).map(  # noqa: DTZ001 - made UTC here
    lambda one: one.replace(tzinfo=UTC, second=0, microsecond=0)
)
turns = st.sampled_from(
    [(2026, 3, 8), (2026, 11, 1), (2026, 3, 29), (2026, 10, 25), (2026, 10, 4)]
).map(lambda day: datetime(*day, tzinfo=UTC))
near_turns = st.builds(
    lambda one, minutes: one + timedelta(minutes=minutes), turns, st.integers(-900, 1500)
)
windows = st.tuples(st.integers(0, 1438), st.integers(1, 1440)).filter(lambda one: one[0] < one[1])
weeks = st.tuples(*(st.none() | windows for _ in range(7)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def here(*names: str) -> Place:
    return Place(names, None, "own")


def open_by_hand(names: tuple[str, ...], week: Week, now: datetime) -> bool:
    for name in names:
        clock = now.astimezone(ZoneInfo(name)).replace(tzinfo=None)
        window = week[clock.weekday()]
        midnight = clock.replace(hour=0, minute=0, second=0, microsecond=0)
        minutes = (clock - midnight).total_seconds() / 60
        if window is None or not window[0] <= minutes < window[1]:
            return False
    return True


@pytest.mark.req("SMS-4")
@settings(max_examples=25, deadline=None)
@given(st.lists(zones, min_size=1, max_size=2), weeks, moments | near_turns)
def test_the_next_moment_is_the_first_open_minute_that_there_is(
    names: list[str], week: Week, now: datetime
) -> None:
    where = here(*names)
    found = judge("marketing", where, now, Hours(week, ()))
    day = (now + timedelta(minutes=minutes) for minutes in range(2200))
    first = next((one for one in day if open_by_hand(where.zones, week, one)), None)
    assert found.allowed == (first == now)
    if first is not None:
        assert found.until == (None if found.allowed else first)


@pytest.mark.req("SMS-4")
@quickly
@given(st.lists(zones, min_size=1, max_size=3), moments | near_turns)
def test_at_the_next_moment_it_may_go_and_just_before_it_may_not(
    names: list[str], now: datetime
) -> None:
    where = here(*names)
    found = judge("marketing", where, now)
    if found.until is not None:
        assert found.until > now
        assert judge("marketing", where, found.until).allowed
        before = found.until - timedelta(microseconds=1)
        assert before <= now or not judge("marketing", where, before).allowed


@pytest.mark.req("SMS-4")
@quickly
@given(st.sampled_from(sorted(EXEMPT)), zones, moments)
def test_what_somebody_needs_or_asked_goes_at_any_hour(
    category: Category, zone: str, now: datetime
) -> None:
    assert judge(category, here(zone), now).allowed
    assert judge(category, Place((), None, "unknown"), now).allowed


@pytest.mark.req("SMS-4")
@quickly
@given(st.sampled_from(sorted(AREA_CODES)), moments)
def test_without_a_zone_the_hours_are_open_wherever_the_reader_may_be(
    code: str, now: datetime
) -> None:
    where = place(Number(f"+1{code}5550123", "US", "either"))
    if judge("marketing", where, now).allowed:
        assert all(open_by_hand((one,), FEDERAL, now) for one in where.zones)
        assert open_by_hand(where.zones, STRICTER.get(AREA_CODES[code], FEDERAL), now)


@pytest.mark.req("SMS-4")
@pytest.mark.parametrize(
    ("number", "zone", "now", "until"),
    [
        (NEW_YORK, None, "2026-07-01T07:59:59-04:00", "2026-07-01T08:00-04:00"),
        (NEW_YORK, None, "2026-07-01T08:00-04:00", None),
        (NEW_YORK, None, "2026-07-01T20:59:59-04:00", None),
        (NEW_YORK, None, "2026-07-01T21:00-04:00", "2026-07-02T08:00-04:00"),
        (NEW_YORK, "America/Los_Angeles", "2026-07-01T08:00-04:00", "2026-07-01T08:00-07:00"),
        (NEW_YORK, "No/Such", "2026-07-01T08:00-04:00", None),
        (NEW_YORK, "../etc/passwd", "2026-07-01T08:00-04:00", None),
        (NEW_YORK, "", "2026-07-01T08:00-04:00", None),
        (NEW_YORK, "America/New_York", "2026-03-07T22:00-05:00", "2026-03-08T08:00-04:00"),
        (NEW_YORK, "America/New_York", "2026-10-31T22:00-04:00", "2026-11-01T08:00-05:00"),
        (MIAMI, None, "2026-07-01T08:30-04:00", "2026-07-01T09:00-04:00"),
        (MIAMI, None, "2026-07-01T20:00-04:00", "2026-07-02T09:00-04:00"),
        (MIAMI, "America/New_York", "2026-07-01T08:30-04:00", None),
        (MIAMI, "America/New_York", "2026-07-01T20:00-04:00", "2026-07-02T08:00-04:00"),
        (TOLL_FREE, None, "2026-07-01T12:00-04:00", "2026-07-01T08:00-10:00"),
        (TOLL_FREE, None, "2026-07-01T08:00-10:00", None),
        (BERLIN, None, "2026-03-28T21:00+01:00", "2026-03-29T08:00+02:00"),
    ],
)
def test_known_moments(number: Number, zone: str | None, now: str, until: str | None) -> None:
    found = judge("marketing", place(number, zone), at(now))
    assert found.allowed == (until is None)
    assert found.until == (None if until is None else at(until))


@pytest.mark.req("SMS-4")
def test_an_hour_that_is_skipped_is_not_waited_for_and_one_shown_twice_is_open_twice() -> None:
    new_york = here("America/New_York")
    half_past_two = Hours(((150, 170),) * 7, ())
    skipped = judge("marketing", new_york, at("2026-03-08T00:00-05:00"), half_past_two)
    assert skipped.until == at("2026-03-09T02:30-04:00")
    from_half_past_two = Hours(((150, 300),) * 7, ())
    forward = judge("marketing", new_york, at("2026-03-08T00:00-05:00"), from_half_past_two)
    assert forward.until == at("2026-03-08T03:00-04:00")
    half_past_one = Hours(((90, 100),) * 7, ())
    for offset in ("-04:00", "-05:00"):
        assert judge("marketing", new_york, at(f"2026-11-01T01:35{offset}"), half_past_one).allowed
    between = judge("marketing", new_york, at("2026-11-01T01:50-04:00"), half_past_one)
    assert between.until == at("2026-11-01T01:30-05:00")
    until_half_past_one = Hours(((0, 90),) * 7, ())
    back = judge("marketing", new_york, at("2026-11-01T01:40-04:00"), until_half_past_one)
    assert back.until == at("2026-11-01T01:00-05:00")


@pytest.mark.req("SMS-4")
def test_the_own_zone_comes_before_the_state_and_that_before_the_country() -> None:
    assert place(MIAMI, "Europe/Paris") == Place(("Europe/Paris",), "FL", "own")
    assert place(MIAMI) == Place(STATES["FL"], "FL", "state")
    assert place(MIAMI, state="WA") == Place(STATES["WA"], "WA", "state")
    assert place(TOLL_FREE) == Place(COUNTRIES["US"], None, "country")
    assert place(NOBODY) == Place((), None, "unknown")


@pytest.mark.req("SMS-4")
def test_where_nobody_knows_where_the_reader_is_nothing_goes() -> None:
    found = judge("marketing", place(NOBODY), at("2026-07-01T12:00+00:00"))
    assert (found.allowed, found.until) == (False, None)


@pytest.mark.req("SMS-4")
def test_a_state_may_close_its_sundays() -> None:
    hours = Hours(FEDERAL, (("FL", every_day(8, 20, sunday=None)),))
    found = judge(
        "marketing", place(MIAMI, "America/New_York"), at("2026-07-04T20:30-04:00"), hours
    )
    assert found.until == at("2026-07-06T08:00-04:00")


@pytest.mark.parametrize("table", [COUNTRIES, STATES])
def test_every_zone_of_the_tables_exists(table: dict[str, tuple[str, ...]]) -> None:
    assert all(ZoneInfo(zone) for names in table.values() for zone in names)
    assert all(names for names in table.values())
    assert set(STRICTER) <= set(STATES)
    assert {zone for names in STATES.values() for zone in names} <= set(COUNTRIES["US"])
