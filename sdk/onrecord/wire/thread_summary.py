"""What a message says of the thread below it."""

from onrecord.wire._base import Wire
from onrecord.wire.scalars import PersonId, Position, Timestamp


class ThreadSummary(Wire):
    """What a root message says of its thread.

    ``replies`` and ``unread`` are counted to 100 and then stay there. ``people`` are the last five
    different authors, the newest first. ``following``, ``read_position`` and ``unread`` are the
    asking person's; a reply that also shows in the timeline is counted as unread there, not here.
    """

    replies: int
    last_at: Timestamp
    last_position: Position
    people: list[PersonId] = []
    following: bool = False
    read_position: Position = -1
    unread: int = 0
