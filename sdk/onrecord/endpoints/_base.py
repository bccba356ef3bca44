"""One thing that can be asked."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

from onrecord.wire._base import Command


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[C, R]):
    """One thing that can be asked: its name on the socket, its route, its shapes.

    Path parameters, the query string (GET, DELETE) and the JSON body together make the command.
    """

    name: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    command: type[C]
    result: type[R]
    writes: bool
    status: int = 200
    scope: str | None = None

    @property
    def summary(self) -> str:
        """Return the first paragraph of the command's docstring."""
        return " ".join((self.command.__doc__ or "").split("\n\n")[0].split())
