"""The host's own code, in the host's own process: the SDK's facades over the operations."""

from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Any, TypeVar

import anyio.to_thread
from pydantic import BaseModel

from onrecord import endpoints
from onrecord.client import Actor as BlockingClient
from onrecord.client import AsyncActor as AsyncClient
from onrecord.endpoints import Endpoint, RawEndpoint
from onrecord.errors import NotFound, UsageError
from onrecord.wire._base import Command
from onrecord.wire.attachments import GetAttachment, Upload
from onrecord.wire.impersonations import NoteImpersonation
from onrecord.wire.people import GetPerson, UpsertPerson
from onrecord_server.core.actor import PERSONAL_SCOPES, Actor, host_actor
from onrecord_server.core.loop import refuse_in_loop
from onrecord_server.engine import Engines
from onrecord_server.joining import in_join
from onrecord_server.oversight.impersonating import NOTE
from onrecord_server.people.operations import INTRODUCE


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)


def actor_for(tenant: str, person: str | None, service: str) -> Actor:
    """Return who the host's code acts as: a person, on behalf of a service, or the service."""
    if person is None:
        return host_actor(tenant, service)
    return Actor(tenant, person, PERSONAL_SCOPES, on_behalf_of=f"service:{service}")


class DirectCaller:
    """Runs operations straight on the engines; every call waits for its commit."""

    def __init__(self, engines: Engines, actor: Actor) -> None:
        """Act as this actor."""
        self._engines = engines
        self._actor = actor

    def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        """Run one command and return its result. Raises the refusals of the operation."""
        refuse_in_loop(endpoint.name, "async with chat.acting_as(…) as me: await me.…")
        return self.run(endpoint, command)

    def run(self, endpoint: Endpoint[C, R], command: C) -> R:
        """Run one command in this thread, whatever runs around it."""
        refuse_in_join()
        answer = self._engines.call(endpoint.name, command, self._actor)
        self._note()
        return endpoint.result.model_validate(answer.value)

    def put_octets(self, endpoint: RawEndpoint[C], command: C, data: bytes) -> Upload:
        """Keep bytes of an upload, and return where it stands."""
        refuse_in_loop(endpoint.name, "async with chat.acting_as(…) as me: await me.…")
        return self.receive(command, data)

    def receive(self, command: Any, data: bytes) -> Upload:
        """Keep bytes in this thread, whatever runs around it."""
        refuse_in_join()
        receiver, tenant = self._engines.files.receiver, self._actor.tenant
        plan = receiver.admit(self._actor, command)
        size = receiver.store(tenant, plan).piece
        for at in range(0, len(data), size):
            plan = receiver.take(tenant, plan, data[at : at + size])
        return self.run(
            endpoints.GET_ATTACHMENT, GetAttachment(attachment_id=command.attachment_id)
        )

    def get_octets(
        self, endpoint: RawEndpoint[C], command: C, *, start: int = 0
    ) -> Iterator[bytes]:
        """Yield the bytes of a file from ``start`` on."""
        refuse_in_loop(endpoint.name, "async with chat.acting_as(…) as me: await me.…")
        return self.serve(endpoint, command, start)

    def serve(self, endpoint: RawEndpoint[C], command: C, start: int) -> Iterator[bytes]:
        """Yield bytes in this thread, whatever runs around it."""
        refuse_in_join()
        plan = self._engines.call(endpoint.name, command, self._actor).resource()
        self._note()
        yield from self._engines.files.read(self._actor.tenant, plan, start, plan.size)

    def _note(self) -> None:
        """Let the person see that we act in their name; nothing is handed over before that is committed."""
        actor, uses = self._actor, self._engines.uses
        if actor.on_behalf_of is not None and not uses.knows(actor):
            self._engines.call(NOTE.name, NoteImpersonation(), actor)
            uses.learn(actor)

    def introduce(self) -> None:
        """Make sure that the person exists; what is known of them stays."""
        refuse_in_join()
        actor = self._actor
        if actor.is_service:
            return
        try:
            self._engines.call("people.get", GetPerson(person_id=actor.person), _host(actor))
        except NotFound:
            said = UpsertPerson(person_id=actor.person, name=actor.person)
            self._engines.call(INTRODUCE.name, said, actor)


def refuse_in_join() -> None:
    """Refuse to wait for the lock that this context's own joined transaction holds."""
    if in_join():
        raise UsageError("inside a join, use what join gave: acting_as would wait for itself")


def _host(actor: Actor) -> Actor:
    return host_actor(actor.tenant)


class AsyncDirectCaller:
    """The same for an event loop: each call runs in a worker thread."""

    def __init__(self, direct: DirectCaller, threads: Any) -> None:
        """Wrap a blocking caller; ``threads`` limits its worker threads."""
        self._direct = direct
        self._threads = threads

    async def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        """Run one command and return its result. Raises the refusals of the operation."""
        return await anyio.to_thread.run_sync(
            self._direct.run, endpoint, command, limiter=self._threads
        )

    async def put_octets(self, endpoint: RawEndpoint[C], command: C, data: bytes) -> Upload:
        """Keep bytes of an upload, and return where it stands."""
        return await anyio.to_thread.run_sync(
            self._direct.receive, command, data, limiter=self._threads
        )

    async def get_octets(
        self, endpoint: RawEndpoint[C], command: C, *, start: int = 0
    ) -> AsyncIterator[bytes]:
        """Yield the bytes of a file from ``start`` on."""
        chunks = self._direct.serve(endpoint, command, start)
        while True:
            chunk = await anyio.to_thread.run_sync(next, chunks, None, limiter=self._threads)
            if chunk is None:
                return
            yield chunk


class ActingAs:
    """What ``acting_as`` returns: ``with`` gives the blocking client, ``async with`` the async one."""

    def __init__(self, engines: Engines, actor: Actor, threads: Any) -> None:
        """Prepare; nothing is read or written yet."""
        self._direct = DirectCaller(engines, actor)
        self._threads = threads

    def __enter__(self) -> BlockingClient:
        """Return the blocking client. Raises ``UsageError`` on a running event loop."""
        refuse_in_loop("with chat.acting_as(…)", "async with chat.acting_as(…) as me:")
        self._direct.introduce()
        return BlockingClient(self._direct)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is open."""

    async def __aenter__(self) -> AsyncClient:
        """Return the async client."""
        await anyio.to_thread.run_sync(self._direct.introduce, limiter=self._threads)
        return AsyncClient(AsyncDirectCaller(self._direct, self._threads))

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is open."""
