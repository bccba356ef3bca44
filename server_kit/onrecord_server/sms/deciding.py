"""What became of a text of which nobody knows: somebody says it, and answers for it. Never the house by itself."""

import json
from typing import Any

from onrecord import endpoints
from onrecord.errors import Conflict
from onrecord.wire import sms as wire
from onrecord_server.core.operation import Tx, implements
from onrecord_server.sms import access, disclosing, lattice, outbox, settling


@implements(endpoints.DECIDE_SMS_TEXT)
def decide(tx: Tx, command: wire.DecideSmsText) -> wire.SmsText:
    """Say that a text was sent, or that it was not: then it is sent again, as another attempt."""
    row = access.text_to_decide(tx, command.text_id)
    if row.state != "unconfirmed":
        raise Conflict("It is known by now what became of this text.")
    if command.sent:
        _was_sent(tx, row)
    else:
        _again(tx, row)
    return outbox.shown(tx, [outbox.found(tx, row.id)])[0]


def _was_sent(tx: Tx, row: Any) -> None:
    reports = lattice.report(settling.delivery(row), "sent").delivery
    values = {"state": reports.state, "reason": "decided"}
    outbox.move(tx, row, values, unsaid={"reports": json.dumps(sorted(reports.reports))})
    disclosing.moved(tx, row, reports.state)


def _again(tx: Tx, row: Any) -> None:
    """Put a text back; a late report of the attempt before still says that it went, until the next begins."""
    values = {"state": "queued", "reason": "decided", "ended_at": None}
    outbox.move(tx, row, values, unsaid={"reports": json.dumps(["queued"]), "next_at": tx.now})
