"""Messages and their versions."""

from typing import Annotated, Literal

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    ClientId,
    ConversationId,
    Cursor,
    MessageId,
    MessageText,
    PageSize,
    PersonId,
    Position,
    Timestamp,
)


MessageState = Literal["active", "removed", "erased"]


class Message(Wire):
    """A message by one author, in its newest version.

    ``position`` is null only inside an open ``join``. ``text`` is null once the message was removed
    or erased. ``mentions`` are the members named as ``<@id>`` in the text.
    """

    id: MessageId
    conversation_id: ConversationId
    position: Position | None
    author: PersonId
    on_behalf_of: str | None = None
    client_id: ClientId | None = None
    text: str | None
    version: int = 1
    state: MessageState = "active"
    reply_to: MessageId | None = None
    mentions: list[PersonId] = []
    created_at: Timestamp
    edited_at: Timestamp | None = None
    removed_at: Timestamp | None = None
    removed_by: PersonId | None = None
    removed_reason: str | None = None


class MessageVersion(Wire):
    """One version of a message; ``text`` is null where it was erased."""

    message_id: MessageId
    version: int
    text: str | None
    author: PersonId
    at: Timestamp


class SendMessage(Command):
    """Add a message to a conversation. Without a ``client_id`` a retry may double it."""

    conversation_id: ConversationId
    text: MessageText
    client_id: ClientId | None = None
    reply_to: MessageId | None = None


class ListMessages(Command):
    """Page through history, the newest first; with ``after``, upwards from there.

    ``before`` and ``after`` are positions, exclusive; only one may be given. ``around`` gives the
    page that holds a position in its middle.
    """

    conversation_id: ConversationId
    before: Position | None = None
    after: Position | None = None
    around: Position | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetMessage(Command):
    """Ask for one message."""

    message_id: MessageId


class EditMessage(Command):
    """Write a new version of one's own message; the old ones stay.

    With ``version``, the edit is refused when somebody has edited in between.
    """

    message_id: MessageId
    text: MessageText
    version: int | None = None


class RemoveMessage(Command):
    """Take a message out of sight; the record keeps its content. Authors and moderators."""

    message_id: MessageId
    reason: Annotated[str, Field(max_length=200)] | None = None


class ListVersions(Command):
    """List the versions of a message, the oldest first."""

    message_id: MessageId


class MessageCreated(Wire):
    """A message was sent. Audience: the conversation."""

    type: Literal["message.created"] = "message.created"
    message: Message


class MessageEdited(Wire):
    """A message has a new version. Audience: the conversation."""

    type: Literal["message.edited"] = "message.edited"
    message: Message


class MessageRemoved(Wire):
    """A message was taken out of sight. Audience: the conversation."""

    type: Literal["message.removed"] = "message.removed"
    message: Message
