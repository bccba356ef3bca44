"""Opening the page of a notice: a code is texted to its number, and entered.

Nobody is let in by a link alone: phones fetch what a text links to, and people hand texts on.
"""

from typing import Any

import sqlalchemy as sa

from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.sms import carrying, outbox, recording, standing
from onrecord_server.sms.notices import access, making, rules
from onrecord_server.sms.notices.access import Linked
from onrecord_server.sms.notices.commands import ASK_CODE, OPEN, AskForCode, Came, OpenNotice
from onrecord_server.sms.notices.rows import sms_codes
from onrecord_server.sms.saying import say


_COLUMNS = ("notice", "contact", "tries", "asked_at", "expires_at")


def _not(outcome: rules.Outcome, until: int | None = None) -> Doc[Came]:
    said = Came(outcome=outcome, until=until)
    return Unchanged(Came, said.model_dump(mode="json"))


@implements(ASK_CODE)
def ask_for_code(tx: Tx, command: AskForCode) -> Came | Doc[Came]:
    """Put the text of a code into the outbox, where one may go; that it may not is on the record."""
    tx.unit.lock([tx.tenant])
    found = access.linked(tx, command.token)
    if found is None:
        return _not("gone")
    ruling = standing.judge(tx, found.place, "transactional", asked=True)
    if ruling.reason is not None:
        carrying.suppress(tx, found.notice.conversation, ruling.reason)
        return Came(outcome="stopped" if ruling.reason == "opted_out" else "held")
    until = _wait(tx, found)
    return _not("later", until) if until is not None else _ask(tx, found)


def _wait(tx: Tx, found: Linked) -> int | None:
    of_link = access.asked(tx, sms_codes.c.notice, found.notice.id)
    of_number = access.asked(tx, sms_codes.c.contact, found.notice.contact)
    return rules.wait(tx.now, of_link, of_number)


def _ask(tx: Tx, found: Linked) -> Came:
    shown = making.hidden(tx, found.place)
    message_id = say(tx, found.notice.conversation, shown)
    code_id = outbox.put(
        *(tx, found.place, message_id, shown), category="transactional", purpose=rules.CODE
    )
    row = {
        "tenant": tx.tenant,
        "id": code_id,
        "notice": found.notice.id,
        "contact": found.notice.contact,
        "tries": 0,
        "asked_at": tx.now,
        "expires_at": tx.now + rules.CODE_LIVES,
    }
    tx.execute(sa.insert(sms_codes), row)
    where = {"conversation_id": found.notice.conversation, "message_id": found.notice.message}
    facts = {"set": {name: row[name] for name in _COLUMNS}}
    recording.record(tx, "sms.notice_code", code_id, {**where, "step": "asked"}, facts)
    return Came(outcome="sent")


@implements(OPEN)
def open_notice(tx: Tx, command: OpenNotice) -> Came | Doc[Came]:
    """Open a page with the newest code of its link; each one that is wrong counts."""
    tx.unit.lock([tx.tenant])
    found = access.linked(tx, command.token)
    if found is None:
        return _not("gone")
    if found.stopped:
        return _not("stopped")
    code = access.newest(tx, found.notice.id)
    if not _counts(code, tx.now):
        return _not("spent")
    return _try(tx, code, command)


def _counts(code: Any, now: int) -> bool:
    """Say whether a code can still be entered: it was sent, is not over, used or tried too often."""
    if code is None or code.code_hash is None or code.session_hash is not None:
        return False
    return bool(now < code.expires_at and code.tries < rules.TRIES)


def _try(tx: Tx, code: Any, command: OpenNotice) -> Came:
    tries = {"tries": code.tries + 1}
    if not rules.is_code(code.id, command.code, code.code_hash):
        making.told(tx, code, "wrong", tries)
        return Came(outcome="spent" if tries["tries"] >= rules.TRIES else "wrong")
    opened = {
        "session_hash": rules.token_hash(command.session),
        "open_until": tx.now + rules.OPEN_FOR,
    }
    making.told(tx, code, "opened", {**tries, **opened})
    return Came(outcome="opened")
