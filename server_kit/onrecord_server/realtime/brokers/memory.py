"""No broker: one process needs none, and several on SQLite poll."""

import asyncio

from onrecord_server.realtime.brokers.base import Woken


class MemoryBroker:
    """Wakes nobody: the hub hears this process's commits itself."""

    def wake(self, tenant: str, position: int) -> None:
        """Do nothing."""

    async def run(self, woken: Woken) -> None:
        """Wait to be cancelled."""
        await asyncio.get_running_loop().create_future()

    async def close(self) -> None:
        """Do nothing."""
