"""Searching what one may see."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.attachments import Attachment
from onrecord.wire.scalars import (
    ConversationId,
    ConversationKind,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    PersonName,
    Position,
    Timestamp,
    clean_line,
    clean_text,
)


#: What is asked for: longer ones than the 256 characters of a query are told so with their place.
QueryText = Annotated[str, Field(max_length=2_000), AfterValidator(clean_text)]
#: Minutes that the asker's clock is ahead of UTC.
UtcOffset = Annotated[int, Field(ge=-840, le=840)]


class ExcerptPiece(Wire):
    """A piece of a message's text; ``hit`` where it is what was asked for. Show it as text."""

    text: str
    hit: bool = False


class SearchHit(Wire):
    """A message that was found, and the part of its text to show.

    ``edited`` says that its newest version is not its first; only that one is searched.
    ``thread_id`` is the message whose thread it is in; with ``in_channel`` the timeline shows it too.
    """

    message_id: MessageId
    conversation_id: ConversationId
    position: Position
    author: PersonId
    created_at: Timestamp
    edited: bool = False
    thread_id: MessageId | None = None
    in_channel: bool = True
    excerpt: list[ExcerptPiece]
    attachments: list[Attachment] = []


class SearchPage(Wire):
    """One page of what was found.

    With ``next_cursor`` there may be more, even where ``data`` is empty: a search looks at so many
    messages at a time, and ``searched_to`` is how far back this one has looked. ``behind`` says that
    the index has yet to take in messages; they are found later.
    """

    data: list[SearchHit]
    next_cursor: Cursor | None = None
    exhausted: bool
    searched_to: Timestamp | None = None
    behind: bool = False


class SearchMessages(Command):
    """Search the messages that one may see at this moment.

    ``query`` holds words, ``"phrases"``, ``begin*``, ``*part*`` and filters; see the guide.
    ``conversation_id`` looks in one conversation only. ``utc_offset`` says where days begin.
    """

    query: QueryText
    conversation_id: ConversationId | None = None
    sort: Literal["newest", "relevance"] = "newest"
    utc_offset: UtcOffset = 0
    cursor: Cursor | None = None
    limit: PageSize = 20


class SuggestedPerson(Wire):
    """Somebody to write ``from:`` of."""

    id: PersonId
    name: PersonName


class SuggestedConversation(Wire):
    """A conversation to write ``in:`` of; ``counterpart`` is the other one of a direct one."""

    id: ConversationId
    kind: ConversationKind
    title: str = ""
    counterpart: PersonId | None = None


class Suggestions(Wire):
    """People and conversations whose names begin so."""

    people: list[SuggestedPerson] = []
    conversations: list[SuggestedConversation] = []


class SuggestSearch(Command):
    """Find people and conversations by the start of a word of their name, to search with them."""

    query: Annotated[str, Field(max_length=100), AfterValidator(clean_line)]
    limit: PageSize = 8
