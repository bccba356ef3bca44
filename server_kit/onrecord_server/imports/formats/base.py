"""What every format yields, and what a reader needs to be told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final, Literal, Protocol, TypeAlias
from zoneinfo import ZoneInfo


Kind: TypeAlias = Literal["said", "edited", "deleted", "file", "left_out", "notice"]
Confidence: TypeAlias = Literal["sure", "clock_went_back", "hour_twice", "hour_missing"]
Order: TypeAlias = Literal["dmy", "mdy", "ymd"]

#: A line, a message or an item of more bytes than this is reported and not read.
MOST: Final = 1 << 20
#: A JSON document that is read as a whole may have so many bytes.
MOST_DOCUMENT: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in a source: bytes from ``start`` to before ``end``, and the line.

    ``line`` counts from 1; in a JSON document it counts the items. ``member`` names the file inside
    an archive.
    """

    start: int
    end: int
    line: int
    member: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody said, or that the other program noted: then it has no author.

    ``at`` is in UTC. ``place`` is the conversation in a source that has several. ``author`` is what
    the source calls a person; ``name`` is how it shows them, where that is something else.
    """

    author: str | None
    at: datetime
    text: str
    span: Span
    source_id: str | None = None
    files: tuple[str, ...] = ()
    kind: Kind = "said"
    confidence: Confidence = "sure"
    place: str = ""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Something that was not understood. It is reported, never dropped."""

    span: Span
    why: str


Item: TypeAlias = Said | Unparsed


@dataclass(frozen=True, slots=True)
class Choices:
    """What a source does not say of itself.

    ``zone`` is the zone of its clock, ``order`` the order of its dates where that cannot be known.
    ``names`` are people whose names hold a colon. ``columns`` says which column of a sheet is what.
    """

    zone: ZoneInfo | None = None
    order: Order | None = None
    names: frozenset[str] = frozenset()
    columns: dict[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads a seekable source."""

    def __call__(self, source: BinaryIO, choices: Choices) -> Iterator[Item]:
        """Yield what is there, in its order. Raises ``SourceUnreadable`` or ``ChoiceNeeded``."""
