"""Counts what rules ask and carries answers out while the app runs: a step for each tenant in its turn."""

import logging
import time
from typing import Any, Final, Protocol

from onrecord.errors import OnRecordError
from onrecord_server.attachments.settling import system
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.ports import Ports
from onrecord_server.retention.disposer import governed
from onrecord_server.retention_asks.asking import COUNT_ASKS, CountAsks
from onrecord_server.retention_asks.carrying_out import CARRY_OUT_ASKS, CarryOutAsks


logger = logging.getLogger("onrecord.retention")

#: Seconds that a tenant is left alone where nothing is to be done.
EVERY: Final = 60.0
#: Microseconds between two counts under one version of the policy.
BETWEEN: Final = 86_400_000_000


class House(Protocol):
    """What this asks of the engine room."""

    ports: Ports

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...


class AskExecutor:
    """Looks after every tenant with a policy in force. Blocking; any number of workers may.

    Each worker counts for itself, at its start and once a day: a count that finds what is there changes nothing.
    """

    def __init__(self, house: House, *, every: float = EVERY) -> None:
        """Wait a while, so that a process that ends soon destroys nothing."""
        self._house = house
        self._every = every
        self._begins = time.monotonic() + every
        self._next: dict[tuple[int, str], float] = {}
        self._counted: dict[tuple[int, str], tuple[int | None, int]] = {}

    def round(self, database: Database) -> int:
        """Go a step further for each tenant whose turn it is; return in how many there is more."""
        now = time.monotonic()
        if now < self._begins:
            return 0
        found = [(id(database), one) for one in governed(database, self._house.ports.clock())]
        return sum(self._step(key) for key in found if now >= self._next.get(key, 0.0))

    def _step(self, key: tuple[int, str]) -> bool:
        more = False
        try:
            done = self._house.call(CARRY_OUT_ASKS.name, CarryOutAsks(), system(key[1])).resource()
            more = bool(done.more) or self._count(key, done.version)
        except OnRecordError as error:
            logger.warning("what rules of %s ask has to wait: %s", key[1], error)
        if not more:
            self._next[key] = time.monotonic() + self._every
        return more

    def _count(self, key: tuple[int, str], version: int | None) -> bool:
        """Count where it is time; return whether there is more to count at once."""
        now = micros(self._house.ports.clock())
        known, at = self._counted.get(key, (None, -BETWEEN))
        if known == version and now - at < BETWEEN:
            return False
        more = bool(self._house.call(COUNT_ASKS.name, CountAsks(), system(key[1])).resource().more)
        if not more:
            self._counted[key] = (version, now)
        return more
