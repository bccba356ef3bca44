"""The socket door: an ASGI app for ``{mount}/v1/stream``."""

import asyncio
import random

from starlette.types import Receive, Scope, Send

from onrecord_server.realtime.brokers.base import Broker
from onrecord_server.realtime.calls import CallDesk
from onrecord_server.realtime.hub import Hub
from onrecord_server.realtime.socket import Socket
from onrecord_server.services import Services


class RealtimeApp:
    """Serves sockets; one for each event loop that the mount runs on."""

    def __init__(self, services: Services, broker: Broker) -> None:
        """Keep the parts; ``start`` makes the hub run on the current loop."""
        self._services = services
        self.hub = Hub(services.engines, broker, services.threads, services.config.poll_seconds)
        self._desk = CallDesk(services, self.hub)
        self._live: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to hear of commits."""
        self.hub.start()

    async def stop(self) -> None:
        """Send everybody away, each to come back at another moment, and stop."""
        await self.hub.stop(lambda: random.randint(50, 2000))  # noqa: S311 - jitter
        if self._live:
            await asyncio.wait(set(self._live), timeout=2)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Live one socket to its end."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - an ASGI server runs us in a task
        self._live.add(task)
        try:
            await Socket(self._services, self._desk, (scope, receive, send)).run()
        finally:
            self._live.discard(task)
