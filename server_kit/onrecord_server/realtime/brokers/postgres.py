"""Wake-ups through PostgreSQL's own NOTIFY: one per batch, on a connection of its own."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from onrecord_server.realtime.brokers.base import CHANNEL, Woken, pack, unpack


logger = logging.getLogger("onrecord.broker")
RETRY_SECONDS: Final = 1.0


def conninfo(url: URL) -> str:
    """Return the libpq address of a SQLAlchemy URL."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


class PostgresBroker:
    """LISTEN and NOTIFY on one autocommit connection per worker.

    NOTIFY takes a database-wide lock at commit, so it runs by itself, after ours, and equal
    tenants that wait are sent once.
    """

    def __init__(self, url: URL) -> None:
        """Name the database; the connection is made when it runs."""
        self._address = conninfo(url)
        self._due: dict[str, int] = {}
        self._more = asyncio.Event()

    def wake(self, tenant: str, position: int) -> None:
        """Queue a wake-up; a later one of the same tenant replaces it."""
        self._due[tenant] = position
        self._more.set()

    async def run(self, woken: Woken) -> None:
        """Listen and notify until cancelled; a lost connection is made again."""
        while True:
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._listen(woken))
                    group.create_task(self._notify())
            except* (psycopg.Error, OSError) as lost:
                logger.warning("wake-ups are down, the poll carries on: %s", lost.exceptions[0])
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self, woken: Woken) -> None:
        async with self._connected() as connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            async for notice in connection.notifies():
                found = unpack(notice.payload)
                if found is not None:
                    woken(*found)

    async def _notify(self) -> None:
        async with self._connected() as connection:
            while True:
                await self._more.wait()
                self._more.clear()
                due, self._due = self._due, {}
                for tenant, position in due.items():
                    given = (CHANNEL, pack(tenant, position))
                    await connection.execute("SELECT pg_notify(%s, %s)", given)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        """Connect, and close whatever happens: the driver's own way out can be cancelled halfway."""
        connection = await psycopg.AsyncConnection.connect(
            self._address, autocommit=True, connect_timeout=5
        )
        try:
            yield connection
        finally:
            await connection.close()

    async def close(self) -> None:
        """Connections close with the task that runs."""
