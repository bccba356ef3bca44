"""One thing that can be asked."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

from onrecord.wire._base import Command


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Room:
    """How long a body may be, in bytes, and how many members one place of it may have."""

    size: int
    members: int


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[C, R]):
    """One thing that can be asked: its name on the socket, its route, its shapes.

    Path parameters, the query string (GET, DELETE) and the JSON body together make the command.
    What is ``costly`` to answer may be asked as rarely as what writes. A body that may be longer than
    any other has ``room``.
    """

    name: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    command: type[C]
    result: type[R]
    writes: bool
    status: int = 200
    scope: str | None = None
    costly: bool = False
    room: Room | None = None

    @property
    def sparing(self) -> bool:
        """Say whether the limit of writes counts: for what writes, and what is costly to answer."""
        return self.writes or self.costly

    @property
    def summary(self) -> str:
        """Return the first paragraph of the command's docstring."""
        return " ".join((self.command.__doc__ or "").split("\n\n")[0].split())


@dataclass(frozen=True, slots=True)
class RawEndpoint(Generic[C]):
    """A route that carries bytes instead of JSON, one way; HTTP alone has it, sockets have not.

    Path parameters and the query string make the command. One that ``writes`` takes octets and
    answers with ``result``; any other answers with octets.
    """

    name: str
    method: Literal["GET", "PUT"]
    path: str
    command: type[C]
    writes: bool
    result: type[BaseModel] | None = None

    @property
    def summary(self) -> str:
        """Return the first paragraph of the command's docstring."""
        return " ".join((self.command.__doc__ or "").split("\n\n")[0].split())
