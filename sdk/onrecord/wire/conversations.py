"""Conversations: where messages go, who is in them, and how far each has read."""

from typing import Annotated, Literal

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.messages import Message
from onrecord.wire.scalars import (
    MAX_MEMBERS_A_CALL,
    ConversationId,
    ConversationKind,
    Cursor,
    Joining,
    Level,
    MemberRole,
    PageSize,
    PersonId,
    Position,
    Posting,
    SpaceId,
    Subject,
    Timestamp,
    Title,
    WideMentions,
)


MemberIds = Annotated[list[PersonId], Field(max_length=MAX_MEMBERS_A_CALL)]
History = Literal["all", "from_now"]


#: Seconds between two messages of a member.
SlowSeconds = Annotated[int, Field(strict=True, ge=0, le=21_600)]


class Conversation(Wire):
    """A conversation as the asking person sees it.

    ``unread`` and ``mentions`` are counted to 100 and then stay there: show "99+".
    ``history_from`` is the first position of the person's own window; 0 is the beginning.
    ``counterpart`` is the other person of a direct conversation.
    ``version`` counts its titles. ``unread`` is of the timeline and of the threads that the person
    follows here; ``unread_threads`` is the second part alone, ``mentions_threads`` those of ``mentions`` in it. ``last_position`` is of the timeline,
    ``last_reply_position`` of what is only in threads. ``slow_until`` is when slow mode ends by itself
    that a rule began; null where somebody set it, until they end it.
    """

    id: ConversationId
    kind: ConversationKind
    title: Title = ""
    version: int = 1
    subject: Subject | None = None
    counterpart: PersonId | None = None
    space_id: SpaceId | None = None
    archived: bool = False
    posting: Posting = "everybody"
    wide_mentions: WideMentions = "everybody"
    allow_replies: bool = True
    allow_reactions: bool = True
    slow_seconds: SlowSeconds = 0
    slow_until: Timestamp | None = None
    joining: Joining = "invited"
    created_at: Timestamp
    role: MemberRole
    member_count: int
    muted: bool = False
    level: Level = "all"
    unread: int = 0
    unread_threads: int = 0
    mentions: int = 0
    mentions_threads: int = 0
    read_position: Position = -1
    history_from: Position = 0
    last_position: Position = -1
    last_reply_position: Position = -1
    last_message: Message | None = None


class Member(Wire):
    """A member of a conversation; ``read_position`` is how far they say they have read.

    Of announcements it is -1 for everybody but oneself: who posts there asks for the roster.
    """

    person_id: PersonId
    name: str
    role: MemberRole
    read_position: Position = -1


class ReadMark(Wire):
    """How far one person has read one conversation."""

    conversation_id: ConversationId
    person_id: PersonId
    read_position: Position


class CreateConversation(Command):
    """Start a conversation; with a ``subject``, or ``direct``, an existing one is answered.

    Binding a ``subject`` that has no conversation needs the scope ``subjects:bind``, which the
    host's own code has in process; without it the answer is ``Forbidden``.

    With a ``space_id`` it is a channel or an announcement channel of that space, and ``joining``
    says how its members come in: all of them by themselves (``everybody``, as announcements do
    unless said otherwise), by their own choice (``free``, as channels do), or ``invited``.
    """

    kind: ConversationKind
    members: MemberIds = []
    title: Title = ""
    subject: Subject | None = None
    space_id: SpaceId | None = None
    joining: Joining | None = None
    posting: Posting | None = None


class ListConversations(Command):
    """List the actor's conversations, the latest activity first; ``subject`` asks for one."""

    subject: Subject | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetConversation(Command):
    """Ask for one conversation."""

    conversation_id: ConversationId


class UpdateConversation(Command):
    """Change the title, or who may do what; what is null stays. Owners and moderators only.

    ``joining`` is of channels in a space; with ``everybody`` all members of the space come in.
    Whose own history starts later opens no ``joining``: whoever comes in so reads all of it. In a
    space, ``posting`` takes the right to make such a channel there.
    ``slow_seconds`` is how long each member waits between two of their messages, six hours at most; 0 is
    not at all. Owners and moderators do not wait.
    Without ``allow_replies`` only moderators and owners write in threads, without
    ``allow_reactions`` only they react.
    """

    conversation_id: ConversationId
    title: Title | None = None
    posting: Posting | None = None
    wide_mentions: WideMentions | None = None
    joining: Joining | None = None
    allow_replies: bool | None = None
    allow_reactions: bool | None = None
    slow_seconds: SlowSeconds | None = None


