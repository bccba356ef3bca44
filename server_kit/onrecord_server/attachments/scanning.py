"""The hook for virus scanners: a verdict on bytes, before anybody but their owner can see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from onrecord.errors import OnRecordError


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scanner says: clean, or the name of what it found."""

    clean: bool
    found: str = ""


class ScanFailed(OnRecordError):
    """The scanner gave no verdict: the file waits, and it is asked again. Nothing passes unseen."""


class Scanner(Protocol):
    """Looks at bytes. It blocks, in a worker thread, and bounds its own time.

    Raises ``ScanFailed``, or anything else, where there is no verdict: each means not yet.
    """

    @property
    def name(self) -> str:
        """What the record calls it."""
        ...

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that it calls."""
        ...

    def scan(self, pieces: Iterator[bytes], size: int) -> Verdict:
        """Return the verdict on a stream of ``size`` bytes."""
        ...
