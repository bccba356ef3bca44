"""Asks the host about its objects: later and elsewhere, so that nobody who reads or sends waits."""

import asyncio
import inspect
import logging
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias

import anyio
import anyio.to_thread

from onrecord.binding import make
from onrecord.errors import OnRecordError
from onrecord.wire.subjects import PutSubject, RemoveSubject
from onrecord_server.core.actor import host_actor
from onrecord_server.engine import Engines
from onrecord_server.subjects.access import PULLER


logger = logging.getLogger("onrecord.subjects")

#: Tenant and subject in; the members of ``subjects.put`` besides the subject out, or ``None``.
Described: TypeAlias = Mapping[str, Any] | None
Describe: TypeAlias = Callable[[str, str], Described | Awaitable[Described]]
Key: TypeAlias = tuple[str, str]

#: Questions that may wait; more are dropped, and asked when somebody looks again.
MOST_WAITING: Final = 256
#: Questions of one person that may wait: made-up names leave room for what others look at.
MOST_OF_ONE: Final = 64
#: Questions asked at once.
AT_ONCE: Final = 4
#: Calls of a plain function that may hang at most.
MOST_CALLS: Final = 16
#: Seconds before the same question is asked again, and how many questions are remembered.
AGAIN_SECONDS: Final = 60.0
MOST_KNOWN: Final = 10_000


class Describing:
    """Turns questions about objects into cards: what the host answers is put, and shown live.

    One for each process. ``seconds`` is how long the host may think about one object; a failure
    leaves the plain subject, or the card that was there.
    """

    def __init__(self, engines: Engines, describe: Describe | None, seconds: float) -> None:
        """Keep the parts; nothing is asked before ``start``."""
        self._engines = engines
        self._describe = describe
        self._seconds = seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: asyncio.Queue[tuple[Key, Key]] = asyncio.Queue(MOST_WAITING)
        #: Tenant and person → how many of the waiting questions are theirs.
        self._of_one: Counter[Key] = Counter()
        self._tasks: list[asyncio.Task[None]] = []
        self._threads = anyio.CapacityLimiter(AT_ONCE)
        #: Threads that may be in the host's code: one that never returns costs one of them.
        self._slots = threading.BoundedSemaphore(MOST_CALLS)
        #: When each question was asked last, the oldest first.
        self._asked: OrderedDict[Key, float] = OrderedDict()

    def start(self) -> None:
        """Begin on the running event loop, if there is somebody to ask."""
        if self._describe is not None:
            self._loop = asyncio.get_running_loop()
            self._engines.undescribed = self.wanted
            self._tasks = [self._loop.create_task(self._run()) for _ in range(AT_ONCE)]

    async def stop(self) -> None:
        """End; what was not answered is asked when somebody looks again."""
        if self._tasks:
            self._engines.undescribed = None
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def wanted(self, tenant: str, subject: str, person: str) -> None:
        """Hear, in whatever thread reads, that a person looked at an object without a put card."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._want, (tenant, subject), (tenant, person))

    def _want(self, key: Key, who: Key) -> None:
        now = time.monotonic()
        if now - self._asked.get(key, -AGAIN_SECONDS) < AGAIN_SECONDS or self._waiting.full():
            return
        if self._of_one[who] >= MOST_OF_ONE:
            return
        self._of_one[who] += 1
        self._asked[key] = now
        self._asked.move_to_end(key)
        if len(self._asked) > MOST_KNOWN:
            self._asked.popitem(last=False)
        self._waiting.put_nowait((key, who))

    async def _next(self) -> Key:
        key, who = await self._waiting.get()
        self._of_one[who] -= 1
        if not self._of_one[who]:
            del self._of_one[who]
        return key

    async def _run(self) -> None:
        while True:
            tenant, subject = await self._next()
            try:
                await self._answer(tenant, subject)
            except TimeoutError:
                logger.warning("describe_subject took too long; the subject stays plain")
            except OnRecordError as error:
                logger.warning("what describe_subject said is no card: %s", error)
            except Exception:
                logger.exception("describe_subject failed; the subject stays plain")

    async def _answer(self, tenant: str, subject: str) -> None:
        with anyio.fail_after(self._seconds):
            said = await self._ask(tenant, subject)
        await anyio.to_thread.run_sync(self._put, tenant, subject, said, limiter=self._threads)

    async def _ask(self, tenant: str, subject: str) -> Described:
        describe = self._describe
        assert describe is not None  # noqa: S101 - nobody runs without it
        if inspect.iscoroutinefunction(describe):
            answer: Described = await describe(tenant, subject)
            return answer
        found = await anyio.to_thread.run_sync(
            self._call, tenant, subject, limiter=self._threads, abandon_on_cancel=True
        )
        awaited: Described = await found if inspect.isawaitable(found) else found
        return awaited

    def _call(self, tenant: str, subject: str) -> Any:
        if self._describe is None or not self._slots.acquire(blocking=False):
            raise TimeoutError
        try:
            return self._describe(tenant, subject)
        finally:
            self._slots.release()

    def _put(self, tenant: str, subject: str, said: Described) -> None:
        actor = host_actor(tenant, PULLER)
        if said is None:
            self._engines.call("subjects.remove", RemoveSubject(subject=subject), actor)
            return
        card = make(PutSubject, {**said, "subject": subject})
        self._engines.call("subjects.put", card, actor)
