"""Threads: the replies to one message, aside from the conversation; who follows, and how far."""

from typing import Annotated, Literal

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.messages import Message
from onrecord.wire.scalars import ConversationId, Cursor, MessageId, PageSize, Position


#: Threads that one ``threads.read_all`` marks at most.
MOST_MARKED = 500


class Thread(Wire):
    """A thread as the asking person sees it.

    ``root.thread`` is its summary; ``root`` may be a tombstone. ``last_reply`` is the newest reply
    that is still there.
    """

    id: MessageId
    conversation_id: ConversationId
    root: Message
    last_reply: Message | None = None


class ThreadMark(Wire):
    """Whether the asking person follows a thread, and how far they say they have read in it."""

    thread_id: MessageId
    conversation_id: ConversationId
    following: bool
    read_position: Position


class ThreadsMarked(Wire):
    """How many threads were marked as read; with ``more``, ask again for the rest."""

    threads: int
    more: bool = False


class GetThread(Command):
    """Ask for a thread: its root and what is in it. Its replies are in ``messages.list``."""

    thread_id: MessageId


class ListThreads(Command):
    """List the threads that one follows, the latest activity first; ``unread`` only those."""

    unread: bool = False
    conversation_id: ConversationId | None = None
    cursor: Cursor | None = None
    limit: PageSize = 25


class ListThreadMarks(Command):
    """List one's marks in all threads, those that one chose not to follow too.

    It is what a client needs to count by itself: who has no mark follows a thread as soon as they
    write in it, are named there, or somebody answers in the thread of a message of theirs.
    """

    conversation_id: ConversationId | None = None
    cursor: Cursor | None = None
    limit: PageSize = 200


class FollowThread(Command):
    """Follow a thread: what is written there from now on counts as unread."""

    thread_id: MessageId


class UnfollowThread(Command):
    """Follow a thread no longer, until one writes in it or is named there."""

    thread_id: MessageId


class ReadThread(Command):
    """Say how far one has read a thread; a mark never goes back."""

    thread_id: MessageId
    position: Position


class ReadAllThreads(Command):
    """Say that one has read all followed threads, or those of one conversation."""

    conversation_id: ConversationId | None = None


class ThreadFollowed(Wire):
    """A person follows a thread by choice, from a position on. Audience: that person.

    Who writes in a thread, is named there, or wrote its root follows it too, without this event.
    """

    type: Literal["thread.followed"] = "thread.followed"
    thread_id: MessageId
    conversation_id: ConversationId
    read_position: Position


class ThreadUnfollowed(Wire):
    """A person follows a thread no longer. Audience: that person."""

    type: Literal["thread.unfollowed"] = "thread.unfollowed"
    thread_id: MessageId
    conversation_id: ConversationId


class ThreadRead(Wire):
    """A person has read a thread up to a position. Audience: that person."""

    type: Literal["thread.read"] = "thread.read"
    thread_id: MessageId
    conversation_id: ConversationId
    read_position: Position


class ThreadsRead(Wire):
    """A person has read several threads up to a position. Audience: that person."""

    type: Literal["threads.read"] = "threads.read"
    conversations: list[ConversationId]
    threads: Annotated[list[MessageId], Field(max_length=MOST_MARKED)]
    read_position: Position
