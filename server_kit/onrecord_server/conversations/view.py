"""How changed conversations are shown: whoever counts what is unread hangs itself on here."""

from collections.abc import Callable
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
