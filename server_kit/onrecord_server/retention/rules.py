"""Whether something may be destroyed, and what decides that. Pure.

A hold comes before a minimum, a minimum before an erasure request, and that before a maximum. What was
kept back and still waits for a decision stays until it is decided, whoever asks.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal, Protocol

from onrecord_server.policy.bounds import crossed
from onrecord_server.policy.durations import after


Disposition = Literal["erase", "ask"]
#: From what destroys most to what destroys nothing: of two that come at once the milder is taken.
MILDEST: Final[dict[Disposition, int]] = {"erase": 0, "ask": 1}
#: Where a duration ends beyond the last year that there is.
FOREVER: Final = datetime.max.replace(tzinfo=UTC)


class Held(Protocol):
    """A legal hold that covers what is asked about."""

    @property
    def id(self) -> str:
        """Return what the hold is called on the record."""

    @property
    def name(self) -> str:
        """Return what people call it."""


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long is kept what it matches. An empty set matches all; ``None`` sets no bound."""

    id: str
    minimum: str | None = None
    maximum: str | None = None
    basis: str = ""
    disposition: Disposition = "ask"
    spaces: frozenset[str] = frozenset()
    conversations: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    populations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """What rules look at: one version of one message, from outside.

    ``waits``: it was never delivered, and somebody still decides whether it is.
    """

    at: datetime
    conversation: str
    space: str | None
    kind: str
    populations: frozenset[str] = frozenset()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class HoldReason:
    """A hold covers it."""

    id: str
    name: str
    kind: Literal["hold"] = "hold"


@dataclass(frozen=True, slots=True)
class MinimumReason:
    """A rule keeps it until a date."""

    rule: str
    basis: str
    until: datetime
    kind: Literal["minimum"] = "minimum"


@dataclass(frozen=True, slots=True)
class CaseReason:
    """A case about it is open, an appeal is, or a classifier was asked: it stays until that is decided."""

    kind: Literal["case"] = "case"


@dataclass(frozen=True, slots=True)
class RunningReason:
    """An import still reads its file: it goes on, or is cancelled first."""

    kind: Literal["running"] = "running"


@dataclass(frozen=True, slots=True)
class LostReason:
    """Something that an import brought was erased: its kept file still holds the words."""

    kind: Literal["lost"] = "lost"


@dataclass(frozen=True, slots=True)
class ErasureReason:
    """Somebody asked that it is erased."""

    request: str
    kind: Literal["erasure"] = "erasure"


@dataclass(frozen=True, slots=True)
class MaximumReason:
    """A rule says that its time is over."""

    rule: str
    basis: str
    since: datetime
    disposition: Disposition
    kind: Literal["maximum"] = "maximum"


