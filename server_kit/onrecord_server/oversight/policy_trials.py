"""What a version of the policy would have found lately: machinery counts, and no person sees a word."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from onrecord import endpoints
from onrecord.wire import policy_trials as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.moderation import access as lexicon_access
from onrecord_server.moderation.counting import Count, mark, most, rounded
from onrecord_server.moderation.judging import looks
from onrecord_server.moderation.looks import Look
from onrecord_server.moderation.noise import Noises
from onrecord_server.oversight import access as oversight_access
from onrecord_server.oversight import trials
from onrecord_server.policy import access, documents


#: Triggers that are about messages, and what no text of the past tells of some of them.
ABOUT: Final = ("lexicon", "detector", "flood", "classifier", "random_sample", "user_report")
_STOPS: Final = ("hold", "block")
_SECOND: Final = 1_000_000


@implements(endpoints.TRIAL_POLICY)
def trial_policy(tx: Tx, command: wire.TrialPolicy) -> wire.PolicyTrial:
    """Count what a version would have found of the last 30 whole days, against the policy in force."""
    lexicon_access.demand_trial(tx)
    row, ruling = access.version(tx, command.version), oversight_access.ruling(tx)
    document = documents.document(tx, row.content_id)
    tally = _Tally(_side(tx, document), _side(tx, ruling.document))
    span = trials.ended(tx)
    trials.allow(tx, span)
    # Who is left out is as the policy in force says: a draft that left out one person more would tell of them.
    complete = trials.look(tx, ruling.document, span, tally)
    noises = trials.drawn(tx, ruling.version.hash, span)
    of_days = trials.daily(tx, ruling.version.hash) if complete else noises
    _record(tx, row, tally.looked_at, ruling.version.hash)
    then, now = tally.then, tally.now
    return wire.PolicyTrial(
        version=row.version,
        hash=row.hash,
        base=ruling.version.version,
        since=moment(span.since),
        looked_at=rounded(tally.looked_at),
        complete=complete,
        found=then.told_found(noises),
        found_now=now.told_found(noises),
        stopped=then.told_stopped(noises),
        stopped_now=now.told_stopped(noises),
        triggers=_triggers(document, _Compared(then, now, ruling.document), noises),
        days=tally.by_day(
            of_days, *_between(tally, span.since if complete else None, span.until - 1)
        ),
    )


def _side(tx: Tx, document: PolicyDocument) -> "_Side":
    return _Side(looks(tx, document))


def _between(tally: "_Tally", since: int | None, now: int) -> tuple[date, date]:
    """Return the first and the last day that is told of: of days before what was looked at, nothing."""
    last = _day(now)
    return (tally.oldest or last) if since is None else _day(since), last


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / _SECOND, UTC).date()


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a version finds, and what the one in force does."""

    then: "_Side"
    now: "_Side"
    base: PolicyDocument


def _triggers(
    document: PolicyDocument, compared: _Compared, noises: Noises
) -> list[wire.TriggerTrial]:
    then, now = compared.then, compared.now
    known = {one.id for one in compared.base.triggers}
    return [
        wire.TriggerTrial(
            trigger=one.id,
            kind=one.kind,
            action=getattr(one, "action", None),
            counted=one.id in then.looks,
            messages=then.told(one.id, noises),
            now=now.told(one.id, noises) if one.id in known else None,
            unjudged=one.id in then.unjudged,
        )
        for one in document.triggers
        if one.kind in ABOUT
    ]


def _record(tx: Tx, row: Any, looked_at: int, policy_hash: str) -> None:
    """Put on the record who counted, for which version, and how much; what was found stays untold."""
    tx.record(
        Draft(
            type="policy.tried",
            object=f"policy:{row.version}",
            audience=NOBODY,
            event={"version": row.version, "hash": row.hash},
            facts={"hash": row.hash, "policy_hash": policy_hash, "messages": looked_at},
            version=row.version,
        )
    )


# -- counting --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Side:
    """What one version finds."""

    looks: Mapping[str, Look]
    looked_at: int = 0
    found: Count = field(default_factory=Count)
    stopped: Count = field(default_factory=Count)
    triggers: dict[str, Count] = field(default_factory=dict)
    unjudged: set[str] = field(default_factory=set)

    def take(self, author: str, text: str, marked: int) -> bool:
        """Look through one message, and say whether something is found."""
        self.looked_at += 1
        findings = [found for look in self.looks.values() if (found := look(text)) is not None]
        for one in findings:
            self.triggers.setdefault(one.trigger, Count()).add(author, marked)
            if one.kind == "unjudged":
                self.unjudged.add(one.trigger)
        if findings:
            self.found.add(author, marked)
        if any(one.action in _STOPS for one in findings):
            self.stopped.add(author, marked)
        return bool(findings)

    def told(self, trigger: str, noises: Noises) -> int | None:
        """Return what is told of a trigger: nothing where no text tells of it."""
        if trigger not in self.looks:
            return None
        return self._told(self.triggers.get(trigger, Count()), noises)

    def told_found(self, noises: Noises) -> int:
        """Return in how many messages something was found, about."""
        return self._told(self.found, noises)

    def told_stopped(self, noises: Noises) -> int:
        """Return how many would not have been delivered, about."""
        return self._told(self.stopped, noises)

    def _told(self, count: Count, noises: Noises) -> int:
        return most(self.looked_at, count.told(noises))


@dataclass(slots=True)
class _Tally:
    """Counts messages in which a version finds something, and the one in force."""

    then: _Side
    now: _Side
    looked_at: int = 0
    characters: int = 0
    _days: Counter[date] = field(default_factory=Counter)
    _found: dict[date, Count] = field(default_factory=dict)

    def take(self, author: str, text: str, at: int, /) -> None:
        self.looked_at += 1
        self.characters += len(text)
        day = _day(at)
        self._days[day] += 1
        marked = mark(author, text, at)
        self.now.take(author, text, marked)
        if self.then.take(author, text, marked):
            self._found.setdefault(day, Count()).add(author, marked)

    def by_day(self, noises: Noises, first: date, last: date) -> list[wire.TrialDay]:
        """Return every day from one to another, the oldest first."""
        days = (first + timedelta(days=at) for at in range((last - first).days + 1))
        return [
            wire.TrialDay(
                day=day,
                looked_at=rounded(self._days[day]),
                found=most(self._days[day], self._found.get(day, Count()).told(noises)),
            )
            for day in days
        ]

    @property
    def oldest(self) -> date | None:
        """The first day of which something was looked at."""
        return min(self._days, default=None)
