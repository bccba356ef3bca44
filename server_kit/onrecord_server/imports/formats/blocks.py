"""Messages that begin with a header line and go on until the next one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from onrecord_server.imports.formats.base import MOST, Span, Unparsed
from onrecord_server.imports.formats.rows import Line


H = TypeVar("H")
#: Says what a line begins, and what of it is text; or that it begins nothing.
Begins: TypeAlias = Callable[[str], tuple[H, str] | None]


@dataclass(slots=True)
class Block(Generic[H]):
    """A header, and the text that follows it."""

    head: H
    span: Span
    parts: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        """Return the text, a line below the other."""
        return "\n".join(self.parts)

    def add(self, text: str, span: Span) -> None:
        """Take a line that goes on."""
        self.parts.append(text)
        self.size += span.end - span.start
        self.span = Span(self.span.start, span.end, self.span.line, self.span.member)


def blocks(rows: Iterable[Line | Unparsed], begins: Begins[H]) -> Iterator[Block[H] | Unparsed]:
    """Yield messages; what comes before the first one, and lines that are too many, are reported."""
    open_: Block[H] | None = None
    for row in rows:
        found = None if isinstance(row, Unparsed) else begins(row.text)
        if found is not None:
            if open_ is not None:
                yield open_
            open_ = Block(found[0], row.span)
            open_.add(found[1], row.span)
        elif isinstance(row, Unparsed):
            yield row
        elif open_ is None:
            yield Unparsed(row.span, "no message begins before this line")
        elif open_.size + row.span.end - row.span.start > MOST:
            yield Unparsed(row.span, "the message is too long")
        else:
            open_.add(row.text, row.span)
    if open_ is not None:
        yield open_
