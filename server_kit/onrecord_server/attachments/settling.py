"""What checks and the tidying up put on the record: in this process only, never from afar."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord.endpoints import Endpoint
from onrecord.errors import Conflict
from onrecord_server.attachments import access, changes, rules
from onrecord_server.attachments.plans import Expire, Hold, Outcome, Piece, Settle
from onrecord_server.attachments.rows import parts
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements


SETTLE: Final = Endpoint("attachments.settle", "PUT", "", Settle, Outcome, writes=True)
HOLD: Final = Endpoint("attachments.hold", "PUT", "", Hold, Outcome, writes=True)
EXPIRE: Final = Endpoint("attachments.expire", "PUT", "", Expire, Outcome, writes=True)


def system(tenant: str) -> Actor:
    """Return ourselves as an actor: party to nothing, with no scope."""
    return Actor(tenant, "service:onrecord")


@implements(SETTLE)
def settle(tx: Tx, command: Settle) -> Outcome | Doc[Outcome]:
    """End a check: the file may be sent from now on, or is refused."""
    row = access.one(tx, command.attachment_id)
    if row is None or row.state != "checking":
        return _as_it_is(row)
    return _refuse(tx, row, command) if command.reason else _accept(tx, row, command)


def _refuse(tx: Tx, row: Any, command: Settle) -> Outcome:
    values = {"state": "refused", "reason": command.reason, "due": tx.now, "tries": 0}
    changes.change(tx, row, values)
    event = changes.draft("refused", row.id, row.conversation, row.owner, reason=command.reason)
    if command.malware:
        event.content = {"found": command.malware}
        event.content_id = f"{row.id}:malware"
    _scanned_by(event, command.scanner)
    tx.record(event)
    return Outcome(state="refused")


def _accept(tx: Tx, row: Any, command: Settle) -> Outcome:
    if command.found is None:
        raise Conflict("A check ends with what it found, or with a reason.")
    content_id = f"{row.id}:checked"
    values = {"state": "ready", "checked_content_id": content_id, "stored": command.found.size}
    changes.change(tx, row, values | {"due": row.expires_at, "waits_for": None, "tries": 0})
    if command.pieces is not None:
        _replace(tx, row.id, command.pieces)
    event = changes.draft("ready", row.id, row.conversation, row.owner)
    event.content = command.found.model_dump(mode="json", exclude_none=True)
    event.content_id = content_id
    _scanned_by(event, command.scanner)
    tx.record(event)
    return Outcome(state="ready")


def _scanned_by(event: Any, scanner: str | None) -> None:
    if scanner is not None:
        event.facts = {**event.facts, "scanner": scanner}


def _replace(tx: Tx, attachment_id: str, pieces: list[Piece]) -> None:
    """Let an attachment consist of other pieces than those it came in."""
    mine = (parts.c.tenant == tx.tenant, parts.c.attachment == attachment_id)
    tx.execute(sa.delete(parts).where(*mine))
    keys = {"tenant": tx.tenant, "attachment": attachment_id}
    tx.unit.insert(parts, [keys | piece.model_dump() for piece in pieces])


@implements(HOLD)
def hold(tx: Tx, command: Hold) -> Outcome | Doc[Outcome]:
    """Say what a check waits for, where that is news; the row says when it is tried again."""
    row = access.one(tx, command.attachment_id)
    if row is None or row.state != "checking" or row.waits_for == command.waits_for:
        return _as_it_is(row)
    changes.change(tx, row, {"waits_for": command.waits_for})
    facts = {"waits_for": command.waits_for}
    tx.record(changes.draft("held", row.id, row.conversation, row.owner, **facts))
    return Outcome(state="checking")


@implements(EXPIRE)
def expire(tx: Tx, command: Expire) -> Outcome | Doc[Outcome]:
    """End an upload that nobody sent in time."""
    row = access.one(tx, command.attachment_id)
    if row is None or row.state not in rules.OPEN or row.expires_at > tx.now:
        return _as_it_is(row)
    changes.change(tx, row, {"state": "expired", "due": tx.now, "tries": 0})
    tx.record(changes.draft("ended", row.id, row.conversation, row.owner, how="expired"))
    return Outcome(state="expired")


def _as_it_is(row: Any) -> Unchanged[Outcome]:
    return Unchanged(Outcome, {"state": "absent" if row is None else row.state})
