"""Asking another reviewer, where something was done to one's message or to oneself."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.cases import CaseId, Note
from onrecord.wire.grants import Reason
from onrecord.wire.notices import NoticeId
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import Cursor, MessageId, PageSize, Timestamp, Version


AppealId = Annotated[str, StringConstraints(pattern=r"^apl_[0-9a-f]{32}$")]
AppealState = Literal["open", "upheld", "rejected"]


class Appeal(Wire):
    """What somebody says against what was done to their message, or to them.

    ``dispute`` is true where nobody has decided yet: whoever decides reads it. Otherwise a reviewer
    decides who is not the one of the decision. ``said`` is the author's own; a reviewer reads it in
    the case, so it is null to them, as is ``message_id``; ``case_id`` is null to the author. ``answer`` is
    what the author was told. ``notice_id`` is the notice of the decision, or of the finding, that it is
    against, as its author had it; null to a reviewer.
    """

    id: AppealId
    state: AppealState
    dispute: bool
    message_id: MessageId | None = None
    case_id: CaseId | None = None
    notice_id: NoticeId | None = None
    rule: PartName
    policy_version: Version
    said: str | None = None
    answer: str | None = None
    made_at: Timestamp
    due_at: Timestamp
    overdue: bool = False
    decided_at: Timestamp | None = None


class MakeAppeal(Command):
    """Say what is wrong with a decision about one's message or oneself, or with what a rule found.

    Names the message, or the notice that told of it. Within the time that the policy gives; once.
    """

    message_id: MessageId | None = None
    notice_id: NoticeId | None = None
    said: Reason


class ListAppeals(Command):
    """List one's own appeals, the latest first; with ``deciding``, the open ones that one may decide."""

    deciding: bool = False
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetAppeal(Command):
    """Return an appeal, for its author and for who may decide about it."""

    appeal_id: AppealId


class DecideAppeal(Command):
    """Decide an appeal whose case one has opened: never who made the decision, nor who approved it.

    Where the policy asks for two people for such a decision, it waits for a second one, who took no
    part in the first either: ``cases.approve``. Until then the appeal stays ``open``.

    One that is upheld undoes what was done: what was rejected is delivered, what was removed is
    back, who was frozen writes again. The case is closed by it.
    """

    appeal_id: AppealId
    upheld: bool
    rationale: Reason
    told: Note | None = None


class AppealMade(Wire):
    """Somebody appealed. Audience: who appealed."""

    type: Literal["appeal.made"] = "appeal.made"
    appeal_id: AppealId


class AppealDecided(Wire):
    """An appeal was decided. Audience: who appealed."""

    type: Literal["appeal.decided"] = "appeal.decided"
    appeal_id: AppealId
    state: Annotated[AppealState, Field(description="How it ended.")]
