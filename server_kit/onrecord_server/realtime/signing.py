"""Signs the heads of the record while the mount lives: one worker at a time, by lease."""

import asyncio
import logging
import os
import secrets
from typing import Any, Final

import anyio.to_thread

from onrecord.errors import OnRecordError
from onrecord_server.core.database import Database
from onrecord_server.core.reactors import Leases
from onrecord_server.engine import Engines
from onrecord_server.record.signer import CheckpointSigner


logger = logging.getLogger("onrecord.record")
EVERY: Final = 1.0
LEASE: Final = "checkpoints"


class Signing:
    """Asks once a second which heads are due, and signs them in a worker thread."""

    def __init__(self, engines: Engines, signer: CheckpointSigner | None, threads: Any) -> None:
        """Keep the parts; without a signer nothing runs."""
        self._engines = engines
        self._signer = signer
        self._threads = threads
        self._owner = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin on the running event loop."""
        if self._signer is not None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """End; a head that is being signed is finished or left for the next worker."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                for database in self._engines.directory.databases():
                    await anyio.to_thread.run_sync(self._round, database, limiter=self._threads)
            except OnRecordError as error:
                logger.warning("no checkpoint was signed: %s", error)
            except Exception:
                logger.exception("no checkpoint was signed")

    def _round(self, database: Database) -> None:
        assert self._signer is not None  # noqa: S101 - start looked
        leases = Leases(database, self._owner)
        for tenant in self._signer.ripe(database):
            lease = leases.take(tenant, LEASE)
            if lease is None:
                continue
            try:
                signed = self._signer.sign(database, tenant)
            except Exception as error:
                leases.fail(lease, f"{type(error).__name__}: {error}", most=2**31 - 1)
                raise
            leases.advance(lease, lease.position if signed is None else signed.size - 1)
