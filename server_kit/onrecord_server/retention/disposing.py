"""Destroying what the policy in force lets go: a few messages to a transaction, each asked about again.

A run goes once through everything whose time may be over. One that was killed goes on where its last
transaction ended. What it did is on the record with each of them; its end is its certificate.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc, micros, moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import written as everything
from onrecord_server.messages.written import Written
from onrecord_server.retention import erasing, governing, pending, weighing
from onrecord_server.retention.erasing import Order
from onrecord_server.retention.governing import Governing
from onrecord_server.retention.on_record import written
from onrecord_server.retention.reckoning import destroying, follows, newest
from onrecord_server.retention.rows import runs


#: Messages that one transaction looks at.
AT_ONCE: Final = 25
#: Microseconds between the beginnings of two runs under one version.
BETWEEN: Final = 86_400_000_000


class Dispose(Command):
    """Go a step further."""


class Disposed(BaseModel):
    """Whether there is more to do at once."""

    more: bool


DISPOSE: Final = Endpoint("retention.dispose", "PUT", "", Dispose, Disposed, writes=True)


@implements(DISPOSE)
def dispose(tx: Tx, _: Dispose) -> Doc[Disposed]:
    """Go a step further in the run that is under way, or begin one where something may be over."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    governed = governing.in_force(tx)
    row = _running(tx) or _begin(tx, governed)
    if row is None:
        return Unchanged(Disposed, {"more": False})
    found = _next(tx, governed, row) if row.policy_version == governed.version else []
    counts = json.loads(row.counts)
    gone = [place for one in found if (place := _one(tx, governed, one, counts)) is not None]
    _move(tx, row, found, gone, counts)
    return Doc.of(Disposed(more=len(found) == AT_ONCE))


def _running(tx: Tx) -> Any:
    query = sa.select(runs).where(runs.c.tenant == tx.tenant, runs.c.state == "running")
    return tx.execute(query).first()


# -- beginning -------------------------------------------------------------------------------------


def _begin(tx: Tx, governed: Governing) -> Any:
    head = tx.unit.head(tx.tenant)
    if head is None or governed.version is None or not _due(tx, governed):
        return None
    run = tx.ports.new_id("run")
    row = {
        "tenant": tx.tenant,
        "id": run,
        "policy_version": governed.version,
        "state": "running",
        "position": -1,
        "upto": head.position - 1,
        "counts": "{}",
        "begun_at": tx.now,
    }
    tx.execute(sa.insert(runs), row)
    facts = {"policy_version": governed.version, "upto": head.position - 1}
    _record(tx, "retention.begun", run, facts)
    return _running(tx)


def _due(tx: Tx, governed: Governing) -> bool:
    """Say whether something may be over, and no run under this version began lately."""
    erases = [one for one in destroying(governed.rules) if one.disposition == "erase"]
    lately = sa.select(sa.literal(1)).where(
        runs.c.tenant == tx.tenant,
        runs.c.policy_version == governed.version,
        runs.c.begun_at > tx.now - BETWEEN,
    )
    if not erases or tx.execute(lately.limit(1)).first() is not None:
        return False
    return bool(_candidates(tx, governed, -1, None, 1))


# -- going on --------------------------------------------------------------------------------------


def _next(tx: Tx, governed: Governing, row: Any) -> Sequence[Any]:
    return _candidates(tx, governed, row.position, row.upto, AT_ONCE)


def _candidates(
    tx: Tx, governed: Governing, after: int, upto: int | None, most: int
) -> Sequence[Any]:
    """Return what was written and may be over, the earliest first: also what was never delivered."""
    last = newest(destroying(governed.rules), moment(tx.now))
    if last is None or last.year < 1970:
        return []
    bound = micros(last)

    def narrow(one: Written) -> list[sa.ColumnElement[bool]]:
        found = [one.there, one.table.c.position > after, bound >= one.last]
        return found if upto is None else [*found, one.table.c.position <= upto]

    return everything.earliest(tx, narrow, most)


def _one(tx: Tx, governed: Governing, row: Any, counts: dict[str, dict[str, int]]) -> int | None:
    """Destroy one message where everything lets it go, and count it; return its place where it went."""
    waits = row.id in pending.waiting(tx, [row.id])
    kept = weighing.kept_of(row, weighing.space_of(tx, row.conversation), waits=waits)
    found = follows(kept, governed.rules, moment(tx.now), held=False)
    if found is None:
        return None
    rule, stands = found
    what = erasing.try_erase(tx, row.id, Order()) if stands == "goes" else stands
    of_rule = counts.setdefault(rule, {})
    of_rule[what] = of_rule.get(what, 0) + 1
    return int(row.position) if what == "erased" else None


def _move(
    tx: Tx, row: Any, found: Sequence[Any], gone: Sequence[int], counts: dict[str, Any]
) -> None:
    """Say how far the run has come; one that found nothing more is over."""
    first, last = row.first_position, row.last_position
    values: dict[str, Any] = {
        "position": int(found[-1].position) if found else row.position,
        "first_position": gone[0] if first is None and gone else first,
        "last_position": gone[-1] if gone else last,
    }
    over = len(found) < AT_ONCE
    facts = {name: value for name, value in values.items() if value is not None}
    change = {**values, "counts": written(counts)}
    change |= {"state": "done", "ended_at": tx.now} if over else {}
    mine = (runs.c.tenant == tx.tenant, runs.c.id == row.id)
    tx.execute(sa.update(runs).where(*mine).values(**change))
    kind = "retention.ended" if over else "retention.advanced"
    stamp = sa.update(runs).where(
        runs.c.tenant == sa.bindparam("of"), runs.c.id == sa.bindparam("run")
    )
    stamp = stamp.values(ended_position=sa.bindparam("at_position"))
    keys = {"of": tx.tenant, "run": row.id}
    stamped = [(stamp, "at_position", keys)] if over else []
    _record(tx, kind, row.id, {**facts, "counts": counts}, stamped)


def _record(
    tx: Tx,
    kind: str,
    run: str,
    facts: dict[str, Any],
    stamped: list[tuple[sa.Update, str, dict[str, Any]]] | None = None,
) -> None:
    tx.recorded += 1
    erasing.house(tx).record(
        Draft(
            type=kind,
            object=run,
            audience=NOBODY,
            event={"run_id": run},
            facts=facts,
            stamped=stamped or [],
        )
    )
