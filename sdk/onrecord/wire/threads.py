"""Threads: the replies to one message, aside from the conversation."""

from onrecord.wire._base import Wire
from onrecord.wire.scalars import PersonId, Position, Timestamp


class ThreadSummary(Wire):
    """What a root message says of its thread.

    ``replies`` and ``unread`` are counted to 100 and then stay there. ``people`` are the last five
    different authors. ``following`` and ``unread`` are the asking person's.
    """

    replies: int
    last_at: Timestamp
    last_position: Position
    people: list[PersonId] = []
    following: bool = False
    unread: int = 0
