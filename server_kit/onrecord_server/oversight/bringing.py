"""Asking somebody, under the policy in force, for what they said in another program; they hear of it."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Invalid
from onrecord.wire import import_requests as wire
from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.operation import Tx, implements
from onrecord_server.imports.requests import access, present
from onrecord_server.imports.requests.recording import record
from onrecord_server.imports.requests.rows import import_requests
from onrecord_server.moderation.titling import demand_showable
from onrecord_server.oversight.cases import noticing
from onrecord_server.people.rows import people
from onrecord_server.policy import standing
from onrecord_server.policy.durations import after


@implements(endpoints.CREATE_IMPORT_REQUEST)
def create(tx: Tx, command: wire.CreateImportRequest) -> wire.ImportRequest:
    """Ask somebody; they hear of it at once."""
    access.demand_officer(tx)
    _demand_person(tx, command.person_id)
    version = _policy(tx)
    demand_showable(tx, command.reason)
    row = _row(tx, command, version)
    tx.execute(sa.insert(import_requests), row)
    names = ("person", "format", "policy_version")
    times = {name: time_text(row[name]) for name in ("since", "until", "due_at") if row[name]}
    facts = {**{name: row[name] for name in names}, **times}
    said = {"content": {"reason": command.reason}, "content_id": row["content_id"]}
    record(tx, "import_request.asked", row["id"], command.person_id, facts, **said)
    noticing.tell(
        tx, command.person_id, "import_request", noticing.Under("import_request", version)
    )
    return present.one(tx, access.stored(tx, row["id"]))


def _policy(tx: Tx) -> int:
    """Return the policy under which somebody is asked: it says what people may be asked for."""
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        raise Conflict("No policy is in force: put one in force first, it says who may be asked.")
    return found.version


def _demand_person(tx: Tx, person_id: str) -> None:
    if person_id == tx.actor.person:
        raise Invalid("/person_id: you bring your own chats as an import.")
    query = sa.select(people.c.status).where(
        people.c.tenant == tx.tenant, people.c.id == person_id, people.c.status == "active"
    )
    if tx.execute(query).scalar() is None:
        raise Invalid("/person_id: nobody of this id can be asked now.")


def _row(tx: Tx, command: wire.CreateImportRequest, version: int) -> dict[str, Any]:
    request_id = tx.ports.new_id("import_request")
    times = {name: getattr(command, name) for name in ("since", "until")}
    return {
        "tenant": tx.tenant,
        "id": request_id,
        "person": command.person_id,
        "format": command.format,
        "state": "asked",
        "content_id": f"{request_id}:asked",
        "policy_version": version,
        **{name: None if at is None else micros(at) for name, at in times.items()},
        "requested_by": tx.actor.person,
        "requested_at": tx.now,
        "due_at": micros(after(moment(tx.now), command.answer_within)),
    }
