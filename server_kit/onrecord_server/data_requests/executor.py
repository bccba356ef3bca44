"""Carries requests out while the app runs: a step for each tenant, then the others get their turn."""

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
from onrecord_server.data_requests.carrying_out import CARRY_OUT, CarryOut, due


logger = logging.getLogger("onrecord.data_requests")

#: Seconds between two looks where nothing is to be done, and that a tenant rests that refused.
EVERY: Final = 30.0


class House(Protocol):
    """What carrying out asks of the engine room."""

    ports: Ports

    def call(self, name: str, command: CarryOut, actor: Actor) -> object:
        """Run an operation and wait for it."""
        ...


class Executor:
    """Looks after every tenant with a request that goes on. Blocking; any number of workers may."""

    def __init__(self, house: House, *, every: float = EVERY) -> None:
        """Begin a while after the start, so that a process that ends soon destroys nothing."""
        self._house = house
        self._every = every
        self._begins = time.monotonic() + every
        self._next: dict[int, float] = {}

    def round(self, database: Database) -> int:
        """Go a step further for each tenant; return how many there were."""
        now = time.monotonic()
        if now < self._next.get(id(database), self._begins):
            return 0
        found = self._tenants(database)
        stepped = sum([self._step(tenant) for tenant in found])
        if not stepped:
            self._next[id(database)] = now + self._every
        return stepped

    def _tenants(self, database: Database) -> list[str]:
        waits = due(micros(self._house.ports.clock())).order_by(None).subquery()
        query = sa.select(waits.c.tenant).distinct()
        with database.read() as connection:
            found = connection.execute(query, execution_options=dict(database.options)).scalars()
            return sorted(found)

    def _step(self, tenant: str) -> bool:
        try:
            self._house.call(CARRY_OUT.name, CarryOut(), system(tenant))
        except OnRecordError as error:
            logger.warning("what people of %s asked for has to wait: %s", tenant, error)
            return False
        return True
