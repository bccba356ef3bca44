"""What the acts of reviewers come to, and what of it is out of the ordinary. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from onrecord.wire.watching import Oddity


#: How a case ends where there was nothing.
NOTHING: Final = frozenset({"no_issue", "false_positive"})
#: Fewer than so many people or cases are not shown to everybody.
FEW: Final = 5
_WORK: Final = range(7, 19)
_WEEKEND: Final = 5
#: Fewer acts than so many show no habit.
_HABIT: Final = 10
_HASTE: Final = 10


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: opened or decided a case, asked to see more of it, or looked under a grant."""

    person: str
    kind: str
    about: str
    at: datetime
    #: The trigger of a case, how it was decided, or the kind of a grant.
    what: str = ""
    place: str | None = None


@dataclass(slots=True)
class Tally:
    """What one person did."""

    counts: Counter[str] = field(default_factory=Counter)
    dispositions: Counter[str] = field(default_factory=Counter)
    triggers: Counter[str] = field(default_factory=Counter)
    grants: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    out_of_hours: int = 0
    took: list[float] = field(default_factory=list)
    _since: dict[str, datetime] = field(default_factory=dict)

    def add(self, act: Act, offset: timedelta) -> None:
        """Count one act; acts come in the order of the record."""
        self.counts[act.kind] += 1
        counter = {"decided": self.dispositions, "opened": self.triggers, "asked": self.grants}
        if act.what and act.kind in counter:
            counter[act.kind][act.what] += 1
        if act.kind == "opened":
            self._since.setdefault(act.about, act.at)
        elif act.kind == "decided" and act.about in self._since:
            self.took.append((act.at - self._since[act.about]).total_seconds())
        if act.kind in ("opened", "looked"):
            self.out_of_hours += is_out_of_hours(act.at + offset)
            self.places[act.place or ""] += act.place is not None

    @property
    def acts(self) -> int:
        """Return how often somebody saw words of others."""
        return self.counts["opened"] + self.counts["looked"]

    @property
    def found(self) -> int:
        """Return how many decided cases had something in them."""
        return sum(n for name, n in self.dispositions.items() if name not in NOTHING)

    @property
    def judged(self) -> int:
        """Return how many cases were decided by what was in them: no freeze by hand, and no appeal."""
        return self.dispositions.total()

    @property
    def median_seconds(self) -> int | None:
        """Return how long it took from opening to deciding, in the middle."""
        return round(median(self.took)) if self.took else None


def is_out_of_hours(local: datetime) -> bool:
    """Say whether a local time is on a weekend, or before 7 or from 19 on."""
    return local.weekday() >= _WEEKEND or local.hour not in _WORK


def tallies(acts: Iterable[Act], offset: timedelta) -> dict[str, Tally]:
    """Return what each person did."""
    found: dict[str, Tally] = defaultdict(Tally)
    for act in acts:
        found[act.person].add(act, offset)
    return dict(found)


def percent(part: int, whole: int) -> int | None:
    """Return a share in whole percent; null of nothing."""
    return round(100 * part / whole) if whole else None


# -- what is out of the ordinary -------------------------------------------------------------------


def oddities(one: Tally, others: Sequence[Tally]) -> list[Oddity]:
    """Return what of somebody's acts is to be asked about."""
    return [name for name, is_odd in _ODD.items() if is_odd(one, others)]


def _out_of_hours(one: Tally, _: Sequence[Tally]) -> bool:
    return one.acts >= _HABIT and one.out_of_hours * 2 > one.acts


def _rarely_finds(one: Tally, _: Sequence[Tally]) -> bool:
    return one.judged >= 5 * _HABIT and one.found * 50 < one.judged


def _in_haste(one: Tally, _: Sequence[Tally]) -> bool:
    seconds = one.median_seconds
    return len(one.took) >= _HABIT and seconds is not None and seconds < _HASTE


def _opens_and_leaves(one: Tally, _: Sequence[Tally]) -> bool:
    return len(one.triggers) > 0 and one.counts["opened"] >= _HABIT > one.counts["decided"] * 2


def _more_than_others(kind: str) -> Callable[[Tally, Sequence[Tally]], bool]:
    """Say whether somebody does something three times as often as is usual, and often."""

    def is_odd(one: Tally, others: Sequence[Tally]) -> bool:
        usual = median([other.counts[kind] for other in others]) if others else 0
        return one.counts[kind] >= FEW and one.counts[kind] > 3 * usual

    return is_odd


def _the_same_conversation(one: Tally, _: Sequence[Tally]) -> bool:
    return one.acts >= _HABIT and max(one.places.values(), default=0) * 2 > one.acts


_ODD: Final[Mapping[Oddity, Callable[[Tally, Sequence[Tally]], bool]]] = {
    "out_of_hours": _out_of_hours,
    "rarely_finds": _rarely_finds,
    "in_haste": _in_haste,
    "opens_and_leaves": _opens_and_leaves,
    "reveals_often": _more_than_others("revealed"),
    "widens_often": _more_than_others("widened"),
    "the_same_conversation": _the_same_conversation,
}


# -- for everybody ---------------------------------------------------------------------------------


def counted(number: int) -> str:
    """Return a number as everybody may read it: nobody is told from a small one."""
    return str(number) if number == 0 or number >= FEW else f"<{FEW}"


def quarter_of(at: datetime) -> str:
    """Return the quarter of a moment, in UTC."""
    return f"{at.year}-Q{(at.month - 1) // 3 + 1}"


def week_of(at: datetime) -> datetime:
    """Return when the week of a moment began: Monday, in UTC."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def bounds(quarter: str) -> tuple[int, int]:
    """Return the year and the first month of a quarter."""
    year, number = quarter.split("-Q")
    return int(year), int(number) * 3 - 2


def shares(decided: Counter[str]) -> tuple[int | None, int | None]:
    """Return how much of what was decided was a false positive, and how much a violation, in percent."""
    whole = decided.total()
    if whole < FEW:
        return None, None
    return percent(decided["false_positive"], whole), percent(decided["violation"], whole)
