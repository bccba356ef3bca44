"""Messages that a rule kept back, and what happens to them."""

from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.messages import Message
from onrecord.wire.policy_document import FoundAction, PartName
from onrecord.wire.scalars import ConversationId, Cursor, HitId, MessageId, PageSize, Version


class ListHeld(Command):
    """List one's own messages of a conversation that were held, blocked or rejected, the latest first.

    An edit that was kept back is among them, in its own version; the message is there as it was. What was
    erased is not: asked for by its id it says that it is.
    """

    conversation_id: ConversationId
    cursor: Cursor | None = None
    limit: PageSize = 50


class WithdrawHeld(Command):
    """Take back a message of one's own that is held: nobody is shown it any more."""

    message_id: MessageId


class MessageFlagged(Wire):
    """A rule found something in a message. Audience: nobody."""

    type: Literal["message.flagged"] = "message.flagged"
    hit_id: HitId
    message_id: MessageId
    conversation_id: ConversationId
    trigger: PartName
    action: FoundAction


class MessageHeld(Wire):
    """A message, or a new version of one, waits until it is released. Audience: its author."""

    type: Literal["message.held"] = "message.held"
    message: Message


class MessageBlocked(Wire):
    """A message, or a new version of one, is not delivered. Audience: its author."""

    type: Literal["message.blocked"] = "message.blocked"
    message: Message


class MessageReleased(Wire):
    """A message that was kept back is delivered: its creation or edit follows. Audience: nobody."""

    type: Literal["message.released"] = "message.released"
    message_id: MessageId
    conversation_id: ConversationId


class MessageRejected(Wire):
    """A message that was kept back is never delivered. Audience: its author.

    ``version`` above 1 is an edit that was kept back: the message itself stays as it is.
    """

    type: Literal["message.rejected"] = "message.rejected"
    message_id: MessageId
    conversation_id: ConversationId
    version: Version


class HeldErased(Wire):
    """The words of a message that was kept back and never delivered were destroyed for good, and its files.

    Audience: its author; of what was imported, nobody. Of much there may be several of these for one message.
    """

    type: Literal["held.erased"] = "held.erased"
    message_id: MessageId
    conversation_id: ConversationId
    version: Version


class MessageWithdrawn(Wire):
    """An author took back a message that was held. Audience: its author."""

    type: Literal["message.withdrawn"] = "message.withdrawn"
    message_id: MessageId
    conversation_id: ConversationId
    version: Version
