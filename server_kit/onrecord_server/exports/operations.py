"""Exports under a grant: asking for one, approving it, and fetching it. Each is a look, told to those concerned."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.errors import Conflict, Invalid
from onrecord.wire import exports as wire
from onrecord.wire.page import Page
from onrecord_server.attachments.plans import Piece, Serving
from onrecord_server.core.actor import Actor
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.leases import anew
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.exports import access, changes, telling
from onrecord_server.exports.formats import known
from onrecord_server.exports.rows import export_parts, exports
from onrecord_server.exports.sealing import public_key
from onrecord_server.oversight.access import Opened
from onrecord_server.oversight.cases import listing
from onrecord_server.policy import seconding
from onrecord_server.policy.rules import APPROVERS
from onrecord_server.record.rows import checkpoints


CONTENT: Final = Endpoint(
    "exports.content", "GET", "", wire.GetArchiveContent, Serving, writes=False
)
_NARROWING: Final = ("since", "until", "sealed_to")


@implements(endpoints.CREATE_ARCHIVE)
def create_archive(tx: Tx, command: wire.CreateArchive) -> wire.Archive:
    """Ask for an export; it begins at once where the policy does not ask for a second person."""
    known.demand(command.formats)
    row = _row(tx, command)
    grant, opened, second = access.exporting(tx, command.grant_id, row["since"], row["until"])
    _demand_heads(tx)
    _demand_seal(tx, command)
    tx.execute(sa.insert(exports), row)
    narrowed = {name: row[name] for name in _NARROWING if row[name] is not None}
    facts = {"grant": grant.id, "formats": command.formats, "policy_hash": grant.policy_hash}
    facts |= narrowed
    tx.record(changes.draft("export.begun", row["id"], row["requester"], facts))
    made = access.own(tx, row["id"])
    if second:
        _tell_seconds(tx, made, grant.trigger)
    return changes.shown(tx, made if second else _begin(tx, made, grant, opened))


def _demand_seal(tx: Tx, command: wire.CreateArchive) -> None:
    """Refuse a key that keeps nothing secret, and none where a rule asks for one. Raises ``Invalid``."""
    if command.sealed_to is not None:
        public_key(command.sealed_to)
    why = access.unsealed(tx, command.sealed_to)
    if why is not None:
        raise Invalid(why, errors=[{"pointer": "/sealed_to", "detail": why}])


def _tell_seconds(tx: Tx, row: Any, rule: str) -> None:
    """Tell whoever may approve an export that it waits."""
    seconding.tell(
        tx,
        seconding.Waits("export", row.id, rule),
        APPROVERS,
        lambda theirs: access.demand_second(theirs, access.found(theirs, row.id)),
    )


seconding.still(
    "export",
    exports.c.id,
    lambda tx: [exports.c.tenant == tx.tenant, exports.c.state == "requested"],
)


def _demand_heads(tx: Tx) -> None:
    query = sa.select(sa.literal(1)).where(checkpoints.c.tenant == tx.tenant).limit(1)
    if tx.execute(query).first() is None:
        raise Conflict("No head of the record is signed yet: the operator sets checkpoint_keys.")


def _row(tx: Tx, command: wire.CreateArchive) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "id": tx.ports.new_id("archive"),
        "grant": command.grant_id,
        "state": "requested",
        "formats": ",".join(command.formats),
        "requester": tx.actor.person,
        "requested_at": tx.now,
        "written": 0,
        "tries": 0,
        "bytes_id": tx.ports.new_id("attachment"),
        "since": None if command.since is None else micros(command.since),
        "until": None if command.until is None else micros(command.until),
        "sealed_to": command.sealed_to,
    }


def _begin(tx: Tx, row: Any, grant: Any, opened: Opened, by: Actor | None = None) -> Any:
    """Let an export begin; it is told in the same transaction, for each conversation, and to who watches.

    ``tx`` is of who asked for it: what is theirs alone, and of whom, is reckoned for them.
    """
    access.demand_sealed(tx, row)
    telling.tell(tx, grant, opened)
    if by is None:
        return changes.move(tx, row, "running")
    return changes.move(replace(tx, actor=by), row, "running", approved_by=by.person)


@implements(endpoints.APPROVE_ARCHIVE)
def approve_archive(tx: Tx, command: wire.ApproveArchive) -> wire.Archive:
    """Approve what somebody else asked for; who asked must still be allowed to."""
    row = access.changing(tx, command.archive_id, "requested")
    access.demand_second(tx, row)
    theirs = replace(tx, actor=Actor(tx.tenant, row.requester), admitted=False)
    grant, opened, _ = access.exporting(theirs, row.grant, row.since, row.until)
    now = _begin(theirs, row, grant, opened, by=tx.actor)
    tx.recorded += 1
    return changes.shown(tx, now)


@implements(endpoints.CANCEL_ARCHIVE)
def cancel_archive(tx: Tx, command: wire.CancelArchive) -> wire.Archive | Doc[wire.Archive]:
    """Stop an export of one's own; its bytes go."""
    row = access.changing(tx, command.archive_id, "requested", "running", "done", "cancelled")
    row = access.own(tx, row.id)
    if row.state == "cancelled":
        return Unchanged(wire.Archive, changes.shown(tx, row).model_dump(mode="json"))
    return changes.shown(tx, changes.move(tx, row, "cancelled"))


