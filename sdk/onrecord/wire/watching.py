"""Watching the watchers: what reviewers did, in numbers, and what everybody may know of it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.grants import GrantKind
from onrecord.wire.policy_document import Disposition, PartName
from onrecord.wire.scalars import PersonId, Role, Timestamp


#: What is out of the ordinary, to be asked about: no judgement of anybody.
Oddity = Literal[
    "out_of_hours",
    "rarely_finds",
    "in_haste",
    "opens_and_leaves",
    "reveals_often",
    "widens_often",
    "the_same_conversation",
]
Quarter = Annotated[str, StringConstraints(pattern=r"^\d{4}-Q[1-4]$")]
#: A number, or ``<5`` where so few are meant that people could be told from it.
Counted = Annotated[str, StringConstraints(pattern=r"^(\d+|<5)$")]


class ReviewerWatch(Wire):
    """What one reviewer did in a time: numbers, and nothing of what they saw.

    ``opened`` are cases. ``decided`` counts cases and appeals that they decided, and each time that
    they froze somebody by hand or let them write again. ``dispositions`` are of cases alone, ``found``
    those where there was something, in percent of them ``found_percent``. ``triggers`` says for which reasons cases
    were opened. ``grants`` are requests to look, by kind, and ``looks`` what was read under them.
    ``median_seconds`` is from opening a case to deciding it. ``out_of_hours`` is how many of
    ``acts``, which are openings and looks, were outside of the hours of work.
    """

    person_id: PersonId
    duties: list[Role]
    opened: int
    decided: int
    found: int
    found_percent: int | None = None
    dispositions: dict[Disposition, int] = {}
    triggers: dict[PartName, int] = {}
    reveals: int
    widenings: int
    grants: dict[GrantKind, int] = {}
    looks: int
    acts: int
    out_of_hours: int
    median_seconds: int | None = None
    odd: list[Oddity] = []


class ReviewersWatch(Wire):
    """Everybody who opened, decided or looked at something in a time, by id."""

    since: Timestamp
    until: Timestamp
    data: list[ReviewerWatch]


class TriggerReport(Wire):
    """What one trigger of the policy brought about in a quarter.

    ``found`` is what was found, reported or drawn; ``decided`` what was decided of it. The rates are
    in percent, and null where so few were decided that people could be told from them.
    """

    trigger: PartName
    found: Counted
    decided: Counted
    false_positive_percent: int | None = None
    violation_percent: int | None = None
    median_hours: int | None = None


class TransparencyReport(Wire):
    """What oversight did in a quarter, for everybody to read, as it stands now.

    Numbers below five are shown as ``<5``. ``complete`` is false while the quarter runs. ``looks``
    counts what was read of others' conversations, for whatever reason; ``requests`` what was asked
    to be opened, by kind. Every number counts what happened from ``since`` until ``counted_until``: the
    end of the quarter, this moment for who sees every case, and the last Monday for all others, who see
    the next count on ``next_count_at``; what was decided later was not decided by then. ``overdue`` is what nobody decided in time. ``sampled`` is what was drawn
    by chance, ``unsampled`` what was written while no sample ran though the policy draws.
    """

    quarter: Quarter
    since: Timestamp
    until: Timestamp
    complete: bool
    counted_until: Timestamp
    next_count_at: Timestamp | None = None
    triggers: list[TriggerReport]
    looks: Counted
    requests: dict[GrantKind, Counted]
    overdue: Counted
    appeals: Counted
    appeals_upheld: Counted
    sampled: Counted
    unsampled: Counted
    policy_versions: list[int]


class TransparencyQuarter(Wire):
    """A quarter that there is a report of."""

    quarter: Quarter
    since: Timestamp
    until: Timestamp
    complete: bool


class TransparencyQuarters(Wire):
    """The quarters since there is a policy, the latest first; 40 at most."""

    data: list[TransparencyQuarter]


class DayCounts(Wire):
    """One day of a tenant, as the asker's clock has it.

    ``messages`` and ``people`` who wrote some are rounded down to multiples of five. ``opened`` are the
    cases that were made, ``decided`` those decided, and ``hours`` the median from the one to the other;
    null where fewer than five were decided. For who neither approves nor audits, ``opened`` and
    ``decided`` are rounded down to five as well.
    """

    day: date
    messages: int
    people: int
    opened: int
    decided: int
    hours: float | None = None


class OversightDays(Wire):
    """The last 30 days, the oldest first. ``complete`` says that all messages of the time were counted."""

    data: list[DayCounts]
    complete: bool


class WatchDays(Command):
    """Say how much was written, found and decided on each of the last 30 days.

    For who approves or audits, and who reviews under the policy in force. ``utc_offset`` is how many
    minutes the asker's clock is ahead of UTC. At most the newest 200,000 entries are counted.
    """

    utc_offset: Annotated[int, Field(ge=-840, le=840)] = 0


class WatchReviewers(Command):
    """Say in numbers what each reviewer did. Needs the duty `auditor`; nothing of any message is in it.

    Without ``since`` and ``until`` it is the last 30 days; a year at most. ``utc_offset`` is that of the
    hours of work, in minutes: Monday to Friday, 7 to 19.
    """

    since: Timestamp | None = None
    until: Timestamp | None = None
    utc_offset: Annotated[int, Field(ge=-14 * 60, le=14 * 60)] = 0


class ListTransparency(Command):
    """List the quarters that there is a report of; for everybody."""


class GetTransparency(Command):
    """Return what oversight did in a quarter; for everybody.

    One that is not over is counted up to the last Monday, except for who approves or audits.
    """

    quarter: Quarter


class ReviewerNoticed(Wire):
    """Something of what a reviewer did is out of the ordinary. Audience: one who audits.

    It comes once in a quarter for each reviewer and pattern, and is no judgement: ask.
    """

    type: Literal["reviewer.noticed"] = "reviewer.noticed"
    person_id: PersonId
    odd: Oddity
    quarter: Quarter
