"""What a message of a case said in each of its versions."""

from onrecord.wire._base import Wire
from onrecord.wire.scalars import Timestamp


class CaseSpan(Wire):
    """A stretch of the text that a rule found: from a code point on, up to another."""

    start: int
    end: int
    rule: str


class CaseVersion(Wire):
    """What a message said in one of its versions, as a case shows it, with what was found in that."""

    version: int
    at: Timestamp
    text: str | None
    original: str | None = None
    spans: list[CaseSpan] = []
