"""Goes on with hand-overs while the app runs: a step for each tenant in which one is running."""

import logging
from typing import Any, Protocol

import sqlalchemy as sa

from onrecord.errors import OnRecordError
from onrecord_server.attachments.settling import system
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc
from onrecord_server.handovers.carrying_out import CARRY_OUT_HANDOVERS, CarryOutHandovers
from onrecord_server.handovers.rows import handovers


logger = logging.getLogger("onrecord.handovers")


class House(Protocol):
    """What this asks of the engine room."""

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...


def running(database: Database) -> list[str]:
    """Return the tenants of a database in which somebody is being handed over."""
    query = sa.select(handovers.c.tenant).distinct().where(handovers.c.state == "running")
    with database.read() as connection:
        found = connection.execute(query, execution_options=dict(database.options)).scalars()
        return sorted(found)


class HandoverExecutor:
    """Looks after every tenant. Blocking; any number of workers may: a step is taken once."""

    def __init__(self, house: House) -> None:
        """Begin with nothing known: everything is in the table."""
        self._house = house

    def round(self, database: Database) -> int:
        """Go a step further in each tenant; return in how many there was something to do."""
        return sum(self._step(tenant) for tenant in running(database))

    def _step(self, tenant: str) -> bool:
        try:
            command = CarryOutHandovers()
            done = self._house.call(CARRY_OUT_HANDOVERS.name, command, system(tenant)).resource()
        except OnRecordError as error:
            logger.warning("a hand-over of %s has to wait: %s", tenant, error)
            return False
        return bool(done.more)
