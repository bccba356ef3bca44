"""Asking, and asking about what was asked."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict
from onrecord.wire import data_requests as wire
from onrecord.wire.page import Page
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.data_requests import access, present, recording, rules
from onrecord_server.data_requests.rows import data_requests
from onrecord_server.people import access as people
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.deciding import by_oneself, with_duty


@implements(endpoints.MAKE_DATA_REQUEST)
def make_data_request(tx: Tx, command: wire.MakeDataRequest) -> wire.DataRequest:
    """Take a request in: of the actor's own, or for somebody by who handles them."""
    policy_access.duties(tx)
    by_oneself(tx)
    person = command.person_id or tx.actor.person
    if person != tx.actor.person:
        access.demand_duty(tx, rules.HANDLERS)
        people.person(tx, person)
    tx.unit.lock([tx.tenant])
    _demand_first(tx, person, command.kind)
    row = _row(tx, command, person)
    tx.execute(sa.insert(data_requests), row)
    content = None if command.said is None else {"text": command.said}
    recording.made(tx, row, str(time_text(row["due_at"])), content)
    return present.one(tx, access.request(tx, row["id"]))


def _demand_first(tx: Tx, person: str, kind: str) -> None:
    query = sa.select(data_requests.c.id).where(
        data_requests.c.tenant == tx.tenant,
        data_requests.c.person == person,
        data_requests.c.kind == kind,
        data_requests.c.state.in_((*rules.OPEN, "approved")),
    )
    found = tx.execute(query).scalar()
    if found is not None:
        said = "There is an open request of this kind already: withdraw it, or wait for its answer."
        raise Conflict(said, extra={"request_id": found})


def _row(tx: Tx, command: wire.MakeDataRequest, person: str) -> dict[str, Any]:
    request_id = tx.ports.new_id("data_request")
    own = person == tx.actor.person
    return {
        "tenant": tx.tenant,
        "id": request_id,
        "kind": command.kind,
        "state": "identified" if own else "received",
        "person": person,
        "made_by": tx.actor.person,
        "content_id": None if command.said is None else f"{request_id}:said",
        "received_at": tx.now,
        "due_at": micros(rules.due(moment(tx.now))),
        "identified_by": person if own else None,
        "erased": 0,
        "left_over": 0,
        "position": -1,
        "going": 0,
    }


@implements(endpoints.GET_DATA_REQUEST)
def get_data_request(tx: Tx, command: wire.GetDataRequest) -> wire.DataRequest:
    """Return a request."""
    return present.one(tx, access.request(tx, command.request_id))


@implements(endpoints.LIST_DATA_REQUESTS)
def list_data_requests(tx: Tx, command: wire.ListDataRequests) -> Page[wire.DataRequest]:
    """List requests, the latest first."""
    duties = policy_access.duties(tx)
    query = sa.select(data_requests).where(data_requests.c.tenant == tx.tenant)
    if command.everybody:
        demand(with_duty(duties, rules.READERS))
    else:
        query = query.where(data_requests.c.person == tx.actor.person)
    if command.state is not None:
        query = query.where(data_requests.c.state == command.state)
    page, cursor = latest_first(
        tx, query, (data_requests.c.received_at, data_requests.c.id), command
    )
    return Page[wire.DataRequest](data=present.shown(tx, page), next_cursor=cursor)
