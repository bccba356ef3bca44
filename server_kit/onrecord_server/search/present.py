"""What was found, from candidates to the wire."""

from collections.abc import Sequence
from typing import Any

from onrecord.wire.people import Person
from onrecord.wire.search import SearchPage, SuggestedConversation, SuggestedPerson, Suggestions
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.search.adapters.base import Candidate
from onrecord_server.search.matching import Match, excerpt
from onrecord_server.search.places import Place


def hit(row: Candidate, match: Match, files: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return one message that was found; its text comes in pieces, never as markup."""
    return {
        "message_id": row.id,
        "conversation_id": row.conversation,
        "position": row.position,
        "author": row.author,
        "created_at": time_text(row.created_at),
        "edited": row.edited_at is not None,
        "thread_id": row.thread,
        "in_channel": bool(row.in_channel),
        "excerpt": [{"text": text, "hit": is_hit} for text, is_hit in excerpt(match)],
        "attachments": list(files),
    }


def page(
    data: list[dict[str, Any]],
    cursor: str | None,
    *,
    exhausted: bool,
    searched_to: int | None,
    behind: bool,
) -> Doc[SearchPage]:
    """Return a page of what was found."""
    document = {
        "data": data,
        "next_cursor": cursor,
        "exhausted": exhausted,
        "searched_to": time_text(searched_to),
        "behind": behind,
    }
    return Doc(SearchPage, document)


def suggestions(people: Sequence[Person], places: Sequence[Place]) -> Suggestions:
    """Return people and conversations to search with."""
    return Suggestions(
        people=[SuggestedPerson(id=one.id, name=one.name) for one in people],
        conversations=[
            SuggestedConversation.model_validate(
                {"id": p.id, "kind": p.kind, "title": p.title, "counterpart": p.other}
            )
            for p in places
        ],
    )
