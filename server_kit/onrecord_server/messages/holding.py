"""What becomes of a message that was kept back: released, rejected, or taken back by its author.

``release`` and ``reject`` are for those domains that decide (cases, the host's classifier): they ask
for no right of their own. Each decides once, under the tenant's lock; a second one is refused.
"""

import json
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Archived, Conflict, Forbidden, NotFound
from onrecord.wire import holding as wire
from onrecord.wire.messages import Message, SendMessage
from onrecord.wire.page import Page
from onrecord_server.conversations import access as conversations
from onrecord_server.core.actor import Actor
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages import (
    files,
    keeping,
    kept,
    markup,
    outgoing,
    present,
    queries,
    versions,
)
from onrecord_server.messages.access import Root
from onrecord_server.messages.removing import by_house, demand_in_sight
from onrecord_server.messages.rows import held, messages
from onrecord_server.messages.writing import Captured, Writing, write
from onrecord_server.moderation import freezing
from onrecord_server.people import access as people_access


_WAITING: Final = ("held", "blocked")
_GONE: Final = (
    "Its author is no active member of the conversation any more: reject it, or release it once "
    "they are again."
)


# -- deciding --------------------------------------------------------------------------------------


def release(
    tx: Tx,
    message_id: str,
    *,
    number: int | None = None,
    by_rule: str | None = None,
    on_appeal: bool = False,
) -> Doc[Message]:
    """Deliver what was kept back of a message, now: everybody hears of it, its author too.

    A new message gets the place of this moment. A new version is written where the message is still
    at the version that it follows. ``number`` says which, where more was kept back of one message;
    ``by_rule`` names the rule where no person decided, and whoever says so has asked before whether
    its author ``may_write``; ``on_appeal`` also releases what was rejected. Raises ``NotFound``, ``Conflict``
    for what was decided already, whose author may not write there now or asked that it is out of sight,
    and ``Archived``.
    """
    row = _waiting(tx, message_id, number, ("rejected",) if on_appeal else ())
    if conversations.is_archived(tx, row.conversation):
        raise Archived("The conversation is archived: nothing is delivered to it.")
    demand_in_sight(tx, row)
    author = _as_author(tx, row)
    if by_rule is None and _captured(row) is None:
        _demand_writer(author, row, on_appeal=on_appeal)
    _decide(tx, row, "released")
    _record(tx, row, "message.released", by_rule)
    return _edit(author, row) if row.version > 1 else _deliver(author, row)


def _as_author(tx: Tx, row: Any) -> Tx:
    return replace(tx, actor=Actor(tx.tenant, row.author, on_behalf_of=row.on_behalf_of))


def _demand_writer(author: Tx, row: Any, *, on_appeal: bool) -> None:
    """Refuse to deliver for somebody who could not write it now; it waits on.

    A freeze does not keep back what was wrongly rejected.
    """
    if conversations.memberships([author], [row.conversation]) == [None]:
        raise Conflict(_GONE)
    if not on_appeal and freezing.refusals([author])[0] is not None:
        raise Conflict("Its author is frozen: release it once they may write again, or reject it.")


def may_write(tx: Tx, row: Any) -> bool:
    """Say whether what was kept back may be delivered: its author is a member, not frozen, and wants it seen."""
    try:
        demand_writer(tx, row)
    except Conflict:
        return False
    return True


def demand_writer(tx: Tx, row: Any) -> None:
    """Refuse to deliver for somebody who could not, or would not, write it now. Raises ``Conflict``."""
    demand_in_sight(tx, row)
    if _captured(row) is None:
        _demand_writer(_as_author(tx, row), row, on_appeal=False)


def is_deliverable(tx: Tx, row: Any) -> bool:
    """Say whether what was kept back can still be put where it was meant to be."""
    member = conversations.memberships([_as_author(tx, row)], [row.conversation]) != [None]
    if not member and _captured(row) is None:
        return False
    if row.version > 1:
        return row.body is not None and _fits(tx, row)
    again = row.client_id is not None and kept.is_sent(tx, row.author, row.client_id)
    return not again and bool(row.body and json.loads(row.body))


def _captured(row: Any) -> Captured | None:
    """Return where a message comes from that was said elsewhere: its author need not be there."""
    said = json.loads(row.body).get("captured") if row.body else None
    return None if said is None else Captured(**said)


def _fits(tx: Tx, row: Any) -> bool:
    """Say whether a message is still at the version that a kept one follows."""
    message = tx.execute(queries.by_id(tx.tenant, row.id)).one()
    return bool(message.state == "active" and message.version == row.version - 1)


def reject(
    tx: Tx, message_id: str, *, number: int | None = None, by_rule: str | None = None
) -> Doc[Message]:
    """Keep back for ever what was kept back of a message; its author sees that, and no name.

    Raises ``NotFound``, and ``Conflict`` for what was decided already.
    """
    row = _waiting(tx, message_id, number)
    _decide(tx, row, "rejected")
    _record(by_house(tx), row, "message.rejected", by_rule)
    tx.recorded += 1
    return keeping.shown(row, "rejected")


