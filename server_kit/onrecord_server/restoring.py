"""`onrecord restored`: a database that was put back from a backup goes on under a new epoch."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord_server.core import stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.draft import NOBODY, Draft, Recorded
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import heads
from onrecord_server.core.unit import Unit
from onrecord_server.record.signer import SYSTEM


RESTORED: Final = "record.restored"


def begin_epochs(
    database: Database, tenants: Sequence[str] = (), ports: Ports | None = None
) -> dict[str, str]:
    """Give tenants, all of them by default, a new epoch and put that on their records.

    Returns the epochs. Clients that saw what the backup does not hold start over, and checkpoints
    go on under an origin of their own. Run it before the first worker starts. Raises ``UsageError``
    for a tenant that is not there.
    """
    with database.write() as connection:
        unit = Unit(connection, ports or Ports(), Hooks(), database.options)
        there = list(unit.execute(sa.select(heads.c.tenant)).scalars())
        if unknown := sorted(set(tenants) - set(there)):
            raise UsageError(f"no record of {unknown[0]} is in this database")
        return begin_within(unit, sorted(set(tenants or there)))


def begin_within(unit: Unit, tenants: Sequence[str]) -> dict[str, str]:
    """Give tenants a new epoch in a transaction that is open; return the epochs."""
    unit.lock(tenants)
    epochs = {tenant: _begin(unit, tenant) for tenant in tenants}
    stream.seal(unit)
    return epochs


def _begin(unit: Unit, tenant: str) -> str:
    epoch = unit.ports.entropy(12).hex()
    facts = {"epoch": epoch, "former": unit.locked[tenant].epoch}
    draft = Draft(RESTORED, "record", NOBODY, {}, facts=facts, rights=True)
    unit.record(Recorded(draft, Actor(tenant, SYSTEM), micros(unit.ports.clock())))
    unit.execute(sa.update(heads).where(heads.c.tenant == tenant).values(epoch=epoch))
    return epoch


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``restored``; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("restored", help="say that a backup was put back")
    parser.add_argument("--database", help="SQLAlchemy URL (default: $ONRECORD_DATABASE)")
    parser.add_argument("--schema", help="schema of our tables (PostgreSQL)")
    parser.add_argument("--tenant", action="append", default=[], help="only this tenant")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    url = arguments.database or os.environ.get("ONRECORD_DATABASE")
    if not url:
        raise UsageError("name the database: --database sqlite:///chat.db, or ONRECORD_DATABASE")
    database = Database(url, arguments.schema)
    try:
        for tenant, epoch in begin_epochs(database, arguments.tenant).items():
            sys.stdout.write(f"{tenant}: epoch {epoch}\n")
    finally:
        database.dispose()
    return 0
