"""JSON Lines: an object a line with ``author``, ``at`` and ``text``, and what else is known."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from onrecord_server.imports.formats import clock
from onrecord_server.imports.formats.base import Choices, Confidence, Item, Said, Span, Unparsed
from onrecord_server.imports.formats.documents import inner, listed, words
from onrecord_server.imports.formats.rows import lines


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield an item for each line that is not empty."""
    for row in lines(source):
        if isinstance(row, Unparsed):
            yield row
        elif row.text.strip():
            yield _item(row.text, row.span, choices)


def _item(text: str, span: Span, choices: Choices) -> Item:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Unparsed(span, "no JSON")
    return said(found, span, choices)


def said(found: Any, span: Span, choices: Choices) -> Item:
    """Return what an object with our names says."""
    author = words(inner(found, "author"))
    if not author or not isinstance(inner(found, "text"), str):
        return Unparsed(span, "no author or no text")
    try:
        at, confidence = moment(inner(found, "at"), choices)
    except ValueError:
        return Unparsed(span, "no time (at)")
    files = tuple(words(one) for one in listed(inner(found, "files")))
    return Said(
        author,
        at,
        words(inner(found, "text")),
        span,
        source_id=words(inner(found, "id")) or None,
        files=tuple(one for one in files if one),
        confidence=confidence,
        place=words(inner(found, "place")),
        name=words(inner(found, "name")) or None,
    )


def moment(value: Any, choices: Choices) -> tuple[datetime, Confidence]:
    """Return a time: seconds of Unix, or ISO 8601 with its offset or in the chosen zone."""
    if isinstance(value, int) and not isinstance(value, bool):
        return clock.unix(value), "sure"
    found = datetime.fromisoformat(words(value))
    if found.tzinfo is None:
        return clock.moment(found, clock.zone_of(choices))
    return clock.stamp(words(value)), "sure"
