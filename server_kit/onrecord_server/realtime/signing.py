"""Signs every tenant's heads while the app runs: one signer among all workers, by leases."""

import asyncio
import logging
import os
import secrets
from typing import Any, Final

from onrecord_server.core.database import Database
from onrecord_server.core.reactors import Lease, Leases
from onrecord_server.engine import Engines
from onrecord_server.realtime.background import Background
from onrecord_server.realtime.waiting import patient
from onrecord_server.record.reading import HeadsDiffer
from onrecord_server.record.signer import NAME, CheckpointSigner


logger = logging.getLogger("onrecord.record")

#: Seconds between two looks at which heads are due.
EVERY: Final = 1.0
_ATTEMPTS: Final = 8


class Signing:
    """One loop for each process; a tenant's head is signed by whoever holds its lease."""

    def __init__(self, engines: Engines, signer: CheckpointSigner | None, threads: Any) -> None:
        """Keep the parts; without a signer nothing runs."""
        self._engines = engines
        self._signer = signer
        self._background = Background(threads)
        self._owner = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin on the running event loop."""
        if self._signer is not None:
            self._task = asyncio.get_running_loop().create_task(self._run(self._signer))

    async def stop(self) -> None:
        """End; what is being signed is finished."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            await self._background.finish()

    async def _run(self, signer: CheckpointSigner) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self._background.run(self.round, signer)
            except Exception:
                logger.exception("a round of the signer failed; the next one follows")

    def round(self, signer: CheckpointSigner) -> None:
        """Sign every head that is due. Blocking."""
        for database in self._engines.directory.databases():
            with patient(self._engines, database, logger, "the heads"):
                self._turn(signer, database, Leases(database, self._owner))

    def _turn(self, signer: CheckpointSigner, database: Database, leases: Leases) -> None:
        for tenant, name in leases.due([NAME]):
            if signer.is_ripe(database, tenant):
                lease = leases.take(tenant, name)
                if lease is not None:
                    self._sign(signer, database, leases, lease)

    def _sign(
        self, signer: CheckpointSigner, database: Database, leases: Leases, lease: Lease
    ) -> None:
        try:
            signed = signer.sign(database, lease.tenant)
        except HeadsDiffer as error:
            logger.critical("no head was signed for %s: %s", lease.tenant, error)
            leases.fail(lease, str(error), most=1)
        except Exception as error:
            logger.exception("signing the head of %s failed", lease.tenant)
            leases.fail(lease, f"{type(error).__name__}: {error}", most=_ATTEMPTS)
        else:
            leases.advance(lease, lease.position if signed is None else signed.size - 1)