@implements(endpoints.RESUME_ARCHIVE)
def resume_archive(tx: Tx, command: wire.ResumeArchive) -> wire.Archive | Doc[wire.Archive]:
    """Begin an export anew that stopped; it is told again, with what is opened by now."""
    row = access.changing(tx, command.archive_id, "stopped", "running")
    row = access.own(tx, row.id)
    if row.state == "running":
        return Unchanged(wire.Archive, changes.shown(tx, row).model_dump(mode="json"))
    if row.reason == "grant_over":
        raise Conflict("Its grant opens nothing any more: ask for another one.")
    grant, opened, _ = access.exporting(tx, row.grant, row.since, row.until)
    row = changes.update(tx, row, {"tries": anew(row), "lease": None, "written": 0, "reason": None})
    return changes.shown(tx, _begin(tx, row, grant, opened))


@implements(endpoints.GET_ARCHIVE)
def get_archive(tx: Tx, command: wire.GetArchive) -> wire.Archive:
    """Return an export."""
    return changes.shown(tx, access.found(tx, command.archive_id))


@implements(endpoints.LIST_ARCHIVES)
def list_archives(tx: Tx, command: wire.ListArchives) -> Page[wire.Archive]:
    """Return exports, the newest first."""
    query = sa.select(exports).where(exports.c.tenant == tx.tenant, *access.seen_by(tx))
    query = query.order_by(exports.c.id.desc()).limit(listing.AT_ONCE)
    begun = None if command.cursor is None else read_cursor(command.cursor, str)[0]

    def fetch(last: Any) -> list[Any]:
        after = begun if last is None else last.id
        return list(tx.execute(query if after is None else query.where(exports.c.id < after)))

    data, more = listing.filled(fetch, partial(access.outside, tx), command.limit)
    cursor = write_cursor(data[-1].id) if more else None
    return Page[wire.Archive](data=changes.each_shown(tx, data), next_cursor=cursor)


@implements(CONTENT)
def open_content(tx: Tx, command: wire.GetArchiveContent) -> Serving:
    """Say what a download consists of, for who asked for it, while their grant is open."""
    row = access.own(tx, command.archive_id)
    access.exporting(tx, row.grant)
    if row.state != "done" or row.store is None:
        raise Conflict(f"There is nothing to download: this export is {row.state}.")
    query = sa.select(export_parts).where(
        export_parts.c.tenant == tx.tenant, export_parts.c.export == row.id
    )
    return Serving(
        attachment_id=row.bytes_id,
        store=row.store,
        name=f"{row.id}.zip.sealed" if row.sealed_to else f"{row.id}.zip",
        media_type="application/octet-stream" if row.sealed_to else "application/zip",
        size=row.size,
        sha256=f"{row.id}-{row.tries}",
        pieces=[
            Piece(start=one.start, size=one.size, key=one.key)
            for one in tx.execute(query.order_by(export_parts.c.start))
        ],
    )
