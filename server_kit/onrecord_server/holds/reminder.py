"""Reminds custodians while the app runs, each when their time has come."""

import logging
import time
from typing import Final, Protocol

import sqlalchemy as sa

from onrecord.errors import OnRecordError
from onrecord_server.attachments.settling import system
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.ports import Ports
from onrecord_server.holds import telling


logger = logging.getLogger("onrecord.holds")

#: Seconds between two looks at a database, and that a tenant is left alone that could not be looked after.
EVERY: Final = 60.0


class House(Protocol):
    """What reminding asks of the engine room."""

    ports: Ports

    def call(self, name: str, command: telling.RemindCustodians, actor: Actor) -> object:
        """Run an operation and wait for it."""
        ...


class Reminder:
    """Reminds the custodians of every tenant. Blocking; any number of workers may."""

    def __init__(self, house: House, *, every: float = EVERY) -> None:
        """Look at each database a while after the start, so that a process that ends soon asks nothing."""
        self._house = house
        self._every = every
        self._begins = time.monotonic() + every
        self._next: dict[int, float] = {}

    def round(self, database: Database) -> int:
        """Remind whoever is due; return in how many tenants somebody was."""
        now = time.monotonic()
        if now < self._next.get(id(database), self._begins):
            return 0
        self._next[id(database)] = now + self._every
        due = telling.due(micros(self._house.ports.clock())).subquery()
        query = sa.select(due.c.tenant).distinct()
        with database.read() as connection:
            tenants = connection.execute(query, execution_options=dict(database.options)).scalars()
            found = sorted(tenants)
        for tenant in found:
            self._remind(tenant)
        return len(found)

    def _remind(self, tenant: str) -> None:
        try:
            self._house.call(telling.REMIND.name, telling.RemindCustodians(), system(tenant))
        except OnRecordError as error:
            logger.warning("the custodians of %s are reminded later: %s", tenant, error)
