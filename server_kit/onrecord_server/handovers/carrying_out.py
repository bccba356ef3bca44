"""Going on with hand-overs that were begun: one step of the earliest, for who looks after them."""

from typing import Final

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.handovers.rows import handovers
from onrecord_server.handovers.steps import step


class CarryOutHandovers(Command):
    """Go a step further with what was begun."""


class CarriedOutHandovers(BaseModel):
    """Whether there was something to do, and so may be more."""

    more: bool


CARRY_OUT_HANDOVERS: Final = Endpoint(
    "handovers.carry_out", "PUT", "", CarryOutHandovers, CarriedOutHandovers, writes=True
)


@implements(CARRY_OUT_HANDOVERS)
def carry_out(tx: Tx, _: CarryOutHandovers) -> Doc[CarriedOutHandovers]:
    """Go a step further with the earliest that was begun."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    running = (handovers.c.tenant == tx.tenant, handovers.c.state == "running")
    query = sa.select(handovers).where(*running).order_by(handovers.c.started_at, handovers.c.id)
    row = tx.execute(query.limit(1)).one_or_none()
    if row is None:
        return Unchanged(CarriedOutHandovers, {"more": False})
    step(tx, row)
    return Doc.of(CarriedOutHandovers(more=True))
