"""Wake-ups through Redis or Valkey publish and subscribe."""

import asyncio
import logging
from typing import Any, Final

import redis.asyncio as redis
from redis.exceptions import RedisError

from onrecord_server.realtime.brokers.base import CHANNEL, Woken, pack, unpack


logger = logging.getLogger("onrecord.broker")
RETRY_SECONDS: Final = 1.0


class RedisBroker:
    """One connection to publish, one to listen; what is lost while they are down, the poll finds."""

    def __init__(self, url: str) -> None:
        """Name the server; connections are made when it runs."""
        self._url = url
        self._due: dict[str, int] = {}
        self._more = asyncio.Event()
        self._client: Any = None

    def wake(self, tenant: str, position: int) -> None:
        """Queue a wake-up; a later one of the same tenant replaces it."""
        self._due[tenant] = position
        self._more.set()

    async def run(self, woken: Woken) -> None:
        """Listen and publish until cancelled; a lost connection is made again."""
        while True:
            try:
                self._client = redis.Redis.from_url(self._url, socket_connect_timeout=5)
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._listen(woken))
                    group.create_task(self._publish())
            except* (RedisError, OSError) as lost:
                logger.warning("wake-ups are down, the poll carries on: %s", lost.exceptions[0])
            finally:
                await self.close()
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self, woken: Woken) -> None:
        async with self._client.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            async for message in channel.listen():
                found = unpack(message["data"]) if message["type"] == "message" else None
                if found is not None:
                    woken(*found)

    async def _publish(self) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            due, self._due = self._due, {}
            for tenant, position in due.items():
                await self._client.publish(CHANNEL, pack(tenant, position))

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()
