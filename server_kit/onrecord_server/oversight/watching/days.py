"""How things go, day by day: counts for those who oversee, and nothing of anybody."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden
from onrecord.wire import watching as wire
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import entries
from onrecord_server.moderation.counting import rounded
from onrecord_server.oversight import access, trials
from onrecord_server.oversight.cases.rows import cases
from onrecord_server.policy import documents, standing


_MINUTE: Final = 60_000_000
_DAY: Final = 24 * 60 * _MINUTE
_HOUR: Final = 60 * _MINUTE
DAYS: Final = 30
#: Cases that are counted at most.
MOST_CASES: Final = 100_000
#: Of fewer decisions on a day the time that they took is not told: it would be one reviewer's.
FEWEST: Final = 5
_EPOCH: Final = date(1970, 1, 1)


@implements(endpoints.WATCH_DAYS)
def watch_days(tx: Tx, command: wire.WatchDays) -> wire.OversightDays:
    """Say how much was written, found and decided on each of the last 30 days."""
    told = _told(tx)
    span, shift = trials.lately(tx), command.utc_offset * _MINUTE
    today = (tx.now + shift) // _DAY
    written = _written(tx, span, shift)
    opened = _cases(tx, span.since, shift)
    data = [
        _day(number, written.get(number, (0, 0)), opened, told)
        for number in range(today - DAYS + 1, today + 1)
    ]
    return wire.OversightDays(data=data, complete=trials.covers(tx, span))


def _told(tx: Tx) -> Callable[[int], int]:
    """Return how counts of cases are told: exactly to who approves or audits, rounded to reviewers.

    Raises ``Forbidden`` for everybody else.
    """
    duties = access.by_oneself(tx)
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    document = (
        None if now is None else documents.approved(tx.unit, tx.tenant, now.hash, now.content_id)
    )
    reviewing = {one.duty for one in document.reviewers} if document is not None else set()
    if access.sees_all(duties):
        return int
    if not reviewing & duties:
        raise Forbidden("This is for who approves, audits or reviews; the host says who does.")
    return rounded


def _written(tx: Tx, span: trials.Span, shift: int) -> dict[int, tuple[int, int]]:
    """Return how many messages, and of how many people, by the number of the day."""
    day = ((entries.c.at + shift) // _DAY).label("day")
    query = (
        sa.select(
            day,
            sa.func.count().label("messages"),
            sa.func.count(entries.c.actor.distinct()).label("people"),
        )
        .where(
            entries.c.tenant == tx.tenant,
            entries.c.position >= span.low,
            entries.c.type == "message.created",
            entries.c.at >= span.since,
        )
        .group_by(day)
    )
    return {int(row.day): (int(row.messages), int(row.people)) for row in tx.execute(query)}


class _Cases:
    """What became of cases, by the number of the day."""

    def __init__(self) -> None:
        self.opened: dict[int, int] = defaultdict(int)
        self.hours: dict[int, list[float]] = defaultdict(list)


def _cases(tx: Tx, since: int, shift: int) -> _Cases:
    query = (
        sa.select(cases.c.opened_at, cases.c.decided_at)
        .where(
            cases.c.tenant == tx.tenant,
            sa.or_(cases.c.opened_at >= since, cases.c.decided_at >= since),
        )
        .limit(MOST_CASES)
    )
    found = _Cases()
    for row in tx.execute(query):
        found.opened[(row.opened_at + shift) // _DAY] += 1
        if row.decided_at is not None:
            hours = (row.decided_at - row.opened_at) / _HOUR
            found.hours[(row.decided_at + shift) // _DAY].append(hours)
    return found


def _day(
    number: int, written: tuple[int, int], found: _Cases, told: Callable[[int], int]
) -> wire.DayCounts:
    hours = found.hours.get(number, [])
    return wire.DayCounts(
        day=_EPOCH + timedelta(days=number),
        messages=rounded(written[0]),
        people=rounded(written[1]),
        opened=told(found.opened.get(number, 0)),
        decided=told(len(hours)),
        hours=round(median(hours), 1) if len(hours) >= FEWEST else None,
    )
