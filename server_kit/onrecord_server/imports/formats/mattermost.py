"""Mattermost's bulk export: a JSON object a line, the first of which names the version."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats import clock
from onrecord_server.imports.formats.base import Choices, Item, Said, Span, Unparsed
from onrecord_server.imports.formats.documents import inner, listed, words
from onrecord_server.imports.formats.rows import Line, lines


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield posts and their replies; teams, channels and users are no messages."""
    rows = lines(source)
    first = next(rows, None)
    if not isinstance(first, Line) or inner(_object(first.text), "type") != "version":
        said = "This is no bulk export of Mattermost: the first line has to name its version."
        raise SourceUnreadable(said, extra={"reason": "format"})
    for row in rows:
        if isinstance(row, Unparsed):
            yield row
        elif row.text.strip():
            yield from _row(row)


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _row(row: Line) -> Iterator[Item]:
    found = _object(row.text)
    sort = inner(found, "type")
    if not isinstance(sort, str):
        yield Unparsed(row.span, "no JSON object with a type")
    elif sort in ("post", "direct_post"):
        post = inner(found, sort)
        place = "/".join(filter(None, (words(inner(post, "team")), words(inner(post, "channel")))))
        members = [words(one) for one in listed(inner(post, "channel_members"))]
        place = place or ", ".join(sorted(members))
        yield _post(post, place, row.span)
        for reply in listed(inner(post, "replies")):
            yield _post(reply, place, row.span)


def _post(post: Any, place: str, span: Span) -> Item:
    millis, author = inner(post, "create_at"), words(inner(post, "user"))
    if not isinstance(millis, int) or not author:
        return Unparsed(span, "a post without user or create_at")
    try:
        at = clock.unix(millis // 1000, millis % 1000 * 1000)
    except ValueError:
        return Unparsed(span, "no such time (create_at)")
    told = words(inner(post, "type")).startswith("system_")
    files = [words(inner(one, "path")) for one in listed(inner(post, "attachments"))]
    return Said(
        None if told else author,
        at,
        words(inner(post, "message")),
        span,
        files=tuple(one.rpartition("/")[2] for one in files if one),
        kind="notice" if told else "edited" if inner(post, "edit_at") else "said",
        place=place,
    )
