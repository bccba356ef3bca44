"""What every door works with, made once by the composition root."""

from dataclasses import dataclass
from typing import Any

from starlette.types import Scope

from onrecord_server.config import OnRecordConfig
from onrecord_server.doorway.authenticate import Doorkeeper
from onrecord_server.doorway.calls import Calls
from onrecord_server.doorway.limits import Limiter
from onrecord_server.doorway.origins import OriginPolicy, Request
from onrecord_server.engine import Engines


@dataclass(frozen=True, slots=True)
class Services:
    """The engine room, the doorkeeper and the rules of the doorway."""

    config: OnRecordConfig
    engines: Engines
    calls: Calls
    doorkeeper: Doorkeeper
    limiter: Limiter
    origins: OriginPolicy
    #: The limiter of our own worker threads: the host keeps its own.
    threads: Any

    def check_socket(self, scope: Scope) -> bool:
        """Say whether the host's cookie may count on this socket. Raises ``OriginRefused``."""
        found: dict[str, tuple[str, ...]] = {}
        for name, value in scope["headers"]:
            key = name.decode("latin-1").lower()
            found[key] = (*found.get(key, ()), value.decode("latin-1"))
        return self.origins.check_socket(Request("GET", scope.get("scheme", "ws"), found))
