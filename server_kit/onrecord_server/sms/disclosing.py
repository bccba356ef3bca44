"""What somebody outside is told before anything else is written to them, where the policy has words for it."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.draft import to_conversation
from onrecord_server.core.operation import Tx
from onrecord_server.sms import house, outbox, recording
from onrecord_server.sms.rows import sms_outbox, sms_pairs
from onrecord_server.sms.saying import say
from onrecord_server.sms.standing import Place, Ruling


PURPOSE: Final = "disclosure"
#: It has not gone yet; in ``_GONE`` it has, or may have: an outcome that nobody knows counts as that.
_WAITS: Final = ("queued", "sending")
_GONE: Final = ("unconfirmed", "sent", "delivered")
#: Microseconds after which a text that waits for it is looked at again.
_AGAIN: Final = 1_000_000


def first(tx: Tx, place: Place) -> None:
    """Put into the outbox what they are told first, unless that waits there, or went."""
    text = house.says(
        house.rules_of(tx), PURPOSE, name=place.sender.name, locale=place.contact.locale
    )
    conversation = place.pair.conversation
    if not text or place.pair.disclosed_at is not None:
        return
    last = _last(tx, conversation)
    if last is not None and last.state in (*_WAITS, *_GONE):
        return
    message_id = say(tx, conversation, text)
    outbox.put(
        *(tx, place, message_id, text),
        category=place.sender.category,
        purpose=PURPOSE,
        due=tx.now - 1,
    )


def holds(tx: Tx, place: Place, row: Any) -> Ruling:
    """Say whether a text has to wait for what they are told first, or cannot go without it."""
    if row.confirms or row.purpose is not None or place.pair.disclosed_at is not None:
        return Ruling()
    last = _last(tx, row.conversation)
    if last is None or last.state in _GONE:
        return Ruling()
    if last.state in _WAITS:
        return Ruling(PURPOSE, max(last.next_at or last.lease or 0, tx.now) + _AGAIN)
    return Ruling("undisclosed")


def _last(tx: Tx, conversation: str) -> Any:
    mine = (sms_outbox.c.tenant == tx.tenant, sms_outbox.c.conversation == conversation)
    query = sa.select(sms_outbox).where(*mine, sms_outbox.c.purpose == PURPOSE)
    newest = query.order_by(sms_outbox.c.created_at.desc(), sms_outbox.c.id.desc())
    return tx.execute(newest.limit(1)).one_or_none()


def moved(tx: Tx, row: Any, state: str) -> None:
    """Put on the record that somebody outside was told, when what tells them was sent."""
    if row.purpose != PURPOSE or state not in ("sent", "delivered"):
        return
    pairs = sa.select(sms_pairs).where(
        sms_pairs.c.tenant == tx.tenant, sms_pairs.c.conversation == row.conversation
    )
    if tx.execute(pairs).one().disclosed_at is not None:
        return
    keys = {"sender": row.sender, "contact": row.contact}
    values = {"disclosed_at": tx.now}
    recording.change(tx, sms_pairs, keys, values)
    recording.record(
        *(tx, "sms.disclosed", row.conversation, {"conversation_id": row.conversation}),
        {**keys, "set": values},
        audience=to_conversation(row.conversation),
    )
