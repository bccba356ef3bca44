"""What happens to cases, as events: nobody's stream has them."""

from typing import Literal

from onrecord.wire._base import Wire
from onrecord.wire.cases import CaseId, RequestId


class CaseQueued(Wire):
    """Something is to be reviewed. Audience: nobody."""

    type: Literal["case.queued"] = "case.queued"
    case_id: CaseId


class CaseOpened(Wire):
    """A reviewer looked at a case. Audience: nobody."""

    type: Literal["case.opened"] = "case.opened"
    case_id: CaseId


class CaseDecided(Wire):
    """A case was decided. Audience: nobody."""

    type: Literal["case.decided"] = "case.decided"
    case_id: CaseId


class CaseAssigned(Wire):
    """A case was given to a reviewer, or back to the queue. Audience: nobody."""

    type: Literal["case.assigned"] = "case.assigned"
    case_id: CaseId


class CaseNoted(Wire):
    """A reviewer wrote something down beside a case. Audience: nobody."""

    type: Literal["case.noted"] = "case.noted"
    case_id: CaseId


class CaseEscalated(Wire):
    """A reviewer handed a case to somebody else. Audience: nobody."""

    type: Literal["case.escalated"] = "case.escalated"
    case_id: CaseId


class CaseAsked(Wire):
    """A reviewer asked something of a case that may need a second person. Audience: nobody."""

    type: Literal["case.asked"] = "case.asked"
    case_id: CaseId
    request_id: RequestId


class CaseApproved(Wire):
    """A second person approved what was asked of a case. Audience: nobody."""

    type: Literal["case.approved"] = "case.approved"
    case_id: CaseId
    request_id: RequestId


class CaseDenied(Wire):
    """A second person said no to what was asked of a case. Audience: nobody."""

    type: Literal["case.denied"] = "case.denied"
    case_id: CaseId
    request_id: RequestId


class CaseWidened(Wire):
    """A case shows more messages from now on. Audience: nobody."""

    type: Literal["case.widened"] = "case.widened"
    case_id: CaseId


class CaseAppealed(Wire):
    """The author of what a case decided asks another reviewer. Audience: nobody."""

    type: Literal["case.appealed"] = "case.appealed"
    case_id: CaseId


class CaseClosed(Wire):
    """An appeal was decided, and its case is closed with that. Audience: nobody."""

    type: Literal["case.closed"] = "case.closed"
    case_id: CaseId


class CaseHidden(Wire):
    """So many people reported a message that it is out of sight until its case is decided. Audience: nobody."""

    type: Literal["case.hidden"] = "case.hidden"
    case_id: CaseId


class CaseRevealed(Wire):
    """A reviewer sees who the people of a case are from now on. Audience: nobody."""

    type: Literal["case.revealed"] = "case.revealed"
    case_id: CaseId
