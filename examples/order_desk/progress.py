"""A progress bar of one line, on standard error."""

import sys
import time
from types import TracebackType
from typing import Self


class Bar:
    """Counts up to a total; on a terminal it redraws, elsewhere it writes one line at the end."""

    def __init__(self, title: str, total: int) -> None:
        self.title, self.total, self.done = title, max(total, 1), 0
        self.started = self.drawn = time.monotonic()

    def add(self, number: int) -> None:
        """Count on; draw at most ten times a second."""
        self.done += number
        now = time.monotonic()
        if sys.stderr.isatty() and now - self.drawn > 0.1:
            self.drawn = now
            sys.stderr.write(f"\r{self.line()}")

    def line(self) -> str:
        """Return the bar as text."""
        part = self.done / self.total
        rate = self.done / max(time.monotonic() - self.started, 0.001)
        bar = ("█" * round(part * 24)).ljust(24, "·")
        return f"{self.title} {bar} {part:4.0%}  {self.done:,} lines, {rate:,.0f}/s "

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        start = "\r" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{start}{self.line()}\n")
