"""The contract of a broker: wake-ups that may be lost, doubled, late or forged."""

import json
from collections.abc import Callable
from typing import Final, Protocol


CHANNEL: Final = "onrecord_wake"
Woken = Callable[[str, int], None]


class Broker(Protocol):
    """Tells the other workers that a stream has moved. Nothing depends on it: the poll heals."""

    def wake(self, tenant: str, position: int) -> None:
        """Say that a tenant's stream has reached a position. Never blocks, never raises."""
        ...

    async def run(self, woken: Woken) -> None:
        """Listen until cancelled, reconnecting; call ``woken`` on this event loop."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


def pack(tenant: str, position: int) -> str:
    """Return the text that travels."""
    return json.dumps([tenant, position], separators=(",", ":"))


def unpack(text: str | bytes) -> tuple[str, int] | None:
    """Return what travelled, or ``None`` for anything that we did not send."""
    try:
        found = json.loads(text[:512])
    except (ValueError, RecursionError):
        return None
    match found:
        case [str(tenant), int(position)] if not isinstance(position, bool):
            return tenant, position
    return None
