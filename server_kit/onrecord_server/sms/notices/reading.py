"""What the page of a notice shows: to everybody who has the link, and to who proved that its number is theirs."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import present as message_present
from onrecord_server.messages import queries
from onrecord_server.messages.rows import messages
from onrecord_server.sms import recording
from onrecord_server.sms.notices import access, rules
from onrecord_server.sms.notices.access import Linked
from onrecord_server.sms.notices.commands import (
    LOOK,
    READ,
    Line,
    LookAtNotice,
    Looked,
    ReadNotice,
    Shown,
)
from onrecord_server.sms.notices.rows import sms_notices
from onrecord_server.tenants import looking


#: Messages that one page shows: the notice's own, and what was said since.
MOST: Final = 200


@implements(LOOK)
def look_at_notice(tx: Tx, command: LookAtNotice) -> Looked:
    """Say what a link opens, to whoever has it: no word and no person, and no code is sent for it."""
    found = access.linked(tx, command.token)
    if found is None:
        return Looked()
    return Looked(
        opens=True,
        stopped=found.stopped,
        name=found.place.sender.name,
        locale=found.place.contact.locale,
        tz=found.place.contact.tz,
        branding=looking.current(tx).branding,
    )


@implements(READ)
def read_notice(tx: Tx, command: ReadNotice) -> Shown | Doc[Shown]:
    """Return what an open page shows; what is read first is on the record as read."""
    found = access.opened(tx, command.token, command.session)
    if found is None:
        return Unchanged(Shown, Shown(open=False).model_dump(mode="json"))
    notices = _since(tx, found)
    rows = _messages(tx, found, [one.message for one in notices])
    lines = tuple(_line(row, found) for row in rows)
    there = {row.id for row in rows if message_present.state_of(row) == "active"}
    for one in notices:
        if one.read_at is None and one.message in there:
            _mark(tx, one)
    shown = Shown(open=True, lines=lines)
    return shown if tx.recorded else Unchanged(Shown, shown.model_dump(mode="json"))


def _since(tx: Tx, found: Linked) -> Sequence[Any]:
    """Return the notice and those after it in its conversation that have left, and whose link was not ended."""
    n = sms_notices.c
    query = sa.select(sms_notices).where(
        *(n.tenant == tx.tenant, n.conversation == found.notice.conversation),
        *(n.created_at >= found.notice.created_at, n.contact == found.notice.contact),
        *(n.made_at.is_not(None), n.ended_at.is_(None)),
    )
    return tx.execute(query.order_by(n.created_at, n.id).limit(MOST)).all()


def _messages(tx: Tx, found: Linked, noticed: Sequence[str]) -> Sequence[Any]:
    """Return the messages of these notices, and what its reader answered on the page since."""
    m = messages.c
    first = sa.select(m.position).where(m.tenant == tx.tenant, m.id == found.notice.message)
    on_page = sa.and_(m.author == found.place.contact.person, m.client_id.like(f"{rules.ON_PAGE}%"))
    query = queries.with_content().where(
        *(m.tenant == tx.tenant, m.conversation == found.notice.conversation),
        *(m.position >= first.scalar_subquery(), m.id.in_(list(noticed)) | on_page),
    )
    tx.unit.flush()
    newest = tx.execute(query.order_by(m.position.desc()).limit(MOST)).all()
    return list(reversed(newest))


def _line(row: Any, found: Linked) -> Line:
    state = message_present.state_of(row)
    text = message_present.text_of(row.body) if state == "active" else None
    mine = row.author == found.place.contact.person
    return Line.model_validate({"mine": mine, "at": row.created_at, "text": text, "state": state})


def _mark(tx: Tx, notice: Any) -> None:
    """Put on the record that a text was read on the page."""
    values = {"read_at": tx.now}
    recording.change(tx, sms_notices, {"id": notice.id}, values)
    event = {"conversation_id": notice.conversation, "message_id": notice.message}
    recording.record(
        *(tx, "sms.notice_read", notice.id, event, {"set": values}),
        audience=to_conversation(notice.conversation),
    )
