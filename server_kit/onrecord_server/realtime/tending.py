"""Looks after what is due while the app runs: checks of files, uploads that are over, samples, reviewers, custodians."""

import asyncio
import logging
import random
from typing import Any, Final

from onrecord.errors import OnRecordError
from onrecord_server.checks.checker import Checker
from onrecord_server.data_requests.copying import Copier
from onrecord_server.data_requests.executor import Executor
from onrecord_server.engine import Engines
from onrecord_server.exports.working import Exporter
from onrecord_server.handovers.executor import HandoverExecutor
from onrecord_server.holds.reminder import Reminder
from onrecord_server.journaling.worker import Journaling
from onrecord_server.oversight.sampling.sampler import Sampler
from onrecord_server.oversight.watching.watcher import Watcher
from onrecord_server.realtime.background import Background
from onrecord_server.retention.disposer import Disposer
from onrecord_server.retention_asks.executor import AskExecutor
from onrecord_server.witnessing.handing import Handing


logger = logging.getLogger("onrecord.files")

#: Seconds between two looks, give or take half, so that workers do not look at once.
EVERY: Final = 2.0


class Tending:
    """One loop for each process. Any number of them may run: each file is settled once."""

    def __init__(
        self,
        engines: Engines,
        threads: Any,
        checker: Checker | None = None,
        handing: Handing | None = None,
        journaling: Journaling | None = None,
    ) -> None:
        """Keep the parts. Without one of the last three, nothing is checked, handed out or journaled here."""
        self._engines = engines
        self._exporter, self._copier = Exporter(engines), Copier(engines)
        self._looks = (
            self._exporter.round,
            engines.files.tidier.round,
            Sampler(engines).round,
            Watcher(engines).round,
            Reminder(engines).round,
            Disposer(engines).round,
            AskExecutor(engines).round,
            Executor(engines).round,
            HandoverExecutor(engines).round,
            self._copier.round,
            *(one.round for one in (checker, handing, journaling) if one is not None),
        )
        self._threads = [one for one in (checker, handing, journaling) if one is not None]
        self._background = Background(threads)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin on the running event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """End; what is being settled is finished."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            await self._background.finish()
            for writer in (self._exporter, self._copier):
                await asyncio.to_thread(writer.stop)
            for one in self._threads:
                await asyncio.to_thread(one.stop)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
            try:
                await self._background.run(self.round)
            except Exception:
                logger.exception("a round of tidying up failed; the next one follows")

    def round(self) -> None:
        """Look at everything that is due in every database in use. Blocking."""
        for database in self._engines.in_use():
            for look in self._looks:
                try:
                    look(database)
                except OnRecordError as error:
                    logger.warning("what is due in one database has to wait: %s", error)
                except Exception:
                    logger.exception("what is due in one database failed, and is tried again")
