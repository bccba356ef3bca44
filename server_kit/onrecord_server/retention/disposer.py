"""Goes on with runs while the app runs: a step for each tenant, then the others get their turn."""

import logging
import time
from datetime import datetime
from typing import Any, Final, Protocol

import sqlalchemy as sa

from onrecord.errors import OnRecordError
from onrecord_server.attachments.settling import system
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.ports import Ports
from onrecord_server.policy.rows import policies
from onrecord_server.retention.disposing import DISPOSE, Dispose
from onrecord_server.retention.following import FOLLOW, Follow, Followed, due


logger = logging.getLogger("onrecord.retention")

#: Seconds that a tenant is left alone where nothing is to be done.
EVERY: Final = 300.0
#: Seconds that the file of an import is left alone which could not be asked about.
LEFT_ALONE: Final = 3_600.0


def governed(database: Database, now: datetime) -> list[str]:
    """Return the tenants of a database that have a policy in force."""
    query = sa.select(policies.c.tenant).distinct()
    query = query.where(policies.c.state == "approved", policies.c.effective_from <= micros(now))
    with database.read() as connection:
        found = connection.execute(query, execution_options=dict(database.options)).scalars()
        return sorted(found)


def following(database: Database, now: datetime) -> list[str]:
    """Return the tenants of a database in which it is to be asked whether the file of an import goes."""
    waits = due(micros(now)).order_by(None).subquery()
    query = sa.select(waits.c.tenant).distinct()
    with database.read() as connection:
        found = connection.execute(query, execution_options=dict(database.options)).scalars()
        return sorted(found)


class House(Protocol):
    """What disposing asks of the engine room."""

    ports: Ports

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...


class Disposer:
    """Looks after every tenant with a policy in force, or with a file that may follow what was erased.

    Blocking; any number of workers may.
    """

    def __init__(self, house: House, *, every: float = EVERY) -> None:
        """Wait a while, so that a process that ends soon destroys nothing."""
        self._house = house
        self._every = every
        self._begins = time.monotonic() + every
        self._next: dict[tuple[int, str], float] = {}
        self._failed: dict[tuple[int, str], dict[str, float]] = {}

    def round(self, database: Database) -> int:
        """Go a step further for each tenant whose turn it is; return in how many there is more."""
        now = time.monotonic()
        if now < self._begins:
            return 0
        at = self._house.ports.clock()
        tenants = sorted({*governed(database, at), *following(database, at)})
        found = [(id(database), tenant) for tenant in tenants]
        return sum(self._step(key) for key in found if now >= self._next.get(key, 0.0))

    def _step(self, key: tuple[int, str]) -> bool:
        """Go a step further for one tenant; where there is no more it is left alone for a while."""
        disposed = self._call(key, DISPOSE.name, Dispose())
        followed = self._follow(key)
        more = bool((disposed and disposed.more) or (followed and followed.more))
        if not more:
            self._next[key] = time.monotonic() + self._every
        return more

    def _follow(self, key: tuple[int, str]) -> Followed | None:
        """Ask about the file that waits longest; one that failed is left alone for a while."""
        now = time.monotonic()
        failed = self._failed.setdefault(key, {})
        skip = tuple(one for one, until in failed.items() if now < until)
        done: Followed | None = self._call(key, FOLLOW.name, Follow(skip=skip))
        if done is not None and done.failed is not None:
            failed[done.failed] = now + LEFT_ALONE
        return done

    def _call(self, key: tuple[int, str], name: str, command: Any) -> Any:
        """Take one step. What keeps it from being taken keeps no other from its turn."""
        try:
            return self._house.call(name, command, system(key[1])).resource()
        except OnRecordError as error:
            logger.warning("what the policy of %s lets go is kept for now: %s", key[1], error)
            return None
