"""Clocks of other programs: wall time in a zone, or a moment; UTC out."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from onrecord.errors import ChoiceNeeded
from onrecord_server.imports.formats.base import Choices, Confidence


#: Nobody wrote in a chat before; such a time is a mistake, or made to break us.
_FIRST_YEAR: Final = 1900


def sensible(at: datetime) -> datetime:
    """Return a time that somebody can have written at. Raises ``ValueError``."""
    if at.year < _FIRST_YEAR:
        raise ValueError("no such time")
    return at


def utc(at: datetime) -> datetime:
    """Return a time in UTC. Raises ``ValueError`` for one that nobody can have written at."""
    try:
        return sensible(at).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no such time") from error


def zone_of(choices: Choices) -> ZoneInfo:
    """Return the zone of a source that names none. Raises ``ChoiceNeeded``."""
    if choices.zone is None:
        said = "The file has no time zone: say in which zone its clock was (tz)."
        raise ChoiceNeeded(said, extra={"choice": "tz", "choices": []})
    return choices.zone


def moment(wall: datetime, zone: ZoneInfo) -> tuple[datetime, Confidence]:
    """Return a wall time as a moment, and whether a change of the clock leaves a doubt.

    Raises ``ValueError`` for a time that nobody can have written at.
    """
    early = wall.replace(tzinfo=zone, fold=0)
    late = wall.replace(tzinfo=zone, fold=1)
    at = utc(early)
    if early.utcoffset() == late.utcoffset():
        return at, "sure"
    there = at.astimezone(zone).replace(tzinfo=None) == wall
    return at, "hour_twice" if there else "hour_missing"


def stamp(text: str) -> datetime:
    """Return a moment from ISO 8601 with its offset. Raises ``ValueError``."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no offset")
    return utc(found)


def unix(seconds: int, micros: int = 0) -> datetime:
    """Return a moment from whole seconds of Unix. Raises ``ValueError``."""
    try:
        found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=micros)
    except OverflowError as error:
        raise ValueError("no such time") from error
    return sensible(found)
