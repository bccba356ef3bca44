"""Saved messages: what a person keeps for themselves, over all conversations."""

from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.messages import Message
from onrecord.wire.scalars import ConversationId, Cursor, MessageId, PageSize, Timestamp


class Saved(Wire):
    """A message that one has saved."""

    message: Message
    saved_at: Timestamp


class SavedMark(Wire):
    """Whether one has saved a message."""

    conversation_id: ConversationId
    message_id: MessageId
    saved: bool


class AddSaved(Command):
    """Save a message for oneself; nobody else learns of it."""

    message_id: MessageId


class RemoveSaved(Command):
    """Take a message off one's own saved ones."""

    message_id: MessageId


class ListSaved(Command):
    """List one's saved messages of all conversations, the latest saved first.

    Only those are shown that one may see now: not removed ones, none of conversations one has left.
    """

    cursor: Cursor | None = None
    limit: PageSize = 50


class MessageSaved(Wire):
    """A person saved a message. Audience: that person."""

    type: Literal["message.saved"] = "message.saved"
    conversation_id: ConversationId
    message_id: MessageId


class MessageUnsaved(Wire):
    """A person no longer keeps a message. Audience: that person."""

    type: Literal["message.unsaved"] = "message.unsaved"
    conversation_id: ConversationId
    message_id: MessageId
