"""Reactions: one emoji of one person to one message."""

from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    Emoji,
    MessageId,
    PageSize,
    PersonId,
    Timestamp,
)


class ReactionTotal(Wire):
    """How many people reacted so, and whether the asking person is one of them."""

    emoji: str
    count: int
    mine: bool = False


class Reaction(Wire):
    """One emoji of one person; ``at`` is null where there was none to take back.

    ``emoji`` is in its full form: a heart has its variation selector, whatever was sent.
    """

    conversation_id: ConversationId
    message_id: MessageId
    emoji: str
    person_id: PersonId
    name: str
    at: Timestamp | None = None


class AddReaction(Command):
    """React to a message with one emoji; the same again changes nothing.

    An emoji is one grapheme that is drawn as a picture, skin tone included. A message has at most
    20 different ones.
    """

    message_id: MessageId
    emoji: Emoji


class RemoveReaction(Command):
    """Take one's own reaction back; one that is not there changes nothing."""

    message_id: MessageId
    emoji: Emoji


class ListReactions(Command):
    """List who reacted to a message, the first one first; with ``emoji``, who reacted so."""

    message_id: MessageId
    emoji: Emoji | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class ReactionAdded(Wire):
    """A person reacted to a message. Audience: the members who may see the message.

    ``emoji`` is null in a replay when the message was removed since.
    """

    type: Literal["reaction.added"] = "reaction.added"
    conversation_id: ConversationId
    message_id: MessageId
    emoji: str | None
    person_id: PersonId


class ReactionRemoved(Wire):
    """A person took a reaction back. Audience: the members who may see the message.

    ``emoji`` is null in a replay when the message was removed since.
    """

    type: Literal["reaction.removed"] = "reaction.removed"
    conversation_id: ConversationId
    message_id: MessageId
    emoji: str | None
    person_id: PersonId
