"""Keeping a message back: sealed like any other, and shown to its author alone, with the rule."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.messages import Message
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages import kept, naming, present, writing
from onrecord_server.messages.calming import calm
from onrecord_server.messages.rows import held
from onrecord_server.messages.writing import Writing
from onrecord_server.moderation.classifying import ASKED
from onrecord_server.moderation.findings import Verdict, covered, strongest
from onrecord_server.moderation.flagging import Where, flag
from onrecord_server.policy import wording


#: What of a kept message is neither in its row nor in its entry: it is content.
Words = Mapping[str, Any]


def keep(tx: Tx, asked: Writing, verdict: Verdict, attached: list[dict[str, Any]]) -> Doc[Message]:
    """Keep a new message back; its files are its own from now on."""
    command = asked.command
    named = writing.here(tx, command, asked.named, asked.root)
    row = _row(tx, verdict, writing.row_of(tx, asked, named)) | {
        "number": 1,
        "said_at": None if asked.captured is None else asked.captured.said_at,
        "attachments": json.dumps(command.attachments) if command.attachments else None,
    }
    words = _words(command.text, verdict) | {
        "client_id": command.client_id,
        "attachments": attached,
        "mentions": list(named.people),
        "captured": None if asked.captured is None else asdict(asked.captured),
    }
    facts = writing.facts(command, named, asked.root) | writing.origin(asked.captured)
    return _record(tx, row, words, facts, verdict)


def keep_version(tx: Tx, message: Any, text: str, verdict: Verdict) -> Doc[Message]:
    """Keep a new version of a message back; the message stays as it is."""
    before = {name: getattr(message, name) for name in _KEPT}
    row = _row(tx, verdict, before) | {
        "number": _next_number(tx, message.id),
        "version": message.version + 1,
        "said_at": None,
        "client_id": None,
        "body_hash": None,
        "attachments": None,
    }
    named = naming.renamed(tx, message, text)
    words = _words(text, verdict) | {
        "attachments": present.message(message).value["attachments"],
        "mentions": list(named.people),
    }
    return _record(tx, row, words, _place(message), verdict)


def _place(message: Any) -> dict[str, Any]:
    """Return where a message stands that has been there before, as its first entry said it."""
    said = {name: getattr(message, name) for name in ("reply_to", "thread", "thread_author")}
    said |= {"priority": None if message.priority == "normal" else message.priority}
    said |= {"acknowledge": bool(message.acknowledge) or None}
    said |= {"in_channel": None if message.thread is None else bool(message.in_channel)}
    there = {name: value for name, value in said.items() if value is not None}
    return {"conversation": message.conversation, **there}


def _next_number(tx: Tx, message_id: str) -> int:
    query = sa.select(sa.func.max(held.c.number)).where(
        held.c.tenant == tx.tenant, held.c.id == message_id
    )
    return (tx.execute(query).scalar() or 0) + 1


_KEPT: Final = (
    *("id", "version", "conversation", "client_id", "body_hash", "reply_to", "thread"),
    *("thread_author", "in_channel", "priority", "acknowledge"),
)


def _row(tx: Tx, verdict: Verdict, message: Mapping[str, Any]) -> dict[str, Any]:
    decides = strongest(verdict.findings)
    return {
        **{name: message[name] for name in _KEPT},
        "tenant": tx.tenant,
        "author": tx.actor.person,
        "on_behalf_of": tx.actor.on_behalf_of,
        "state": "held" if decides.action == "hold" else "blocked",
        "trigger": decides.trigger,
        "kind": decides.kind,
        "action": decides.action,
        "policy_version": verdict.policy_version,
        "policy_hash": verdict.policy_hash,
        "created_at": tx.now,
        "decided_at": None,
        "position": None,
    }


def _words(text: str, verdict: Verdict) -> dict[str, Any]:
    """Return the words of a kept message: as written, and as they will be where some are covered."""
    shown = covered(text, verdict.findings)
    words = {"text": text, "said": verdict.said}
    return words if shown == text else {**words, "covered": shown}


def _record(
    tx: Tx, row: dict[str, Any], words: Words, facts: Mapping[str, Any], verdict: Verdict
) -> Doc[Message]:
    row["content_id"] = f"{row['id']}:kept:{row['number']}"
    said = {name: value for name, value in words.items() if value}
    doc = Doc(Message, document(row, said))
    tx.record(
        Draft(
            type=f"message.{row['state']}",
            object=row["id"],
            audience=NOBODY if "captured" in facts else to_person(row["author"]),
            event={"message": doc},
            facts={**facts, **{name: row[name] for name in _FACTS}, **_tells(tx, row, verdict)},
            version=row["version"],
            content=said,
            content_id=row["content_id"],
            rights=not kept.keeps(tx),
            numbered=[(held, "position", row)],
            here=[(doc, "position")],
        )
    )
    where = Where(row["id"], row["version"], row["conversation"], row["author"])
    flag(tx, where, verdict, words["text"])
    calm(tx, where, verdict)
    return doc


def _tells(tx: Tx, row: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    """Say in which words the author is told; of what waits for a classifier alone, that it does."""
    if strongest(verdict.findings).why == ASKED:
        return {"asked": True}
    return wording.named(tx.unit, tx.tenant, "held" if row["state"] == "held" else "block")


_FACTS: Final = ("number", "trigger", "kind", "action", "policy_version", "policy_hash")


# -- presenting ------------------------------------------------------------------------------------


def document(row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Return what its author is shown of a kept message; without words where they were erased."""
    at = time_text(row["created_at"])
    rule = {name: row[name] for name in ("trigger", "kind", "action")}
    return {
        "id": row["id"],
        "conversation_id": row["conversation"],
        "position": row["position"],
        "author": row["author"],
        "on_behalf_of": row["on_behalf_of"],
        "client_id": words.get("client_id"),
        "text": words.get("text"),
        "version": row["version"],
        "state": row["state"],
        "reply_to": row["reply_to"],
        "mentions": words.get("mentions", []),
        "roles": [],
        "wide": None,
        "thread_id": row["thread"],
        "thread_author": row["thread_author"],
        "in_channel": bool(row["in_channel"]),
        "priority": row["priority"],
        "acknowledge": bool(row["acknowledge"]),
        "attachments": words.get("attachments", []),
        **present.UNTOLD,
        "created_at": at,
        "edited_at": None,
        "removed_at": None,
        "removed_by": None,
        "removed_reason": None,
        "judged": {**rule, "said": words.get("said", ""), "at": at},
    }


