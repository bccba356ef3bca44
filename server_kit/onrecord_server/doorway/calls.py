"""From the event loop to the core and back: reads in worker threads, writes through the writer."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final, Protocol

import anyio
import anyio.to_thread
from typing_extensions import override

from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import REGISTRY, Operation
from onrecord_server.core.reader import Reader
from onrecord_server.core.writer import Job, Writer


READERS: Final = 8
#: Threads that read ahead of one kind of write, of several tenants: what takes long leaves the readers to others.
AHEAD: Final = 2


class Engines(Protocol):
    """The part of the engine room that a door uses. Both calls may block on a tenant's first use."""

    def writer(self, tenant: str) -> Writer:
        """Return the writer of a tenant's database."""
        ...

    def reader(self, tenant: str) -> Reader:
        """Return a reader of a tenant's database."""
        ...


class Calls:
    """Runs operations for a door. One for each event loop; asyncio only.

    A caller that is cancelled leaves its command to the writer: it is committed all the same.
    """

    def __init__(self, engines: Engines, readers: int = READERS) -> None:
        """Keep the engine room; ``readers`` is the number of worker threads."""
        self._engines = engines
        self._limiter = anyio.CapacityLimiter(readers)
        self._writers: dict[str, Writer] = {}
        self._ahead_of: dict[str, anyio.CapacityLimiter] = {}
        self._alone: dict[tuple[str, str], anyio.CapacityLimiter] = {}

    async def run(self, operation: Operation[Any, Any], command: Any, actor: Actor) -> Doc[Any]:
        """Run one operation. Raises a ``Refusal`` when it was refused."""
        if operation.endpoint.writes:
            return await self._write(operation, command, actor)
        found: Doc[Any] = await self._thread(self._read, operation.endpoint.name, command, actor)
        return found

    async def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run the operation of this name."""
        return await self.run(REGISTRY[name], command, actor)

    async def _thread(self, function: Any, *given: Any) -> Any:
        return await anyio.to_thread.run_sync(function, *given, limiter=self._limiter)

    def _read(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        return self._engines.reader(actor.tenant).call(name, command, actor)

    async def _find_ahead(self, name: str, command: Any, actor: Actor) -> Any:
        """Read ahead of a write, one at a time for each tenant: the others of it wait their turn."""
        alone = self._alone.setdefault((name, actor.tenant), anyio.CapacityLimiter(1))
        limiter = self._ahead_of.setdefault(name, anyio.CapacityLimiter(AHEAD))
        async with alone:
            return await anyio.to_thread.run_sync(
                self._ahead, name, command, actor, limiter=limiter
            )

    def _ahead(self, name: str, command: Any, actor: Actor) -> Any:
        return self._engines.reader(actor.tenant).ahead(name, command, actor)

    async def _write(self, operation: Operation[Any, Any], command: Any, actor: Actor) -> Doc[Any]:
        writer = self._writers.get(actor.tenant)
        if writer is None:
            writer = await self._thread(self._engines.writer, actor.tenant)
            self._writers[actor.tenant] = writer
        if operation.ahead is not None:
            command = await self._find_ahead(operation.endpoint.name, command, actor)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        writer.submit(Job(operation, command, actor, _answer_to(loop), context=answer))
        outcome = await answer
        if isinstance(outcome, BaseException):
            raise outcome
        found: Doc[Any] = outcome
        return found


class _Answer:
    """Carries a batch's outcomes to one event loop in one wake-up; equal ones share a batch."""

    __slots__ = ("_loop",)

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def __call__(self, jobs: Sequence[Job]) -> None:
        self._loop.call_soon_threadsafe(_settle, jobs)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Answer) and other._loop is self._loop

    @override
    def __hash__(self) -> int:
        return hash(id(self._loop))


def _answer_to(loop: asyncio.AbstractEventLoop) -> _Answer:
    return _Answer(loop)


def _settle(jobs: Sequence[Job]) -> None:
    for job in jobs:
        answer: asyncio.Future[Any] = job.context
        if not answer.done():
            answer.set_result(job.outcome)
