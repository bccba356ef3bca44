"""Telling custodians: what they are asked to keep, that they have not said that they know, that it is over."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.errors import Conflict
from onrecord.wire import holds as wire
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc, micros, moment, time_text
from onrecord_server.core.draft import to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.holds import access, present, queries, rules
from onrecord_server.holds.recording import record
from onrecord_server.holds.rows import custodians, holds
from onrecord_server.people.rows import people
from onrecord_server.policy.deciding import by_oneself
from onrecord_server.policy.durations import after


#: Custodians that one tick reminds.
ROUND: Final = 200


class RemindCustodians(Command):
    """Remind those who are due."""


class Reminded(BaseModel):
    """How many were reminded."""

    people: int


REMIND: Final = Endpoint("holds.remind", "PUT", "", RemindCustodians, Reminded, writes=True)


def ask(tx: Tx, hold: Any, persons: Collection[str], within: str) -> None:
    """Tell people of a hold's newest revision, and ask them to acknowledge it."""
    due = micros(after(moment(tx.now), within))
    told = {
        "revision": hold.revision,
        "told_at": tx.now,
        "due_at": due,
        "remind_at": rules.next_reminder(tx.now, due, tx.now),
        "reminders": 0,
        "reminded_at": None,
        "acknowledged_at": None,
        "lifted_at": None,
    }
    before = {one.person for one in queries.told(tx, [hold.id])[hold.id]}
    new = sorted(set(persons) - before)
    keys = {"tenant": tx.tenant, "hold": hold.id}
    tx.unit.insert(custodians, [{**keys, "person": one, **told} for one in new])
    for person in sorted(persons):
        if person in before:
            _update(tx, hold.id, person, told)
        _record(tx, hold.id, person, "asked", told)


def lift(tx: Tx, hold_id: str) -> None:
    """Tell everybody who was told of a hold that it is over."""
    for row in queries.told(tx, [hold_id])[hold_id]:
        _update(tx, hold_id, row.person, {"lifted_at": tx.now, "remind_at": None})
        _record(tx, hold_id, row.person, "lifted", {"revision": row.revision})


def _record(tx: Tx, hold_id: str, person: str, what: str, told: Mapping[str, Any]) -> None:
    times = {name: time_text(told[name]) for name in ("due_at", "remind_at") if told.get(name)}
    facts = {"person_id": person, "what": what, "revision": told["revision"], **times}
    record(tx, "hold.told", hold_id, facts, audience=to_person(person))


def _update(tx: Tx, hold_id: str, person: str, values: Mapping[str, Any]) -> None:
    mine = (custodians.c.tenant == tx.tenant, custodians.c.hold == hold_id)
    tx.execute(sa.update(custodians).where(*mine, custodians.c.person == person).values(**values))


# -- what custodians do ----------------------------------------------------------------------------


@implements(endpoints.LIST_HOLD_NOTICES)
def list_notices(tx: Tx, command: wire.ListHoldNotices) -> wire.HoldNotices:
    """List what the actor is asked to keep."""
    query = (
        sa.select(custodians, holds.c.content_id)
        .join(holds, _same_hold())
        .where(custodians.c.tenant == tx.tenant, custodians.c.person == tx.actor.person)
        .order_by(custodians.c.told_at.desc(), custodians.c.hold)
    )
    rows = list(tx.execute(query))
    said = queries.said(tx, [row.content_id for row in rows])
    shown = [present.notice(row, said[row.content_id], tx.now) for row in rows]
    return wire.HoldNotices(data=shown)


def _same_hold() -> sa.ColumnElement[bool]:
    return sa.and_(holds.c.tenant == custodians.c.tenant, holds.c.id == custodians.c.hold)


def shown(tx: Tx, hold_id: str) -> wire.HoldNotice:
    """Return what the actor was told of a hold. Raises ``NotFound``."""
    row = access.notice(tx, hold_id)
    query = sa.select(holds.c.content_id).where(holds.c.tenant == tx.tenant, holds.c.id == hold_id)
    content_id = tx.execute(query).scalar_one()
    return present.notice(row, queries.said(tx, [content_id])[content_id], tx.now)


@implements(endpoints.ACKNOWLEDGE_HOLD)
def acknowledge(tx: Tx, command: wire.AcknowledgeHold) -> Doc[wire.HoldNotice]:
    """Put on the record that a custodian knows what to keep."""
    by_oneself(tx)
    tx.unit.lock([tx.tenant])
    row = access.notice(tx, command.hold_id)
    if row.revision != command.revision:
        raise Conflict("You were told something newer: read that and acknowledge it.")
    if row.acknowledged_at is not None or row.lifted_at is not None:
        done = shown(tx, row.hold)
        return Unchanged(wire.HoldNotice, done.model_dump(mode="json"))
    _update(tx, row.hold, row.person, {"acknowledged_at": tx.now, "remind_at": None})
    facts = {"person_id": row.person, "revision": row.revision}
    record(tx, "hold.acknowledged", row.hold, facts, audience=to_person(row.person))
    return Doc.of(shown(tx, row.hold))


# -- reminders -------------------------------------------------------------------------------------


def due(now: int) -> sa.Select[Any]:
    """Return who is to be reminded by now, in every tenant: nobody who has left."""
    active = sa.and_(
        people.c.tenant == custodians.c.tenant,
        people.c.id == custodians.c.person,
        people.c.status == "active",
    )
    query = sa.select(custodians).join(people, active)
    return query.where(custodians.c.remind_at.is_not(None), custodians.c.remind_at <= now)


@implements(REMIND)
def remind(tx: Tx, command: RemindCustodians) -> Doc[Reminded]:
    """Remind those who are due, as the running app does it."""
    tx.unit.lock([tx.tenant])
    query = due(tx.now).where(custodians.c.tenant == tx.tenant).limit(ROUND)
    rows = list(tx.execute(query))
    for row in rows:
        again = rules.next_reminder(row.told_at, row.due_at, tx.now)
        counted = {"reminders": row.reminders + 1, "reminded_at": tx.now, "remind_at": again}
        _update(tx, row.hold, row.person, counted)
        told = {"revision": row.revision, "due_at": row.due_at, "remind_at": again}
        _record(tx, row.hold, row.person, "reminded", told)
    if not rows:
        return Unchanged(Reminded, {"people": 0})
    return Doc.of(Reminded(people=len(rows)))
