"""What leaves the house when it is said in a conversation with somebody outside: who carries it hangs on here."""

from typing import Final, Protocol

import sqlalchemy as sa

from onrecord.errors import Refusal
from onrecord.wire.messages import Message, SendMessage
from onrecord_server.conversations.access import Membership
from onrecord_server.conversations.rows import conversations
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx


#: The kind of conversations whose messages leave.
EXTERNAL: Final = "external"


class Carrier(Protocol):
    """Carries messages to people outside."""

    def may_not(self, tx: Tx, command: SendMessage, membership: Membership) -> Refusal | None:
        """Say why a message may not leave now, and put on the record that somebody tried."""
        ...

    def take(self, tx: Tx, conversation_id: str, message_id: str, text: str) -> None:
        """Take a message that was delivered, in the transaction that delivered it."""
        ...


_carriers: Final[list[Carrier]] = []


def carried_by(carrier: Carrier) -> Carrier:
    """Register who carries what is said to people outside."""
    _carriers[:] = [carrier]
    return carrier


def may_not(tx: Tx, command: SendMessage, membership: Membership) -> Refusal | None:
    """Ask whether a message to somebody outside may leave."""
    if not _carriers:
        return None
    return _carriers[0].may_not(tx, command, membership)


def sent(tx: Tx, membership: Membership, doc: Doc[Message]) -> None:
    """Hand what was sent to who carries it, where it leaves, and was delivered."""
    if membership.kind == EXTERNAL and doc.value["state"] == "active":
        take(tx, membership.conversation, doc.value["id"], doc.value["text"])


def take(tx: Tx, conversation_id: str, message_id: str, text: str) -> None:
    """Hand a delivered message of a conversation with somebody outside to who carries it."""
    for carrier in _carriers:
        carrier.take(tx, conversation_id, message_id, text)


def leaves(tx: Tx, conversation_id: str) -> bool:
    """Say whether what is said in a conversation leaves."""
    query = sa.select(conversations.c.kind).where(
        conversations.c.tenant == tx.tenant, conversations.c.id == conversation_id
    )
    return bool(tx.execute(query).scalar() == EXTERNAL)
