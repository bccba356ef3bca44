"""One request on its way through the door."""

from dataclasses import dataclass, field

from starlette.types import Receive, Scope

from onrecord_server.doorway.origins import Request as Facts


@dataclass(slots=True)
class Asked:
    """One request on its way through the door; ``route`` is what metrics call it."""

    scope: Scope
    receive: Receive
    facts: Facts
    request_id: str
    route: str = "none"
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """The HTTP method."""
        return str(self.scope["method"])
