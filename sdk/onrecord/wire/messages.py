"""Messages and their versions."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from onrecord.wire._base import Command, Wire
from onrecord.wire.attachments import Attachment
from onrecord.wire.judged import Judged
from onrecord.wire.reactions import ReactionTotal
from onrecord.wire.scalars import (
    AttachmentId,
    CaptionText,
    ClientId,
    ConversationId,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    Position,
    Priority,
    Role,
    Timestamp,
    Wide,
    clean_line,
    each_once,
    is_blank,
)
from onrecord.wire.thread_summary import ThreadSummary


#: ``held``, ``blocked``, ``rejected`` and ``withdrawn``: it was not delivered; its author alone sees it.
MessageState = Literal["active", "removed", "erased", "held", "blocked", "rejected", "withdrawn"]


class Message(Wire):
    """A message by one author, in its newest version.

    ``position`` is null only inside an open ``join``. ``text`` is null once the message was removed
    or erased. ``mentions`` are the members named as ``<@id>`` in the text, ``roles`` the roles named
    as ``<@&role>``, ``wide`` is set where it names everybody. ``thread_id`` is the message whose
    thread it is in and ``thread_author`` who wrote that; with ``in_channel`` it also shows in the
    conversation's timeline. ``client_id`` is told to its author alone: nothing has judged it.

    ``reactions``, ``thread``, ``pinned``, ``saved`` and ``acknowledged`` are filled in where a
    message is asked for. In events they have their defaults: keep what you know, and follow the
    events about them.

    A message that a rule kept back is ``held`` or ``blocked``; ``judged`` says by which rule, and
    its position is that of the event. Released, it has a position of its own like any other.
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
    roles: list[Role] = []
    wide: Wide | None = None
    thread_id: MessageId | None = None
    thread_author: PersonId | None = None
    in_channel: bool = True
    priority: Priority = "normal"
    acknowledge: bool = False
    attachments: list[Attachment] = []
    reactions: list[ReactionTotal] = []
    thread: ThreadSummary | None = None
    pinned: bool = False
    saved: bool = False
    acknowledged: bool = False
    created_at: Timestamp
    edited_at: Timestamp | None = None
    removed_at: Timestamp | None = None
    removed_by: PersonId | None = None
    removed_reason: str | None = None
    judged: Judged | None = None


class MessageVersion(Wire):
    """One version of a message; ``text`` is null where it was erased."""

    message_id: MessageId
    version: int
    text: str | None
    attachments: list[Attachment] = []
    author: PersonId
    at: Timestamp


class SendMessage(Command):
    """Add a message to a conversation. Without a ``client_id`` a retry may double it.

    ``thread_id`` puts it into the thread of that message; with ``also_in_channel`` it shows in the
    timeline too. Naming more than 50 people at once needs ``confirm_mentions``, their number.
    ``priority`` and ``acknowledge`` are for announcements. ``attachments`` are uploads of one's own
    that are ready and in no message yet; with one, ``text`` may be empty.
    """

    conversation_id: ConversationId
    #: Before the text, which may be empty where this is not.
    attachments: Annotated[list[AttachmentId], Field(max_length=10), AfterValidator(each_once)] = []
    text: CaptionText
    client_id: ClientId | None = None
    reply_to: MessageId | None = None
    thread_id: MessageId | None = None
    also_in_channel: bool = False
    confirm_mentions: Annotated[int, Field(ge=0, le=2**31)] | None = None
    priority: Priority = "normal"
    acknowledge: bool = False

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str, info: ValidationInfo) -> str:
        if is_blank(text) and not info.data.get("attachments"):
            raise ValueError("must not be blank")
        return text


class ListMessages(Command):
    """Page through history, the newest first; with ``after``, upwards from there.

    ``before`` and ``after`` are positions, exclusive; only one may be given. ``around`` gives the
    page that holds a position in its middle. With ``thread_id`` the pages are those of one thread,
    without its root; otherwise what is only in a thread is left out.
    """

    conversation_id: ConversationId
    thread_id: MessageId | None = None
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

    With ``version``, the edit is refused when somebody has edited in between. A message with files
    keeps them, and needs no text. Whoever may no longer write where the message stands may not
    edit it either; they may still remove it.
    """

    message_id: MessageId
    text: CaptionText
    version: int | None = None


class RemoveMessage(Command):
    """Take a message out of sight; the record keeps its content. Authors and moderators."""

    message_id: MessageId
    reason: Annotated[str, Field(max_length=200), AfterValidator(clean_line)] | None = None


class ListVersions(Command):
    """List the versions of a message, the oldest first, 200 at a time."""

    message_id: MessageId
    cursor: Cursor | None = None
    limit: PageSize = 200


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


class MessageErased(Wire):
    """The words of a message, its files and its reactions were destroyed for good.

    Audience: the conversation. Of much there may be several of these for one message.
    """

    type: Literal["message.erased"] = "message.erased"
    message: Message


class MessageRestored(Wire):
    """A message that oversight took out of sight is back. Audience: the conversation."""

    type: Literal["message.restored"] = "message.restored"
    message: Message
