"""How it stands with the record, for who answers for it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import record_health as wire
from onrecord.wire.record import RecordCheck
from onrecord_server.checks import access
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.exports.names import Ask
from onrecord_server.journaling.standing import end_of
from onrecord_server.record_health import checked, journaled, rules, signed, witnessed


@implements(endpoints.GET_RECORD_HEALTH)
def get_health(tx: Tx, _: wire.GetRecordHealth) -> wire.RecordHealth:
    """Say how it stands with the record."""
    access.demand(tx)
    ask = _asking(tx)
    upkeep, end = tx.unit.hooks.upkeep, end_of(ask, tx.tenant)
    names = upkeep.witnesses
    return wire.RecordHealth(
        **_checks(tx, ask, upkeep.check_seconds),
        at=moment(tx.now),
        entries=end,
        signing=signed.standing(ask, tx.tenant, signs=upkeep.signs, end=end, now=tx.now),
        witnesses=witnessed.shown(list(witnessed.standings(ask, tx.tenant, names, tx.now))),
        journals=journaled.shown(ask, tx.tenant, upkeep.journals, end=end, now=tx.now),
    )


def _checks(tx: Tx, ask: Ask, every: float) -> dict[str, Any]:
    last = checked.last_ended(ask, tx.tenant, tx.now)
    running = checked.running(ask, tx.tenant, tx.now)
    begun = None if last is None else micros(last.begun_at)
    return {
        "state": rules.check_state(None if last is None else last.state, begun, every, tx.now),
        "every_seconds": int(every),
        "due_at": _due(last, every) if running is None else None,
        "last": last,
        "running": running,
        "unbelieved": checked.unbelieved(ask, tx.tenant, tx.now),
    }


def _due(last: RecordCheck | None, every: float) -> Any:
    return last.begun_at + timedelta(seconds=every) if last is not None and every else None


def _asking(tx: Tx) -> Ask:
    def ask(query: sa.Select[Any]) -> Sequence[Any]:
        return tx.execute(query).all()

    return ask
