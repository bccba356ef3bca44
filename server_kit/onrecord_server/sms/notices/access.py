"""Who has a link, and who proved that its number is theirs: the one way to what the page shows.

A link that expired, was ended, belongs to a number that has another owner, or leads to a conversation that is
closed is none. Nothing here says which of them, or that there was one.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord_server.conversations import access as conversations
from onrecord_server.core.operation import Tx
from onrecord_server.sms import access, standing
from onrecord_server.sms.notices import rules
from onrecord_server.sms.notices.rows import sms_codes, sms_notices
from onrecord_server.sms.standing import Place


@dataclass(frozen=True, slots=True)
class Linked:
    """A notice whose link opens, and what its conversation is of."""

    notice: Any
    place: Place
    stopped: bool


def linked(tx: Tx, token: str) -> Linked | None:
    """Return what a link opens for who proves to have its number, or ``None``."""
    wanted = sms_notices.c.token_hash == rules.token_hash(token)
    notice = access.one(tx, sms_notices, wanted)
    if notice is None or notice.ended_at is not None or (notice.expires_at or 0) <= tx.now:
        return None
    place = standing.place_of(tx, notice.conversation)
    theirs = place.contact.id == notice.contact and bool(place.contact.active)
    if not theirs or conversations.is_archived(tx, notice.conversation):
        return None
    return Linked(notice, place, bool(standing.revoked(tx, place)))


def opened(tx: Tx, token: str, session: str) -> Linked | None:
    """Return what an open page shows. It closes with the time, and when its reader wants no more texts."""
    found = linked(tx, token)
    if found is None or found.stopped or not session:
        return None
    mine = (
        sms_codes.c.session_hash == rules.token_hash(session),
        sms_codes.c.notice == found.notice.id,
        sms_codes.c.open_until > tx.now,
    )
    return None if access.one(tx, sms_codes, *mine) is None else found


def asked(tx: Tx, column: sa.ColumnElement[str], value: str) -> list[int]:
    """Return when codes of a link, or of a contact, were asked for in the last day, the newest last."""
    query = sa.select(sms_codes.c.asked_at).where(
        sms_codes.c.tenant == tx.tenant, column == value, sms_codes.c.asked_at > tx.now - rules.DAY
    )
    return list(tx.execute(query.order_by(sms_codes.c.asked_at)).scalars())


def newest(tx: Tx, notice_id: str) -> Any:
    """Return the code of a link that was asked for last, or ``None``: those before it count no more."""
    query = sa.select(sms_codes).where(
        sms_codes.c.tenant == tx.tenant, sms_codes.c.notice == notice_id
    )
    order = (sms_codes.c.asked_at.desc(), sms_codes.c.id.desc())
    return tx.execute(query.order_by(*order).limit(1)).one_or_none()
