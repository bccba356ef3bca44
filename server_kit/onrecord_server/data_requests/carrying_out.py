"""Erasing or hiding what a request lets go: a few messages to a transaction, each asked about again.

What is kept is looked at again each week: what became free meanwhile goes then.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.data_requests import hiding, queries, recording, weighing
from onrecord_server.data_requests.rows import data_requests
from onrecord_server.messages import written
from onrecord_server.messages.written import Narrow, Written
from onrecord_server.retention import erasing
from onrecord_server.retention.erasing import Order


#: Messages that one transaction looks at.
AT_ONCE: Final = 25
#: Microseconds until what was kept is asked about again.
AGAIN: Final = 7 * 86_400_000_000
HOUSE: Final = "service:data-requests"


class CarryOut(Command):
    """Go a step further with the requests of a tenant."""


class CarriedOut(BaseModel):
    """Whether there is more to do at once."""

    more: bool


CARRY_OUT: Final = Endpoint("data_requests.carry_out", "PUT", "", CarryOut, CarriedOut, writes=True)


def due(now: int) -> sa.Select[Any]:
    """Return the requests that are to be carried on with by now, in every tenant."""
    at = data_requests.c.next_at
    return sa.select(data_requests).where(at.is_not(None), at <= now).order_by(at)


@implements(CARRY_OUT)
def carry_out(tx: Tx, _: CarryOut) -> Doc[CarriedOut]:
    """Go a step further in the request that waits longest."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    waits = due(tx.now).where(data_requests.c.tenant == tx.tenant).limit(1)
    row = tx.execute(waits).one_or_none()
    if row is None:
        return Unchanged(CarriedOut, {"more": False})
    found = written.earliest(tx, _next(row), AT_ONCE, queries.among(row))
    gone = row.going + _do(tx, row, found)
    by = replace(tx, actor=Actor(tx.tenant, HOUSE))
    if len(found) == AT_ONCE:
        _move(by, row, {"position": found[-1].position, "going": gone, "next_at": row.next_at})
    else:
        _end_pass(by, row, gone)
    tx.recorded += 1
    return Doc.of(CarriedOut(more=True))


def _next(row: Any) -> Narrow:
    """Ask for what there is to do still by a request, behind the place that it has come to."""

    def narrow(one: Written) -> Sequence[sa.ColumnElement[bool]]:
        hides = () if row.kind == "erasure" else hiding.meant(row)
        return (*queries.meant(row)(one), one.table.c.position > row.position, *hides)

    return narrow


def _do(tx: Tx, row: Any, found: Sequence[Any]) -> int:
    """Erase, hide or bring back; return how many went."""
    if row.kind == "restriction":
        return hiding.turn(tx, row, found)
    order = Order(request=row.id)
    return sum(erasing.try_erase(tx, one.id, order) == "erased" for one in found)


def _move(tx: Tx, row: Any, on: dict[str, Any]) -> None:
    recording.update(tx, row.id, on)
    recording.advanced(tx, row, on)


def _end_pass(tx: Tx, row: Any, gone: int) -> None:
    """Certify what went; where something is left to erase, look again later.

    What a silent hold keeps is not certified as kept: the request is in work until it goes.
    """
    left = written.count(tx, queries.meant(row)) if row.kind == "erasure" else 0
    same = row.state == "done" and not gone
    secret = weighing.secretly(tx, row) if left and not same else 0
    if secret and row.state == "approved":
        _move(tx, row, {"position": -1, "going": gone, "next_at": tx.now + AGAIN})
        return
    _move(tx, row, {"position": -1, "going": 0, "next_at": tx.now + AGAIN if left else None})
    if same:
        return
    counts = {"erased": row.erased + gone, "left": left - secret}
    state = "lifted" if row.state == "lifting" else "done"
    values = {
        "state": state,
        "erased": counts["erased"],
        "left_over": counts["left"],
        "ended_at": tx.now,
    }
    recording.update(tx, row.id, values)
    recording.moved(tx, row, "carried_out", {"state": state, **counts}, certifies=True)
