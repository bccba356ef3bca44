"""Messages, from row to wire."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic_core import from_json

from onrecord.wire.messages import Message, MessageVersion
from onrecord_server.core.doc import Doc, moment, time_text
from onrecord_server.core.stream import Stored, composes


#: What only a reader is told, by the enrichers of ``messages.extras``.
UNTOLD: Final[Mapping[str, Any]] = {
    "reactions": [],
    "thread": None,
    "pinned": False,
    "saved": False,
    "acknowledged": False,
    "judged": None,
}


def text_of(body: str | None) -> str | None:
    """Return the text inside a content row's body."""
    return None if body is None else from_json(body).get("text")


def state_of(row: Any) -> str:
    """Return the state of a message's row joined with its content: active, removed or erased."""
    return str(row.state) if row.state != "active" or row.body is not None else "erased"


def content(text: str, attached: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the content of a version: its words, and what it says of its files."""
    return {"text": text, "attachments": list(attached)} if attached else {"text": text}


def message(row: Any, *, version: int | None = None) -> Doc[Message]:
    """Return a message from its row joined with the content of one version.

    ``row.body`` is that version's content and ``row.removal_body`` the removal's. A removed message
    keeps its words to the record.
    """
    active = row.state == "active"
    held = {} if row.body is None else from_json(row.body)
    shown = row.version if version is None else version
    return Doc(
        Message,
        {
            "id": row.id,
            "conversation_id": row.conversation,
            "position": row.position,
            "author": row.author,
            "on_behalf_of": row.on_behalf_of,
            "client_id": row.client_id,
            "text": held.get("text") if active else None,
            "version": shown,
            "state": state_of(row),
            "reply_to": row.reply_to,
            "mentions": json.loads(row.mentions) if row.mentions and active else [],
            "roles": json.loads(row.roles) if row.roles and active else [],
            "wide": row.wide if active else None,
            "thread_id": row.thread,
            "thread_author": row.thread_author,
            "in_channel": bool(row.in_channel),
            "priority": row.priority,
            "acknowledge": bool(row.acknowledge),
            "attachments": held.get("attachments", []) if active else [],
            **UNTOLD,
            "created_at": time_text(row.created_at),
            "edited_at": time_text(row.edited_at) if shown > 1 else None,
            "removed_at": time_text(row.removed_at),
            "removed_by": row.removed_by,
            "removed_reason": _reason(row.removal_body),
        },
    )


def _reason(body: str | None) -> str | None:
    return None if body is None else json.loads(body).get("reason")


def version(row: Any, message_id: str) -> MessageVersion:
    """Return one version from its entry joined with its content."""
    return MessageVersion(
        message_id=message_id,
        version=int(json.loads(row.entry)["version"]),
        text=text_of(row.body),
        attachments=[] if row.body is None else from_json(row.body).get("attachments", []),
        author=row.actor,
        at=moment(row.at),
    )


@composes(
    *("message.created", "message.edited", "message.removed", "message.restored"),
    "message.erased",
)
def _message_event(item: Stored) -> dict[str, Any]:
    """Compose from the message as it is now: a removal takes the words from every earlier event."""
    row = item.row
    document = message(row, version=item.entry.get("version")).value
    document["position"] = row.message_position
    if item.type == "message.created":
        document |= {"edited_at": None}
    return {"message": document}
