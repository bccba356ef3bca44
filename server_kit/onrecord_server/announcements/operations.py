"""What can be asked about announcements: what waits for oneself, and who has done what."""

from typing import Any

from onrecord import endpoints
from onrecord.errors import NotAnnounced
from onrecord.wire import announcements as wire
from onrecord.wire.messages import Message
from onrecord.wire.page import Page
from onrecord_server.announcements import access, pending, present, queries, reminding
from onrecord_server.announcements.queries import Audience, Stretch, audience
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, implements
from onrecord_server.messages import extras
from onrecord_server.messages import present as message_present
from onrecord_server.people import access as people_access


@implements(endpoints.LIST_PENDING)
def list_pending(tx: Tx, command: wire.ListPending) -> Doc[Page[Message]]:
    """List what waits for the actor's acknowledgement, the newest first."""
    people_access.admit(tx)
    before = None if command.cursor is None else read_cursor(command.cursor, int)[0]
    rows = pending.of(tx, before, command.limit + 1)
    shown = rows[: command.limit]
    cursor = write_cursor(shown[-1].position) if len(rows) > command.limit else None
    data = extras.enrich(tx, [message_present.message(row).value for row in shown])
    return Doc(Page[Message], {"data": data, "next_cursor": cursor})


@implements(endpoints.GET_ANNOUNCEMENT)
def get_summary(tx: Tx, command: wire.GetAnnouncement) -> wire.AnnouncementSummary:
    """Count how far an announcement has come."""
    return summary_of(tx, audience(access.led(tx, command.message_id)))


def summary_of(tx: Tx, of: Audience) -> wire.AnnouncementSummary:
    """Return the counts of an audience: two statements, however many people it has."""
    return present.summary(of, queries.counts(tx, of), reminding.last(tx, of.of))


@implements(endpoints.LIST_ROSTER)
def list_roster(tx: Tx, command: wire.ListRoster) -> Page[wire.RosterEntry]:
    """List the people of an announcement by name."""
    of = audience(access.led(tx, command.message_id))
    asks = command.state in ("acknowledged", "missing", "outdated")
    if asks and not of.of.acknowledge:
        raise NotAnnounced("This message does not ask to be acknowledged.")
    stretch = after(command.cursor, command.limit)
    return page(of, queries.roster(tx, of, command.state, stretch), command.limit)


def after(cursor: str | None, limit: int) -> Stretch:
    """Return the stretch of a list by name that a cursor asks for, and one more."""
    if cursor is None:
        return Stretch(None, limit + 1)
    name, person = read_cursor(cursor, str, str)
    return Stretch((name, person), limit + 1)


def page(of: Audience, rows: list[Any], limit: int) -> Page[wire.RosterEntry]:
    """Return a page of people."""
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    cursor = None if last is None else write_cursor(last.name_key, last.person)
    data = [present.roster_entry(of, row) for row in shown]
    return Page[wire.RosterEntry](data=data, next_cursor=cursor)
