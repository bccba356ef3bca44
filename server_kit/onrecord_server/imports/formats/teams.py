"""Microsoft Teams: messages of Graph, or `messages.json` of one's own export."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats import clock, markup
from onrecord_server.imports.formats.base import Choices, Item, Kind, Said, Span, Unparsed
from onrecord_server.imports.formats.documents import inner, listed, whole, words


_HTML: Final = ("html", "richtext/html")


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield what the document holds: every time in it is a moment."""
    source.seek(0)
    document = whole(source)
    if isinstance(document, Mapping) and "conversations" in document:
        yield from _exported(document)
        return
    messages = document if isinstance(document, list) else inner(document, "value")
    if not isinstance(messages, list):
        said = "This is neither an export of Teams nor a list of messages of Graph."
        raise SourceUnreadable(said, extra={"reason": "format"})
    for number, message in enumerate(messages, 1):
        yield _graph(message, Span(0, 0, number))


def _exported(document: Mapping[str, Any]) -> Iterator[Item]:
    number = 0
    for conversation in listed(document.get("conversations")):
        place = words(inner(conversation, "displayName")) or words(inner(conversation, "id"))
        for message in listed(inner(conversation, "MessageList")):
            number += 1
            yield _own(message, place, Span(0, 0, number))


def _own(message: Any, place: str, span: Span) -> Item:
    try:
        at = clock.stamp(words(inner(message, "originalarrivaltime")))
    except ValueError:
        return Unparsed(span, "no time (originalarrivaltime)")
    sort = words(inner(message, "messagetype"))
    text = words(inner(message, "content"))
    author = words(inner(message, "from")) or None
    told = sort.lower().startswith(("threadactivity", "event")) or author is None
    return Said(
        None if told else author,
        at,
        markup.of_html(text) if "html" in sort.lower() else text,
        span,
        source_id=words(inner(message, "id")) or None,
        kind="notice" if told else "said",
        place=place,
        name=words(inner(message, "displayName")) or None,
    )


def _graph(message: Any, span: Span) -> Item:
    try:
        at = clock.stamp(words(inner(message, "createdDateTime")))
    except ValueError:
        return Unparsed(span, "no time (createdDateTime)")
    text = words(inner(message, "body", "content"))
    author = words(inner(message, "from", "user", "id")) or None
    return Said(
        author,
        at,
        markup.of_html(text) if inner(message, "body", "contentType") in _HTML else text,
        span,
        source_id=words(inner(message, "id")) or None,
        files=tuple(_files(message)),
        kind="notice" if author is None else _kind(message),
        place=words(inner(message, "chatId"))
        or words(inner(message, "channelIdentity", "channelId")),
        name=words(inner(message, "from", "user", "displayName")) or None,
    )


def _files(message: Any) -> Iterator[str]:
    for one in listed(inner(message, "attachments")):
        if name := words(inner(one, "name")):
            yield name


def _kind(message: Any) -> Kind:
    if inner(message, "deletedDateTime"):
        return "deleted"
    return "edited" if inner(message, "lastEditedDateTime") else "said"