def shown(row: Any, state: str | None = None) -> Doc[Message]:
    """Return a kept message from its row joined with its words, as it is or is from now on."""
    words = json.loads(row.body) if row.body else {}
    values = {name: getattr(row, name) for name in held.c.keys()}  # noqa: SIM118 - columns
    values["state"] = state or row.state
    return Doc(Message, document(values, words))


def emptied(row: Any) -> Doc[Message]:
    """Return a kept message whose words are destroyed."""
    values = {name: getattr(row, name) for name in held.c.keys()}  # noqa: SIM118 - columns
    return Doc(Message, document(values | {"state": "erased"}, {}))


@composes("message.held", "message.blocked")
def _kept_event(item: Stored) -> dict[str, Any]:
    """Compose from the entry alone: what became of it later has events of its own."""
    facts, entry = item.entry["facts"], item.entry
    row = {
        **facts,
        "id": entry["object"],
        "version": entry["version"],
        "position": item.position,
        "author": entry["actor"],
        "on_behalf_of": entry.get("on_behalf_of"),
        "state": item.type.removeprefix("message."),
        "reply_to": facts.get("reply_to"),
        "thread": facts.get("thread"),
        "thread_author": facts.get("thread_author"),
        "in_channel": facts.get("in_channel", True),
        "priority": facts.get("priority", "normal"),
        "acknowledge": facts.get("acknowledge", False),
        "created_at": item.at,
    }
    return {"message": document(row, item.content or {})}
