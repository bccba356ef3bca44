"""Sending: the hot path, written for a run of commands. One send is a run of one."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import (
    Archived,
    ClientIdReused,
    Forbidden,
    NotFound,
    QuotaExceeded,
    Refusal,
    TextTooLong,
)
from onrecord.wire.messages import Message, SendMessage
from onrecord_server.conversations import access as conversations
from onrecord_server.conversations.access import Membership
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements_set
from onrecord_server.messages import access, files, markup, naming, present, queries, rules
from onrecord_server.messages.markup import Named
from onrecord_server.messages.rows import mentions, messages
from onrecord_server.people import access as people_access
from onrecord_server.policy import access as policy


@implements_set(endpoints.SEND_MESSAGE)
def send_messages(
    txs: Sequence[Tx], commands: Sequence[SendMessage]
) -> list[Doc[Message] | Refusal]:
    """Add messages to conversations that their senders may write to; equal client ids collapse."""
    found = conversations.memberships(txs, [c.conversation_id for c in commands])
    replies = access.visible_replies(txs, found, [c.reply_to for c in commands])
    threads = access.thread_roots(txs, found, [c.thread_id for c in commands])
    careful = not txs or txs[0].unit.careful
    earlier = queries.sent_before(txs, [c.client_id for c in commands]) if careful else {}
    run = _Run(replies, threads, dict(earlier))
    asked = policy.refusals(txs)
    return [run.send(*one) for one in zip(txs, commands, found, asked, strict=True)]


class _Run:
    """What the sends of one run know of each other."""

    def __init__(
        self,
        replies: access.Found,
        threads: access.Found,
        earlier: dict[queries.Key, Any],
    ) -> None:
        self._replies = replies
        self._threads = threads
        self._earlier = earlier
        self._sent: dict[queries.Key, tuple[bytes, Doc[Message]]] = {}

    def send(
        self, tx: Tx, command: SendMessage, membership: Membership | None, asked: Refusal | None
    ) -> Doc[Message] | Refusal:
        if membership is None:
            return _why_not(tx)
        fits = rules.fits(command.text, tx.settings.text_code_points)
        if not fits.allowed:
            return TextTooLong(fits.reason)
        digest = rules.body_hash(command)
        before = self._before(tx, command, digest)
        if before is not None:
            return before
        named = markup.named(command.text, tx.settings.mentions)
        refusal = asked or self._may_not(tx, command, membership, named)
        if refusal is not None:
            return self._look_back(tx, command, digest) or refusal
        root = self._threads.get((membership, command.thread_id or ""))
        doc = _add(tx, command, digest, named, root)
        if command.client_id is not None:
            self._sent[(tx.tenant, tx.actor.person, command.client_id)] = (digest, doc)
        return doc

    def _may_not(
        self, tx: Tx, command: SendMessage, membership: Membership, named: Named
    ) -> Refusal | None:
        if membership.archived:
            return Archived("This conversation is archived; it can be read.")
        if command.reply_to is not None and (membership, command.reply_to) not in self._replies:
            return NotFound("The message that this answers is not in this conversation.")
        if command.thread_id is not None and (membership, command.thread_id) not in self._threads:
            return NotFound("There is no message here that has a thread of this id.")
        role = rules.writes_as(tx.actor, membership.role)
        replies = membership.allow_replies
        decision = rules.may_post(command, role, membership.posting, replies=replies)
        if not decision.allowed:
            return Forbidden(decision.reason)
        if (quota := tx.settings.messages_a_tenant) is not None and queries.count(tx) >= quota:
            said = f"This tenant may have {quota} messages."
            return QuotaExceeded(said, extra={"quota": "messages"})
        return naming.may_not(tx, command, membership, named) or files.may_not_go(tx, command)

    def _look_back(
        self, tx: Tx, command: SendMessage, digest: bytes
    ) -> Doc[Message] | Refusal | None:
        """Look for the message that this is a retry of; a hopeful run has not looked yet."""
        self._earlier |= queries.sent_before([tx], [command.client_id])
        return self._before(tx, command, digest)

    def _before(self, tx: Tx, command: SendMessage, digest: bytes) -> Doc[Message] | Refusal | None:
        if command.client_id is None:
            return None
        key = (tx.tenant, tx.actor.person, command.client_id)
        if (sent := self._sent.get(key)) is not None:
            return sent[1] if sent[0] == digest else _reused(command.client_id)
        row = self._earlier.get(key)
        if row is None:
            return None
        if row.body_hash is not None and bytes(row.body_hash) != digest:
            return _reused(command.client_id)
        if row.position is None:
            return _pending(tx, row.id)
        return Unchanged(Message, present.message(row).value)


def _pending(tx: Tx, message_id: str) -> Doc[Message]:
    """Return the document of a message that this very transaction sends: it gets its position."""
    drafts = (recorded.draft for recorded in tx.unit.recorded)
    found = next(d for d in drafts if d.object == message_id and d.type == "message.created")
    doc: Doc[Message] = found.event["message"]
    return doc


def _reused(client_id: str) -> ClientIdReused:
    return ClientIdReused(f"The client_id {client_id} belongs to another message of yours.")


def _why_not(tx: Tx) -> Refusal:
    """Say no as precisely as the actor may know: about itself, never about the conversation."""
    try:
        people_access.admit(tx)
    except Refusal as refusal:
        return refusal
    return NotFound()


def _add(
    tx: Tx, command: SendMessage, digest: bytes, asked: Named, root: access.Root | None
) -> Doc[Message]:
    message_id = tx.ports.new_id("message")
    named = _here(tx, command, asked, root)
    row = _row(tx, command, message_id, digest, named)
    if root is not None:
        row["thread_author"] = root.author
    attached = files.bind(tx, command, message_id)
    doc = Doc(Message, _document(row, command.text, named, attached))
    draft = Draft(
        type="message.created",
        object=message_id,
        audience=to_conversation(command.conversation_id),
        event={"message": doc},
        facts=_facts(command, named, root),
        version=1,
        content=present.content(command.text, attached),
        content_id=row["content_id"],
        numbered=[(messages, "position", row), *_mention_rows(tx, row, named)],
        docs=[(doc, "position")],
        about=_about(command, root),
    )
    tx.record(draft)
    return doc


def _about(command: SendMessage, root: access.Root | None) -> Doc[Message] | None:
    """What is said in a thread alone is heard by those who see its root."""
    if root is None or command.also_in_channel or root.position is None:
        return None
    return Doc(Message, {"position": root.position})


def _here(tx: Tx, command: SendMessage, asked: Named, root: access.Root | None) -> Named:
    """Return whom a message names among those who may see it."""
    if not asked.people:
        return asked
    aside = root is not None and not command.also_in_channel
    seen = root.position if root is not None and aside else None
    found = naming.member_ids(tx, command.conversation_id, asked.people, seen)
    return replace(asked, people=tuple(found))


def _facts(command: SendMessage, named: Named, root: access.Root | None) -> dict[str, Any]:
    facts: dict[str, Any] = {"conversation": command.conversation_id}
    if command.reply_to is not None:
        facts["reply_to"] = command.reply_to
    if root is not None:
        facts |= {"thread": root.id, "thread_author": root.author}
        facts["in_channel"] = command.also_in_channel
    if command.priority != "normal":
        facts["priority"] = command.priority
    if command.acknowledge:
        facts["acknowledge"] = True
    if command.attachments:
        facts["attachments"] = list(command.attachments)
    return facts | naming.facts(named)


def _row(
    tx: Tx, command: SendMessage, message_id: str, digest: bytes, named: Named
) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "id": message_id,
        "conversation": command.conversation_id,
        "position": None,
        "author": tx.actor.person,
        "on_behalf_of": tx.actor.on_behalf_of,
        "client_id": command.client_id,
        "body_hash": digest,
        "content_id": f"{message_id}:1",
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
        "thread_author": None,
    }


def _document(
    row: dict[str, Any], text: str, named: Named, attached: list[dict[str, Any]]
) -> dict[str, Any]:
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
