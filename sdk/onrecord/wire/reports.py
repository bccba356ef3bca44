"""Telling those who review that a message or a person breaks the rules."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    Position,
    Timestamp,
    clean_text,
)


ReportId = Annotated[str, StringConstraints(pattern=r"^rpt_[0-9a-f]{32}$")]
#: What somebody says is wrong.
ReasonCode = Literal[
    "harassment", "threat", "discrimination", "confidential", "fraud", "spam", "other"
]
ReportWords = Annotated[str, Field(strict=True, max_length=2_000), AfterValidator(clean_text)]
#: ``decided`` is decided, whatever came of it.
ReportState = Literal["open", "decided"]


class Report(Wire):
    """A report of one's own: who else reported the same is told to nobody.

    It names a message or a person. ``acted`` says, once it is decided, whether something was done.
    """

    id: ReportId
    message_id: MessageId | None = None
    conversation_id: ConversationId | None = None
    person_id: PersonId | None = None
    reason_code: ReasonCode
    said: str | None = None
    state: ReportState
    acted: bool | None = None
    made_at: Timestamp
    decided_at: Timestamp | None = None
    position: Position | None = None


class MakeReport(Command):
    """Report a message that one sees, or a person: one of the two is named.

    Needs a policy in force that takes reports. The same report again answers the first one. Nobody
    is told who reported, but a reviewer to whom it was revealed under the policy.
    """

    message_id: MessageId | None = None
    person_id: PersonId | None = None
    reason_code: ReasonCode
    said: ReportWords | None = None


class ListReports(Command):
    """List one's own reports, the latest first."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class GetReport(Command):
    """Return a report of one's own."""

    report_id: ReportId


class ReportMade(Wire):
    """Somebody reported a message or a person. Audience: who reported."""

    type: Literal["report.made"] = "report.made"
    report_id: ReportId