class JoinConversation(Command):
    """Join a channel of one's space that is free to join."""

    conversation_id: ConversationId


class ArchiveConversation(Command):
    """Stop all writing; what is there can be read. Owners and moderators only."""

    conversation_id: ConversationId


class UnarchiveConversation(Command):
    """Let people write again. Owners and moderators only."""

    conversation_id: ConversationId


class ListMembers(Command):
    """List the members of a conversation by id."""

    conversation_id: ConversationId
    cursor: Cursor | None = None
    limit: PageSize = 100


class AddMembers(Command):
    """Add people; their history starts at the beginning or now. Owners and moderators only."""

    conversation_id: ConversationId
    members: Annotated[list[PersonId], Field(min_length=1, max_length=MAX_MEMBERS_A_CALL)]
    role: MemberRole = "member"
    history: History = "all"


class RemoveMember(Command):
    """Remove a person, or leave. Owners remove anybody, moderators plain members; all may leave."""

    conversation_id: ConversationId
    person_id: PersonId


class ChangeMember(Command):
    """Change a member's role. Owners only."""

    conversation_id: ConversationId
    person_id: PersonId
    role: MemberRole


class MuteConversation(Command):
    """Mute or unmute a conversation for oneself."""

    conversation_id: ConversationId
    muted: bool


class SetLevel(Command):
    """Say what of a conversation one wants to hear of."""

    conversation_id: ConversationId
    level: Level


class MarkRead(Command):
    """Say how far one has read; a mark never goes back."""

    conversation_id: ConversationId
    position: Position


class ConversationCreated(Wire):
    """A conversation was started. Audience: its members."""

    type: Literal["conversation.created"] = "conversation.created"
    conversation_id: ConversationId
    kind: ConversationKind
    title: str
    subject: Subject | None = None
    members: list[PersonId]
    owner: PersonId | None = None
    space_id: SpaceId | None = None
    joining: Joining = "invited"
    posting: Posting = "everybody"


class ConversationUpdated(Wire):
    """The title changed, or who may do what; null is unchanged. Audience: the members.

    With ``slow_seconds``, ``slow_until`` says when that ends by itself; null is never.
    """

    type: Literal["conversation.updated"] = "conversation.updated"
    conversation_id: ConversationId
    title: str
    version: int
    posting: Posting | None = None
    wide_mentions: WideMentions | None = None
    joining: Joining | None = None
    allow_replies: bool | None = None
    allow_reactions: bool | None = None
    slow_seconds: int | None = None
    slow_until: Timestamp | None = None


class ConversationArchived(Wire):
    """Nobody writes here any more. Audience: the members."""

    type: Literal["conversation.archived"] = "conversation.archived"
    conversation_id: ConversationId


class ConversationUnarchived(Wire):
    """People may write here again. Audience: the members."""

    type: Literal["conversation.unarchived"] = "conversation.unarchived"
    conversation_id: ConversationId


class MembersAdded(Wire):
    """People joined. Audience: the members, the new ones included."""

    type: Literal["members.added"] = "members.added"
    conversation_id: ConversationId
    members: list[PersonId]
    role: MemberRole
    history: History


class MemberRemoved(Wire):
    """A person left or was removed. Audience: the remaining members, and that person."""

    type: Literal["member.removed"] = "member.removed"
    conversation_id: ConversationId
    person_id: PersonId


class MemberChanged(Wire):
    """A member has another role. Audience: the members."""

    type: Literal["member.changed"] = "member.changed"
    conversation_id: ConversationId
    person_id: PersonId
    role: MemberRole


class ConversationMuted(Wire):
    """A person muted or unmuted a conversation for themselves. Audience: that person."""

    type: Literal["conversation.muted"] = "conversation.muted"
    conversation_id: ConversationId
    muted: bool


class ConversationLevel(Wire):
    """A person wants to hear more or less of a conversation. Audience: that person."""

    type: Literal["conversation.level"] = "conversation.level"
    conversation_id: ConversationId
    level: Level


class ConversationRead(Wire):
    """A person has read up to a position. Audience: the members; of announcements, that person."""

    type: Literal["conversation.read"] = "conversation.read"
    conversation_id: ConversationId
    person_id: PersonId
    read_position: Position
