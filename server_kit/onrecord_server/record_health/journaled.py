"""Reads how it stands with the journals of a record."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.record_health import JournalHealth
from onrecord_server.core.doc import moment
from onrecord_server.core.upkeep import Planned
from onrecord_server.exports.names import Ask
from onrecord_server.journaling.planning import Stretch, first
from onrecord_server.journaling.rows import journal_aside, journals
from onrecord_server.journaling.standing import stands
from onrecord_server.journaling.worker import LONGEST
from onrecord_server.record_health import rules


#: What is late where nobody says after how many seconds it is.
_LATE: Final = 1800.0


@dataclass(frozen=True, slots=True)
class _Record:
    """The record that journals follow: whose, up to where, and when it is."""

    ask: Ask
    tenant: str
    end: int
    now: int


def shown(
    ask: Ask, tenant: str, given: Collection[Planned], *, end: int, now: int
) -> list[JournalHealth]:
    """Return the journals of a tenant: those that are set up, then those that were."""
    planned = {one.name: one for one in given if one.of(tenant)}
    query = sa.select(journals).where(journals.c.tenant == tenant).order_by(journals.c.journal)
    rows = {row.journal: row for row in ask(query)}
    return list(_each(_Record(ask, tenant, end, now), planned, rows))


def _each(
    record: _Record, planned: Mapping[str, Planned], rows: Mapping[str, Any]
) -> Iterator[JournalHealth]:
    aside = _aside(record)
    for name in dict.fromkeys([*planned, *rows]):
        one, row = planned.get(name), rows.get(name)
        named: dict[str, Any] = {"name": name, "format": None if one is None else one.format}
        if row is None:
            yield JournalHealth(**named, state="never")
        else:
            yield _shown(record, one, row, named | {"set_aside": aside.get(name, 0)})


def _shown(
    record: _Record, one: Planned | None, row: Any, named: Mapping[str, Any]
) -> JournalHealth:
    begins = stands(row, record.end)
    behind = _behind(record, begins)
    late = _LATE if one is None else one.late
    state = rules.journal_state(_delivered(record, row, behind, late), record.now)
    return JournalHealth(
        **named,
        state="retired" if one is None else state,
        delivered=row.position,
        delivered_at=_said(row.kept_at),
        behind_entries=max(record.end - begins, 0) if behind else 0,
        behind_seconds=round(behind),
        late_since=_said(row.late_at),
        failing_since=_said(row.failing_at),
        tries=row.tries,
        next_try_at=_said(row.next_at) if row.tries else None,
        reason=rules.reason_of(row.problem),
    )


def _delivered(record: _Record, row: Any, behind: float, late: float) -> rules.Delivered:
    return rules.Delivered(
        reaches=max(row.position, row.seen),
        end=record.end,
        tries=row.tries,
        next_at=row.next_at,
        longest=LONGEST,
        said_late=row.late_at is not None,
        behind=behind,
        late=late,
    )


def _behind(record: _Record, begins: int) -> float:
    oldest = first(record.ask, Stretch(record.tenant, begins, record.end))
    return 0.0 if oldest is None else max(record.now - oldest, 0) / 1_000_000


def _aside(record: _Record) -> dict[str, int]:
    mine = (journal_aside.c.tenant == record.tenant, journal_aside.c.state == "aside")
    query = sa.select(journal_aside.c.journal, sa.func.count().label("times")).where(*mine)
    return {row.journal: row.times for row in record.ask(query.group_by(journal_aside.c.journal))}


def _said(at: int | None) -> Any:
    return None if at is None else moment(at)
