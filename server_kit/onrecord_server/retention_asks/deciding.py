"""What officers do: answer, approve as the second person, take an answer back."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import retention_asks as wire
from onrecord_server.core.doc import micros, time_text
from onrecord_server.core.operation import Tx, implements
from onrecord_server.policy import seconding
from onrecord_server.retention_asks import access, present, recording, rules
from onrecord_server.retention_asks.rows import retention_asks


def _shown(tx: Tx, ask_id: str) -> wire.RetentionAsk:
    return present.one(tx, access.ask(tx, ask_id))


@implements(endpoints.ANSWER_RETENTION_ASK)
def answer(tx: Tx, command: wire.AnswerRetentionAsk) -> wire.RetentionAsk:
    """Say that what was counted goes, once somebody else approves it, or that it stays until a date."""
    row = access.changing(tx, command.ask_id, rules.OFFICERS, "open")
    access.demand_current(tx, row, command.hash)
    until = _until(tx, command)
    state = "proposed" if command.answer == "erase" else "kept"
    content = recording.words(tx, row.id, "answer", command.reason)
    by = {"answered_by": tx.actor.person, "answered_at": tx.now, "answer_content_id": content[0]}
    recording.update(tx, row.id, {"state": state, "until": until, **by})
    facts = {"state": state, "hash": row.hash}
    facts |= {} if until is None else {"until": time_text(until)}
    recording.moved(tx, row.id, "answered", facts, content)
    if state == "proposed":
        _tell_seconds(tx, row.id)
    return _shown(tx, row.id)


def _until(tx: Tx, command: wire.AnswerRetentionAsk) -> int | None:
    """Return until when it stays. Raises ``Invalid`` where that does not fit the answer."""
    until = None if command.until is None else micros(command.until)
    if command.answer == "erase" and until is not None:
        raise _invalid("What goes has no date: leave it out.")
    if command.answer == "keep" and (until is None or until <= tx.now):
        raise _invalid("Say until when it stays: a date that is to come.")
    return until


def _invalid(said: str) -> Invalid:
    return Invalid(said, errors=[{"pointer": "/until", "detail": said}])


def _tell_seconds(tx: Tx, ask_id: str) -> None:
    """Tell whoever may approve it that it waits."""

    def demands(theirs: Tx) -> None:
        row = access.ask(theirs, ask_id)
        access.demand_duty(theirs, rules.APPROVERS)
        access.demand_second(theirs, row)

    waits = seconding.Waits("retention_ask", ask_id, "retention_ask")
    seconding.tell(tx, waits, rules.APPROVERS, demands)


def _still(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say of a question that its answer waits for somebody else than who gave it."""
    one = retention_asks.c
    other = one.answered_by.is_distinct_from(tx.actor.person)
    return [one.tenant == tx.tenant, one.state == "proposed", other]


seconding.still("retention_ask", retention_asks.c.id, _still)


@implements(endpoints.APPROVE_RETENTION_ASK)
def approve(tx: Tx, command: wire.ApproveRetentionAsk) -> wire.RetentionAsk:
    """Let what was counted be erased."""
    row = access.changing(tx, command.ask_id, rules.APPROVERS, "proposed")
    access.demand_second(tx, row)
    access.demand_current(tx, row, command.hash)
    recording.update(tx, row.id, {"state": "approved", "approved_by": tx.actor.person})
    recording.moved(tx, row.id, "approved", {"state": "approved", "hash": row.hash})
    return _shown(tx, row.id)


@implements(endpoints.REOPEN_RETENTION_ASK)
def reopen(tx: Tx, command: wire.ReopenRetentionAsk) -> wire.RetentionAsk:
    """Take an answer back: it is asked again, and counted anew by the next count."""
    row = access.changing(tx, command.ask_id, rules.APPROVERS, "proposed", "kept")
    content = recording.words(tx, row.id, "refusal", command.reason)
    nothing: dict[str, Any] = dict.fromkeys(
        ("answered_by", "answered_at", "answer_content_id", "until")
    )
    by = {"refused_by": tx.actor.person, "refusal_content_id": content[0]}
    recording.update(tx, row.id, {"state": "open", **nothing, **by})
    recording.moved(tx, row.id, "reopened", {"state": "open"}, content)
    return _shown(tx, row.id)
