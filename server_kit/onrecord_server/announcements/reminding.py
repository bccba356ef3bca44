"""Reminding just those who have not acknowledged, or not read: one event that names nobody."""

from typing import Any, NamedTuple

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import NotAnnounced, NotFound, RateLimited
from onrecord.wire import announcements as wire
from onrecord.wire.messages import Message
from onrecord_server.announcements import access, present, queries, rules
from onrecord_server.announcements.access import Announcement
from onrecord_server.announcements.rows import reminders
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements


class Said(NamedTuple):
    """What a reminder says: for whom it is, how many they are, of which version, and when."""

    whom: str
    people: int
    version: int
    at: int


@implements(endpoints.REMIND_AUDIENCE)
def remind(tx: Tx, command: wire.RemindAudience) -> Doc[wire.Reminder]:
    """Remind those who have not acknowledged, or not read, once an hour at most."""
    found = access.writable(tx, command.message_id)
    if command.to == "missing" and not found.acknowledge:
        raise NotAnnounced("This message does not ask to be acknowledged.")
    before = last(tx, found, hold=True)
    _check_pace(tx, before)
    said = Said(command.to, _people(tx, found, command.to), found.version, tx.now)
    shown = present.reminder(found, said).model_dump(mode="json")
    if not said.people:
        return Unchanged(wire.Reminder, shown)
    tx.record(_draft(tx, found, said, first=before is None))
    return Doc(wire.Reminder, shown)


def last(tx: Tx, found: Announcement, *, hold: bool = False) -> Any:
    """Return the row of the last reminder, or ``None``; ``hold`` keeps others from the next one."""
    mine = (reminders.c.tenant == tx.tenant, reminders.c.message == found.id)
    query = sa.select(reminders).where(*mine)
    return tx.execute(query.with_for_update() if hold else query).one_or_none()


def shown(tx: Tx, message_id: str) -> wire.Reminder:
    """Return the last reminder of an announcement that the actor leads. Raises ``NotFound``."""
    found = access.led(tx, message_id)
    before = last(tx, found)
    if before is None:
        raise NotFound
    return present.reminder(found, before)


def _check_pace(tx: Tx, before: Any) -> None:
    wait = rules.wait(None if before is None else before.at, tx.now)
    if wait:
        said = "Everybody concerned was reminded within the last hour."
        raise RateLimited(said, retry_after=wait / 1_000_000)


def _people(tx: Tx, found: Announcement, whom: str) -> int:
    counts = queries.counts(tx, queries.audience(found))
    return int(counts.missing if whom == "missing" else counts.audience - counts.read)


def _draft(tx: Tx, found: Announcement, said: Said, *, first: bool) -> Draft:
    facts = {"conversation": found.conversation, "to": said.whom}
    named = {"conversation_id": found.conversation, "message_id": found.id}
    row = {"tenant": tx.tenant, "message": found.id, **said._asdict(), "position": None}
    again = (
        sa.update(reminders)
        .where(reminders.c.tenant == tx.tenant, reminders.c.message == found.id)
        .values(**said._asdict(), position=sa.bindparam("here"))
    )
    return Draft(
        type="message.reminded",
        object=found.id,
        audience=to_conversation(found.conversation),
        event={**named, "version": said.version, "to": said.whom},
        facts=facts,
        version=said.version,
        numbered=[(reminders, "position", row)] if first else [],
        stamped=[] if first else [(again, "here", {})],
        about=Doc(Message, {"position": found.sight}),
    )
