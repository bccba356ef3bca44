"""Long work of a process: a thread of its own for it, and a lease on the row it is about.

Any number of processes may look for work; who holds the lease does it and moves the lease on. A process that
was killed does not: when its lease has run out, another one begins anew.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.ports import SKEW, Ports


logger = logging.getLogger("onrecord.aside")

#: Microseconds after which somebody else may begin anew.
LEASE: Final = 120_000_000
#: What is begun so often without an end is given up.
TRIES: Final = 5
#: Which one is told by a number that only grows: who is asked to begin anew begins a round of it.
_ROUND: Final = 1_000
#: Seconds that a stop waits for the thread.
PATIENCE: Final = 10.0


class Interrupted(Exception):
    """It was ended, somebody else goes on with it by now, or the process ends."""


class Aside:
    """A thread that does one thing at a time."""

    def __init__(self, name: str) -> None:
        """Keep its name; the thread begins with the first thing to do."""
        self._name = name
        self._thread: threading.Thread | None = None
        self.ends = threading.Event()

    @property
    def busy(self) -> bool:
        """Say whether something is being done."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, work: Callable[..., Any], *given: Any) -> None:
        """Begin with something while nothing else is being done."""
        self._thread = threading.Thread(
            target=self._do, args=(work, *given), name=self._name, daemon=True
        )
        self._thread.start()

    def _do(self, work: Callable[..., Any], *given: Any) -> None:
        try:
            work(*given)
        except Exception:
            logger.exception("%s failed; what is left undone is begun anew later", self._name)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until what is being done is done."""
        if self._thread is not None:
            self._thread.join(seconds)

    def stop(self) -> None:
        """Say that it ends, and wait a while."""
        self.ends.set()
        self.wait(PATIENCE)


def tried(row: sa.Row[Any]) -> int:
    """Return how often it was begun since somebody asked for it."""
    return int(row.tries) % _ROUND


def anew(row: sa.Row[Any]) -> int:
    """Return the number from which it is begun anew: who still writes has a smaller one."""
    return (int(row.tries) // _ROUND + 1) * _ROUND


@dataclass(frozen=True, slots=True)
class Leases:
    """Leases on rows in state ``running``; ``reached`` names the column of how far each has come."""

    table: sa.Table
    reached: str
    ports: Ports
    waits: tuple[sa.ColumnElement[bool], ...] = ()

    def take(self, database: Database) -> sa.Row[Any] | None:
        """Take the lease of a row that nobody works on."""
        lease, options = self.table.c.lease, dict(database.options)
        now = micros(self.ports.clock())
        # Nobody takes a lease for longer: one that ends later than that was written by no process of ours.
        free = lease.is_(None) | (lease < now) | (lease > now + LEASE + SKEW)
        found = sa.select(self.table).where(self.table.c.state == "running", free, *self.waits)
        found = found.limit(1)
        with database.read() as connection:
            if connection.execute(found, execution_options=options).first() is None:
                return None
        with database.write() as connection:
            row = connection.execute(found, execution_options=options).one_or_none()
            if row is None:
                return None
            values = {"lease": now + LEASE, "tries": row.tries + 1, self.reached: 0}
            taken = sa.update(self.table).where(*self._same(row), free).values(**values)
            if connection.execute(taken, execution_options=options).rowcount != 1:
                return None
            again = sa.select(self.table).where(*self._same(row))
            return connection.execute(again, execution_options=options).one()

    def move(self, database: Database, row: sa.Row[Any], reached: int, **values: Any) -> None:
        """Move the lease on. Raises ``Interrupted`` where it is not ours any more."""
        ours = (self.table.c.state == "running", self.table.c.tries == row.tries)
        values |= {"lease": micros(self.ports.clock()) + LEASE, self.reached: reached}
        change = sa.update(self.table).where(*self._same(row), *ours).values(**values)
        with database.write() as connection:
            done = connection.execute(change, execution_options=dict(database.options))
            if done.rowcount != 1:
                raise Interrupted

    def _same(self, row: sa.Row[Any]) -> tuple[sa.ColumnElement[bool], ...]:
        return (self.table.c.tenant == row.tenant, self.table.c.id == row.id)
