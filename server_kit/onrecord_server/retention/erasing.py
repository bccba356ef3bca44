"""Destroying for good what was said in one message. What keeps it is asked in the same transaction.

What goes: every content of entries about the message and its files, so versions, reasons, places of
hits and reactions; who is named; who reacted; the bytes of its files, once the tidier has been there.
What stays: the entries, so that the tree verifies, and a row that says that something was there.

What was kept back and never delivered goes by the same steps; of that its author alone hears.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import sqlalchemy as sa

from onrecord.errors import Conflict, NotFound, StillKept
from onrecord.wire.messages import Message
from onrecord_server.attachments.rows import attachments
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.sets import chunks
from onrecord_server.imports import changes as import_changes
from onrecord_server.messages import keeping, kept, present, queries, versions
from onrecord_server.messages.rows import held, mentions
from onrecord_server.reactions.rows import reaction_totals, reactions
from onrecord_server.retention import weighing
from onrecord_server.retention.rules import (
    CaseReason,
    ErasureReason,
    HoldReason,
    MaximumReason,
    MinimumReason,
    Verdict,
)
from onrecord_server.retention.weighing import Weighed


#: Who erases: nobody by name. Who asked and who decided is on the record where they did.
HOUSE: Final = "service:retention"
#: Ids of contents that one entry names.
IDS_AN_ENTRY: Final = 500


@dataclass(frozen=True, slots=True)
class Order:
    """Why a message is to go besides its rules: a request, or an officer's answer to what ``rule`` asked."""

    request: str | None = None
    decision: str | None = None
    rule: str | None = None


def erase(tx: Tx, message_id: str, order: Order) -> Doc[Message]:
    """Destroy the words of a message. Whoever calls it asks who may; what keeps it is asked here.

    Raises ``NotFound``, ``Conflict`` for what is erased already, and ``StillKept``.
    """
    row = _loaded(tx, message_id)
    weighed = weighing.weigh(tx, row, order.request)
    return _carry_out(tx, row, weighed, _why(weighed, order))


def try_erase(tx: Tx, message_id: str, order: Order) -> Literal["erased", "ask", "held", "kept"]:
    """Destroy the words of a message where nothing keeps it, and say what became of it.

    What silent holds alone keep is ``kept``: nobody is told that a hold is there.
    """
    row = _loaded(tx, message_id)
    weighed = weighing.weigh(tx, row, order.request)
    verdict = weighed.verdict
    if verdict.outcome == "keep":
        holds = {one.id for one in verdict.reasons if isinstance(one, HoldReason)}
        return "held" if holds - weighed.silent else "kept"
    if verdict.disposition != "erase" and not _decided(verdict, order):
        return "ask"
    _carry_out(tx, row, weighed, _why(weighed, order))
    return "erased"


def _carry_out(tx: Tx, row: Any, weighed: Weighed, why: Mapping[str, Any]) -> Doc[Message]:
    gone = contents_of(tx, (row.id, *weighed.files))
    destroy(tx, gone)
    if row.said_at is not None:
        import_changes.lose(tx, row.conversation)
    _clear_files(tx, weighed.files)
    said = {**why, "attachments": list(weighed.files)}
    if _is_kept_back(row):
        return _end_kept_back(tx, row, gone, said)
    doc = _tombstone(row)
    _clear(tx, row)
    _record(
        tx, row, lambda more: versions.draft("message.erased", row, doc, None, more), gone, said
    )
    return doc


def _loaded(tx: Tx, message_id: str) -> Any:
    """Load a message, or what was never delivered; nothing that may keep it comes or goes meanwhile.

    Its words are not read: what is damaged, or whose key is away, can be destroyed like all else.
    """
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row = tx.execute(queries.wordless(tx.tenant, message_id)).one_or_none()
    row = kept.undelivered(tx, message_id, words=False) if row is None else row
    if row is None:
        raise NotFound
    if row.state == "erased":
        raise Conflict("This message is erased already.")
    return row


# -- whether it may go -----------------------------------------------------------------------------


def _why(weighed: Weighed, order: Order) -> dict[str, Any]:
    """Return what the record says of why it goes. Raises ``StillKept``."""
    verdict = weighed.verdict
    asked = _decided(verdict, order)
    if not asked and (verdict.outcome, verdict.disposition) != ("destroy", "erase"):
        raise still_kept(verdict)
    reason = verdict.reasons[0]
    if isinstance(reason, ErasureReason):
        return {"request": reason.request}
    assert isinstance(reason, MaximumReason)  # noqa: S101 - narrows for the type checker
    said = {"rule": reason.rule, "policy_version": weighed.policy_version}
    answered = {"rule": order.rule or reason.rule, "decision": order.decision}
    return {**said, **answered} if asked else said


def _decided(verdict: Verdict, order: Order) -> bool:
    """Say whether an officer has answered what the rule asks."""
    return verdict.outcome == "ask" and order.decision is not None


