"""The steps of a self-check: its row, and the entry that says so."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.checks import access, believing
from onrecord_server.checks.rows import self_checks
from onrecord_server.core.actor import Actor
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx


#: Who checks: nobody by name. Who asked is on the record where they did.
HOUSE: Final = "service:record"


def running(tx: Tx) -> Any:
    """Return the row of the self-check that runs, or ``None``."""
    return tx.execute(believing.running(tx.tenant, tx.now)).first()


def begin(tx: Tx, asked_by: str | None) -> Any:
    """Put a self-check up for whoever runs it."""
    check = tx.ports.new_id("check")
    nothing = dict.fromkeys(("entries", "versions", "erased", "checkpoint", "tries", "reached"), 0)
    row: dict[str, Any] = {
        "tenant": tx.tenant,
        "id": check,
        "state": "running",
        "asked_by": asked_by,
    }
    row |= {"begun_at": tx.now, "counts": "{}", **nothing}
    tx.execute(sa.insert(self_checks), row)
    by = tx if asked_by is not None else _house(tx)
    facts = {"asked": asked_by is not None}
    event = {"check_id": check}
    by.record(Draft("record.check_begun", check, NOBODY, event, facts))
    tx.recorded += 1
    mine = (self_checks.c.tenant == tx.tenant, self_checks.c.id == check)
    return tx.execute(sa.select(self_checks).where(*mine)).one()


def end(tx: Tx, row: Any, state: str, found: Mapping[str, Any]) -> None:
    """Write down what a self-check found, and tell who answers for the record where it does not hold, or nobody knows."""
    counts = {str(code): int(times) for code, times in found.get("counts", {}).items()}
    sums = {name: found.get(name, 0) for name in ("entries", "versions", "erased", "checkpoint")}
    values = {**sums, "state": state, "counts": written(counts), "ended_at": tx.now, "lease": None}
    mine = (self_checks.c.tenant == tx.tenant, self_checks.c.id == row.id)
    tx.execute(sa.update(self_checks).where(*mine).values(**values))
    stamp = sa.update(self_checks).where(*mine).values(ended_position=sa.bindparam("here"))
    facts = {**sums, "state": state, "counts": counts}
    event = {"check_id": row.id}
    _record(
        tx, Draft("record.check_ended", row.id, NOBODY, event, facts, stamped=[(stamp, "here", {})])
    )
    if state != "passed":
        _alarm(tx, row.id, sum(counts.values()))


def written(counts: Mapping[str, int]) -> str:
    """Return counts as the table holds them."""
    return json.dumps(counts, sort_keys=True)


def _alarm(tx: Tx, check: str, findings: int) -> None:
    for person in access.who_answers(tx):
        facts = {"findings": findings}
        event = {"check_id": check, **facts}
        _record(tx, Draft("record.alarmed", check, to_person(person), event, facts))


def _record(tx: Tx, draft: Draft) -> None:
    _house(tx).record(draft)
    tx.recorded += 1


def _house(tx: Tx) -> Tx:
    return replace(tx, actor=Actor(tx.tenant, HOUSE))
