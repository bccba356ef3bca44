"""JSON documents that are read as a whole, within a bound, and their items with where they stand."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats.base import MOST_DOCUMENT, Span, Unparsed


_DECODER: Final = json.JSONDecoder()
_SPACE: Final = " \t\r\n,"


def whole(source: BinaryIO, name: str = "The file") -> Any:
    """Return a document. Raises ``SourceUnreadable``."""
    data = source.read(MOST_DOCUMENT + 1)
    if len(data) > MOST_DOCUMENT:
        said = f"{name} has more than {MOST_DOCUMENT >> 20} MiB: export a shorter time."
        raise SourceUnreadable(said, extra={"reason": "size"})
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(f"{name} is no JSON.", extra={"reason": "format"}) from error


def items(source: BinaryIO, member: str = "") -> Iterator[tuple[Span, Any] | Unparsed]:
    """Yield the items of a document that is a list; where it breaks off, the rest is reported."""
    data = source.read(MOST_DOCUMENT + 1)
    size = len(data)
    try:
        text = data.decode("utf-8") if size <= MOST_DOCUMENT else ""
    except UnicodeDecodeError:
        text = ""
    if not text.lstrip().startswith("["):
        yield Unparsed(Span(0, size, 1, member), "no list of messages in UTF-8, or too long")
        return
    yield from _scan(text, member, size)


def _scan(text: str, member: str, size: int) -> Iterator[tuple[Span, Any] | Unparsed]:
    at, octet, number = text.index("[") + 1, 0, 0
    done = 0
    while True:
        while at < len(text) and text[at] in _SPACE:
            at += 1
        octet, done = octet + len(text[done:at].encode()), at
        if at >= len(text) or text[at] == "]":
            break
        number += 1
        try:
            found, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield Unparsed(Span(octet, size, number, member), "broken JSON from here on")
            return
        end = octet + len(text[done:at].encode())
        yield Span(octet, end, number, member), found
        octet, done = end, at


def words(value: Any) -> str:
    """Return a text, or nothing where there is none."""
    return value if isinstance(value, str) else ""


def inner(value: Any, *names: str) -> Any:
    """Return what lies inside objects, or nothing."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def listed(value: Any) -> list[Any]:
    """Return a list, or an empty one."""
    return value if isinstance(value, list) else []
