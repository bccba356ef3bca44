"""Making notices: their row with the text, their link with each attempt, and the code that a text carries.

A link and a code are made when an attempt begins, and are nowhere but in what the provider is given.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.wire.sms_words import SmsNoticeReason
from onrecord_server.core.doc import time_text
from onrecord_server.core.draft import NOBODY, to_conversation
from onrecord_server.core.operation import Tx
from onrecord_server.sms import access, house, outbox, recording
from onrecord_server.sms.notices import choosing, rules
from onrecord_server.sms.notices.rows import sms_codes, sms_notices
from onrecord_server.sms.standing import Place, Ruling


_COLUMNS = ("message", "conversation", "contact", "reason", "created_at")


def put(tx: Tx, place: Place, message_id: str, reason: SmsNoticeReason) -> None:
    """Put a notice of a message into the outbox; what counts are the parts of the notice."""
    shape = rules.shape(choosing.base(tx) or "", tx.tenant)
    words = _words(tx, place, "notice", {"link": shape})
    text_id = outbox.put(tx, place, message_id, words, category=place.sender.category)
    row = {
        "tenant": tx.tenant,
        "id": text_id,
        "message": message_id,
        "conversation": place.pair.conversation,
        "contact": place.contact.id,
        "reason": reason,
        "created_at": tx.now,
    }
    tx.execute(sa.insert(sms_notices), row)
    event = {**_where(row), "reason": reason}
    facts = {"set": {name: row[name] for name in _COLUMNS}}
    recording.record(tx, "sms.noticed", text_id, event, facts)


def _where(row: Mapping[str, Any]) -> dict[str, str]:
    return {"conversation_id": row["conversation"], "message_id": row["message"]}


def _words(tx: Tx, place: Place, answer: house.Answer, holes: Mapping[str, str]) -> str:
    locale = place.contact.locale
    said = house.says(house.rules_of(tx), answer, name=place.sender.name, locale=locale)
    return rules.filled(said, holes)


def of_text(tx: Tx, text_id: str) -> Any:
    """Return the notice that a text goes as, or ``None``."""
    return access.one(tx, sms_notices, sms_notices.c.id == text_id)


def holds(tx: Tx, row: Any) -> Ruling:
    """Say what holds back a notice that has no page to link to, or a code that comes too late."""
    if row.purpose == rules.CODE and tx.now >= row.created_at + rules.CODE_LIVES:
        return Ruling("code_late")
    notice = of_text(tx, row.id)
    if notice is not None and notice.ended_at is not None:
        return Ruling("link_ended")
    return Ruling() if notice is None or choosing.base(tx) is not None else Ruling("no_page")


def sent(tx: Tx, place: Place, row: Any, text: str) -> str:
    """Return what the provider is given for a text whose attempt begins: itself, or a notice with a new link."""
    if row.purpose == rules.CODE:
        return _code(tx, place, row)
    notice = of_text(tx, row.id)
    return text if notice is None else _link(tx, place, notice)


def _link(tx: Tx, place: Place, notice: Any) -> str:
    """Give a notice a new link; one that an attempt before it had opens nothing any more."""
    secret = rules.secret(tx.ports.entropy(rules.LINK_BYTES))
    until = tx.now + choosing.days(house.rules_of(tx).notices)
    values = {
        "token_hash": rules.token_hash(secret),
        "made_at": tx.now,
        "expires_at": until,
    }
    shown = _words(tx, place, "notice", {"link": rules.HIDDEN})
    _linked(tx, notice, values, until, words=shown)
    address = rules.link(choosing.base(tx) or "", secret, tx.tenant)
    return _words(tx, place, "notice", {"link": address})


def _linked(
    tx: Tx, notice: Any, values: Mapping[str, Any], until: int | None, words: str | None = None
) -> None:
    recording.change(tx, sms_notices, {"id": notice.id}, values)
    event = {**_where(notice._asdict()), "until": None if until is None else time_text(until)}
    recording.record(
        *(tx, "sms.notice_linked", notice.id, event, {"set": dict(values)}),
        audience=to_conversation(notice.conversation),
        content=None if words is None else {"words": words},
        content_id=None if words is None else f"{notice.id}:{tx.now}",
    )


def end(tx: Tx, notice: Any) -> None:
    """End the link of a notice before its time; asks for no right of its own."""
    _linked(tx, notice, {"ended_at": tx.now}, None)


def _code(tx: Tx, place: Place, row: Any) -> str:
    """Draw the code that a text carries; its hash alone is kept, and no entry names that."""
    code = rules.code_of(tx.ports.entropy(8))
    code_row = access.found(tx, sms_codes, sms_codes.c.id == row.id)
    values = {"expires_at": tx.now + rules.CODE_LIVES}
    told(tx, code_row, "sent", values, unsaid={"code_hash": rules.code_hash(row.id, code)})
    return _words(tx, place, "code", {"code": code})


def told(
    tx: Tx, code: Any, step: str, values: Mapping[str, Any], unsaid: Mapping[str, Any] | None = None
) -> None:
    """Put on the record what became of a code, and change its row."""
    recording.change(tx, sms_codes, {"id": code.id}, {**values, **(unsaid or {})})
    notice = access.found(tx, sms_notices, sms_notices.c.id == code.notice)
    event = {**_where(notice._asdict()), "step": step}
    recording.record(tx, "sms.notice_code", code.id, event, {"set": dict(values)}, audience=NOBODY)


def hidden(tx: Tx, place: Place) -> str:
    """Return what the record has of the text of a code."""
    return _words(tx, place, "code", {"code": rules.HIDDEN})
