"""Delivers journals while the app runs, in a thread of its own, each from where it stands in the database.

Any number of processes may: whoever takes the turn of a journal moves it on, and who lost it stops. A batch
is written down before it is delivered, so that what is delivered again, after a kill, has the same names. An
archive that is away is left alone for longer and longer, and what it missed follows.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final, Protocol

import sqlalchemy as sa

from onrecord.errors import OnRecordError, TenantSuspended
from onrecord_server.attachments.house import Keeping
from onrecord_server.attachments.settling import system
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.leases import Aside, Interrupted
from onrecord_server.core.ports import SKEW, Ports
from onrecord_server.exports.attached import BytesOf, bytes_of
from onrecord_server.exports.names import Ask, asking
from onrecord_server.journaling import settling
from onrecord_server.journaling.given import Journal
from onrecord_server.journaling.places import Parcel, Refused
from onrecord_server.journaling.planning import (
    STRETCH,
    Packing,
    Stretch,
    chained,
    first,
    places,
    where,
)
from onrecord_server.journaling.rows import journal_aside, journals
from onrecord_server.journaling.standing import (
    behind,
    end_of,
    epoch_of,
    found,
    stands,
    tenants_of,
)


logger = logging.getLogger("onrecord.journals")

#: Seconds between two looks at what is new.
LOOK: Final = 5.0
#: Microseconds that a turn lasts without a sign of life, and the first and the longest wait after a failure.
TURN: Final = 120_000_000
FIRST: Final = 15_000_000
LONGEST: Final = 15 * 60_000_000
#: Seconds between two signs of life.
SIGN: Final = 20.0
#: Where asking again may help, it is asked so many times more often.
PATIENT: Final = 4
#: Told of how many seconds a journal is behind.
Tell = Callable[[str, float], None]


class FilesOf(Protocol):
    """Where a tenant keeps its files."""

    def kept(self, tenant: str) -> Keeping:
        """Return how a tenant keeps its files."""
        ...


class House(Protocol):
    """What journaling asks of the engine room."""

    ports: Ports

    @property
    def files(self) -> FilesOf:
        """The files of all tenants."""
        ...

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...


class Journaling:
    """Looks for what is to be journaled, one batch of each journal after the other."""

    def __init__(
        self,
        given: Sequence[Journal],
        house: House,
        *,
        look: float = LOOK,
        tell: Tell | None = None,
    ) -> None:
        """Keep the parts."""
        self._given = tuple(given)
        self._house = house
        self._look = look
        self._tell = tell
        self._next: dict[int, float] = {}
        self._seconds: dict[tuple[str, str], float] = {}
        self._aside = Aside("onrecord-journals")

    def round(self, database: Database) -> int:
        """Begin to deliver what is due, where nothing is being delivered here."""
        now = time.monotonic()
        if not self._given or self._aside.busy or now < self._next.get(id(database), 0.0):
            return 0
        self._next[id(database)] = now + self._look
        self._aside.begin(self.deliver, database)
        return 1

    def stop(self) -> None:
        """End; what was being delivered is delivered again by whoever comes next."""
        self._aside.stop()

    def deliver(self, database: Database) -> int:
        """Deliver until nothing is due, a batch of each by turns; return how many batches were."""
        done, more = 0, [(one, tenant) for tenant in tenants_of(database) for one in self._given]
        more = [(one, tenant) for one, tenant in more if one.of(tenant)]
        while more and not self._aside.ends.is_set():
            more = [two for two in more if self._once(database, *two)]
            done += len(more)
        return done

    def _once(self, database: Database, journal: Journal, tenant: str) -> bool:
        turn = Turn(database, journal, tenant, self._house, self._aside.ends)
        try:
            return turn.take()
        except (Interrupted, TenantSuspended):
            return False
        except Exception as error:
            turn.fails(error)
            return False
        finally:
            with suppress(Exception):
                self._behind(database, journal, tenant)

    def _behind(self, database: Database, journal: Journal, tenant: str) -> None:
        """Say how far a journal is behind; that it is so for too long goes on the record."""
        row = found(database, tenant, journal.name)
        seconds = behind(database, row, self._house.ports)
        self._seconds[journal.name, tenant] = seconds
        if self._tell is not None:
            named = [s for (name, _), s in self._seconds.items() if name == journal.name]
            self._tell(journal.name, max(named))
        late = seconds > journal.late
        if row is None or late == (row.late_at is not None):
            return
        if late:
            logger.critical("the journal %s of %s is behind: %s", row.journal, tenant, row.problem)
        command = settling.LateJournal(journal=journal.name, late=late)
        self._house.call(settling.LATE.name, command, system(tenant))


class Turn:
    """One turn at a journal: it is taken, moved on at every sign of life, and given back."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        tenant: str,
        house: House,
        ends: threading.Event,
    ) -> None:
        """Take nothing yet."""
        self._database = database
        self._journal = journal
        self._tenant = tenant
        self._house = house
        self._ends = ends
        self._ask: Ask = asking(database)
        self._row: Any = None
        self._signed = 0.0

    def take(self) -> bool:
        """Deliver one batch where it is due and nobody else does; say whether there was one."""
        self._row = found(self._database, self._tenant, self._journal.name) or self._begin()
        if waits(self._row, self._now()):
            return False
        again = self._wanted()
        planned = self._plan()
        if planned is None and not again:
            return False
        self._move(upto=None if planned is None else planned.upto)
        self._redeliver(again)
        if planned is not None:
            self._batch(planned)
        self._move(free=True)
        return True

    def _begin(self) -> Any:
        said = {"journal": self._journal.name, "format": self._journal.format}
        kind = type(self._journal.to).__name__.lower()
        self._call(settling.BEGIN.name, settling.BeginJournal(**said, place=kind))
        return found(self._database, self._tenant, self._journal.name)

    # -- what is due -------------------------------------------------------------------------------

    def _plan(self) -> Stretch | None:
        """Return the batch that is under way, or else the next one where enough was gathered."""
        row = self._row
        if row.upto is not None:
            return Stretch(self._tenant, row.position, row.upto)
        end = end_of(self._ask, self._tenant)
        seen = stands(row, end)
        while seen < end:
            stretch = Stretch(self._tenant, seen, min(seen + STRETCH, end))
            oldest = first(self._ask, stretch)
            if oldest is not None:
                return self._gathered(stretch, oldest)
            seen = stretch.upto
            self._set(seen=seen)
        return None

    def _gathered(self, stretch: Stretch, oldest: int) -> Stretch | None:
        full = stretch.upto - stretch.begins >= STRETCH
        waits = self._now() - oldest < int(self._journal.every * 1_000_000)
        whole = Stretch(self._tenant, self._row.position, stretch.upto)
        return None if waits and not full else whole

    def _wanted(self) -> list[Any]:
        mine = (journal_aside.c.tenant == self._tenant, journal_aside.c.state == "aside")
        again = (journal_aside.c.journal == self._journal.name, journal_aside.c.again.is_(True))
        query = sa.select(journal_aside).where(*mine, *again)
        return list(self._ask(query.order_by(journal_aside.c.parcel)))

    # -- delivering --------------------------------------------------------------------------------

    def _batch(self, stretch: Stretch) -> None:
        for conversation in places(self._ask, stretch):
            if conversation > (self._row.done or ""):
                self._one(stretch, conversation)
        command = settling.SettleJournal(journal=self._journal.name, upto=stretch.upto)
        self._call(settling.SETTLE.name, command)
        self._again()

    def _one(self, stretch: Stretch, conversation: str) -> None:
        try:
            parcel = self._delivered(stretch, conversation)
        except Refused as problem:
            self._refused(stretch, conversation, problem)
            return
        row = self._row
        self._move(
            done=conversation,
            parcels=row.parcels + bool(parcel.members),
            letters=row.letters + len(parcel.members),
            octets=row.octets + parcel.octets,
            digest=chained(row.digest, parcel) if parcel.members else row.digest,
            tries=0,
            refusals=0,
            problem=None,
            failing_at=None,
        )

    def _delivered(self, stretch: Stretch, conversation: str) -> Parcel:
        parcel = self._packed(stretch, conversation)
        self._sign(now=True)
        if parcel.members:
            self._journal.to.deliver(parcel)
        return parcel

    def _packed(self, stretch: Stretch, conversation: str) -> Parcel:
        """Write a parcel. What cannot be written is not taken; what cannot be read now is, later."""
        journal = self._journal
        epoch = epoch_of(self._ask, self._tenant)
        packing = Packing(self._ask, journal.name, journal.format, self._files(), self._sign, epoch)
        try:
            return packing.parcel(stretch, conversation)
        except (OnRecordError, sa.exc.SQLAlchemyError, OSError, Interrupted):
            raise
        except Exception as error:
            logger.exception("%s of %s cannot be written", conversation, self._tenant)
            raise Refused(f"it cannot be written: {type(error).__name__}") from error

    def _files(self) -> BytesOf:
        stores = self._house.files.kept(self._tenant).stores
        return bytes_of(self._database, self._tenant, lambda _, name: stores.named(name))

    def _refused(self, stretch: Stretch, conversation: str, problem: Refused) -> None:
        """Set aside what was refused often enough. Raises the refusal where it is tried again."""
        times, journal = self._row.refusals + 1, self._journal
        self._move(refusals=times)
        if times < journal.tries * (1 if problem.for_good else PATIENT):
            raise problem
        logger.error("%s of %s is set aside: %s", conversation, journal.name, problem)
        epoch = epoch_of(self._ask, self._tenant)
        span = (stretch.begins, stretch.upto)
        aside = Parcel(self._tenant, journal.name, conversation, *span, (), epoch)
        command = settling.SetAside(
            journal=journal.name,
            parcel=aside.name,
            conversation=conversation,
            begins=stretch.begins,
            upto=stretch.upto,
            problem=str(problem)[:500],
        )
        self._call(settling.ASIDE.name, command)
        self._again()

    def _redeliver(self, again: Sequence[Any]) -> None:
        """Try what was set aside once more; what is not taken now waits to be asked for again."""
        for row in again:
            try:
                parcel = self._delivered(where(row), row.conversation)
            except Interrupted:
                raise
            except Exception as problem:
                why = f"{type(problem).__name__}: {problem}"[:500]
                _change_aside(self._database, row, again=False, problem=why)
                continue
            said = {"journal": row.journal, "parcel": row.parcel, "digest": parcel.digest}
            self._call(settling.AGAIN.name, settling.Redelivered(**said))

    def fails(self, error: Exception) -> None:
        """Leave it alone for a while."""
        problem = f"{type(error).__name__}: {error}"[:500]
        logger.warning("the journal %s of %s waits: %s", self._journal.name, self._tenant, problem)
        if self._row is None:
            return
        wait = min(FIRST << min(self._row.tries, 20), LONGEST)
        with suppress(Exception):
            since = self._row.failing_at or self._now()
            self._move(tries=self._row.tries + 1, problem=problem, failing_at=since, wait=wait)

    # -- the turn ----------------------------------------------------------------------------------

    def _now(self) -> int:
        return micros(self._house.ports.clock())

    def _call(self, name: str, command: Any) -> None:
        self._house.call(name, command, system(self._tenant))

    def _sign(self, *, now: bool = False) -> None:
        """Show that it goes on, now and then. Raises ``Interrupted`` where the turn is not ours any more."""
        if now or self._ends.is_set() or time.monotonic() - self._signed > SIGN:
            self._move()

    def _move(self, *, free: bool = False, wait: int = TURN, **values: Any) -> None:
        """Write down how far it is, and keep the turn; or leave it. Raises ``Interrupted``."""
        lease = self._now() + (0 if free else wait)
        if not self._set(next_at=lease, **values) or self._ends.is_set():
            raise Interrupted
        self._signed = time.monotonic()
        self._again()

    def _again(self) -> None:
        self._row = found(self._database, self._tenant, self._journal.name)

    def _set(self, **values: Any) -> bool:
        """Change the row, where it still is what it was: then nobody else has had the turn."""
        names = ("tenant", "journal", "next_at", "position", "upto")
        same = [journals.c[name].is_not_distinct_from(getattr(self._row, name)) for name in names]
        with self._database.write() as connection:
            change = sa.update(journals).where(*same).values(**values)
            done = connection.execute(change, execution_options=dict(self._database.options))
            return bool(done.rowcount == 1)


def waits(row: Any, now: int) -> bool:
    """Say whether a journal is left alone; a wait longer than any of ours is not believed."""
    return bool(now < row.next_at <= now + LONGEST + SKEW)


def _change_aside(database: Database, row: Any, **values: Any) -> None:
    mine = (
        journal_aside.c.tenant == row.tenant,
        journal_aside.c.journal == row.journal,
        journal_aside.c.parcel == row.parcel,
    )
    with database.write() as connection:
        change = sa.update(journal_aside).where(*mine).values(**values)
        connection.execute(change, execution_options=dict(database.options))
