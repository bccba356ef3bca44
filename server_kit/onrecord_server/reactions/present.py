"""Reactions, from row to wire."""

from typing import Any

from onrecord.wire.reactions import Reaction
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes


def reaction(row: Any, conversation_id: str) -> Reaction:
    """Return a reaction from its row joined with the person's name."""
    return Reaction(
        conversation_id=conversation_id,
        message_id=row.message,
        emoji=row.emoji,
        person_id=row.person,
        name=row.name or row.person,
        at=moment(row.at),
    )


@composes("reaction.added", "reaction.removed")
def _reaction_event(item: Stored) -> dict[str, Any]:
    """Compose from the message as it is now: of a removed one, nobody learns what was thought."""
    hidden = item.content is None or item.row.state != "active"
    return {
        "conversation_id": item.entry["facts"]["conversation"],
        "message_id": item.entry["object"],
        "emoji": None if hidden else (item.content or {})["emoji"],
        "person_id": item.entry["actor"],
    }
