"""How far a journal is, and how far the record."""

from typing import Any

import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import heads
from onrecord_server.exports.names import Ask, asking
from onrecord_server.journaling.planning import Stretch, first
from onrecord_server.journaling.rows import journals


def found(database: Database, tenant: str, journal: str) -> Any:
    """Return the row of a journal, or ``None``."""
    mine = (journals.c.tenant == tenant, journals.c.journal == journal)
    rows = asking(database)(sa.select(journals).where(*mine))
    return rows[0] if rows else None


def behind(database: Database, row: Any, ports: Ports) -> float:
    """Return since how many seconds the oldest entry waits that a journal has not delivered."""
    if row is None:
        return 0.0
    ask = asking(database)
    end = end_of(ask, row.tenant)
    begins = stands(row, end)
    oldest = first(ask, Stretch(row.tenant, begins, end))
    return 0.0 if oldest is None else max(micros(ports.clock()) - oldest, 0) / 1_000_000


def stands(row: Any, end: int) -> int:
    """Return up to where a journal has nothing to deliver; ``seen`` beyond the record is not believed."""
    return int(max(row.position, row.seen) if row.seen <= end else row.position)


def end_of(ask: Ask, tenant: str) -> int:
    """Return the position that the record of a tenant gives next."""
    (row,) = ask(sa.select(heads.c.position).where(heads.c.tenant == tenant))
    return int(row.position)


def epoch_of(ask: Ask, tenant: str) -> str:
    """Return the epoch of a tenant's record: a restore begins another one."""
    (row,) = ask(sa.select(heads.c.epoch).where(heads.c.tenant == tenant))
    return str(row.epoch)


def tenants_of(database: Database) -> list[str]:
    """Return the tenants of a database."""
    rows = asking(database)(sa.select(heads.c.tenant).order_by(heads.c.tenant))
    return [row.tenant for row in rows]
