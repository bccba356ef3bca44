"""The seam between what is asked and how it travels."""

from collections.abc import AsyncIterator
from typing import Any, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel

from onrecord.binding import make
from onrecord.endpoints import Endpoint, RawEndpoint
from onrecord.wire._base import Command
from onrecord.wire.attachments import Upload


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)


class AsyncCaller(Protocol):
    """Whatever can answer an endpoint: over HTTP, or in process, straight to the operation.

    ``call`` returns the endpoint's result once it is committed, and raises the typed refusals of
    ``onrecord.errors``. It is the only method that another way of travelling has to bring.
    """

    async def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        """Ask for one command and return its result."""
        ...


@runtime_checkable
class AsyncCarrier(Protocol):
    """A caller that can carry bytes too. Without it, uploads and downloads are refused."""

    async def put_octets(self, endpoint: RawEndpoint[C], command: C, data: bytes) -> Upload:
        """Carry bytes there, and return where the upload stands."""
        ...

    def get_octets(
        self, endpoint: RawEndpoint[C], command: C, *, start: int = 0
    ) -> AsyncIterator[bytes]:
        """Yield the bytes of a file from ``start`` on, as they come."""
        ...


class AsyncApi:
    """The base of the facades: holds the caller and makes the commands."""

    def __init__(self, caller: AsyncCaller) -> None:
        """Speak through this caller."""
        self._caller = caller

    async def _call(self, endpoint: Endpoint[C, R], **members: Any) -> R:
        """Call with the members that are not None; ``Invalid`` before anything is sent."""
        given = {name: value for name, value in members.items() if value is not None}
        return await self._caller.call(endpoint, make(endpoint.command, given))
