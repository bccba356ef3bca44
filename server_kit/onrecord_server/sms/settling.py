"""What came of an attempt: said by the worker that began it, by reports of the provider, or found by asking."""

import json
from typing import Any, Final

from onrecord.errors import UsageError
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.sms import carrier, disclosing, lattice, outbox, rules
from onrecord_server.sms.commands import (
    REPORT_TEXT,
    SETTLE_ATTEMPT,
    ReportText,
    SettleAttempt,
    Settled,
    StatusItem,
)
from onrecord_server.sms.gateways.base import Status
from onrecord_server.sms.lattice import State


#: A provider's word as a state of ours. That it does not know what became of a text says that it had it.
_STATES: Final[dict[Status, State]] = {
    "queued": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "expired": "expired",
    "unknown": "sent",
}


def state_of(status: Status) -> State:
    """Return what a provider's word on an attempt comes to here."""
    return lattice.from_provider(_STATES[status])


@implements(SETTLE_ATTEMPT)
def settle_attempt(tx: Tx, command: SettleAttempt) -> Settled | Doc[Settled]:
    """Say what came of an attempt; who lost the turn, and who comes late, says nothing."""
    row = outbox.found(tx, command.text_id)
    over = command.outcome == "lost" and (row.lease is None or row.lease > tx.now)
    if row.fence != command.fence or row.lease is None or over:
        return _unchanged(row)
    state, values = _outcome(tx, row, command)
    attempt = {
        "reference": row.reference,
        "ended_at": tx.now,
        "outcome": command.outcome,
        "code": command.code,
        "provider_id": command.provider_id,
    }
    reports = _reports(row, state)
    now = reports.state if state != "queued" else "queued"
    ends = tx.now if now in lattice.TERMINAL else None
    kept = {"lease": None, "next_at": values.pop("next_at", None), "reports": _json(reports)}
    said = {**values, "state": now, "ended_at": ends}
    outbox.move(tx, row, said, unsaid=kept, attempt=attempt, answer=command.answer)
    _heed(tx, row, now, command.code)
    return Settled(state=now, applied=True)


def _outcome(tx: Tx, row: Any, command: SettleAttempt) -> tuple[State, dict[str, Any]]:
    """Return the state that an outcome reports, and what else it changes."""
    if command.outcome == "accepted":
        values = {"reason": command.code, "provider_id": command.provider_id or row.provider_id}
        return state_of(command.status), values
    if command.outcome == "refused":
        return "failed", {"reason": command.code}
    if command.outcome != "busy":
        return "unconfirmed", {"reason": command.outcome}
    if (
        lattice.RANK[row.state] >= lattice.RANK["sent"]
    ):  # a report was faster: it was taken after all
        return "sending", {}
    if row.tries >= rules.MOST_TRIES:
        return "failed", {"reason": "busy"}
    next_at = command.next_at or tx.now + rules.backoff(row.tries)
    return "queued", {"reason": "busy", "next_at": next_at}


def _reports(row: Any, state: State) -> lattice.Delivery:
    """Return what is known of a text; one that a provider was too busy for begins anew."""
    if state == "queued":
        return lattice.Delivery()
    return lattice.report(delivery(row), state).delivery


def delivery(row: Any) -> lattice.Delivery:
    """Return what was ever reported of a text."""
    return lattice.Delivery(frozenset(json.loads(row.reports)))


def _json(found: lattice.Delivery) -> str:
    return json.dumps(sorted(found.reports))


def _unchanged(row: Any) -> Doc[Settled]:
    said = Settled(state=row.state, applied=False)
    return Unchanged(Settled, said.model_dump(mode="json"))


@implements(REPORT_TEXT)
def report_text(tx: Tx, command: ReportText) -> Settled | Doc[Settled]:
    """Apply what a provider said when it was asked for a text."""
    row = outbox.found(tx, command.text_id)
    if not report(tx, row, command):
        return _unchanged(row)
    return Settled(state=outbox.found(tx, row.id).state, applied=True)


def report(tx: Tx, row: Any, said: ReportText | StatusItem) -> bool:
    """Apply one report of a provider; false for what was known. The state never goes back.

    A report of an attempt that runs still settles it: the provider has the text.
    """
    if row.state in ("queued", "suppressed", "canceled") and not row.tries:
        raise UsageError("nothing was sent of which this could be said")
    step = lattice.report(delivery(row), state_of(said.status))
    if step.known:
        return False
    state = step.delivery.state
    values: dict[str, Any] = {"provider_id": row.provider_id or said.provider_id}
    if step.moved:
        ends = row.ended_at or (tx.now if state in lattice.TERMINAL else None)
        values |= {"state": state, "reason": said.code, "ended_at": ends}
    kept = {"reports": _json(step.delivery), "next_at": None}
    kind = "sms.moved" if step.moved else "sms.reported"
    answer = said.answer if isinstance(said, ReportText) else None
    outbox.move(tx, row, values, kind=kind, unsaid=kept, answer=answer)
    _heed(tx, row, state, said.code if step.moved else None)
    return True


def _heed(tx: Tx, row: Any, state: str, code: str | None) -> None:
    """Heed what follows from it: somebody was told what they are told first, or wants no more texts."""
    disclosing.moved(tx, row, state)
    if state in ("failed", "undelivered"):
        carrier.hear(tx, row, code)
