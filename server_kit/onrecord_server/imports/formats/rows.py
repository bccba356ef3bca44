"""Lines of a source, one at a time: bounded, decoded, and with where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats.base import MOST, Span, Unparsed


_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end."""

    span: Span
    text: str


def lines(source: BinaryIO, member: str = "") -> Iterator[Line | Unparsed]:
    """Yield every line; one that is too long or no UTF-8 is reported. Raises ``SourceUnreadable``."""
    start, number = _begin(source), 0
    while data := source.readline(MOST + 1):
        number += 1
        size = len(data)
        if size > MOST:
            size += _skip(source, data)
            yield Unparsed(Span(start, start + size, number, member), "too long")
        else:
            yield _decoded(data, Span(start, start + size, number, member))
        start += size


def _begin(source: BinaryIO) -> int:
    """Step over a mark of UTF-8, and refuse another encoding."""
    source.seek(0)
    head = source.read(3)
    if head[:2] in _MARKS:
        said = "The file is UTF-16: save it as UTF-8."
        raise SourceUnreadable(said, extra={"reason": "encoding"})
    start = 3 if head == _BOM else 0
    source.seek(start)
    return start


def _skip(source: BinaryIO, data: bytes) -> int:
    skipped = 0
    while data and not data.endswith(b"\n"):
        data = source.readline(MOST)
        skipped += len(data)
    return skipped


def _decoded(data: bytes, span: Span) -> Line | Unparsed:
    try:
        return Line(span, data.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8"))
    except UnicodeDecodeError:
        return Unparsed(span, "not UTF-8")
