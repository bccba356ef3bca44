"""How changed conversations are shown: whoever counts what is unread hangs itself on here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.errors import UsageError
from onrecord.wire.conversations import Conversation
from onrecord_server.core.operation import Tx


Viewer = Callable[[Tx, str], Conversation]
_viewers: Final[list[Viewer]] = []


def shows(viewer: Viewer) -> Viewer:
    """Register the function that shows a conversation to the actor, with its counts."""
    _viewers[:] = [viewer]
    return viewer


def view(tx: Tx, conversation_id: str) -> Conversation:
    """Return a conversation as the actor sees it."""
    if not _viewers:
        raise UsageError("import onrecord_server.receipts before operations run")
    tx.unit.flush()
    return _viewers[0](tx, conversation_id)


@dataclass(frozen=True, slots=True)
class Aside:
    """What is unread of a conversation outside of its timeline."""

    unread: int = 0
    mentions: int = 0


Counter = Callable[[Tx, Sequence[str]], Mapping[str, Aside]]
_counters: Final[list[Counter]] = []


def counts(counter: Counter) -> Counter:
    """Register the function that counts what is unread outside of the timelines of conversations."""
    _counters[:] = [counter]
    return counter


def aside(tx: Tx, ids: Sequence[str]) -> Mapping[str, Aside]:
    """Return what is unread outside of the timelines of conversations that the actor is in."""
    return _counters[0](tx, ids) if _counters and ids else {}
