"""New versions of messages, and their removal: rows changed as they were loaded, and their entries."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict
from onrecord.wire import messages as wire
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx
from onrecord_server.messages import naming, present
from onrecord_server.messages.rows import mentions, messages


def write_version(tx: Tx, row: Any, doc: Doc[wire.Message], text: str) -> Doc[wire.Message]:
    """Write a new version of a message as it was loaded; its entry does not say whether it waited."""
    version = row.version + 1
    named = naming.renamed(tx, row, text)
    changes = {
        "version": version,
        "content_id": f"{row.id}:{version}",
        "edited_at": tx.now,
        "mentions": json.dumps(named.people) if named.people else None,
        "roles": json.dumps(named.roles) if named.roles else None,
        "wide": named.wide,
    }
    update(tx, row, changes)
    naming.replace_rows(tx, row, named)
    edited = {"version": version, "text": text, "edited_at": time_text(tx.now)}
    said = {"mentions": list(named.people), "roles": list(named.roles), "wide": named.wide}
    fresh = Doc(wire.Message, doc.value | edited | said)
    content = present.content(text, doc.value["attachments"])
    tx.record(draft("message.edited", row, fresh, content, naming.facts(named)))
    return fresh


def update(tx: Tx, row: Any, changes: dict[str, Any]) -> None:
    """Change a message as it was loaded; refuse where somebody else changed it meanwhile."""
    mine = (messages.c.tenant == tx.tenant, messages.c.id == row.id)
    same = (messages.c.version == row.version, messages.c.state == row.state)
    if tx.execute(sa.update(messages).where(*mine, *same).values(**changes)).rowcount != 1:
        raise Conflict("The message was changed at the same moment; look at it and try again.")


def draft(
    kind: str,
    row: Any,
    doc: Doc[wire.Message],
    content: dict[str, Any] | None,
    more: Mapping[str, Any] | None = None,
) -> Draft:
    """Return the entry of a change of a message, for its conversation."""
    version = doc.value["version"]
    return Draft(
        type=kind,
        object=row.id,
        audience=to_conversation(row.conversation),
        event={"message": doc},
        facts={"conversation": row.conversation, **(more or {})},
        version=version,
        content=content,
        content_id=None if content is None else f"{row.id}:{version}",
        docs=[(doc, "position")] if row.position is None else [],
        about=None if row.position is None else Doc(wire.Message, {"position": row.sight}),
    )


def place(row: Any) -> dict[str, Any]:
    """Return what the entry of a change says of where the message stands."""
    return {} if row.thread is None else {"thread": row.thread}


def remove(tx: Tx, row: Any, reason: str | None, more: Mapping[str, Any]) -> Doc[wire.Message]:
    """Take a message as it was loaded out of sight; its content stays for the record."""
    before = present.message(row)
    content_id = f"{row.id}:removal:{tx.now}" if reason else None
    changes = {
        "state": "removed",
        "removed_at": tx.now,
        "removed_by": tx.actor.person,
        "removal_content_id": content_id,
    }
    update(tx, row, changes)
    mine = (mentions.c.tenant == tx.tenant, mentions.c.message == row.id)
    tx.execute(sa.delete(mentions).where(*mine))
    gone = Doc(wire.Message, before.value | _tombstone(tx, reason))
    entry = draft("message.removed", row, gone, {"reason": reason} if reason else None, more)
    entry.content_id = content_id
    tx.record(entry)
    return gone


def _tombstone(tx: Tx, reason: str | None) -> dict[str, Any]:
    return {
        "text": None,
        "mentions": [],
        "roles": [],
        "wide": None,
        "attachments": [],
        "state": "removed",
        "removed_at": time_text(tx.now),
        "removed_by": tx.actor.person,
        "removed_reason": reason,
    }
