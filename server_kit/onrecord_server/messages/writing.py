"""Writing a message down: its row, its document, its entry, and what follows from whom it names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from onrecord.wire.messages import Message, SendMessage
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx
from onrecord_server.messages import access, naming, present
from onrecord_server.messages.markup import Named
from onrecord_server.messages.rows import mentions, messages


@dataclass(frozen=True, slots=True)
class Captured:
    """Where a message comes from that was said elsewhere: when, by which way, and what its entry and content keep."""

    said_at: int
    facts: Mapping[str, Any]
    words: Mapping[str, Any]
    via: str = "import"


@dataclass(frozen=True, slots=True)
class Writing:
    """A message that may be written: what was asked for, and what is known of it by now."""

    id: str
    command: SendMessage
    digest: bytes
    named: Named
    root: access.Root | None
    captured: Captured | None = None


def write(tx: Tx, writing: Writing, text: str, attached: list[dict[str, Any]]) -> Doc[Message]:
    """Put a message into its conversation, for everybody in it.

    Its entry is the same whether it waited or not: members may have a proof of it.
    """
    command, root = writing.command, writing.root
    named = here(tx, command, writing.named, root)
    row = row_of(tx, writing, named)
    doc = Doc(Message, document(row, text, named, attached))
    draft = Draft(
        type="message.created",
        object=writing.id,
        audience=to_conversation(command.conversation_id),
        event={"message": doc},
        facts=facts(command, named, root) | origin(writing.captured),
        version=1,
        content=_content(writing, text, attached),
        content_id=row["content_id"],
        numbered=[(messages, "position", row), *_mention_rows(tx, row, named)],
        here=[(doc, "position")],
        about=_about(command, root),
    )
    tx.record(draft)
    return doc


def origin(captured: Captured | None) -> dict[str, Any]:
    """Return what the entry of a message says of where it comes from, for ever."""
    if captured is None:
        return {}
    said_at = time_text(captured.said_at)
    return {"captured_via": captured.via, "captured": {**captured.facts, "said_at": said_at}}


def _content(writing: Writing, text: str, attached: list[dict[str, Any]]) -> dict[str, Any]:
    said = present.content(text, attached)
    return said if writing.captured is None else {**said, "source": dict(writing.captured.words)}


def _about(command: SendMessage, root: access.Root | None) -> Doc[Message] | None:
    """What is said in a thread alone is heard by those who see its root."""
    if root is None or command.also_in_channel or root.position is None:
        return None
    return Doc(Message, {"position": root.position})


def here(tx: Tx, command: SendMessage, asked: Named, root: access.Root | None) -> Named:
    """Return whom a message names among those who may see it."""
    if not asked.people:
        return asked
    aside = root is not None and not command.also_in_channel
    seen = root.position if root is not None and aside else None
    found = naming.member_ids(tx, command.conversation_id, asked.people, seen)
    return replace(asked, people=tuple(found))


def facts(command: SendMessage, named: Named, root: access.Root | None) -> dict[str, Any]:
    """Return what the entry of a message says, without its words."""
    said: dict[str, Any] = {"conversation": command.conversation_id}
    if command.reply_to is not None:
        said["reply_to"] = command.reply_to
    if root is not None:
        said |= {"thread": root.id, "thread_author": root.author}
        said["in_channel"] = command.also_in_channel
    if command.priority != "normal":
        said["priority"] = command.priority
    if command.acknowledge:
        said["acknowledge"] = True
    if command.attachments:
        said["attachments"] = list(command.attachments)
    return said | naming.facts(named)


def row_of(tx: Tx, writing: Writing, named: Named) -> dict[str, Any]:
    """Return the row of a message, still without a position."""
    command, root = writing.command, writing.root
    return {
        "tenant": tx.tenant,
        "id": writing.id,
        "conversation": command.conversation_id,
        "position": None,
        "author": tx.actor.person,
        "on_behalf_of": tx.actor.on_behalf_of,
        "client_id": command.client_id,
        "body_hash": writing.digest,
        "content_id": f"{writing.id}:1",
        "version": 1,
        "state": "active",
        "reply_to": command.reply_to,
        "mentions": json.dumps(named.people) if named.people else None,
        "created_at": tx.now,
        "thread": command.thread_id,
        "in_channel": command.thread_id is None or command.also_in_channel,
        "wide": named.wide,
        "roles": json.dumps(named.roles) if named.roles else None,
        "priority": command.priority,
        "acknowledge": command.acknowledge,
        "thread_author": None if root is None else root.author,
        "said_at": None if writing.captured is None else writing.captured.said_at,
    }


def document(
    row: Mapping[str, Any], text: str, named: Named, attached: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return what a message says of itself when it is new."""
    return {
        "id": row["id"],
        "conversation_id": row["conversation"],
        "position": None,
        "author": row["author"],
        "on_behalf_of": row["on_behalf_of"],
        "client_id": row["client_id"],
        "text": text,
        "version": 1,
        "state": "active",
        "reply_to": row["reply_to"],
        "mentions": list(named.people),
        "roles": list(named.roles),
        "wide": row["wide"],
        "thread_id": row["thread"],
        "thread_author": row["thread_author"],
        "in_channel": row["in_channel"],
        "priority": row["priority"],
        "acknowledge": row["acknowledge"],
        "attachments": attached,
        **present.UNTOLD,
        "created_at": time_text(row["created_at"]),
        "edited_at": None,
        "removed_at": None,
        "removed_by": None,
        "removed_reason": None,
    }


def _mention_rows(
    tx: Tx, row: dict[str, Any], named: Named
) -> list[tuple[sa.Table, str, dict[str, Any]]]:
    others = [person for person in named.people if person != tx.actor.person]  # oneself is no news
    return [(mentions, "position", naming.mention_row(tx, row, person)) for person in others]