def _waiting(tx: Tx, message_id: str, number: int | None, states: tuple[str, ...] = ()) -> Any:
    """Load what was kept back of a message and waits; nobody else decides meanwhile."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    rows = kept.of_message(tx, message_id, number)
    if not rows:
        raise NotFound
    waiting = [row for row in rows if row.state in (*_WAITING, *states)]
    if not waiting:
        raise Conflict(f"This message was {rows[0].state} already.")
    return waiting[0]


def _decide(tx: Tx, row: Any, state: str) -> None:
    mine = (held.c.tenant == tx.tenant, held.c.id == row.id, held.c.number == row.number)
    same = sa.update(held).where(*mine, held.c.state == row.state)
    if tx.execute(same.values(state=state, decided_at=tx.now)).rowcount != 1:
        raise Conflict("This message was decided at the same moment.")


def _record(tx: Tx, row: Any, kind: str, by_rule: str | None = None) -> None:
    """Record what was decided: a release is heard of as the message itself, the rest by its author."""
    facts = {"conversation": row.conversation, "number": row.number}
    event = {"message_id": row.id, "conversation_id": row.conversation}
    released = kind == "message.released"
    tx.record(
        Draft(
            type=kind,
            object=row.id,
            audience=NOBODY if released else to_person(row.author),
            event=event if released else {**event, "version": row.version},
            facts=facts if by_rule is None else {**facts, "rule": by_rule},
            version=row.version,
        )
    )


def _deliver(tx: Tx, row: Any) -> Doc[Message]:
    """Put a message into its conversation as its author."""
    if row.client_id is not None and kept.is_sent(tx, row.author, row.client_id):
        raise Conflict("Its author sent this message again, and that was delivered.")
    words = json.loads(row.body) if row.body else {}
    if not words:
        raise Conflict("The words of this message were erased.")
    text = words.get("covered", words.get("text", ""))
    command = SendMessage.model_construct(
        conversation_id=row.conversation,
        text=text,
        client_id=row.client_id,
        reply_to=row.reply_to,
        thread_id=row.thread,
        also_in_channel=row.thread is not None and bool(row.in_channel),
        priority=row.priority,
        acknowledge=bool(row.acknowledge),
        attachments=json.loads(row.attachments or "[]"),
    )
    captured = _captured(row)
    named = markup.Named() if captured else markup.named(text, tx.settings.mentions)
    digest = bytes(row.body_hash or b"")
    writing = Writing(row.id, command, digest, named, _root(tx, row), captured)
    doc = write(tx, writing, text, files.shown(tx, command))
    if captured is None and outgoing.leaves(tx, row.conversation):
        outgoing.take(tx, row.conversation, row.id, text)
    return doc


def _root(tx: Tx, row: Any) -> Root | None:
    if row.thread is None:
        return None
    query = sa.select(messages.c.position).where(
        messages.c.tenant == tx.tenant, messages.c.id == row.thread
    )
    return Root(row.thread, row.thread_author, tx.execute(query).scalar(), None)


def _edit(tx: Tx, row: Any) -> Doc[Message]:
    """Write a new version as its author."""
    if row.body is None or not _fits(tx, row):
        raise Conflict("The message was changed or removed since; this version no longer fits.")
    message = tx.execute(queries.by_id(tx.tenant, row.id)).one()
    words = json.loads(row.body)
    text = words.get("covered", words.get("text", ""))
    doc = present.message(message)
    return versions.write_version(tx, message, doc, text)


@composes("message.released", "message.rejected", "message.withdrawn", "held.erased")
def _decided_event(item: Stored) -> dict[str, Any]:
    entry = item.entry
    where = {"message_id": entry["object"], "conversation_id": entry["facts"]["conversation"]}
    return where if item.type == "message.released" else {**where, "version": entry["version"]}


@composes("message.flagged")
def _flagged_event(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    said = {name: facts[name] for name in ("trigger", "action")}
    where = {"message_id": item.entry["object"], "conversation_id": facts["conversation"]}
    return {"hit_id": facts["hit"], **where, **said}


def supersede(tx: Tx, message_id: str) -> None:
    """Take back edits of a message that only wait for a classifier, now that there is a newer one.

    Nobody has found anything in them, so that no case would decide about them.
    """
    tx.unit.flush()
    for row in kept.of_message(tx, message_id):
        waits = (row.state, row.kind) == ("held", "classifier") and row.version > 1
        if waits and not kept.is_answered(tx, row):
            _decide(tx, row, "withdrawn")
            _record(tx, row, "message.withdrawn")


# -- one's own -------------------------------------------------------------------------------------


def own(tx: Tx, message_id: str) -> Doc[Message] | None:
    """Return a message that was kept back and never delivered, for its author; else ``None``."""
    people_access.admit(tx)
    row = kept.undelivered(tx, message_id)
    return keeping.shown(row) if row is not None and row.author == tx.actor.person else None


@implements(endpoints.LIST_HELD)
def list_held(tx: Tx, command: wire.ListHeld) -> Doc[Page[Message]]:
    """Return what was kept back of the actor in a conversation, the latest first."""
    visibility = conversations.visible(conversations.member(tx, command.conversation_id))
    before = None if command.cursor is None else read_cursor(command.cursor, int)[0]
    rows = kept.own(tx, visibility, before, command.limit + 1)
    shown = rows[: command.limit]
    cursor = write_cursor(shown[-1].position) if len(rows) > command.limit else None
    data = [keeping.shown(row).value for row in shown]
    return Doc(Page[Message], {"data": data, "next_cursor": cursor})


@implements(endpoints.WITHDRAW_HELD)
def withdraw_held(tx: Tx, command: wire.WithdrawHeld) -> Doc[Message]:
    """Take back one's own message that is held; one that is blocked has nothing to take back."""
    people_access.admit(tx)
    mine = [one for one in kept.of_message(tx, command.message_id) if one.author == tx.actor.person]
    if not mine:
        raise NotFound
    held = next((one.number for one in mine if one.state == "held"), None)
    row = _waiting(tx, command.message_id, held)
    if row.state != "held":
        raise Forbidden("A blocked message waits for nothing; dispute it, or leave it.")
    _decide(tx, row, "withdrawn")
    _record(tx, row, "message.withdrawn")
    return keeping.shown(row, "withdrawn")
