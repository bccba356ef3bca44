"""Reach: who is in no space, whom no announcement reached, and who has not acknowledged."""

from typing import Annotated, Literal

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    AttributeName,
    AttributeValue,
    ConversationId,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    SpaceId,
    Timestamp,
)


#: Why somebody is on the list. ``no_space``: in no space. ``no_announcement``: others had
#: announcements in the time, and none was for them. ``unreached``: some were for them, and none
#: arrived at a device of theirs. ``unacknowledged``: one waits for their acknowledgement.
#: ``policy``: they have not acknowledged what the policy in force asks for, so they cannot write.
ReachReason = Literal["no_space", "no_announcement", "unreached", "unacknowledged", "policy"]


class ReachTotals(Wire):
    """How many people there are, and how many for each reason; ``listed`` for any of them.

    Only people who are active are counted. ``guests`` are among ``people``: who was let into
    channels alone is in no space of their own, and never counted as ``no_space``.
    """

    people: int
    guests: int
    listed: int
    no_space: int
    no_announcement: int
    unreached: int
    unacknowledged: int
    policy: int


class ReachAnnouncement(Wire):
    """How far one announcement has come among those whom the report is about; none of its words.

    ``reached`` holds ``read``, which holds who acknowledged any version. ``acknowledged`` counts
    the newest version, and is 0 where it does not ask.
    """

    message_id: MessageId
    conversation_id: ConversationId
    at: Timestamp
    acknowledge: bool
    audience: int
    reached: int
    read: int
    acknowledged: int


class ReachPerson(Wire):
    """One person on the list, and every reason why.

    ``announcements`` counts those of the time that were for them, ``reached`` those of it that
    arrived. ``missing`` are the announcements that wait for their acknowledgement, the newest first.
    """

    person_id: PersonId
    name: str
    guest: bool
    reasons: list[ReachReason]
    announcements: int
    reached: int
    missing: list[MessageId]


class ReachReport(Wire):
    """Who may be left out, counted now, and a page of them by name.

    ``announcements`` are the newest 100 of the time, the newest first; further ones count nowhere,
    and ``complete`` says that there are none.
    """

    since: Timestamp
    until: Timestamp
    complete: bool
    totals: ReachTotals
    announcements: list[ReachAnnouncement]
    data: list[ReachPerson]
    next_cursor: Cursor | None = None


class ReadReach(Command):
    """Say who may be left out. Needs a duty that reads it, or the scope ``announcements:manage``.

    Each page is put on the record: who read it, and for how many days. ``reason`` lists those whom
    it is true of. ``space_id`` and the pair of ``attribute`` and ``value`` narrow the whole report,
    totals included.
    """

    days: Annotated[int, Field(ge=1, le=366)] = 30
    reason: ReachReason | None = None
    space_id: SpaceId | None = None
    attribute: AttributeName | None = None
    value: AttributeValue | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class ReachRead(Wire):
    """Somebody read who may be left out. Audience: nobody."""

    type: Literal["reach.read"] = "reach.read"
    days: int
