"""Holds and notices as people are shown them, and their events again from the record."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from onrecord.wire import holds as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.holds.recording import said_of


Said = Mapping[str, Mapping[str, Any]]


def _moment(value: int | None) -> Any:
    return None if value is None else moment(value)


def hold(row: Any, said: Said, told: Sequence[Any], left: Collection[str], now: int) -> wire.Hold:
    """Return a hold; ``said`` are its contents by their ids, ``left`` who is not active any more."""
    words = said[row.content_id]
    kept = ("id", "state", "silent", "scope_hash", "revision", "requester")
    who = ("approved_by", "release_asked_by", "ended_by")
    times = ("requested_at", "opened_at", "ended_at")
    return wire.Hold.model_validate(
        {
            **{name: getattr(row, name) for name in (*kept, *who)},
            **{name: _moment(getattr(row, name)) for name in times},
            **{name: words.get(name) for name in ("name", "reason", "notice", "scope")},
            "widened_reason": words.get("widened"),
            "release_reason": _reason(said, row.release_content_id),
            "refusal_reason": _reason(said, row.refusal_content_id),
            "custodians": [_custodian(one, left, now) for one in told],
        }
    )


def _reason(said: Said, content_id: str | None) -> Any:
    return None if content_id is None else said[content_id]["reason"]


def is_overdue(row: Any, now: int) -> bool:
    """Say of somebody who was told whether they should have answered by now."""
    answered = row.acknowledged_at is not None or row.lifted_at is not None
    return not answered and bool(row.due_at <= now)


def _custodian(row: Any, left: Collection[str], now: int) -> wire.HoldCustodian:
    return wire.HoldCustodian(
        person_id=row.person,
        revision=row.revision,
        told_at=moment(row.told_at),
        due_at=moment(row.due_at),
        acknowledged_at=_moment(row.acknowledged_at),
        reminders=row.reminders,
        reminded_at=_moment(row.reminded_at),
        lifted_at=_moment(row.lifted_at),
        overdue=is_overdue(row, now),
        left=row.person in left,
    )


def notice(row: Any, words: Mapping[str, Any], now: int) -> wire.HoldNotice:
    """Return what somebody is asked to keep: of the hold the matter, its notice and dates alone."""
    return wire.HoldNotice(
        hold_id=row.hold,
        name=words["name"],
        notice=words.get("notice"),
        revision=row.revision,
        since=words["scope"]["since"],
        until=words["scope"]["until"],
        told_at=moment(row.told_at),
        due_at=moment(row.due_at),
        acknowledged_at=_moment(row.acknowledged_at),
        reminders=row.reminders,
        lifted_at=_moment(row.lifted_at),
        overdue=is_overdue(row, now),
    )


@composes(
    *("hold.placed", "hold.approved", "hold.refused", "hold.widened", "hold.release_asked"),
    *("hold.released", "hold.told", "hold.acknowledged"),
)
def _event(item: Stored) -> dict[str, Any]:
    entry = item.entry
    return {"hold_id": entry["object"], **said_of(entry["type"], entry["facts"])}


@composes("hold.previewed")
def _previewed(_: Stored) -> dict[str, Any]:
    return {}
