"""What a policy waits for before it can be kept: higher domains say it, each of what it brings."""

from collections.abc import Callable, Iterable
from typing import Final

from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.operation import Tx
from onrecord_server.policy.rules import Fault


Asks = Callable[[Tx, PolicyDocument], Iterable[Fault]]
_ASKED: Final[list[Asks]] = []


def waits(asks: Asks) -> Asks:
    """Register what is asked of each policy before it is approved."""
    _ASKED.append(asks)
    return asks


def missing(tx: Tx, document: PolicyDocument) -> list[Fault]:
    """Return what keeps a policy from being approved today; nothing where it can be kept."""
    return [fault for asks in _ASKED for fault in asks(tx, document)]
