"""What people wrote beside a case: reports, notes of reviewers, and what its author says against it."""

from typing import Literal

from onrecord.wire._base import Wire
from onrecord.wire.reports import ReasonCode
from onrecord.wire.scalars import PersonId, Timestamp


class CaseReport(Wire):
    """What somebody reported; ``reporter`` is null where it was not revealed."""

    reason_code: ReasonCode
    said: str | None = None
    at: Timestamp
    reporter: PersonId | None = None


class CaseNote(Wire):
    """What a reviewer wrote down beside a case."""

    by: PersonId
    at: Timestamp
    text: str


class CaseAppeal(Wire):
    """What the author says against it: a ``dispute`` before a decision, an appeal after one."""

    id: str
    state: Literal["open", "upheld", "rejected"]
    dispute: bool = False
    said: str
    at: Timestamp
    due_at: Timestamp
