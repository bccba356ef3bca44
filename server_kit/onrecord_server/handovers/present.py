"""Hand-overs, from row to wire, and their events again from the record."""

from typing import Any, Final

from onrecord.wire import handovers as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.handovers import recording, rules
from onrecord_server.handovers.queries import HANDED_OVER
from onrecord_server.handovers.weighing import Weighed, WeighedSpace


_SAME: Final = ("id", "state", "started_by", "reason_code", "stopped_by", *rules.COUNTED)


def handover(row: Any) -> wire.Handover:
    """Return a hand-over, and how far it has come."""
    return wire.Handover.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME},
            "person_id": row.person,
            "successor_id": row.successor,
            "started_at": moment(row.started_at),
            "ended_at": None if row.ended_at is None else moment(row.ended_at),
        }
    )


def item(one: Weighed) -> wire.HandoverItem:
    """Return what becomes of a conversation; its title is not said."""
    return wire.HandoverItem(
        conversation_id=one.row.id,
        space_id=one.row.space,
        kind=one.row.kind,
        subject=one.row.subject,
        role=one.row.role,
        outcome=one.fate.outcome,
        why=one.fate.why,
    )


def space_item(one: WeighedSpace) -> wire.HandoverItem:
    """Return what becomes of a place in a space."""
    fate = one.fate
    return wire.HandoverItem(
        space_id=one.row.space, role=one.row.role, outcome=fate.outcome, why=fate.why
    )


@composes("handover.started", "handover.advanced", "handover.ended")
def _event(event: Stored) -> dict[str, Any]:
    entry = event.entry
    return recording.said_of(entry["type"], entry["object"], entry["facts"])


@composes(HANDED_OVER)
def _handed_over(event: Stored) -> dict[str, Any]:
    facts = event.entry["facts"]
    who = {name: facts[name] for name in ("person_id", "successor_id")}
    return {"conversation_id": event.entry["object"], **who}
