"""Beginning an attempt: everything is asked once more, under the lock, and the record knows before the network.

A revocation takes the same lock. So an attempt is before it or after it, and none begins after it.
"""

import json
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import present as message_present
from onrecord_server.messages import queries as message_queries
from onrecord_server.sms import disclosing, ledger, outbox, recording, rules, standing
from onrecord_server.sms.commands import BEGIN_ATTEMPT, BeginAttempt, Begun
from onrecord_server.sms.notices import making
from onrecord_server.sms.notices.rules import CODE
from onrecord_server.sms.rows import sms_attempts, sms_senders
from onrecord_server.sms.segments import segments
from onrecord_server.sms.standing import Place, Ruling


#: What passes by itself: the text waits for it.
_WAITS: Final = frozenset({"quiet_hours", "daily_cap", disclosing.PURPOSE})


@implements(BEGIN_ATTEMPT)
def begin_attempt(tx: Tx, command: BeginAttempt) -> Begun | Doc[Begun]:
    """Begin an attempt, or say what holds the text back."""
    row = outbox.found(tx, command.text_id)
    if row.state != "queued" or row.next_at is None or row.next_at > tx.now:
        return _not(row.next_at, "not_due")
    words = _words(tx, row)
    if words is None:
        return _end(tx, row, "canceled", "removed")
    place = standing.place_of(tx, row.conversation)
    ruling = _ruling(tx, place, row)
    if ruling.reason is not None:
        return _hold_back(tx, row, ruling)
    if place.sender.slot_at > tx.now:
        return _not(place.sender.slot_at, "pace")
    return _begin(tx, place, row, (words, command.lease))


def _not(next_at: int | None, reason: str) -> Doc[Begun]:
    said = Begun(goes=False, reason=reason, next_at=next_at)
    return Unchanged(Begun, said.model_dump(mode="json"))


def _words(tx: Tx, row: Any) -> str | None:
    """Return what a text says, where its message is still there."""
    found = tx.execute(message_queries.by_id(tx.tenant, row.message)).one_or_none()
    if found is None or found.state != "active":
        return None
    return message_present.text_of(found.body)


def _ruling(tx: Tx, place: Place, row: Any) -> Ruling:
    """Say whether it may go; a confirmation that begins again was written down when it began first."""
    ruling = standing.judge(
        *(tx, place, row.category),
        confirms=bool(row.confirms),
        helps=row.purpose == "help",
        asked=row.purpose == CODE,
    )
    again = row.confirms and row.tries and ruling.reason == "confirmed"
    if not (ruling.goes or again):
        return ruling
    held = making.holds(tx, row)
    return disclosing.holds(tx, place, row) if held.goes else held


def _hold_back(tx: Tx, row: Any, ruling: Ruling) -> Begun | Doc[Begun]:
    """Let a text wait for what passes by itself; what does not, ends it."""
    if row.purpose == CODE:  # who asked for it waits now, and for no other one
        return _end(tx, row, "suppressed", str(ruling.reason))
    if ruling.reason == "sender_paused":
        return _not(None, "sender_paused")
    if ruling.reason not in _WAITS or ruling.until is None:
        return _end(tx, row, "suppressed", str(ruling.reason))
    outbox.move(tx, row, {"reason": ruling.reason}, unsaid={"next_at": ruling.until})
    return Begun(goes=False, reason=ruling.reason, next_at=ruling.until)


def _end(tx: Tx, row: Any, state: str, reason: str) -> Begun:
    values = {"state": state, "reason": reason, "ended_at": tx.now}
    kind = "sms.suppressed" if state == "suppressed" else "sms.moved"
    outbox.move(tx, row, values, kind=kind, unsaid={"next_at": None})
    return Begun(goes=False, reason=reason)


def _begin(tx: Tx, place: Place, row: Any, given: tuple[str, int]) -> Begun:
    words, lease = given
    text = making.sent(tx, place, row, words)
    number, fence = row.tries + 1, row.fence + 1
    reference = rules.reference(row.id, number)
    if row.confirms and not row.tries:
        _note_confirmation(tx, place, row)
    attempt = {"fence": fence, "reference": reference, "begun_at": tx.now}
    keys = {"tenant": tx.tenant, "outbox": row.id, "number": number}
    tx.execute(sa.insert(sms_attempts), {**keys, **attempt})
    values = {
        "state": "sending",
        "reason": None,
        "fence": fence,
        "tries": number,
        "reference": reference,
        "provider_id": None,
        "begun_at": tx.now,
        "segments": segments(text).count,
    }
    unsaid = {"lease": lease, "next_at": None, "reports": json.dumps(["queued", "sending"])}
    outbox.move(tx, row, values, kind="sms.attempt_begun", unsaid=unsaid, attempt=attempt)
    _take_slot(tx, place.sender)
    return Begun(
        goes=True,
        fence=fence,
        account_id=place.account.id,
        reference=reference,
        sender=place.sender.number,
        to=place.contact.number,
        text=text,
    )


def _take_slot(tx: Tx, sender: Any) -> None:
    """Say when the next text of a number may go."""
    slot = max(sender.slot_at, tx.now) + rules.MINUTE // sender.rate
    recording.change(tx, sms_senders, {"id": sender.id}, {"slot_at": slot})


def _note_confirmation(tx: Tx, place: Place, row: Any) -> None:
    """Write down that a revocation is being confirmed: it is, once."""
    line = ledger.Line(
        *(place.contact.number, "confirmation", "keyword", tx.now),
        sender=place.sender.id,
        message=row.message,
    )
    ledger.write(tx, line)
