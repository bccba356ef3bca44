"""Calls the app back with signed requests, some time later, and again where it did not take one."""

import heapq
import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2

from onrecord_server.core.outside import HERE
from onrecord_server.sms.gateways.local import SIGNATURE, signature


logger = logging.getLogger("onrecord.sms.phone")

THREADS: Final = 4
#: A call that is not taken is tried so often, after so many seconds and twice as many each time.
TRIES: Final = 6
AGAIN: Final = 0.5
#: Calls that wait at most; what comes on top is dropped, and said.
MOST: Final = 200_000
_PATIENCE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Due:
    """One call. A forged one is signed with another secret, and is not tried again."""

    url: str = field(repr=False)
    body: bytes = field(repr=False)
    forged: bool = False
    tries: int = 0


class Caller:
    """Threads that call when it is time. It calls nobody but this machine."""

    def __init__(self, secret: str) -> None:
        """Keep the secret; threads begin with the first call."""
        self._secret = secret
        self._turn = threading.Condition()
        self._due: list[tuple[float, int, Due]] = []
        self._numbers = count()
        self._threads: list[threading.Thread] = []
        self._ends = False
        self._busy = 0
        self._client = httpx2.Client(timeout=_PATIENCE, trust_env=False)
        #: What was called, by what came of it: ``taken``, ``refused`` and ``lost``.
        self.counted = {"taken": 0, "refused": 0, "lost": 0}

    def call(
        self, url: str, said: Mapping[str, Any], after: float = 0.0, *, forged: bool = False
    ) -> None:
        """Call somebody in so many seconds."""
        if not is_here(url):
            logger.warning("the provider on loopback calls nobody elsewhere")
            return
        self._wait_for(Due(url, json.dumps(said).encode(), forged), after)

    def now(self, url: str, said: Mapping[str, Any]) -> bool:
        """Call somebody and wait for it; say whether it was taken."""
        return is_here(url) and self._go(Due(url, json.dumps(said).encode()))

    def stop(self) -> None:
        """End; what was not called yet is not."""
        with self._turn:
            self._ends = True
            self._turn.notify_all()
        for thread in self._threads:
            thread.join(_PATIENCE)
        self._client.close()

    def quiet(self) -> bool:
        """Say whether nothing is left to call."""
        with self._turn:
            return not self._due and not self._busy

    def _wait_for(self, due: Due, after: float) -> None:
        with self._turn:
            if len(self._due) >= MOST:
                logger.warning("too many calls wait: one is dropped")
                return
            heapq.heappush(self._due, (time.monotonic() + after, next(self._numbers), due))
            self._begin()
            self._turn.notify()

    def _begin(self) -> None:
        if not self._threads and not self._ends:
            self._threads = [
                threading.Thread(target=self._run, name="onrecord-sms-phone", daemon=True)
                for _ in range(THREADS)
            ]
            for thread in self._threads:
                thread.start()

    def _run(self) -> None:
        while (due := self._next()) is not None:
            try:
                self._serve(due)
            finally:
                with self._turn:
                    self._busy -= 1

    def _next(self) -> Due | None:
        with self._turn:
            while not self._ends:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    self._busy += 1
                    return heapq.heappop(self._due)[2]
                self._turn.wait(wait)
        return None

    def _serve(self, due: Due) -> None:
        taken = self._go(due)
        again = not taken and not due.forged and due.tries + 1 < TRIES
        with self._turn:
            self.counted["taken" if taken else "refused" if again or due.forged else "lost"] += 1
        if again:
            self._wait_for(replace(due, tries=due.tries + 1), AGAIN * 2**due.tries)

    def _go(self, due: Due) -> bool:
        secret = "somebody else's" if due.forged else self._secret
        signed = signature(secret, str(int(time.time())), due.body)
        headers = {"content-type": "application/json", SIGNATURE: signed}
        try:
            return self._client.post(due.url, content=due.body, headers=headers).is_success
        except (httpx2.HTTPError, OSError, RuntimeError):  # the last: it was stopped
            return False


def is_here(url: str) -> bool:
    """Say whether a URL is of this machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in HERE
