"""Asking to be let into a space, and the answer."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, NotFound
from onrecord.wire import spaces as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_moderators, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.people.rows import people
from onrecord_server.spaces import access, membership, present, rules, steps
from onrecord_server.spaces.rows import space_requests


@implements(endpoints.REQUEST_TO_JOIN)
def request_to_join(tx: Tx, command: wire.RequestToJoin) -> Doc[wire.SpaceRequest]:
    """Ask to be let in; asked already stays asked."""
    standing = membership.as_person(tx, command.space_id)
    me, space_id = tx.actor.person, standing.space
    row = _row(tx, space_id, me)
    if row is not None and row.state == "open":
        return _unchanged(row)
    demand(rules.may_request(standing.access, standing.role))
    _put(tx, row is not None, space_id, me)
    _record(tx, "space.requested", space_id, me, {})
    return _doc(tx, space_id, me)


def _row(tx: Tx, space_id: str, person_id: str) -> Any:
    return tx.execute(_select(tx, space_id).where(people.c.id == person_id)).one_or_none()


def _select(tx: Tx, space_id: str) -> sa.Select[Any]:
    named = sa.and_(
        people.c.tenant == space_requests.c.tenant, people.c.id == space_requests.c.person
    )
    return (
        sa.select(space_requests, people.c.name)
        .join(people, named)
        .where(space_requests.c.tenant == tx.tenant, space_requests.c.space == space_id)
    )


def _put(tx: Tx, known: bool, space_id: str, person: str) -> None:
    if known:
        _set(tx, space_id, person, {"state": "open", "at": tx.now})
        return
    row = {"tenant": tx.tenant, "space": space_id, "person": person, "state": "open", "at": tx.now}
    tx.unit.insert(space_requests, [row])


def _end(tx: Tx, space_id: str, person: str, state: str) -> None:
    """End a request that is open still; another worker may have ended it since it was read."""
    open_one = space_requests.c.state == "open"
    if not _set(tx, space_id, person, {"state": state}, open_one):
        raise Conflict("This request was decided or withdrawn at the same moment.")


def _set(
    tx: Tx, space_id: str, person: str, values: dict[str, Any], *more: sa.ColumnElement[bool]
) -> bool:
    found = tx.execute(
        sa.update(space_requests)
        .where(
            space_requests.c.tenant == tx.tenant,
            space_requests.c.space == space_id,
            space_requests.c.person == person,
            *more,
        )
        .values(**values)
    )
    return found.rowcount == 1


def _record(tx: Tx, kind: str, space_id: str, person: str, more: dict[str, Any]) -> None:
    facts = {"person_id": person, **more}
    tx.record(
        Draft(
            type=kind,
            object=space_id,
            audience=to_moderators(space_id),
            also=to_person(person),
            event={"space_id": space_id, **facts},
            facts=facts,
        )
    )


def _doc(tx: Tx, space_id: str, person: str) -> Doc[wire.SpaceRequest]:
    return Doc.of(present.request(_row(tx, space_id, person)))


def _unchanged(row: Any) -> Doc[wire.SpaceRequest]:
    return Unchanged(wire.SpaceRequest, present.request(row).model_dump(mode="json"))


@implements(endpoints.WITHDRAW_REQUEST)
def withdraw_request(tx: Tx, command: wire.WithdrawRequest) -> Doc[wire.SpaceRequest]:
    """Take back that one asked. Raises ``NotFound`` for who never did."""
    standing = membership.as_person(tx, command.space_id)
    row = _row(tx, standing.space, tx.actor.person)
    if row is None:
        raise NotFound
    if row.state != "open":
        return _unchanged(row)
    _end(tx, standing.space, tx.actor.person, "withdrawn")
    _record(tx, "space.withdrawn", standing.space, tx.actor.person, {})
    return _doc(tx, standing.space, tx.actor.person)


@implements(endpoints.LIST_REQUESTS)
def list_requests(tx: Tx, command: wire.ListRequests) -> Page[wire.SpaceRequest]:
    """List who asks, the oldest first."""
    standing, rank = access.inside(tx, command.space_id)
    demand(rules.may_moderate(rank))
    query = _select(tx, standing.space).where(space_requests.c.state == "open")
    if command.cursor is not None:
        at, person = read_cursor(command.cursor, int, str)
        place = sa.tuple_(space_requests.c.at, space_requests.c.person)
        query = query.where(place > sa.tuple_(at, person))
    query = query.order_by(space_requests.c.at, space_requests.c.person)
    rows = tx.execute(query.limit(command.limit + 1)).all()
    on_page = rows[: command.limit]
    last = on_page[-1] if len(rows) > command.limit else None
    further = None if last is None else write_cursor(last.at, last.person)
    return Page[wire.SpaceRequest](
        data=[present.request(row) for row in on_page], next_cursor=further
    )


@implements(endpoints.DECIDE_REQUEST)
def decide_request(tx: Tx, command: wire.DecideRequest) -> Doc[wire.SpaceRequest]:
    """Let somebody in who asked, or not; what was decided so already stays."""
    standing, rank = access.writer(tx, command.space_id)
    demand(rules.may_moderate(rank))
    space_id, person = standing.space, command.person_id
    row = _row(tx, space_id, person)
    state = "accepted" if command.accept else "declined"
    if row is not None and row.state == state:
        return _unchanged(row)
    if row is None or row.state != "open":
        raise NotFound
    _end(tx, space_id, person, state)
    _record(tx, "space.decided", space_id, person, {"accepted": command.accept})
    if command.accept:
        membership.let_in(tx, space_id, [person], steps.Coming())
    return _doc(tx, space_id, person)
