"""Reads how it stands with the self-checks of a record."""

import json
from types import SimpleNamespace
from typing import Any

from onrecord.wire.record import RecordCheck
from onrecord_server.checks import believing
from onrecord_server.checks.changes import written
from onrecord_server.checks.operations import shown
from onrecord_server.exports.names import Ask


def last_ended(ask: Ask, tenant: str, now: int) -> RecordCheck | None:
    """Return the last self-check that came to an end, as the record says it, not its row."""
    rows = ask(believing.ended(tenant, now).limit(1))
    if not rows:
        return None
    facts: dict[str, Any] = json.loads(rows[0].entry)["facts"]
    said = {**rows[0]._asdict(), **facts, "counts": written(facts["counts"])}
    return shown(SimpleNamespace(**said))


def running(ask: Ask, tenant: str, now: int) -> RecordCheck | None:
    """Return the self-check that runs."""
    rows = ask(believing.running(tenant, now).limit(1))
    return shown(rows[0]) if rows else None


def unbelieved(ask: Ask, tenant: str, now: int) -> int:
    """Return how many self-checks are not believed."""
    (row,) = ask(believing.unbelieved(tenant, now))
    return int(row.count_)
