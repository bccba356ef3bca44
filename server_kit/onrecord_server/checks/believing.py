"""Which self-checks are believed: those of which the record says the same, at a time that has come.

Whoever can write into their table, but not on the record, could else switch checks off with one row.
"""

from typing import Any

import sqlalchemy as sa

from onrecord_server.checks.rows import self_checks
from onrecord_server.core.ports import SKEW
from onrecord_server.core.rows import entries


def known() -> sa.ColumnElement[bool]:
    """Bound self-checks to those that the record says have begun, when they say so themselves."""
    said = sa.exists().where(
        entries.c.tenant == self_checks.c.tenant,
        entries.c.object == self_checks.c.id,
        entries.c.type == "record.check_begun",
        entries.c.at == self_checks.c.begun_at,
    )
    return said.correlate(self_checks)


def begun(now: int) -> sa.ColumnElement[bool]:
    """Bound self-checks to those that the record knows, and that have begun by now."""
    return known() & (self_checks.c.begun_at <= now + SKEW)


def running(tenant: str, now: int) -> sa.Select[Any]:
    """Select the self-checks that run. One that began just now is not on the record before its commit."""
    lately = self_checks.c.begun_at.between(now - SKEW, now + SKEW)
    mine = (self_checks.c.tenant == tenant, self_checks.c.state == "running")
    return sa.select(self_checks).where(*mine, begun(now) | lately)


def last_begun(tenant: str, now: int) -> sa.Select[Any]:
    """Ask when the last self-check of a tenant began; null where none did."""
    mine = self_checks.c.tenant == tenant
    return sa.select(sa.func.max(self_checks.c.begun_at)).where(mine, begun(now))


def unbelieved(tenant: str, now: int) -> sa.Select[Any]:
    """Ask how many self-checks of a tenant are not believed."""
    mine = self_checks.c.tenant == tenant
    counted = sa.select(sa.func.count(self_checks.c.id).label("count_"))
    return counted.where(mine, ~begun(now))


def ended(tenant: str, now: int) -> sa.Select[Any]:
    """Select the self-checks that came to an end, the latest first, each with its entry on the record."""
    result = sa.and_(
        entries.c.tenant == self_checks.c.tenant,
        entries.c.position == self_checks.c.ended_position,
        entries.c.object == self_checks.c.id,
        entries.c.type == "record.check_ended",
    )
    query = sa.select(self_checks, entries.c.entry).join(entries, result)
    query = query.where(self_checks.c.tenant == tenant, begun(now))
    return query.order_by(self_checks.c.begun_at.desc(), self_checks.c.id.desc())
