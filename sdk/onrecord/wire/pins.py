"""Pins: messages that a conversation keeps at hand."""

from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.messages import Message
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    Timestamp,
)


class Pin(Wire):
    """A pinned message, and who pinned it when."""

    message: Message
    pinned_by: PersonId
    pinned_at: Timestamp


class PinMark(Wire):
    """Whether a message is pinned now."""

    conversation_id: ConversationId
    message_id: MessageId
    pinned: bool


class AddPin(Command):
    """Pin a message for everybody in its conversation; a pinned one stays as it is.

    All members pin where all may write, moderators and owners where only they do. A conversation
    shows at most 100 pins.
    """

    message_id: MessageId


class RemovePin(Command):
    """Unpin a message; whoever may pin may unpin."""

    message_id: MessageId


class ListPins(Command):
    """List the pinned messages of a conversation, the latest pin first; removed ones are not shown."""

    conversation_id: ConversationId
    cursor: Cursor | None = None
    limit: PageSize = 50


class MessagePinned(Wire):
    """A message was pinned. Audience: the members who may see the message."""

    type: Literal["message.pinned"] = "message.pinned"
    conversation_id: ConversationId
    message_id: MessageId
    person_id: PersonId


class MessageUnpinned(Wire):
    """A message was unpinned. Audience: the members who may see the message."""

    type: Literal["message.unpinned"] = "message.unpinned"
    conversation_id: ConversationId
    message_id: MessageId
    person_id: PersonId
