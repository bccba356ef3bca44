"""Announcements, from rows to wire."""

from typing import Any

from onrecord.wire.announcements import (
    Acknowledgement,
    AnnouncementSummary,
    Reminder,
    RosterEntry,
)
from onrecord_server.announcements import rules
from onrecord_server.announcements.access import Announcement
from onrecord_server.announcements.queries import Audience
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes


def acknowledgement(row: Any) -> Acknowledgement:
    """Return an acknowledgement from its row."""
    return Acknowledgement(
        message_id=row.message,
        conversation_id=row.conversation,
        person_id=row.person,
        version=row.version,
        commit=row.commitment,
        at=moment(row.at),
        position=row.position,
        on_behalf_of=row.on_behalf_of,
    )


def summary(of: Audience, counts: Any, reminder: Any) -> AnnouncementSummary:
    """Return the counts of an audience; what nobody asked to acknowledge, nobody misses."""
    found, asked = of.of, of.of.acknowledge
    again = None if reminder is None else moment(reminder.at + rules.REMIND_EVERY)
    return AnnouncementSummary(
        message_id=found.id,
        conversation_id=found.conversation,
        version=of.version,
        acknowledge=asked,
        audience=counts.audience,
        reached=counts.reached,
        read=counts.read,
        acknowledged=counts.acknowledged if asked else 0,
        missing=counts.missing if asked else 0,
        outdated=counts.outdated if asked else 0,
        reminded_at=None if reminder is None else moment(reminder.at),
        remind_again_at=again,
    )


def roster_entry(of: Audience, row: Any) -> RosterEntry:
    """Return one person of an audience."""
    read, newest = bool(row.read), row.version
    arrived = row.reached_at is not None
    return RosterEntry(
        person_id=row.person,
        name=row.name or row.person,
        progress=rules.progress(reached=arrived, read=read, acknowledged=newest, newest=of.version),
        member=bool(row.member),
        reached_at=moment(row.reached_at) if arrived else None,
        read=read,
        acknowledgement=None if newest is None else _of_roster(of.of, row),
    )


def _of_roster(of: Announcement, row: Any) -> Acknowledgement:
    return Acknowledgement(
        message_id=of.id,
        conversation_id=of.conversation,
        person_id=row.person,
        version=row.version,
        commit=row.commitment,
        at=moment(row.at),
        position=row.position,
        on_behalf_of=row.on_behalf_of,
    )


def reminder(of: Announcement, said: Any) -> Reminder:
    """Return a reminder from its row, or from what is about to become one."""
    return Reminder(
        message_id=of.id,
        conversation_id=of.conversation,
        version=said.version,
        to=said.whom,
        people=said.people,
        at=moment(said.at),
        again_at=moment(said.at + rules.REMIND_EVERY) if said.people else None,
    )


@composes("message.acknowledged")
def _acknowledged(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    return {
        "conversation_id": facts["conversation"],
        "message_id": item.entry["object"],
        "version": item.entry["version"],
        "person_id": item.entry["actor"],
        "commit": facts["commit"],
    }


@composes("message.reminded")
def _reminded(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    return {
        "conversation_id": facts["conversation"],
        "message_id": item.entry["object"],
        "version": item.entry["version"],
        "to": facts["to"],
    }


@composes("audience.ruled")
def _ruled(item: Stored) -> dict[str, Any]:
    return {
        "conversation_id": item.entry["facts"]["conversation"],
        "rule": (item.content or {}).get("rule"),
        "version": item.entry["version"],
    }


@composes("announcement.exported")
def _exported(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    return {
        "export_id": item.entry["object"],
        "conversation_id": facts["conversation"],
        "message_id": facts["message"],
        "version": facts["version"],
    }
