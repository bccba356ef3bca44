"""The seam between what is asked and how it travels."""

from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from onrecord.binding import make
from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command


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


class AsyncApi:
    """The base of the facades: holds the caller and makes the commands."""

    def __init__(self, caller: AsyncCaller) -> None:
        """Speak through this caller."""
        self._caller = caller

    async def _call(self, endpoint: Endpoint[C, R], **members: Any) -> R:
        """Call with the members that are not None; ``Invalid`` before anything is sent."""
        given = {name: value for name, value in members.items() if value is not None}
        return await self._caller.call(endpoint, make(endpoint.command, given))
