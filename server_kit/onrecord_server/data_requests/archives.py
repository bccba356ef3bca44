"""The copy that somebody is given of what is kept about them: begun, written, opened once, gone."""

from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.errors import Conflict, NotFound
from onrecord.wire import data_requests as wire
from onrecord.wire._base import Command
from onrecord_server.attachments.plans import Piece, Serving
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.leases import anew
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.data_requests import access, present, recording
from onrecord_server.data_requests.rows import OPEN, data_archives, data_requests
from onrecord_server.exports.rows import export_parts
from onrecord_server.policy.deciding import by_oneself


#: Microseconds that a copy waits for the person.
WAITS: Final = 14 * 86_400_000_000


class Written(Command):
    """Record that a copy is written."""

    request_id: str
    tries: int
    size: int
    sha256: str


class GivenUp(Command):
    """Record that a copy is tried no more, and why."""

    request_id: str
    tries: int
    reason: wire.CopyStopped


class Settled(BaseModel):
    """Whether it was still wanted."""

    done: bool


WRITTEN: Final = Endpoint("data_requests.written", "PUT", "", Written, Settled, writes=True)
GIVEN_UP: Final = Endpoint("data_requests.given_up", "PUT", "", GivenUp, Settled, writes=True)
CONTENT: Final = Endpoint(
    "data_requests.archive", "GET", "", wire.GetDataArchive, Serving, writes=False
)


def begin(tx: Tx, row: Any, upto: int) -> str:
    """Let a copy be written of what is there now; return the id of its bytes. One that was given up is begun anew."""
    bytes_id = tx.ports.new_id("attachment")
    values = {"person": row.person, "bytes_id": bytes_id, "upto": upto}
    values |= {"state": "running", "written": 0}
    before = _found(tx, row.id)
    if before is None:
        new = {"tenant": tx.tenant, "id": row.id, "tries": 0}
        tx.execute(sa.insert(data_archives), {**new, **values})
    else:
        _anew(tx, before, values)
    return bytes_id


def _anew(tx: Tx, before: Any, values: dict[str, Any]) -> None:
    """Begin again under another id of bytes: who still clears what was half written takes nothing of this."""
    mine = (export_parts.c.tenant == tx.tenant, export_parts.c.export == before.id)
    tx.execute(sa.delete(export_parts).where(*mine))
    fresh = {"tries": anew(before), "lease": None, "store": None}
    tx.execute(sa.update(data_archives).where(*_mine(tx, before.id)).values(**values, **fresh))


def end(tx: Tx, request_id: str) -> None:
    """Let nothing more come of a copy; its bytes go."""
    tx.execute(sa.update(data_archives).where(*_mine(tx, request_id)).values(state="over"))


def _mine(tx: Tx, request_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (data_archives.c.tenant == tx.tenant, data_archives.c.id == request_id)


def _found(tx: Tx, request_id: str) -> Any:
    query = sa.select(data_archives).where(*_mine(tx, request_id))
    return tx.execute(query).one_or_none()


@implements(WRITTEN)
def written(tx: Tx, command: Written) -> Settled | Doc[Settled]:
    """Say that a copy is written, and until when it waits."""
    row = _wanted(tx, command)
    if row is None:
        return Unchanged(Settled, {"done": False})
    bytes_ = {"size": command.size, "sha256": command.sha256}
    until = tx.now + WAITS
    values = {"state": "done", "until": until, **bytes_}
    tx.execute(sa.update(data_archives).where(*_mine(tx, row.id)).values(**values))
    request = _request(tx, row.id)
    recording.update(tx, row.id, {"state": "done", "ended_at": tx.now})
    facts = {"state": "done", **bytes_, "until": time_text(until)}
    recording.moved(tx, request, "copied", facts, certifies=True)
    return Settled(done=True)


@implements(GIVEN_UP)
def given_up(tx: Tx, command: GivenUp) -> Settled | Doc[Settled]:
    """Say that a copy is given up: the request is to be decided again, and says why."""
    row = _wanted(tx, command)
    if row is None:
        return Unchanged(Settled, {"done": False})
    stopped = sa.update(data_archives).where(*_mine(tx, row.id)).values(state=command.reason)
    tx.execute(stopped)
    recording.update(tx, row.id, {"state": "identified"})
    facts = {"state": "identified", "reason": command.reason}
    recording.moved(tx, _request(tx, row.id), "stopped", facts)
    return Settled(done=True)


def _wanted(tx: Tx, command: Written | GivenUp) -> Any:
    """Return a copy that is being written by who says something of it; ``None`` where it is not any more."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row = _found(tx, command.request_id)
    ours = row is not None and row.state == "running" and row.tries == command.tries
    return row if ours else None


def _request(tx: Tx, request_id: str) -> Any:
    mine = (data_requests.c.tenant == tx.tenant, data_requests.c.id == request_id)
    return tx.execute(sa.select(data_requests).where(*mine)).one()


@implements(endpoints.OPEN_DATA_ARCHIVE)
def open_archive(tx: Tx, command: wire.OpenDataArchive) -> wire.DataRequest | Doc[wire.DataRequest]:
    """Open one's own copy, once."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row, found = _own(tx, command.request_id)
    by_oneself(tx)
    if found.opened_at is not None and tx.now < found.opened_at + OPEN:
        return Unchanged(wire.DataRequest, present.one(tx, row).model_dump(mode="json"))
    if found.opened_at is not None or tx.now >= found.until:
        raise Conflict("This copy waits no longer: ask for another one.")
    opened = sa.update(data_archives).where(*_mine(tx, row.id)).values(opened_at=tx.now)
    tx.execute(opened)
    recording.moved(tx, row, "opened", {"state": row.state})
    return present.one(tx, row)


def _own(tx: Tx, request_id: str) -> tuple[Any, Any]:
    """Load a request of one's own with its copy. Raises ``NotFound``, and ``Conflict`` without a copy."""
    row = access.request(tx, request_id)
    if row.person != tx.actor.person:
        raise NotFound
    found = _found(tx, request_id)
    if found is None or found.state != "done":
        raise Conflict(f"There is no copy to open: this request is {row.state}.")
    return row, found


@implements(CONTENT)
def content(tx: Tx, command: wire.GetDataArchive) -> Serving:
    """Say what the copy consists of, for the person alone, while it is open."""
    _, found = _own(tx, command.request_id)
    by_oneself(tx)
    if found.opened_at is None or tx.now >= found.opened_at + OPEN or found.store is None:
        raise Conflict("This copy is not open: open it first, or ask for another one.")
    return Serving(
        attachment_id=found.bytes_id,
        store=found.store,
        name=f"{found.id}.zip",
        media_type="application/zip",
        size=found.size,
        sha256=found.sha256,
        pieces=_pieces(tx, found.id),
    )


def _pieces(tx: Tx, request_id: str) -> list[Piece]:
    mine = (export_parts.c.tenant == tx.tenant, export_parts.c.export == request_id)
    found = tx.execute(sa.select(export_parts).where(*mine).order_by(export_parts.c.start))
    return [Piece(start=one.start, size=one.size, key=one.key) for one in found]
