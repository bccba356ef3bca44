"""What can be asked about those who watch."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, Final

from onrecord import endpoints
from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire import watching as wire
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access
from onrecord_server.oversight.cases.access import duties_of
from onrecord_server.oversight.cases.rows import appeals
from onrecord_server.oversight.rows import disclosures
from onrecord_server.oversight.sampling.rows import samples
from onrecord_server.oversight.watching import reading, rules
from onrecord_server.oversight.watching.rules import Tally
from onrecord_server.people import access as people_access
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import standing
from onrecord_server.policy.durations import after


_USUAL: Final = timedelta(days=30)
_LONGEST: Final = timedelta(days=366)
_MOST: Final = 40


# -- for who audits --------------------------------------------------------------------------------


@implements(endpoints.WATCH_REVIEWERS)
def watch_reviewers(tx: Tx, command: wire.WatchReviewers) -> wire.ReviewersWatch:
    """Say in numbers what each reviewer did."""
    if access.AUDITOR not in access.by_oneself(tx):
        raise Forbidden(f"This needs the duty {access.AUDITOR}, which the host gives.")
    since, until = _time(tx, command)
    acts = reading.acts(tx, micros(since), micros(until))
    found = rules.tallies(acts, timedelta(minutes=command.utc_offset))
    duties = duties_of(tx, set(found))
    data = [
        _watched(person, tally, duties.get(person, frozenset()), list(found.values()))
        for person, tally in sorted(found.items())
    ]
    return wire.ReviewersWatch(since=since, until=until, data=data)


def _time(tx: Tx, command: wire.WatchReviewers) -> tuple[datetime, datetime]:
    until = command.until or moment(tx.now)
    since = command.since or until - _USUAL
    if not timedelta() < until - since <= _LONGEST:
        raise Invalid("Name a time that begins before it ends, of a year at most.")
    return since, until


def _watched(
    person: str, tally: Tally, duties: frozenset[str], all_of_them: Sequence[Tally]
) -> wire.ReviewerWatch:
    return wire.ReviewerWatch.model_validate(
        {
            "person_id": person,
            "duties": sorted(duties),
            "opened": tally.counts["opened"],
            "decided": tally.counts["decided"],
            "found": tally.found,
            "found_percent": rules.percent(tally.found, tally.judged),
            "dispositions": dict(sorted(tally.dispositions.items())),
            "triggers": dict(sorted(tally.triggers.items())),
            "reveals": tally.counts["revealed"],
            "widenings": tally.counts["widened"],
            "grants": dict(sorted(tally.grants.items())),
            "looks": tally.counts["looked"],
            "acts": tally.acts,
            "out_of_hours": tally.out_of_hours,
            "median_seconds": tally.median_seconds,
            "odd": rules.oddities(tally, [one for one in all_of_them if one is not tally]),
        }
    )


# -- for everybody ---------------------------------------------------------------------------------


@implements(endpoints.LIST_TRANSPARENCY)
def list_transparency(tx: Tx, command: wire.ListTransparency) -> wire.TransparencyQuarters:
    """List the quarters since there is a policy, the latest first."""
    people_access.admit(tx)
    return wire.TransparencyQuarters(data=_quarters(tx))


def _quarters(tx: Tx) -> list[wire.TransparencyQuarter]:
    begun = [
        one.effective_from
        for one in standing.approved(tx.unit, tx.tenant)
        if one.effective_from <= tx.now
    ]
    found: list[wire.TransparencyQuarter] = []
    at = moment(tx.now)
    while begun and len(found) < _MOST:
        found.append(_quarter(tx, rules.quarter_of(at)))
        at = found[-1].since - timedelta(seconds=1)
        if at < moment(min(begun)):
            break
    return found


def _quarter(tx: Tx, name: str) -> wire.TransparencyQuarter:
    year, month = rules.bounds(name)
    since = datetime(year, month, 1, tzinfo=UTC)
    until = after(since, "P3M")
    complete = until <= moment(tx.now)
    return wire.TransparencyQuarter(quarter=name, since=since, until=until, complete=complete)


@implements(endpoints.GET_TRANSPARENCY)
def get_transparency(tx: Tx, command: wire.GetTransparency) -> wire.TransparencyReport:
    """Return what oversight did in a quarter."""
    people_access.admit(tx)
    found = next((one for one in _quarters(tx) if one.quarter == command.quarter), None)
    if found is None:
        raise NotFound("There is no report of this quarter.")
    return _report(tx, found, _counted(tx, found))


@dataclass(frozen=True, slots=True)
class _Counted:
    """Up to when a quarter is counted for the actor, and when the next count comes."""

    until: datetime
    again: datetime | None = None


def _counted(tx: Tx, quarter: wire.TransparencyQuarter) -> _Counted:
    """Return up to when a quarter is counted for the actor.

    Who sees every case sees the numbers of this moment. All others would learn from them whether
    their own last message was found, and so which words are looked for.
    """
    now = moment(tx.now)
    if quarter.complete:
        return _Counted(quarter.until)
    if access.sees_all(policy_access.duties(tx)):
        return _Counted(now)
    week = rules.week_of(now)
    return _Counted(max(quarter.since, week), min(quarter.until, week + timedelta(days=7)))


def _report(
    tx: Tx, quarter: wire.TransparencyQuarter, counted: _Counted
) -> wire.TransparencyReport:
    since, until = micros(quarter.since), micros(counted.until)
    made = reading.made(tx, since, until)
    granted = reading.count(tx, disclosures.c.at, since, until)
    numbers = {
        "looks": granted + reading.openings(tx, since, until),
        "overdue": sum(_is_late(row, until) for row in made),
        "appeals": reading.count(tx, appeals.c.made_at, since, until),
        "appeals_upheld": _upheld(tx, since, until),
        "sampled": reading.total(tx, samples.c.drawn, samples.c.drawn_at, since, until),
        "unsampled": reading.total(tx, samples.c.unsampled, samples.c.began_at, since, until),
    }
    asked = reading.requests(tx, since, until)
    return wire.TransparencyReport.model_validate(
        {
            **quarter.model_dump(),
            "counted_until": counted.until,
            "next_count_at": counted.again,
            **{name: rules.counted(number) for name, number in numbers.items()},
            "triggers": _triggers(made),
            "requests": {kind: rules.counted(number) for kind, number in sorted(asked.items())},
            "policy_versions": _versions(tx, since, until),
        }
    )


def _is_late(row: Any, until: int) -> bool:
    return bool(row.due_at < (until if row.decided_at is None else row.decided_at))


def _upheld(tx: Tx, since: int, until: int) -> int:
    upheld = (appeals.c.state == "upheld", appeals.c.decided_at < until)
    return reading.count(tx, appeals.c.made_at, since, until, *upheld)


def _triggers(made: Sequence[Any]) -> list[wire.TriggerReport]:
    by_trigger: dict[str, list[Any]] = defaultdict(list)
    for row in made:
        by_trigger[row.trigger].append(row)
    return [_trigger(name, rows) for name, rows in sorted(by_trigger.items())]


def _trigger(name: str, rows: Sequence[Any]) -> wire.TriggerReport:
    decided = [row for row in rows if row.decided_at is not None]
    false, violation = rules.shares(Counter(row.disposition for row in decided))
    hours = [(row.decided_at - row.opened_at) / 3_600_000_000 for row in decided]
    return wire.TriggerReport(
        trigger=name,
        found=rules.counted(len(rows)),
        decided=rules.counted(len(decided)),
        false_positive_percent=false,
        violation_percent=violation,
        median_hours=round(median(hours)) if len(hours) >= rules.FEW else None,
    )


def _versions(tx: Tx, since: int, until: int) -> list[int]:
    """Return the versions of the policy that were in force in a time."""
    found = [one for one in standing.approved(tx.unit, tx.tenant) if one.effective_from < until]
    begun = [one.version for one in found if one.effective_from >= since]
    before = [one.version for one in found if one.effective_from < since][:1]
    return sorted({*begun, *before})
