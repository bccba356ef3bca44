"""What follows from rules for many messages at once: bounds of whole days, and whose rule it is. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from onrecord_server.policy.durations import length
from onrecord_server.retention.rules import Kept, RetentionRule, end, judge, matches


DAY: Final = 86_400_000_000
#: A month differs by no more days from its shortest and its longest, with one to spare for hours.
_SPREAD: Final = 4
What = Literal["goes", "held", "kept"]


@dataclass(slots=True)
class Tally:
    """How many messages there are, and how many follow which rule, and how."""

    counts: Counter[tuple[str, What]] = field(default_factory=Counter)
    messages: int = 0
    complete: bool = True

    def add(self, rule: str, what: What, number: int) -> None:
        """Count some messages."""
        self.counts[(rule, what)] += number

    def of(self, rule: str, what: What) -> int:
        """Return how many messages a rule has so."""
        return self.counts[(rule, what)]


def destroying(rules: Iterable[RetentionRule]) -> list[RetentionRule]:
    """Return the rules after which something goes."""
    return [one for one in rules if one.maximum is not None]


def follows(
    kept: Kept, rules: Sequence[RetentionRule], now: datetime, *, held: bool
) -> tuple[str, What] | None:
    """Return the rule whose maximum is over for something, and what becomes of it; or ``None``."""
    over = [
        (end(kept.at, one.maximum), one.id)
        for one in rules
        if one.maximum is not None and matches(one, kept) and end(kept.at, one.maximum) <= now
    ]
    if not over:
        return None
    verdict = judge(kept, rules, (), None, now)
    if verdict.outcome == "keep":
        return min(over)[1], "kept"
    rule = getattr(verdict.reasons[0], "rule", min(over)[1])
    return rule, "held" if held else "goes"


def asks(kept: Kept, rules: Sequence[RetentionRule], now: datetime) -> list[str]:
    """Return the rules that ask about something now: each of them whose maximum is over, where it is asked about."""
    verdict = judge(kept, rules, (), None, now)
    if verdict.outcome != "ask":
        return []
    return [
        one.id
        for one in destroying(rules)
        if one.disposition == "ask"
        and one.id not in verdict.under_minimum
        and matches(one, kept)
        and end(kept.at, str(one.maximum)) <= now
    ]


def newest(rules: Iterable[RetentionRule], now: datetime) -> datetime | None:
    """Return a moment after which nothing written can be over by any rule; ``None``: nothing ever is."""
    found = [_before(now, one.maximum, _SPREAD) for one in rules if one.maximum is not None]
    return max(found, default=None)


def _before(now: datetime, duration: str, spare: int) -> datetime:
    """Return about when what ends now began."""
    months, hours = length(duration)
    try:
        years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
        begun = now.replace(year=years, month=month + 1, day=1, hour=0, minute=0)
        return begun + timedelta(days=now.day - 1 + spare) - timedelta(hours=hours)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC) + timedelta(days=spare)


def mixed(rules: Iterable[RetentionRule], now: datetime) -> list[int]:
    """Return the days, counted from 1970, on which a bound of a rule ends now: some hours are over.

    On all others what follows is the same from the first moment to the last.
    """
    found = {
        day for one in rules for bound in (one.minimum, one.maximum) for day in _cut(bound, now)
    }
    return sorted(found)


def _cut(duration: str | None, now: datetime) -> Iterator[int]:
    if duration is None:
        return
    begun = _before(now, duration, 0)
    if begun.year < 1970:
        return
    first = int(begun.timestamp() * 1_000_000) // DAY
    for day in range(max(first - _SPREAD, 0), first + _SPREAD + 1):
        start = moment_of(day * DAY)
        if end(start, duration) <= now < end(start + timedelta(days=1), duration):
            yield day


def moment_of(micros: int) -> datetime:
    """Return the moment of some microseconds since 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
