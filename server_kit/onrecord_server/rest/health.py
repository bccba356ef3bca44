"""Probes: is the process alive, and can it do its work now?"""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Final

import anyio
import anyio.to_thread
from starlette.types import Scope

from onrecord_server.core.doc import encode
from onrecord_server.rest.http import Response


logger = logging.getLogger("onrecord.health")

#: Raises when a part cannot work; runs in a worker thread.
Check = Callable[[], None]
SECONDS: Final = 3.0
EVERY: Final = 1.0


async def healthz(scope: Scope) -> Response:
    """Answer 200 while the process turns its event loop."""
    return _answer(200, {"status": "ok"})


class Readiness:
    """Answers 200 when every check passes within three seconds, else 503 with the failed names.

    Why a check failed is for the log alone.
    """

    def __init__(self, checks: Mapping[str, Check]) -> None:
        """Keep the checks by name, such as ``database`` and ``migrations``."""
        self._checks = dict(checks)
        self._limiter = anyio.CapacityLimiter(2)
        self._until = 0.0
        self._states: dict[str, str] = {}

    async def page(self, scope: Scope) -> Response:
        """Run the checks, at most once a second: probes ask for no identity."""
        if time.monotonic() >= self._until:
            self._states = {name: await self._state(name, c) for name, c in self._checks.items()}
            self._until = time.monotonic() + EVERY
        states = self._states
        ready = bool(states) and all(state == "ok" for state in states.values())
        status = "ok" if ready else "unavailable"
        return _answer(200 if ready else 503, {"status": status, "checks": states})

    async def _state(self, name: str, check: Check) -> str:
        try:
            with anyio.fail_after(SECONDS):
                await anyio.to_thread.run_sync(check, abandon_on_cancel=True, limiter=self._limiter)
        except Exception:
            logger.warning("not ready: %s", name, exc_info=True)
            return "failed"
        return "ok"


def _answer(status: int, document: Mapping[str, object]) -> Response:
    return Response(status, encode(document), {"content-type": "application/json"})
