"""What the worker asks and puts on the record: in this process only, never from afar."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord.wire.exports import ArchiveState, StoppedBecause
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.exports import access, changes
from onrecord_server.exports.rows import exports
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight import queries
from onrecord_server.oversight.access import Opened


class Admit(Command):
    """Ask which of some messages an export may tell, at this moment."""

    grant_id: str
    ids: list[str]
    since: int | None = None
    until: int | None = None


class Places(Command):
    """Ask in which conversations a grant opens something, and of what times."""

    grant_id: str
    since: int | None = None
    until: int | None = None


class Admitted(BaseModel):
    """Ids, and the times that a grant opens."""

    model_config = ConfigDict(frozen=True)

    ids: list[str]
    since: int = 0
    until: int = 0


class Settle(Command):
    """Record what an export came to. Who began it with fewer ``tries`` has lost it since.

    ``running`` lets it begin anew, under a head that covers this entry.
    """

    archive_id: str
    tries: int
    state: ArchiveState
    upto: int | None = None
    size: int | None = None
    manifest_sha256: str | None = None
    reason: StoppedBecause | None = None


class Settled(BaseModel):
    """The state of an export after that."""

    model_config = ConfigDict(frozen=True)

    state: str


ADMIT: Final = Endpoint("exports.admit", "GET", "", Admit, Admitted, writes=False)
PLACES: Final = Endpoint("exports.places", "GET", "", Places, Admitted, writes=False)
SETTLE: Final = Endpoint("exports.settle", "PUT", "", Settle, Settled, writes=True)


@implements(ADMIT)
def admit(tx: Tx, command: Admit) -> Admitted:
    """Return what the grant opens now, without what the line of management of its asker wrote."""
    _, opened, _ = access.exporting(tx, command.grant_id, command.since, command.until)
    return Admitted(ids=admissible(tx, opened, command.ids))


def admissible(tx: Tx, opened: Opened, ids: Sequence[str]) -> list[str]:
    """Return those of some messages that are opened, and not by the line of management of the asker."""
    found = queries.admitted(tx, opened, ids) + queries.admitted_kept(tx, opened, ids)
    line = set(oversight.conflicting(tx, {one.author for one in found}))
    return [one.id for one in found if one.author not in line]


@implements(PLACES)
def places(tx: Tx, command: Places) -> Admitted:
    """Return where the grant opens something now."""
    _, opened, _ = access.exporting(tx, command.grant_id, command.since, command.until)
    found = {one.conversation for one in queries.opens(tx, opened)}
    return Admitted(ids=sorted(found), since=max(opened.since, 0), until=opened.until)


@implements(SETTLE)
def settle(tx: Tx, command: Settle) -> Settled | Doc[Settled]:
    """End an export that runs, or let it begin anew."""
    tx.unit.lock([tx.tenant])
    mine = (exports.c.tenant == tx.tenant, exports.c.id == command.archive_id)
    row = tx.execute(sa.select(exports).where(*mine)).one()
    if row.state != "running" or row.tries != command.tries:
        return Unchanged(Settled, {"state": row.state})
    if command.state == "running":
        row = changes.update(tx, row, {"lease": None, "written": 0})
    known = command.model_dump(include={"upto", "size", "manifest_sha256", "reason"})
    changes.move(tx, row, command.state, **known)
    return Settled(state=command.state)
