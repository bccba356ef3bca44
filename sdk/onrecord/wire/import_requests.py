"""Asking somebody for what they said in another program: they agree or not, and choose what they send."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from onrecord.wire._base import Command, Wire
from onrecord.wire.grants import Reason
from onrecord.wire.imports import ImportFormat, ImportId, ImportRequestId, ImportState
from onrecord.wire.policy_document import Duration
from onrecord.wire.scalars import Cursor, PageSize, PersonId, Sha256, Timestamp, Version


#: How it stands: nobody has answered, they said yes or no, nobody asks any more, or they sent all.
ImportRequestState = Literal["asked", "agreed", "declined", "withdrawn", "done"]


class ImportReceipt(Wire):
    """That a file came: its name, its size and SHA-256, and how many messages it became so far."""

    import_id: ImportId
    name: str
    size: int
    sha256: Sha256 | None = None
    state: ImportState
    said: int
    begun_at: Timestamp


class ImportRequest(Wire):
    """What somebody is asked to bring under the record, why and by whom, and what they answered.

    ``policy_version`` is the policy that was in force then. ``answer`` is what they said to it, if
    anything. ``receipts`` are the files that they sent, for them to keep.
    """

    id: ImportRequestId
    person_id: PersonId
    format: ImportFormat
    state: ImportRequestState
    reason: str | None = None
    answer: str | None = None
    policy_version: Version
    since: Timestamp | None = None
    until: Timestamp | None = None
    requested_by: PersonId
    requested_at: Timestamp
    due_at: Timestamp
    answered_at: Timestamp | None = None
    ended_at: Timestamp | None = None
    receipts: list[ImportReceipt] = []


class CreateImportRequest(Command):
    """Ask somebody for what they said in another program; they hear why, and may say no.

    Needs the duty ``compliance_officer``; nobody asks in somebody else's name. ``conflict`` while no
    policy is in force.
    """

    person_id: PersonId
    format: ImportFormat
    reason: Reason
    since: Timestamp | None = None
    until: Timestamp | None = None
    answer_within: Duration = "P14D"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("until must not be before since")
        return self


class ListImportRequests(Command):
    """List what people were asked for, the newest first: ``mine`` alone, or all that one's duty shows."""

    mine: bool = False
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetImportRequest(Command):
    """Return a request: to whom it asks, and to who asks."""

    request_id: ImportRequestId


class AnswerImportRequest(Command):
    """Say yes or no to what one is asked for, oneself. A yes can be taken back until it is finished.

    A no has no consequence here but that who asked hears of it. After a yes is taken back no file that
    was sent becomes messages any more; what became messages stays.
    """

    request_id: ImportRequestId
    agree: bool
    said: Annotated[str, Field(max_length=2_000)] = ""


class FinishImportRequest(Command):
    """Say that one has sent all that one chose."""

    request_id: ImportRequestId


class WithdrawImportRequest(Command):
    """Ask no longer. Needs the duty ``compliance_officer``."""

    request_id: ImportRequestId


class ImportRequestAsked(Wire):
    """Somebody is asked for what they said elsewhere. Audience: they."""

    type: Literal["import_request.asked"] = "import_request.asked"
    request_id: ImportRequestId
    state: ImportRequestState


class ImportRequestAnswered(Wire):
    """Somebody said yes or no to what they were asked for. Audience: who asked."""

    type: Literal["import_request.answered"] = "import_request.answered"
    request_id: ImportRequestId
    state: ImportRequestState


class ImportRequestEnded(Wire):
    """A request is over. Audience: the other one of who asked and whom it asked."""

    type: Literal["import_request.ended"] = "import_request.ended"
    request_id: ImportRequestId
    state: ImportRequestState
