"""What the house itself says in a conversation with somebody outside."""

from dataclasses import replace

from onrecord.wire.messages import SendMessage
from onrecord_server.core.operation import Tx
from onrecord_server.core.words import keyed
from onrecord_server.messages import rules as message_rules
from onrecord_server.messages.markup import Named
from onrecord_server.messages.writing import Writing, write
from onrecord_server.sms.commands import house


def say(tx: Tx, conversation_id: str, text: str) -> str:
    """Let the house say something, and return the message; asks for no right of its own."""
    command = SendMessage.model_construct(conversation_id=conversation_id, text=text)
    digest = keyed(tx.unit.connection.dialect, tx.tenant, message_rules.body_hash(command))
    message_id = tx.ports.new_id("message")
    writing = Writing(message_id, command, digest, Named(), None)
    write(replace(tx, actor=house(tx.tenant), admitted=True), writing, text, [])
    tx.recorded += 1
    return message_id
