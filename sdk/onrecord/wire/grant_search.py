"""Searching what a grant opens."""

from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.grants import GrantId
from onrecord.wire.scalars import ConversationId, PageSize, Position, Timestamp
from onrecord.wire.search import QueryText, SearchHit, UtcOffset


class GrantedHits(Wire):
    """One page of what was found of a grant's scope, the newest first; looking for it is on the record.

    With ``next_before`` there may be more, even where ``data`` is empty: a search looks through so
    many messages at a time, ``searched`` says how many, and ``searched_to`` how far back. Each
    conversation that was looked through, ``conversations`` of them, has a disclosure of its own,
    whether something was found there or not.
    """

    data: list[SearchHit]
    searched: int
    conversations: int
    searched_to: Timestamp | None = None
    next_before: Position | None = None


class SearchGranted(Command):
    """Search the messages that an open grant opens; those that were removed, too.

    ``query`` is as in a search of one's own, but ``in:`` is said by ``conversation_id``. What is
    older is asked for with ``next_before`` as ``before``.
    """

    grant_id: GrantId
    query: QueryText
    conversation_id: ConversationId | None = None
    utc_offset: UtcOffset = 0
    before: Position | None = None
    limit: PageSize = 20


class GrantSearched(Wire):
    """Somebody searched what a grant opens. Audience: nobody."""

    type: Literal["grant.searched"] = "grant.searched"
    grant_id: GrantId
