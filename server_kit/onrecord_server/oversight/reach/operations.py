"""What can be asked about who may be left out."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import reach as wire
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc, micros, moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages.rules import ANNOUNCE
from onrecord_server.oversight import access
from onrecord_server.oversight.reach import rules
from onrecord_server.oversight.reach.reading import Narrowed, Reach, announced
from onrecord_server.policy import standing


@implements(endpoints.READ_REACH)
def read_reach(tx: Tx, command: wire.ReadReach) -> Doc[wire.ReachReport]:
    """Say who may be left out, a page of them by name; that it was read is on the record."""
    if not tx.actor.has(ANNOUNCE):
        demand(rules.may_read(access.by_oneself(tx)))
    since = moment(tx.now) - timedelta(days=command.days)
    found = announced(tx, micros(since))
    shown = found[: rules.MOST]
    reach = Reach(tx, _narrowed(command), tuple(row.id for row in shown), _needs(tx))
    report = wire.ReachReport(
        since=since,
        until=moment(tx.now),
        complete=len(found) == len(shown),
        totals=wire.ReachTotals.model_validate(dict(reach.totals()._mapping)),  # noqa: SLF001
        announcements=_announcements(reach, shown),
        **_page(reach, command),
    )
    tx.record(_draft(command))
    return Doc.of(report)


def _narrowed(command: wire.ReadReach) -> Narrowed:
    if (command.attribute is None) != (command.value is None):
        raise Invalid("Name an attribute together with its value.")
    if command.attribute is None:
        return Narrowed(command.space_id)
    said = json.dumps({command.attribute: command.value}, ensure_ascii=False)
    return Narrowed(command.space_id, said[1:-1])


def _needs(tx: Tx) -> int | None:
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    return None if now is None else now.needs


def _announcements(reach: Reach, shown: Sequence[Any]) -> list[wire.ReachAnnouncement]:
    counts = reach.announcements()
    return [_announcement(row, counts.get(row.id)) for row in shown]


def _announcement(row: Any, counts: Any) -> wire.ReachAnnouncement:
    return wire.ReachAnnouncement(
        message_id=row.id,
        conversation_id=row.conversation,
        at=moment(row.created_at),
        acknowledge=bool(row.acknowledge),
        audience=0 if counts is None else counts.audience,
        reached=0 if counts is None else counts.reached,
        read=0 if counts is None else counts.read,
        acknowledged=0 if counts is None else counts.done,
    )


def _page(reach: Reach, command: wire.ReadReach) -> dict[str, Any]:
    rows = reach.page(command.reason, _after(command.cursor), command.limit + 1)
    shown = rows[: command.limit]
    missing = reach.missing([row.id for row in shown])
    more = len(rows) > command.limit
    return {
        "data": [_person(row, missing.get(row.id, [])) for row in shown],
        "next_cursor": write_cursor(shown[-1].name_key, shown[-1].id) if more else None,
    }


def _after(cursor: str | None) -> tuple[str, str] | None:
    if cursor is None:
        return None
    key, person = read_cursor(cursor, str, str)
    return key, person


def _person(row: Any, missing: list[str]) -> wire.ReachPerson:
    return wire.ReachPerson(
        person_id=row.id,
        name=row.name,
        guest=bool(row.guest),
        reasons=[name for name in rules.REASONS if getattr(row, f"is_{name}")],
        announcements=row.meant,
        reached=row.reached,
        missing=missing,
    )


def _draft(command: wire.ReadReach) -> Draft:
    said = {"days": command.days}
    return Draft(type="reach.read", object="reach", audience=NOBODY, event=said, facts=said)


@composes("reach.read")
def _read(item: Stored) -> dict[str, Any]:
    return {"days": item.entry["facts"]["days"]}