def still_kept(verdict: Verdict) -> StillKept:
    """Return the refusal for what is not to be destroyed now."""
    reason = verdict.reasons[0] if verdict.outcome == "keep" and verdict.reasons else None
    if isinstance(reason, HoldReason):
        return StillKept("A legal hold covers this.", extra={"because": "hold"})
    if isinstance(reason, CaseReason):
        return StillKept("Somebody still decides about this.", extra={"because": "case"})
    if isinstance(reason, MinimumReason):
        until = reason.until.isoformat().replace("+00:00", "Z")
        said = f"The policy keeps this until {until}."
        return StillKept(said, extra={"because": "minimum", "until": until})
    return StillKept("No rule and no request lets this go now.", extra={"because": "nothing"})


# -- what goes -------------------------------------------------------------------------------------


def contents_of(tx: Tx, objects: Sequence[str]) -> list[str]:
    """Return the contents about some objects that are there still, in the order they came."""
    same = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
    query = (
        sa.select(contents.c.id)
        .select_from(entries.join(contents, same))
        .where(entries.c.tenant == tx.tenant, entries.c.object.in_(objects))
        .where(contents.c.destroyed_at.is_(None))
        .order_by(entries.c.position)
    )
    return list(dict.fromkeys(tx.execute(query).scalars()))


def destroy(tx: Tx, gone: Sequence[str]) -> None:
    """Destroy the words and the salt of some contents."""
    nothing = {"body": None, "salt": None, "key_id": None, "destroyed_at": tx.now}
    for some in chunks(gone):
        mine = (contents.c.tenant == tx.tenant, contents.c.id.in_(some))
        tx.execute(sa.update(contents).where(*mine).values(**nothing))


def _tombstone(row: Any) -> Doc[Message]:
    before = present.message(row).value
    nothing: dict[str, Any] = {name: [] for name in ("mentions", "roles", "attachments")}
    words = {"text": None, "wide": None, "removed_reason": None}
    return Doc(Message, before | nothing | words | {"state": "erased"})


def _clear(tx: Tx, row: Any) -> None:
    """Let everything that stands beside the words follow them. A retry finds the message as it is."""
    nothing = dict.fromkeys(("body_hash", "mentions", "roles", "wide"))
    versions.update(tx, row, {"state": "erased", **nothing})
    for table in (mentions, reactions, reaction_totals):
        tx.execute(sa.delete(table).where(table.c.tenant == tx.tenant, table.c.message == row.id))
    waited = (held.c.tenant == tx.tenant, held.c.id == row.id)
    tx.execute(sa.update(held).where(*waited).values(body_hash=None))


def _clear_files(tx: Tx, files: Sequence[str]) -> None:
    for some in chunks(files):
        mine = (attachments.c.tenant == tx.tenant, attachments.c.id.in_(some))
        over = {"state": "erased", "due": tx.now, "tries": 0}
        tx.execute(sa.update(attachments).where(*mine).values(**over))


def house(tx: Tx) -> Tx:
    """Return the same transaction in the name of who erases."""
    return replace(tx, actor=Actor(tx.tenant, HOUSE))


def _record(
    tx: Tx,
    row: Any,
    draft: Callable[[Mapping[str, Any]], Draft],
    gone: Sequence[str],
    why: Mapping[str, Any],
) -> None:
    """Say which contents went: several times where they are many."""
    by, was = house(tx), row.state
    for some in list(chunks(gone, IDS_AN_ENTRY)) or [()]:
        by.record(draft({**versions.place(row), **why, "contents": list(some), "was": was}))
        why, was = {**why, "attachments": []}, "erased"
    tx.recorded += 1


# -- what was never delivered ----------------------------------------------------------------------


def _is_kept_back(row: Any) -> bool:
    """Say whether a row is of what was kept back: those are numbered."""
    return "number" in row._fields


def _end_kept_back(tx: Tx, row: Any, gone: Sequence[str], why: Mapping[str, Any]) -> Doc[Message]:
    """Leave a row that says that something was there. A retry finds it as it is."""
    mine = (held.c.tenant == tx.tenant, held.c.id == row.id, held.c.number == row.number)
    same = sa.update(held).where(*mine, held.c.state == row.state)
    if tx.execute(same.values(state="erased", body_hash=None)).rowcount != 1:
        raise Conflict("This message was decided at the same moment.")
    _record(tx, row, lambda more: _kept_back_draft(row, more), gone, why)
    return keeping.emptied(row)


def _kept_back_draft(row: Any, more: Mapping[str, Any]) -> Draft:
    """Say that it went to its author; of what was imported nobody was ever told."""
    where = {"message_id": row.id, "conversation_id": row.conversation, "version": row.version}
    return Draft(
        type="held.erased",
        object=row.id,
        audience=to_person(row.author) if row.said_at is None else NOBODY,
        event=where,
        facts={"conversation": row.conversation, "number": row.number, **more},
        version=row.version,
    )
