"""What oversight did, for those to whom it was done."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    Position,
    Timestamp,
)
from onrecord.wire.tenants import Locale


NoticeId = Annotated[str, StringConstraints(pattern=r"^ntc_[0-9a-f]{32}$")]
#: What somebody is told of.
NoticeKind = Literal[
    "held",
    "block",
    "mask",
    "release",
    "reject",
    "remove",
    "restore",
    "freeze",
    "unfreeze",
    "reviewed",
    "report_decided",
    "appeal_decided",
    "reveal_identity",
    "break_glass",
    "export",
    "import_request",
    "second",
]
#: What waits for a second person.
SecondNeed = Literal[
    "grant",
    "widen",
    "reveal",
    "decide",
    "appeal",
    "hold",
    "release",
    "policy",
    "lexicon",
    "export",
    "data_request",
    "retention_ask",
]


class Notice(Wire):
    """That something was done to one's message or to oneself, and by which rule; never by whom.

    It is written in the same transaction as what it tells of. ``acted`` says of a report whether
    something was done, and of an appeal whether it was upheld. ``told`` is what the reviewer wrote
    for the author. ``appeal_until`` is until when one may ask another reviewer; null where one may
    not. ``text`` is what the tenant's own words say, as they were when it was made, in the person's
    language; null where the tenant has none. ``past`` is true where what it tells of holds no more: a
    later notice says what holds. ``case_id`` is set for officers alone.

    A notice of the kind ``second`` says that something waits for one who may decide about it, as the
    second person that it takes: ``needs`` says of which kind it is, and ``about`` is its id. It is
    ``past`` once nothing of it waits for the reader any more. Its ``policy_version`` is 0 where no
    policy was in force.
    """

    id: NoticeId
    kind: NoticeKind
    at: Timestamp
    read_at: Timestamp | None = None
    rule: PartName
    policy_version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    message_id: MessageId | None = None
    conversation_id: ConversationId | None = None
    acted: bool | None = None
    told: str | None = None
    text: str | None = None
    appeal_until: Timestamp | None = None
    past: bool = False
    case_id: str | None = None
    needs: SecondNeed | None = None
    about: str | None = None
    position: Position | None = None


class Notices(Wire):
    """One's notices, the latest first; ``unread`` is how many of all of them were not read."""

    data: list[Notice]
    unread: int
    next_cursor: str | None = None


class ListNotices(Command):
    """List one's own notices, the latest first.

    The tenant's own words are in the language that the person prefers, else in the first of
    ``locales`` that they are in, else in the tenant's first.
    """

    unread: bool = False
    locales: Annotated[list[Locale], Field(max_length=10)] = []
    cursor: Cursor | None = None
    limit: PageSize = 50


class ReadNotice(Command):
    """Say that one has read a notice. ``locales`` are as in ``notices.list``."""

    notice_id: NoticeId
    locales: Annotated[list[Locale], Field(max_length=10)] = []


class NoticeMade(Wire):
    """Oversight tells ``person_id`` what was done, or what waits for them. Audience: that person."""

    type: Literal["notice.made"] = "notice.made"
    notice_id: NoticeId
    kind: NoticeKind
    person_id: PersonId
    needs: SecondNeed | None = None


class NoticeRead(Wire):
    """Somebody read a notice. Audience: that person."""

    type: Literal["notice.read"] = "notice.read"
    notice_id: NoticeId
