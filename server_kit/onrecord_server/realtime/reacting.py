"""Runs the reactors of this process: woken by commits, healed by a poll, parked when they fail."""

import asyncio
import inspect
import logging
import os
import secrets
from collections.abc import Sequence
from typing import Any, Final

from onrecord_server.core.database import Database
from onrecord_server.core.hooks import Reactor
from onrecord_server.core.reactors import Lease, Leases, bare
from onrecord_server.core.writer import Committed
from onrecord_server.engine import Engines
from onrecord_server.realtime import resume
from onrecord_server.realtime.background import Background
from onrecord_server.realtime.waiting import patient


logger = logging.getLogger("onrecord.reactors")
#: Seconds between two looks, when no commit of this process wakes the runner.
EVERY: Final = 1.0
#: Seconds that a commit waits for company before the reactors look.
GATHER: Final = 0.2
#: Seconds between two renewals of a lease that is in use.
RENEW_EVERY: Final = 10.0


class Reacting:
    """One runner for each process; any number of processes share the work by leases."""

    def __init__(self, engines: Engines, reactors: Sequence[Reactor], threads: Any) -> None:
        """Keep the reactors by name."""
        self._engines = engines
        self._reactors = {reactor.name: reactor for reactor in reactors}
        self._background = Background(threads)
        self._owner = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._task: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin on the running event loop, if there is anything to run."""
        if self._reactors:
            self._loop = asyncio.get_running_loop()
            self._engines.listeners.append(self._on_commit)
            self._task = self._loop.create_task(self._run())

    async def stop(self) -> None:
        """End; what is being handled is handled again by whoever comes next.

        What runs in a thread holds a connection and cannot be cancelled: it is waited for a while.
        """
        if self._task is not None:
            self._engines.listeners.remove(self._on_commit)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            await self._background.finish()

    def _on_commit(self, _committed: Committed) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def _run(self) -> None:
        while True:
            try:
                await self._round()
            except Exception:
                logger.exception("a round of the reactors failed; the next one follows")
            try:
                async with asyncio.timeout(EVERY):
                    await self._woken.wait()
                await asyncio.sleep(GATHER)
            except TimeoutError:
                pass
            self._woken.clear()

    async def _round(self) -> None:
        for database in self._engines.directory.databases():
            with patient(self._engines, database, logger, "the reactors"):
                await self._turn(database, Leases(database, self._owner))

    async def _turn(self, database: Database, leases: Leases) -> None:
        for tenant, name in await self._thread(leases.due, list(self._reactors)):
            lease = await self._thread(leases.take, tenant, name)
            if lease is not None:
                await self._handle(database, leases, lease)

    async def _handle(self, database: Database, leases: Leases, lease: Lease) -> None:
        reactor = self._reactors[lease.name]
        envelopes = await self._thread(_read, database, lease, reactor)
        if not envelopes:
            await self._thread(leases.advance, lease, lease.position)
            return
        renewal = asyncio.create_task(self._renew(leases, lease))
        try:
            await self._call(reactor, lease.tenant, envelopes)
        except Exception as error:
            logger.exception("the reactor %s failed for %s", lease.name, lease.tenant)
            problem = f"{type(error).__name__}: {error}"
            await self._thread(_fail, leases, lease, problem, reactor.attempts)
            return
        finally:
            renewal.cancel()
        if not await self._thread(leases.advance, lease, envelopes[-1]["position"]):
            logger.warning("the reactor %s lost its lease for %s", lease.name, lease.tenant)

    async def _renew(self, leases: Leases, lease: Lease) -> None:
        """Keep a lease while its batch is handled, however long that takes."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            if not await self._thread(leases.renew, lease):
                return

    async def _call(
        self, reactor: Reactor, tenant: str, envelopes: Sequence[dict[str, Any]]
    ) -> None:
        if inspect.iscoroutinefunction(reactor.handle):
            await reactor.handle(tenant, envelopes)
            return
        answer = await self._thread(reactor.handle, tenant, envelopes)
        if inspect.isawaitable(answer):
            await answer

    async def _thread(self, function: Any, *arguments: Any) -> Any:
        return await self._background.run(function, *arguments)


def _fail(leases: Leases, lease: Lease, problem: str, most: int) -> bool:
    return leases.fail(lease, problem, most=most)


def _read(database: Database, lease: Lease, reactor: Reactor) -> list[dict[str, Any]]:
    with database.read() as connection:
        if reactor.bare:
            return bare(database, connection, lease, reactor.batch)
        return resume.envelopes(database, connection, lease.tenant, lease.position, reactor.batch)
