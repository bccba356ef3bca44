"""Checks the record while the app runs, in a thread of its own. Any number of processes may.

Each check is run by whoever holds its lease. One that is begun anew too often is stopped, which proves nothing.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from onrecord.errors import OnRecordError, TenantSuspended
from onrecord.proofs import VerifierKey
from onrecord_server.attachments.settling import system
from onrecord_server.checks import believing, settling
from onrecord_server.checks.rows import self_checks
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.leases import TRIES, Aside, Interrupted, Leases, tried
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import heads
from onrecord_server.record.checking import Pace, check_tenant
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.memory import HeadMemory, SignedHead
from onrecord_server.record.reading import Reading


logger = logging.getLogger("onrecord.record")

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
        self._leases = Leases(self_checks, "reached", house.ports, (believing.known(),))
        self._aside = Aside("onrecord-checks")

    def round(self, database: Database) -> int:
        """Begin what is due; run one check that waits, where none is run here."""
        self._begin(database)
        row = None if self._aside.busy else self._leases.take(database)
        if row is None:
            return 0
        self._aside.begin(self.check, database, row)
        return 1

    def wait(self) -> None:
        """Wait until the check that was begun here is at its end."""
        self._aside.wait()

    def stop(self) -> None:
        """End; a check that was under way is begun anew by whoever comes next."""
        self._aside.stop()

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
        now = micros(self._house.ports.clock())
        lately = self_checks.c.begun_at > now - int(self._every * 1_000_000)
        mine = (self_checks.c.tenant == heads.c.tenant, lately, believing.begun(now))
        query = sa.select(heads.c.tenant).where(heads.c.position > 0, ~sa.exists().where(*mine))
        with database.read() as connection:
            found = connection.execute(query, execution_options=dict(database.options))
            return sorted(found.scalars())

    # -- running one -------------------------------------------------------------------------------

    def check(self, database: Database, row: sa.Row[Any]) -> None:
        """Run a check from its beginning. Blocking."""
        try:
            self._check(database, row)
        except Interrupted:
            logger.info("%s is not run on here", row.id)
        except Exception:
            logger.exception("checking the record of %s failed; it is begun anew later", row.tenant)
            if tried(row) >= TRIES:
                self._end(row, settling.EndCheck(check_id=row.id, tries=row.tries, state="stopped"))

    def _check(self, database: Database, row: sa.Row[Any]) -> None:
        if tried(row) > TRIES:
            raise RuntimeError("no process that began it came to its end")
        keys, signed = self._signers.known(database, row.tenant)
        sign = _Sign(self._leases, database, row, self._aside.ends)
        found = check_tenant(
            database, row.tenant, keys, signed=signed, pace=self._pace, heard=sign.heard
        )
        for line in found.report.lines() if not found.report.ok else ():
            logger.critical("the record of %s does not hold: %s", row.tenant, line)
        self._end(
            row,
            settling.EndCheck(
                check_id=row.id,
                tries=row.tries,
                state="passed" if found.report.ok else "failed",
                entries=found.entries,
                versions=found.versions,
                erased=found.erased,
                checkpoint=found.checkpoint,
                counts=found.codes,
            ),
        )

    def _end(self, row: sa.Row[Any], command: settling.EndCheck) -> None:
        self._house.call(settling.END.name, command, system(row.tenant))
        if self._tell is not None:
            self._tell(command.state)


@dataclass(slots=True)
class _Sign:
    """Moves the lease on, now and then, and shows how far the check has come."""

    leases: Leases
    database: Database
    row: sa.Row[Any]
    ends: threading.Event
    next: float = 0.0

    def heard(self, reached: int) -> None:
        """Hear of a page. Raises ``Interrupted`` where the lease is not ours any more."""
        if self.ends.is_set():
            raise Interrupted
        if time.monotonic() < self.next:
            return
        self.next = time.monotonic() + SIGN
        self.leases.move(self.database, self.row, reached)
