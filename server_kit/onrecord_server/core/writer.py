"""The coalescing writer: while one batch commits, the next gathers; one commit for all of it."""

import logging
import os
import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import exc

from onrecord.errors import OnRecordError, Refusal, ServerError, Unavailable, UsageError
from onrecord_server.core import points, stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.draft import Sealed
from onrecord_server.core.errors import is_retryable
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.intake import Intake
from onrecord_server.core.operation import REGISTRY, Operation, Outcome, Tx, run
from onrecord_server.core.ports import Ports
from onrecord_server.core.stream import RightsMoved
from onrecord_server.core.unit import Unit


logger = logging.getLogger("onrecord.writer")

MAX_WAITING: Final = 8192
MAX_TRIES: Final = 6


@dataclass(slots=True)
class Job:
    """One command on its way to the record, and the answer on its way back.

    ``done`` is called after the commit, from the writer's thread, with the jobs of one batch that
    share it: one wake-up of an event loop per batch.
    """

    operation: Operation[Any, Any]
    command: Any
    actor: Actor
    done: Callable[[Sequence["Job"]], None]
    outcome: Outcome | BaseException | None = None
    context: Any = None


class _Broken(Exception):
    """A set failed as a whole: one of its commands must not hurt the others."""


@dataclass(frozen=True, slots=True)
class _How:
    """How to run a batch: as sets and hopeful, until something says otherwise."""

    lock_first: bool = False
    careful: bool = False
    one_by_one: bool = False


@dataclass(frozen=True, slots=True)
class Committed:
    """What one commit put into the streams, in order."""

    sealed: Sequence[Sealed]
    mono: float = field(default_factory=time.monotonic)


