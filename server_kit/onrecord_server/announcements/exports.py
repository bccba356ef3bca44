"""Exports: everybody's standing with an announcement; what was acknowledged, as of one entry of the record."""

from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json

from onrecord import endpoints
from onrecord.errors import Conflict, NotFound
from onrecord.wire import announcements as wire
from onrecord.wire.page import Page
from onrecord_server.announcements import access, operations, queries, rules
from onrecord_server.announcements.access import Announcement
from onrecord_server.announcements.queries import Audience
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import entries


@implements(endpoints.EXPORT_ANNOUNCEMENT)
def export(tx: Tx, command: wire.ExportAnnouncement) -> Doc[wire.AnnouncementExport]:
    """Put an export on the record: from here on its rows can be read for a day."""
    found = access.led(tx, command.message_id)
    commit = queries.commitment(tx, found, found.version)
    if commit is None:
        raise Conflict("This version is not on the record yet: export it after the commit.")
    of = queries.audience(found)
    export_id = tx.ports.new_id("export")
    shown = _shown(tx, of, (export_id, tx.now, commit))
    doc = Doc(wire.AnnouncementExport, shown | {"position": None})
    tx.record(_draft(tx, found, export_id, doc))
    return doc


def _draft(tx: Tx, found: Announcement, export_id: str, doc: Doc[wire.AnnouncementExport]) -> Draft:
    named = {"conversation_id": found.conversation, "message_id": found.id}
    return Draft(
        type="announcement.exported",
        object=export_id,
        audience=to_person(tx.actor.person),
        event={"export_id": export_id, **named, "version": found.version},
        facts={
            "conversation": found.conversation,
            "message": found.id,
            "version": found.version,
        },
        here=[(doc, "position")],
    )


def _shown(tx: Tx, of: Audience, made: tuple[str, int, str]) -> dict[str, Any]:
    export_id, at, commit = made
    return wire.AnnouncementExport(
        id=export_id,
        message_id=of.of.id,
        conversation_id=of.of.conversation,
        version=of.version,
        commit=commit,
        at=moment(at),
        until=moment(at + rules.EXPORT_LASTS),
        position=of.upto,
        summary=operations.summary_of(tx, of),
    ).model_dump(mode="json")


@implements(endpoints.GET_EXPORT)
def get_export(tx: Tx, command: wire.GetExport) -> Doc[wire.AnnouncementExport]:
    """Return an export that the actor made within the last day."""
    entry, of = _made(tx, command.export_id)
    commit = queries.commitment(tx, of.of, of.version) or ""
    return Doc(wire.AnnouncementExport, _shown(tx, of, (command.export_id, entry.at, commit)))


@implements(endpoints.LIST_EXPORT_ROWS)
def list_rows(tx: Tx, command: wire.ListExportRows) -> Page[wire.RosterEntry]:
    """List the rows of an export by name."""
    _, of = _made(tx, command.export_id)
    stretch = operations.after(command.cursor, command.limit)
    return operations.page(of, queries.everybody(tx, of, stretch), command.limit)


def _made(tx: Tx, export_id: str) -> tuple[Any, Audience]:
    """Load an export of the actor's own, who must still lead.

    Raises ``NotFound``, and ``Forbidden`` for who no longer leads.
    """
    query = sa.select(entries).where(
        entries.c.tenant == tx.tenant,
        entries.c.object == export_id,
        entries.c.type == "announcement.exported",
        entries.c.actor == tx.actor.person,
        entries.c.at > tx.now - rules.EXPORT_LASTS,
    )
    entry = tx.execute(query).one_or_none()
    if entry is None:
        raise NotFound
    facts = from_json(entry.entry)["facts"]
    return entry, Audience(access.led(tx, facts["message"]), facts["version"], entry.position)
