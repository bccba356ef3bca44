"""The outbox: what is to leave, one row for each text, made in the transaction that delivered its message."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import sms as wire
from onrecord.wire.page import Page
from onrecord_server.core.draft import NOBODY, Words, to_conversation
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.sms import access, present, recording
from onrecord_server.sms.notices.rows import sms_notices
from onrecord_server.sms.rows import sms_attempts, sms_outbox
from onrecord_server.sms.segments import segments
from onrecord_server.sms.standing import Place


_MADE: Final = (
    *("message", "conversation", "sender", "contact", "category", "confirms", "purpose"),
    *("state", "segments", "created_at"),
)


def put(
    tx: Tx,
    place: Place,
    message_id: str,
    text: str,
    *,
    category: str,
    confirms: bool = False,
    purpose: str | None = None,
    due: int | None = None,
) -> str:
    """Put a text into the outbox, due now unless it is said when; asks for no right of its own."""
    row = {
        "tenant": tx.tenant,
        "id": tx.ports.new_id("sms_text"),
        "message": message_id,
        "conversation": place.pair.conversation,
        "sender": place.sender.id,
        "contact": place.contact.id,
        "category": category,
        "confirms": confirms,
        "purpose": purpose,
        "state": "queued",
        "reports": json.dumps(["queued"]),
        "segments": segments(text).count,
        **dict.fromkeys(("reference", "provider_id", "lease", "reason", "begun_at", "ended_at")),
        "fence": 0,
        "tries": 0,
        "next_at": tx.now if due is None else due,
        "created_at": tx.now,
    }
    tx.execute(sa.insert(sms_outbox), row)
    _tell(tx, "sms.moved", row, {"set": {name: row[name] for name in _MADE}})
    return str(row["id"])


def confirming(tx: Tx, conversation_id: str) -> bool:
    """Say whether a confirmation waits to go there."""
    mine = (sms_outbox.c.tenant == tx.tenant, sms_outbox.c.conversation == conversation_id)
    query = sa.select(sms_outbox.c.id).where(*mine, sms_outbox.c.confirms)
    waits = query.where(sms_outbox.c.state.in_(("queued", "sending"))).limit(1)
    return tx.execute(waits).first() is not None


def helped(tx: Tx, conversation_id: str, since: int | None) -> bool:
    """Say whether an answer to HELP waits to go there, or was written since then."""
    mine = (sms_outbox.c.tenant == tx.tenant, sms_outbox.c.conversation == conversation_id)
    query = sa.select(sms_outbox.c.id).where(*mine, sms_outbox.c.purpose == "help")
    waits = sms_outbox.c.state.in_(("queued", "sending"))
    said = sa.false() if since is None else sms_outbox.c.created_at >= since
    return tx.execute(query.where(waits | said).limit(1)).first() is not None


def found(tx: Tx, text_id: str) -> Any:
    """Return a text of the outbox; nobody else moves it meanwhile. Raises ``NotFound``."""
    tx.unit.lock([tx.tenant])
    return access.found(tx, sms_outbox, sms_outbox.c.id == text_id)


def move(
    tx: Tx,
    row: Any,
    values: Mapping[str, Any],
    *,
    kind: str = "sms.moved",
    unsaid: Mapping[str, Any] | None = None,
    attempt: Mapping[str, Any] | None = None,
    answer: str | None = None,
) -> None:
    """Change a text, with its entry; ``unsaid`` are columns of which the record holds nothing.

    ``attempt`` is what is known of its attempt from now on, and ``answer`` what the provider said of it.
    """
    recording.change(tx, sms_outbox, {"id": row.id}, {**values, **(unsaid or {})})
    now = {**row._asdict(), **values}
    facts: dict[str, Any] = {"set": dict(values)}
    if attempt is not None:
        facts["attempt"] = dict(attempt)
    content_id = None if answer is None else f"{row.id}:{tx.ports.new_id('sms_hook')}"
    _tell(tx, kind, now, facts, None if answer is None else (str(content_id), {"answer": answer}))
    if attempt is not None:
        said = {**attempt, "content_id": content_id}
        keys = {"outbox": row.id, "reference": attempt["reference"]}
        recording.change(tx, sms_attempts, keys, said)


#: Events that the members hear; the others are for the record alone.
_HEARD: Final = frozenset({"sms.moved", "sms.suppressed"})


def _tell(
    tx: Tx, kind: str, row: Mapping[str, Any], facts: Mapping[str, Any], words: Words | None = None
) -> None:
    content_id, content = (None, None) if words is None else words
    recording.record(
        *(tx, kind, row["id"], _event(kind, row), facts),
        audience=to_conversation(row["conversation"]) if kind in _HEARD else NOBODY,
        content=content,
        content_id=content_id,
    )


def _event(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    where = {"conversation_id": row["conversation"], "message_id": row["message"]}
    if kind == "sms.attempt_begun":
        return {**where, "number": row["tries"]}
    if kind == "sms.suppressed":
        return {**where, "reason": row["reason"]}
    state = {**where, "state": row["state"]}
    return state if kind == "sms.reported" else {**state, "reason": row.get("reason")}


@implements(endpoints.LIST_SMS_TEXTS)
def list_texts(tx: Tx, command: wire.ListSmsTexts) -> Page[wire.SmsText]:
    """List what became of the texts of a conversation, the newest first."""
    access.pair(tx, command.conversation_id)
    query = sa.select(sms_outbox).where(
        sms_outbox.c.tenant == tx.tenant, sms_outbox.c.conversation == command.conversation_id
    )
    by = (sms_outbox.c.created_at, sms_outbox.c.id)
    rows, cursor = latest_first(tx, query, by, command)
    return Page[wire.SmsText](data=shown(tx, rows), next_cursor=cursor)


def shown(tx: Tx, rows: Sequence[Any]) -> list[wire.SmsText]:
    """Return what became of some texts, and of the notices that they go as."""
    noticed = _noticed(tx, [row.id for row in rows])
    return [present.text(row, noticed.get(row.id)) for row in rows]


def _noticed(tx: Tx, ids: list[str]) -> dict[str, Any]:
    """Return the notices that some texts go as."""
    query = sa.select(sms_notices).where(
        sms_notices.c.tenant == tx.tenant, sms_notices.c.id.in_(ids)
    )
    return {row.id: row for row in tx.execute(query)}