Reason = (
    HoldReason
    | MinimumReason
    | CaseReason
    | RunningReason
    | LostReason
    | ErasureReason
    | MaximumReason
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of it now, and exactly what decided that.

    ``until`` is the end of its minimum, where that is to come. ``goes`` is when a maximum ends,
    as the rules stand; a hold has no date, nor has an open case, so with one it is ``None``.
    ``under_minimum`` names the rules whose maximum ends before the minimum and therefore does nothing.
    """

    outcome: Literal["keep", "destroy", "ask"]
    disposition: Disposition | None
    reasons: tuple[Reason, ...]
    until: datetime | None
    goes: datetime | None
    under_minimum: tuple[str, ...] = ()


def matches(rule: RetentionRule, kept: Kept) -> bool:
    """Say whether a rule is about something: each thing that it names must be so."""
    return (
        (not rule.conversations or kept.conversation in rule.conversations)
        and (not rule.spaces or kept.space in rule.spaces)
        and (not rule.kinds or kept.kind in rule.kinds)
        and (not rule.populations or not rule.populations.isdisjoint(kept.populations))
    )


def judge(
    kept: Kept,
    rules: Iterable[RetentionRule],
    holds: Iterable[Held],
    request: str | None,
    now: datetime,
) -> Verdict:
    """Return what becomes of something now. ``holds`` are those that cover it."""
    about = [rule for rule in rules if matches(rule, kept)]
    minimum = _minimum(kept.at, about)
    maximum, under = _maximum(kept.at, about, minimum.until if minimum else None)
    waits = (CaseReason(),) if kept.waits else ()
    keeping: tuple[Reason, ...] = (*_holding(holds), *_running(kept.at, about, now), *waits)
    until = minimum.until if minimum and now < minimum.until else None
    if keeping:
        undated = any(isinstance(one, HoldReason | CaseReason) for one in keeping)
        goes = None if undated or maximum is None else maximum.since
        return Verdict("keep", None, keeping, until, goes, under)
    return _unkept(maximum, under, request, now)


def _unkept(
    maximum: MaximumReason | None, under: tuple[str, ...], request: str | None, now: datetime
) -> Verdict:
    """Return what becomes of what no hold and no minimum keeps."""
    goes = None if maximum is None else maximum.since
    if request is not None:
        return Verdict("destroy", "erase", (ErasureReason(request),), None, goes, under)
    if maximum is None or now < maximum.since:
        return Verdict("keep", None, (), None, goes, under)
    outcome: Literal["ask", "destroy"] = "ask" if maximum.disposition == "ask" else "destroy"
    return Verdict(outcome, maximum.disposition, (maximum,), None, goes, under)


@dataclass(frozen=True, slots=True)
class Source:
    """The kept file of an import, from outside.

    ``brought`` is of each place what came newest, erased or not: the file holds the words of all of it.
    ``lost`` says whether some of that was erased; ``unplaced``: it brought something, nobody knows where.
    """

    begun: datetime
    runs: bool
    brought: tuple[Kept, ...] = ()
    lost: bool = False
    unplaced: bool = False


def judge_source(
    source: Source, rules: Sequence[RetentionRule], holds: Iterable[Held], now: datetime
) -> Verdict:
    """Return what becomes of a kept file now: it goes once something of it is gone and nothing must be kept.

    ``holds`` are those that cover something of it. One that brought nothing is judged by its own time.
    """
    parts = [judge(one, rules, (), None, now) for one in source.brought]
    own = None if source.brought or source.unplaced else _by_its_time(source.begun, rules, now)
    keeping: tuple[Reason, ...] = (*_holding(holds), *_kept_by(parts if own is None else [own]))
    keeping += (RunningReason(),) if source.runs else ()
    if keeping:
        return _kept_for_now(keeping, source, own)
    if own is not None:
        return own
    if not source.lost:
        return Verdict("keep", None, (), None, None)
    return Verdict("destroy", "erase", (LostReason(),), None, None)


def _by_its_time(begun: datetime, rules: Sequence[RetentionRule], now: datetime) -> Verdict:
    """Judge a file that brought nothing. Nobody is asked about files: where a rule asks, no date is known."""
    own = Kept(begun, "", None, "import")
    found = judge(own, rules, (), None, now)
    then = found if found.goes is None else judge(own, rules, (), None, found.goes)
    return found if then.outcome == "destroy" else replace(found, goes=None)


def _kept_for_now(keeping: tuple[Reason, ...], source: Source, own: Verdict | None) -> Verdict:
    """Return by what a file stays; when it goes is known where dates alone keep it."""
    untils = [one.until for one in keeping if isinstance(one, MinimumReason)]
    until = max(untils, default=None)
    goes = own.goes if own is not None else until if source.lost else None
    return Verdict("keep", None, keeping, until, goes if len(untils) == len(keeping) else None)


def _kept_by(parts: Iterable[Verdict]) -> tuple[Reason, ...]:
    """Return by what parts of a file stay: of each rule the date that comes last, and a case once."""
    found = [reason for one in parts if one.outcome == "keep" for reason in one.reasons]
    dated = sorted((one for one in found if isinstance(one, MinimumReason)), key=_until)
    last = {one.rule: one for one in dated}
    cases = dict.fromkeys(one for one in found if isinstance(one, CaseReason))
    return (*(last[name] for name in sorted(last)), *cases)


def _holding(holds: Iterable[Held]) -> tuple[HoldReason, ...]:
    found = {hold.id: HoldReason(hold.id, hold.name) for hold in holds}
    return tuple(found[key] for key in sorted(found))


def _minimums(at: datetime, rules: Sequence[RetentionRule]) -> list[MinimumReason]:
    """Return when each minimum ends, the longest first."""
    found = [
        MinimumReason(rule.id, rule.basis, end(at, rule.minimum))
        for rule in rules
        if rule.minimum is not None
    ]
    return sorted(sorted(found, key=_name), key=_until, reverse=True)


def _name(one: MinimumReason) -> str:
    return one.rule


def _until(one: MinimumReason) -> datetime:
    return one.until


def _minimum(at: datetime, rules: Sequence[RetentionRule]) -> MinimumReason | None:
    return next(iter(_minimums(at, rules)), None)


def _running(
    at: datetime, rules: Sequence[RetentionRule], now: datetime
) -> tuple[MinimumReason, ...]:
    """Return the longest minimum that has not ended; several where they end at once."""
    found = _minimums(at, rules)
    return tuple(one for one in found if one.until == found[0].until and now < one.until)


def _maximum(
    at: datetime, rules: Sequence[RetentionRule], minimum: datetime | None
) -> tuple[MaximumReason | None, tuple[str, ...]]:
    """Return the shortest maximum that is not under the minimum, and the rules that are."""
    found = [
        MaximumReason(rule.id, rule.basis, end(at, rule.maximum), rule.disposition)
        for rule in rules
        if rule.maximum is not None
    ]
    under = {one.rule for one in found if minimum is not None and one.since < minimum}
    fit = [one for one in found if one.rule not in under]
    first = min(fit, key=_soonest_and_mildest, default=None)
    return first, tuple(sorted(under))


def _soonest_and_mildest(one: MaximumReason) -> tuple[datetime, int, str]:
    return one.since, -MILDEST[one.disposition], one.rule


def end(at: datetime, duration: str) -> datetime:
    """Return when a duration ends; one that goes beyond the calendar never does."""
    try:
        return after(at, duration)
    except (ValueError, OverflowError):
        return FOREVER


#: What an erasure request comes to.
Answer = Literal["denied_hold", "denied_retention", "denied_case", "scheduled"]


def answer(verdicts: Iterable[Verdict]) -> Answer:
    """Return what a request for some messages comes to: what keeps one of them most decides."""
    reasons = [one for verdict in verdicts if verdict.outcome == "keep" for one in verdict.reasons]
    if any(isinstance(one, HoldReason) for one in reasons):
        return "denied_hold"
    if any(not isinstance(one, CaseReason) for one in reasons):
        return "denied_retention"
    return "denied_case" if reasons else "scheduled"


def faults(rules: Sequence[RetentionRule]) -> list[tuple[int, str]]:
    """Return what keeps rules from being some: the place of each, and what is wrong."""
    found: list[tuple[int, str]] = []
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        if rule.id in seen:
            found.append((index, f"{rule.id} is there twice."))
        seen.add(rule.id)
        found += [(index, said) for said in _said(rule)]
    return found


def _said(rule: RetentionRule) -> list[str]:
    return [said for check, said in _CHECKS if check(rule)]


def _crossed(rule: RetentionRule) -> bool:
    return crossed(rule.minimum, rule.maximum)


_CHECKS: Final[tuple[tuple[Callable[[RetentionRule], bool], str], ...]] = (
    (lambda one: one.minimum is None and one.maximum is None, "It sets neither bound."),
    (lambda one: one.minimum is not None and not one.basis.strip(), "Say what asks for a minimum."),
    (_crossed, "Its maximum can end before its minimum."),
)
