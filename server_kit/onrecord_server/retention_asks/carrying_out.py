"""Erasing what an officer answered and a second person approved: a few messages to a transaction.

Each is asked about again by the policy and the holds of that moment. What another rule asks about, too, stays
until that is answered as well. What stays is certified with what went, and is asked about anew as `carried` says.
"""

from collections import Counter
from collections.abc import Collection
from typing import Any, Final, Literal

from pydantic import BaseModel

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.retention import erasing, governing, pending, weighing
from onrecord_server.retention.erasing import Order
from onrecord_server.retention.governing import Governing
from onrecord_server.retention.reckoning import asks
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
    settled = carried.over(tx, governed, row.rule_hash, found)
    asked = [one for one in found if one.id not in settled]
    free = _free(tx, governed, row, asked)
    became = Counter(_one(tx, row, one.id, free) for one in asked)
    counts = {str(name): int(getattr(row, name)) + became[name] for name in WENT}
    if len(found) == AT_ONCE:
        on: dict[str, Any] = {"position": int(found[-1].position), **counts}
        recording.update(tx, row.id, on)
        recording.advanced(tx, row.id, on)
        return
    done: dict[str, Any] = {"state": "done", **counts}
    recording.update(tx, row.id, {**done, "ended_at": tx.now})
    recording.ended(tx, row.id, "carried_out", done, certifies=True)


def _free(tx: Tx, governed: Governing, row: Any, asked: Collection[Any]) -> set[str]:
    """Return what the rule that asked lets go still, and so does each other one that asks about it."""
    waits, now = pending.waiting(tx, [one.id for one in asked]), moment(tx.now)
    naming = {
        one.id: asks(weighing.kept_of(one, one.space, waits=one.id in waits), governed.rules, now)
        for one in asked
    }
    free = {one for one, by in naming.items() if row.rule in by}
    for rule, rule_hash in rules.hashes(governed.rules).items():
        both = [one for one in asked if one.id in free and rule in naming[one.id]]
        if rule != row.rule and both:
            free -= {one.id for one in both} - carried.let_go(tx, governed, rule_hash, both)
    return free


def _one(tx: Tx, row: Any, message_id: str, free: Collection[str]) -> Became:
    """Erase one message where its rules let it go, and nothing keeps it."""
    if message_id not in free:
        return "kept"
    what = erasing.try_erase(tx, message_id, Order(decision=row.id, rule=row.rule))
    if what == "held":
        return "still_held"
    return "erased" if what == "erased" else "kept"
