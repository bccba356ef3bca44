"""Checks the record while the app runs, in a thread of its own. Any number of processes may.

Each check is run by whoever holds its lease and moves it on. A process that was killed does not: when the
lease has run out another one begins anew. One that is begun anew too often is stopped, which proves nothing.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from onrecord.errors import OnRecordError, TenantSuspended
from onrecord.proofs import VerifierKey
from onrecord_server.attachments.settling import system
from onrecord_server.checks import settling
from onrecord_server.checks.rows import self_checks
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import heads
from onrecord_server.record.checking import Pace, check_tenant
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.memory import HeadMemory, SignedHead
from onrecord_server.record.reading import Reading


logger = logging.getLogger("onrecord.record")

#: Microseconds after which somebody else may begin anew: longer than the database looks for one answer.
LEASE: Final = 600_000_000
#: A check that was begun so often is stopped.
TRIES: Final = 5
#: Seconds between two looks at which tenants are due; the first comes after as many.
LOOK: Final = 60.0
#: Seconds between two signs of life.
SIGN: Final = 5.0
#: Told of the state in which a check ended.
Tell = Callable[[str], None]


class House(Protocol):
    """What checking asks of the engine room."""

    ports: Ports

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...


class Interrupted(Exception):
    """Somebody else runs the check by now, or the process ends."""


class Signers:
    """The public keys of those who sign here, and what they remember, where there is a folder of them."""

    def __init__(self, folder: Path | str | None, base: str) -> None:
        """Keep where the keys are; they are read at every check, since they may have been rotated."""
        self._folder = None if folder is None else Path(folder)
        self._base = base

    def known(self, database: Database, tenant: str) -> tuple[list[VerifierKey], SignedHead | None]:
        """Return the keys that sign here, and the last head that was signed of a tenant."""
        if self._folder is None or not self._folder.is_dir():
            return [], None
        ring = KeyRing.load(self._folder)
        with database.read() as connection:
            origin = Reading(connection, dict(database.options), tenant).origin(self._base)
        keys = [key for one in ring.origins() for key in ring.verifiers(one)]
        return keys, HeadMemory(self._folder).last(origin)


class Checker:
    """Begins checks that are due and runs those that wait."""

    def __init__(
        self,
        house: House,
        *,
        every: float,
        signers: Signers,
        pace: Pace | None = None,
        look: float = LOOK,
        tell: Tell | None = None,
    ) -> None:
        """Keep the parts. With an ``every`` of 0 no check begins by itself."""
        self._house = house
        self._every = every
        self._signers = signers
        self._pace = pace or Pace()
        self._look = look
        self._tell = tell
        self._next: dict[int, float] = {}
        self._begins = time.monotonic() + look
        self._thread: threading.Thread | None = None
        self._ends = threading.Event()

    def round(self, database: Database) -> int:
        """Begin what is due; run one check that waits, where none is run here."""
        self._begin(database)
        if self._thread is not None and self._thread.is_alive():
            return 0
        row = self.take(database)
        if row is None:
            return 0
        self._thread = threading.Thread(
            target=self.check, args=(database, row), name="onrecord-checks", daemon=True
        )
        self._thread.start()
        return 1

    def stop(self) -> None:
        """End; a check that was under way is begun anew by whoever comes next."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _begin(self, database: Database) -> None:
        now = time.monotonic()
        if not self._every or now < self._next.get(id(database), self._begins):
            return
        self._next[id(database)] = now + self._look
        for tenant in self._due(database):
            try:
                command = settling.BeginCheck(every=self._every)
                self._house.call(settling.BEGIN.name, command, system(tenant))
            except TenantSuspended:
                continue  # nothing is written there, and it is checked once it is resumed
            except OnRecordError as error:
                logger.warning("the record of %s is checked later: %s", tenant, error)

    def _due(self, database: Database) -> list[str]:
        since = micros(self._house.ports.clock()) - int(self._every * 1_000_000)
        mine = (self_checks.c.tenant == heads.c.tenant, self_checks.c.begun_at > since)
        query = sa.select(heads.c.tenant).where(heads.c.position > 0, ~sa.exists().where(*mine))
        with database.read() as connection:
            found = connection.execute(query, execution_options=dict(database.options))
            return sorted(found.scalars())

    # -- running one -------------------------------------------------------------------------------

    def take(self, database: Database) -> Any:
        """Take the lease of a check that nobody runs."""
        now = micros(self._house.ports.clock())
        free = self_checks.c.lease.is_(None) | (self_checks.c.lease < now)
        waits = sa.select(self_checks).where(self_checks.c.state == "running", free).limit(1)
        options = dict(database.options)
        with database.read() as connection:
            if connection.execute(waits, execution_options=options).first() is None:
                return None
        with database.write() as connection:
            row = connection.execute(waits, execution_options=options).one_or_none()
            if row is None:
                return None
            same = (self_checks.c.tenant == row.tenant, self_checks.c.id == row.id, free)
            mine = {"lease": now + LEASE, "tries": row.tries + 1, "reached": 0}
            taken = sa.update(self_checks).where(*same).values(**mine)
            if connection.execute(taken, execution_options=options).rowcount != 1:
                return None
            again = sa.select(self_checks).where(*same[:2])
            return connection.execute(again, execution_options=options).one()

    def check(self, database: Database, row: Any) -> None:
        """Run a check from its beginning. Blocking."""
        try:
            self._check(database, row)
        except Interrupted:
            logger.info("%s is not run on here", row.id)
        except Exception:
            logger.exception("checking the record of %s failed; it is begun anew later", row.tenant)
            if row.tries >= TRIES:
                self._end(row, settling.EndCheck(check_id=row.id, state="stopped"))

    def _check(self, database: Database, row: Any) -> None:
        keys, signed = self._signers.known(database, row.tenant)
        sign = _Sign(self._house.ports, database, row, self._ends)
        found = check_tenant(
            database, row.tenant, keys, signed=signed, pace=self._pace, heard=sign.heard
        )
        for line in found.report.lines() if not found.report.ok else ():
            logger.critical("the record of %s does not hold: %s", row.tenant, line)
        self._end(
            row,
            settling.EndCheck(
                check_id=row.id,
                state="passed" if found.report.ok else "failed",
                entries=found.entries,
                versions=found.versions,
                erased=found.erased,
                checkpoint=found.checkpoint,
                counts=found.codes,
            ),
        )

    def _end(self, row: Any, command: settling.EndCheck) -> None:
        self._house.call(settling.END.name, command, system(row.tenant))
        if self._tell is not None:
            self._tell(command.state)


class _Sign:
    """Moves the lease on, now and then, and shows how far the check has come."""

    def __init__(self, ports: Ports, database: Database, row: Any, ends: threading.Event) -> None:
        self._ports = ports
        self._database = database
        self._row = row
        self._ends = ends
        self._next = 0.0

    def heard(self, reached: int) -> None:
        """Hear of a page. Raises ``Interrupted`` where the lease is not ours any more."""
        if self._ends.is_set():
            raise Interrupted
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SIGN
        row, lease = self._row, micros(self._ports.clock()) + LEASE
        mine = (self_checks.c.tenant == row.tenant, self_checks.c.id == row.id)
        ours = (self_checks.c.state == "running", self_checks.c.tries == row.tries)
        change = sa.update(self_checks).where(*mine, *ours).values(lease=lease, reached=reached)
        with self._database.write() as connection:
            done = connection.execute(change, execution_options=dict(self._database.options))
            if done.rowcount != 1:
                raise Interrupted
