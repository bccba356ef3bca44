"""Telegram's `result.json`: one chat, or all of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats import clock
from onrecord_server.imports.formats.base import (
    Choices,
    Confidence,
    Item,
    Kind,
    Said,
    Span,
    Unparsed,
)
from onrecord_server.imports.formats.documents import inner, listed, whole, words


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield what the document holds; where it has Unix times, no zone is needed."""
    source.seek(0)
    document = whole(source)
    chats = [document] if inner(document, "messages") is not None else None
    if chats is None:
        chats = listed(inner(document, "chats", "list"))
    if not chats:
        said = "This is no export of Telegram: it has neither messages nor chats."
        raise SourceUnreadable(said, extra={"reason": "format"})
    number = 0
    for chat in chats:
        for message in listed(inner(chat, "messages")):
            number += 1
            yield _message(message, words(inner(chat, "name")), Span(0, 0, number), choices)


def _message(message: Any, place: str, span: Span, choices: Choices) -> Item:
    try:
        at, confidence = _moment(message, choices)
    except ValueError:
        return Unparsed(span, "no time (date)")
    author = words(inner(message, "from_id")) or words(inner(message, "from")) or None
    told = inner(message, "type") == "service" or author is None
    files = [words(inner(message, name)) for name in ("file", "photo")]
    return Said(
        None if told else author,
        at,
        _text(inner(message, "text")) or words(inner(message, "action")),
        span,
        source_id=str(inner(message, "id")),
        files=tuple(one for one in files if one),
        kind=_kind(message, told=told),
        confidence=confidence,
        place=place,
        name=words(inner(message, "from")) or None,
    )


def _kind(message: Any, *, told: bool) -> Kind:
    if told:
        return "notice"
    return "edited" if inner(message, "edited") else "said"


def _moment(message: Any, choices: Choices) -> tuple[datetime, Confidence]:
    unix = words(inner(message, "date_unixtime"))
    if unix.isdecimal():
        return clock.unix(int(unix)), "sure"
    wall = datetime.fromisoformat(words(inner(message, "date")))
    return clock.moment(wall.replace(tzinfo=None), clock.zone_of(choices))


def _text(value: Any) -> str:
    """Return a text that is a string, or a list of strings and of parts that have one."""
    parts = value if isinstance(value, list) else [value]
    return "".join(words(inner(one, "text")) or words(one) for one in parts)
