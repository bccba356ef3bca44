"""What the running app asks and puts on the record by itself: in this process only, never from afar."""

import logging
from collections.abc import Mapping
from typing import Final, Literal

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.checks import believing, changes
from onrecord_server.checks.rows import self_checks
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements


logger = logging.getLogger("onrecord.record")


class BeginCheck(Command):
    """Begin a self-check where none began within so many seconds."""

    every: float


class EndCheck(Command):
    """Write down what a self-check found. Who began it with fewer ``tries`` has lost it since."""

    check_id: str
    tries: int
    state: Literal["passed", "failed", "stopped"]
    entries: int = 0
    versions: int = 0
    erased: int = 0
    checkpoint: int = 0
    counts: Mapping[str, int] = Field(default_factory=dict)


class Standing(BaseModel):
    """The state of a self-check after that; empty where there is nothing to do."""

    model_config = ConfigDict(frozen=True)

    state: str


BEGIN: Final = Endpoint("record.begin_check", "PUT", "", BeginCheck, Standing, writes=True)
END: Final = Endpoint("record.end_check", "PUT", "", EndCheck, Standing, writes=True)


@implements(BEGIN)
def begin(tx: Tx, command: BeginCheck) -> Standing | Doc[Standing]:
    """Begin a self-check, unless one runs or began lately."""
    tx.unit.lock([tx.tenant])
    begun = tx.execute(believing.last_begun(tx.tenant, tx.now)).scalar()
    early = begun is not None and begun > tx.now - int(command.every * 1_000_000)
    if early or changes.running(tx) is not None:
        return Unchanged(Standing, {"state": ""})
    _say_unbelieved(tx)
    changes.begin(tx, None)
    return Standing(state="running")


def _say_unbelieved(tx: Tx) -> None:
    count = tx.execute(believing.unbelieved(tx.tenant, tx.now)).scalar_one()
    if count:
        said = "%s self-checks of %s are not believed: the record does not say so, or their time is to come"
        logger.critical(said, count, tx.tenant)


@implements(END)
def end(tx: Tx, command: EndCheck) -> Standing | Doc[Standing]:
    """End a self-check that runs."""
    tx.unit.lock([tx.tenant])
    mine = (self_checks.c.tenant == tx.tenant, self_checks.c.id == command.check_id)
    row = tx.execute(sa.select(self_checks).where(*mine)).one()
    if row.state != "running" or row.tries != command.tries:
        return Unchanged(Standing, {"state": row.state})
    changes.end(tx, row, command.state, command.model_dump())
    return Standing(state=command.state)
