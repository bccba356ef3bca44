"""Sending: the hot path, written for a run of commands. One send is a run of one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

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
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements_set
from onrecord_server.core.words import keyed
from onrecord_server.messages import (
    access,
    files,
    judged,
    keeping,
    kept,
    markup,
    naming,
    outgoing,
    present,
    queries,
    rules,
    slowness,
)
from onrecord_server.messages.markup import Named
from onrecord_server.messages.writing import Writing
from onrecord_server.moderation import freezing, judging
from onrecord_server.moderation.findings import Finding
from onrecord_server.moderation.judging import Judge
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
    frozen = freezing.refusals(txs)
    asked = [one or other for one, other in zip(policy.refusals(txs), frozen, strict=True)]
    judges = judging.judges(txs)
    ids = [c.client_id for c in commands]
    earlier: dict[queries.Key, Any] = kept.sent_before(txs, ids)
    earlier |= queries.sent_before(txs, _looked_up(txs, ids, judges, careful=careful))
    run = _Run(replies, threads, earlier, judges)
    findings = [_found(judges, *one) for one in zip(txs, commands, found, asked, strict=True)]
    return [run.send(*one) for one in zip(txs, commands, found, asked, findings, strict=True)]


def _found(
    judges: Mapping[str, Judge],
    tx: Tx,
    command: SendMessage,
    membership: Membership | None,
    asked: Refusal | None,
) -> Sequence[Finding]:
    """Look through a text before any of the run is written: one after the other takes least.

    What is refused anyway is not looked through.
    """
    judge = judges.get(tx.tenant)
    if judge is None or membership is None or asked is not None:
        return ()
    fits = rules.fits(command.text, tx.settings.text_code_points)
    return judge.find(command.text) if fits.allowed else ()


def _looked_up(
    txs: Sequence[Tx], ids: Sequence[str | None], judges: Mapping[str, Judge], *, careful: bool
) -> list[str | None]:
    """Return the client ids to look up: a hopeful run hits what is there, but what a judge keeps back never does."""
    return [
        one if careful or tx.tenant in judges else None for tx, one in zip(txs, ids, strict=True)
    ]


class _Run:
    """What the sends of one run know of each other."""

    def __init__(
        self,
        replies: access.Found,
        threads: access.Found,
        earlier: dict[queries.Key, Any],
        judges: Mapping[str, Judge],
    ) -> None:
        self._judges = judges
        self._replies = replies
        self._threads = threads
        self._earlier = earlier
        self._sent: dict[queries.Key, tuple[bytes, Doc[Message]]] = {}

    def send(
        self,
        tx: Tx,
        command: SendMessage,
        membership: Membership | None,
        asked: Refusal | None,
        findings: Sequence[Finding],
    ) -> Doc[Message] | Refusal:
        if membership is None:
            return _why_not(tx)
        fits = rules.fits(command.text, tx.settings.text_code_points)
        if not fits.allowed:
            return TextTooLong(fits.reason)
        digest = keyed(tx.unit.connection.dialect, tx.tenant, rules.body_hash(command))
        before = self._before(tx, command, digest)
        if before is not None:
            return before
        named = markup.named(command.text, tx.settings.mentions)
        refusal = asked or _frozen_since(tx) or self._may_not(tx, command, membership, named)
        if refusal is not None:
            return self._look_back(tx, command, digest) or refusal
        if membership.kind == outgoing.EXTERNAL:
            stays = self._look_back(tx, command, digest) or outgoing.may_not(
                tx, command, membership
            )
            if stays is not None:
                return stays
        root = self._threads.get((membership, command.thread_id or ""))
        writing = Writing(tx.ports.new_id("message"), command, digest, named, root)
        doc = judged.send(tx, writing, self._judges.get(tx.tenant), findings)
        slowness.note(tx, membership)
        outgoing.sent(tx, membership, doc)
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
        refusal = naming.may_not(tx, command, membership, named) or files.may_not_go(tx, command)
        return refusal or slowness.may_not(tx, membership)

    def _stays(
        self,
        tx: Tx,
        command: SendMessage,
        membership: Membership,
        digest: bytes,
        refusal: Refusal | None,
    ) -> Doc[Message] | Refusal | None:
        """Return what keeps a message from going, or what it repeats; ask last whether it may leave the house."""
        if refusal is None and membership.kind != outgoing.EXTERNAL:
            return None
        again = self._look_back(tx, command, digest)
        return again or refusal or outgoing.may_not(tx, command, membership)

    def _look_back(
        self, tx: Tx, command: SendMessage, digest: bytes
    ) -> Doc[Message] | Refusal | None:
        """Look for the message that this is a retry of; a hopeful run has not looked yet."""
        self._earlier |= kept.sent_before([tx], [command.client_id])
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
        if row.body_hash is not None and bytes(row.body_hash) not in _digests(command, digest):
            return _reused(command.client_id)
        return _pending(tx, row.id) if row.position is None else _again(row)


def _digests(command: SendMessage, digest: bytes) -> tuple[bytes, bytes]:
    """Return what may be stored of this: as now, and as before the tenant was encrypted."""
    return digest, rules.body_hash(command)


def _again(row: Any) -> Doc[Message]:
    """Answer a retry: with the message, or with what was kept back of it."""
    found = keeping.shown(row) if "number" in row._fields else present.message(row)
    return Unchanged(Message, found.value)


#: What becomes of a message that is sent.
_SENT: Final = ("message.created", "message.held", "message.blocked")


def _pending(tx: Tx, message_id: str) -> Doc[Message]:
    """Return the document of a message that this very transaction sends: it gets its position."""
    drafts = (recorded.draft for recorded in tx.unit.recorded)
    found = next(d for d in drafts if d.object == message_id and d.type in _SENT)
    doc: Doc[Message] = found.event["message"]
    return doc


def _reused(client_id: str) -> ClientIdReused:
    return ClientIdReused(f"The client_id {client_id} belongs to another message of yours.")


def _frozen_since(tx: Tx) -> Refusal | None:
    """Ask again where rights moved in this very transaction: a message before may have frozen."""
    return freezing.refusals([tx])[0] if tx.tenant in tx.unit.moved_rights else None


def _why_not(tx: Tx) -> Refusal:
    """Say no as precisely as the actor may know: about itself, never about the conversation."""
    try:
        people_access.admit(tx)
    except Refusal as refusal:
        return refusal
    return NotFound()