class Writer:
    """One thread per database that runs writing operations in batches. It needs no event loop.

    It starts with the first command and again after a fork.
    """

    def __init__(
        self,
        database: Database,
        ports: Ports,
        hooks: Hooks,
        settings: Any,
        committed: Callable[[Committed], None],
    ) -> None:
        """Keep the parts; nothing runs yet. ``committed`` is told of every commit, after it."""
        self._database = database
        self._ports = ports
        self._hooks = hooks
        self._settings = settings
        self._committed = committed
        self._lock = threading.Lock()
        self._intake: Intake[Job] = Intake()
        self._thread: threading.Thread | None = None
        self._pid = 0
        self._stopping = False
        #: Memberships held from batch to batch; given by the composition root.
        self.rights_cache: Any = None

    def submit(self, job: Job) -> None:
        """Queue a command. Raises ``Unavailable`` when too many are waiting."""
        if self._intake.waiting >= MAX_WAITING or self._stopping:
            raise Unavailable("Too many changes are waiting.", retry_after=1)
        if self._thread is None or self._pid != os.getpid():
            self._start()
        self._intake.put(job)

    def call(self, name: str, command: Any, actor: Actor) -> Outcome:
        """Run one command and wait for its commit; raise what it raised.

        Raises a ``Refusal`` when the command was refused.
        """
        if threading.current_thread() is self._thread:
            raise UsageError("a gate or projection cannot write by acting_as: use a reactor")
        event = threading.Event()
        job = Job(REGISTRY[name], command, actor, done=lambda _jobs: event.set())
        self.submit(job)
        event.wait()
        if isinstance(job.outcome, BaseException):
            raise job.outcome
        assert job.outcome is not None  # noqa: S101 - set before done is called
        return job.outcome

    def stop(self) -> None:
        """Let what is queued finish, then end the thread."""
        thread = self._thread
        if thread is not None and thread.is_alive() and self._pid == os.getpid():
            self._stopping = True
            self._intake.end()
            thread.join(timeout=10)
            self._refuse_left()
        self._thread = None
        self._stopping = False

    def _refuse_left(self) -> None:
        """Answer whatever came in while the thread ended: nobody waits for ever."""
        while self._intake.waiting:
            for job in self._intake.take():
                job.outcome = Unavailable("The app is stopping.", retry_after=1)
                _answer([job])

    def _start(self) -> None:
        with self._lock:
            if self._thread is not None and self._pid == os.getpid():
                return
            if self._pid not in (0, os.getpid()):
                self._intake = Intake()
                self._database.engine.dispose(close=False)
            self._pid = os.getpid()
            self._thread = threading.Thread(target=self._loop, name="onrecord-writer", daemon=True)
            self._thread.start()

    def _loop(self) -> None:
        intake = self._intake
        intake.ended = False
        while not intake.ended:
            jobs = intake.take()
            if jobs:
                self._work(jobs)

    def _work(self, jobs: Sequence[Job]) -> None:
        try:
            sealed = self._commit(jobs)
        except BaseException as error:
            self._fail(jobs, error)
            return
        _answer(jobs)
        points.reach("after_ack")
        if sealed:
            self._tell(Committed(sealed))

    def _commit(self, jobs: Sequence[Job]) -> Sequence[Sealed]:
        how = _How()
        for attempt in range(MAX_TRIES):
            try:
                return self._attempt(jobs, how)
            except RightsMoved as moved:
                self._forget(str(moved))
                how = replace(how, lock_first=True)
            except _Broken:
                how = replace(how, one_by_one=True)
            except exc.DBAPIError as error:
                if not is_retryable(error) or attempt == MAX_TRIES - 1:
                    raise
                how = replace(how, careful=True)
                time.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 - jitter
        raise Unavailable("The database is busy.", retry_after=1)

    def _attempt(self, jobs: Sequence[Job], how: "_How") -> Sequence[Sealed]:
        with self._database.write() as connection:
            unit = Unit(connection, self._ports, self._hooks, self._database.options)
            unit.rights_cache = self.rights_cache
            unit.careful = how.careful
            if how.lock_first:
                unit.lock([job.actor.tenant for job in jobs])
            for batch in [[job] for job in jobs] if how.one_by_one else cut(jobs):
                self._run(unit, batch, how)
            points.reach("before_insert")
            sealed = stream.seal(unit)
            points.reach("before_commit")
        points.reach("after_commit")
        for tenant in unit.moved_rights:
            self._forget(tenant)
        return sealed

    def _forget(self, tenant: str) -> None:
        if self.rights_cache is not None:
            self.rights_cache.forget(tenant)

    def _run(self, unit: Unit, jobs: Sequence[Job], how: "_How") -> None:
        operation = jobs[0].operation
        unit.flush()
        now = micros(self._ports.clock())
        txs = [Tx(unit, job.actor, self._settings, now) for job in jobs]
        # A set needs no savepoint until one has failed: then the batch begins anew, one by one.
        alone = operation.many is None or how.one_by_one
        try:
            with unit.savepoint() if alone else nullcontext():
                outcomes = run(operation, txs, [job.command for job in jobs])
        except (RightsMoved, exc.OperationalError):
            raise
        except Exception as error:
            if not alone:
                raise _Broken from error
            if isinstance(error, exc.DBAPIError) and is_retryable(error):
                raise
            jobs[0].outcome = as_outcome(error)
            return
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.outcome = outcome

    def _fail(self, jobs: Sequence[Job], error: BaseException) -> None:
        if len(jobs) > 1 and isinstance(error, Exception) and not isinstance(error, OnRecordError):
            for job in jobs:
                self._work([job])
            return
        outcome = as_outcome(error)
        for job in jobs:
            job.outcome = outcome
        _answer(jobs)

    def _tell(self, committed: Committed) -> None:
        try:
            self._committed(committed)
        except Exception:
            logger.exception("telling the hub failed; the poll will find the events")


def cut(jobs: Sequence[Job]) -> list[list[Job]]:
    """Cut a batch into runs in arrival order: neighbours of one set operation run together."""
    runs: list[list[Job]] = []
    for job in jobs:
        if runs and job.operation.many is not None and runs[-1][0].operation is job.operation:
            runs[-1].append(job)
        else:
            runs.append([job])
    return runs


def as_outcome(error: BaseException) -> Outcome | BaseException:
    """Return a refusal as it is, and anything else as an opaque failure that was logged."""
    if isinstance(error, Refusal | OnRecordError):
        return error
    logger.error("an operation failed", exc_info=error)
    return ServerError("The change was not made.")


def _answer(jobs: Sequence[Job]) -> None:
    groups: dict[Any, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.done, []).append(job)
    for done, group in groups.items():
        try:
            done(group)
        except Exception:
            logger.exception("an answer could not be delivered; the change is committed")
