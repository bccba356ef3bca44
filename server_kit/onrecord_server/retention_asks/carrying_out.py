"""Erasing what an officer answered and a second person approved: a few messages to a transaction.

Each is asked about again by the policy and the holds of that moment. What stays is certified with what went,
and is asked about anew as `carried` says.
"""

from collections import Counter
from collections.abc import Collection
from typing import Any, Final, Literal

from pydantic import BaseModel

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages.written import EVERYWHERE
from onrecord_server.retention import erasing, governing, pending, weighing
from onrecord_server.retention.erasing import Order
from onrecord_server.retention.governing import Governing
from onrecord_server.retention.reckoning import follows
from onrecord_server.retention_asks import carried, queries, recording, rules
from onrecord_server.retention_asks.asking import lapse


#: Messages that one transaction looks at.
AT_ONCE: Final = 25
Became = Literal["erased", "still_held", "kept"]
WENT: Final[tuple[Became, ...]] = ("erased", "still_held", "kept")


class CarryOutAsks(Command):
    """Go a step further with what was approved."""


class CarriedOutAsks(BaseModel):
    """Whether there is more to do at once, and by which version of the policy."""

    more: bool
    version: int | None


CARRY_OUT_ASKS: Final = Endpoint(
    "retention_asks.carry_out", "PUT", "", CarryOutAsks, CarriedOutAsks, writes=True
)


@implements(CARRY_OUT_ASKS)
def carry_out(tx: Tx, _: CarryOutAsks) -> Doc[CarriedOutAsks]:
    """Go a step further with the earliest that was approved."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    governed = governing.in_force(tx)
    row = tx.execute(queries.in_work(tx.tenant).limit(1)).one_or_none()
    if row is None:
        return Unchanged(CarriedOutAsks, {"more": False, "version": governed.version})
    if rules.hashes(governed.rules).get(row.rule) == row.rule_hash:
        _step(tx, governed, row)
    else:
        lapse(tx, row)
    return Doc.of(CarriedOutAsks(more=True, version=governed.version))


def _step(tx: Tx, governed: Governing, row: Any) -> None:
    found = queries.left(tx, row, AT_ONCE)
    settled = carried.over(tx, governed, found, EVERYWHERE)
    asked = [one for one in found if one.id not in settled]
    waits = pending.waiting(tx, [one.id for one in asked])
    became = Counter(_one(tx, governed, row, one, waits) for one in asked)
    counts = {str(name): int(getattr(row, name)) + became[name] for name in WENT}
    if len(found) == AT_ONCE:
        on: dict[str, Any] = {"position": int(found[-1].position), **counts}
        recording.update(tx, row.id, on)
        recording.advanced(tx, row.id, on)
        return
    done: dict[str, Any] = {"state": "done", **counts}
    recording.update(tx, row.id, {**done, "ended_at": tx.now})
    recording.ended(tx, row.id, "carried_out", done, certifies=True)


def _one(tx: Tx, governed: Governing, row: Any, one: Any, waits: Collection[str]) -> Became:
    """Erase one message where the rule that asked lets it go still, and nothing keeps it."""
    kept = weighing.kept_of(one, one.space, waits=one.id in waits)
    if follows(kept, governed.rules, moment(tx.now), held=False) != (row.rule, "goes"):
        return "kept"
    what = erasing.try_erase(tx, one.id, Order(decision=row.id))
    if what == "held":
        return "still_held"
    return "erased" if what == "erased" else "kept"
