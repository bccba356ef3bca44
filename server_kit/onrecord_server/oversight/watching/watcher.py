"""Looks at reviewers while the app runs, once an hour for each tenant, and tells who audits."""

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
from onrecord_server.oversight.watching.noticing import NOTICE, LookAtReviewers
from onrecord_server.policy.rows import policies


logger = logging.getLogger("onrecord.oversight")

#: Seconds between two looks at the reviewers of a tenant; the first comes after a minute.
EVERY: Final = 3_600.0
FIRST: Final = 60.0


class House(Protocol):
    """What looking at reviewers asks of the engine room."""

    ports: Ports

    def call(self, name: str, command: LookAtReviewers, actor: Actor) -> object:
        """Run an operation and wait for it."""
        ...


class Watcher:
    """Looks at the reviewers of every tenant under a policy. Blocking; any number of workers may."""

    def __init__(self, house: House, *, first: float = FIRST) -> None:
        """Begin a while after the start, so that a process that ends soon asks nothing."""
        self._house = house
        self._begins = time.monotonic() + first
        self._next: dict[tuple[int, str], float] = {}

    def round(self, database: Database) -> int:
        """Look at those whose hour is over; return how many tenants there were."""
        now = time.monotonic()
        if now < max(self._begins, self._next.get((id(database), ""), 0)):
            return 0
        self._next[(id(database), "")] = now + FIRST
        tenants = {(id(database), one): one for one in self._tenants(database)}
        due = [key for key in tenants if self._next.get(key, 0) <= now]
        for key in due:
            self._next[key] = now + EVERY
            self._look(tenants[key])
        return len(due)

    def _look(self, tenant: str) -> None:
        try:
            self._house.call(NOTICE.name, LookAtReviewers(), system(tenant))
        except OnRecordError as error:
            logger.warning("the reviewers of %s are looked at later: %s", tenant, error)

    def _tenants(self, database: Database) -> list[str]:
        now = micros(self._house.ports.clock())
        query = (
            sa.select(policies.c.tenant)
            .where(policies.c.state == "approved", policies.c.effective_from <= now)
            .distinct()
        )
        with database.read() as connection:
            found = connection.execution_options(**database.options).execute(query)
            return sorted(found.scalars())
