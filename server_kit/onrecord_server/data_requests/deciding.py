"""What those do who answer: know who asks, weigh, take longer, say yes or no."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Invalid, NotFound
from onrecord.wire import data_requests as wire
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.operation import Tx, implements
from onrecord_server.data_requests import access, archives, present, queries, recording, rules
from onrecord_server.data_requests.rows import data_requests
from onrecord_server.data_requests.weighing import weigh
from onrecord_server.policy import seconding
from onrecord_server.policy.deciding import by_oneself, demand_read


def _shown(tx: Tx, request_id: str) -> wire.DataRequest:
    return present.one(tx, access.request(tx, request_id))


@implements(endpoints.IDENTIFY_DATA_REQUEST)
def identify(tx: Tx, command: wire.IdentifyDataRequest) -> wire.DataRequest:
    """Say how it is known who asks."""
    row = access.changing(tx, command.request_id, rules.HANDLERS, "received")
    content = recording.words(tx, row.id, "identified", command.how)
    known = {"identified_by": tx.actor.person, "identified_content_id": content[0]}
    recording.update(tx, row.id, {"state": "identified", **known})
    recording.moved(tx, row, "identified", {"state": "identified"}, content)
    return _shown(tx, row.id)


@implements(endpoints.WEIGH_DATA_REQUEST)
def weigh_data_request(tx: Tx, command: wire.WeighDataRequest) -> wire.DataRequest:
    """Ask of each message whether it may go."""
    row = access.changing(tx, command.request_id, rules.HANDLERS, "identified", "weighed")
    if row.kind not in rules.TWO_PEOPLE:
        raise Conflict("Nothing goes by a request of this kind: approve it as it is.")
    found = weigh(tx, row)
    fresh = tx.ports.new_id("data_request").partition("_")[2]
    content_id, digest = f"{row.id}:weighed:{fresh}", rules.hash_of(found)
    by = {"weighed_by": tx.actor.person, "weighed_at": tx.now}
    sealed = {"weighing_content_id": content_id, "weighing_hash": digest}
    recording.update(tx, row.id, {"state": "weighed", **by, **sealed})
    recording.weighed(tx, row, content_id, found, digest)
    _tell_seconds(tx, row.id)
    return _shown(tx, row.id)


def _tell_seconds(tx: Tx, request_id: str) -> None:
    """Tell whoever may approve what was weighed that it waits."""

    def demands(theirs: Tx) -> None:
        row = access.request(theirs, request_id)
        access.demand_duty(theirs, rules.APPROVERS)
        demand(rules.may_approve(theirs.actor.person, row.person, row.weighed_by, row.kind))

    seconding.tell(
        tx, seconding.Waits("data_request", request_id, "data_request"), rules.APPROVERS, demands
    )


def _still(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say of a request that what was weighed of it waits for somebody else than who weighed it."""
    one = data_requests.c
    other = one.weighed_by.is_distinct_from(tx.actor.person)
    return [one.tenant == tx.tenant, one.state == "weighed", other]


seconding.still("data_request", data_requests.c.id, _still)


@implements(endpoints.EXTEND_DATA_REQUEST)
def extend(tx: Tx, command: wire.ExtendDataRequest) -> wire.DataRequest:
    """Take longer, once, and say why."""
    row = access.changing(tx, command.request_id, rules.HANDLERS, *rules.OPEN)
    if row.extended_content_id is not None:
        raise Conflict("It was extended already; three months is the longest that there is.")
    content = recording.words(tx, row.id, "extended", command.reason)
    due_at = micros(rules.due(moment(row.received_at), extended=True))
    recording.update(tx, row.id, {"due_at": due_at, "extended_content_id": content[0]})
    facts = {"state": row.state, "due_at": time_text(due_at)}
    recording.moved(tx, row, "extended", facts, content)
    return _shown(tx, row.id)


@implements(endpoints.APPROVE_DATA_REQUEST)
def approve(tx: Tx, command: wire.ApproveDataRequest) -> wire.DataRequest:
    """Let a request be carried out; a correction is done with what is answered."""
    destroys = access.request(tx, command.request_id).kind in rules.TWO_PEOPLE
    states = ("weighed",) if destroys else ("identified",)
    needed = rules.APPROVERS if destroys else rules.HANDLERS
    row = access.changing(tx, command.request_id, needed, *states)
    demand(rules.may_approve(tx.actor.person, row.person, row.weighed_by, row.kind))
    demand_read(command.weighing_hash, row.weighing_hash, "what was weighed last")
    if row.kind == "correction" and command.answer is None:
        raise Invalid("Say what was mended.")
    _approve(tx, row, command.answer)
    return _shown(tx, row.id)


def _approve(tx: Tx, row: Any, answer: str | None) -> None:
    content = (None, None) if answer is None else recording.words(tx, row.id, "answer", answer)
    facts, values = _decided(tx, row)
    said = {"approved_by": tx.actor.person, "answer_content_id": content[0]}
    recording.update(tx, row.id, {"state": facts["state"], "upto": facts["upto"], **said, **values})
    recording.moved(tx, row, "approved", facts, content)


def _decided(tx: Tx, row: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what an approval says, and what it sets: a copy is begun, or something is due."""
    if row.kind == "correction":
        return {"state": "done", "upto": -1}, {"ended_at": tx.now}
    if row.kind == "access":
        upto = queries.upto(tx)
        bytes_id = archives.begin(tx, row, upto)
        return {"state": "approved", "upto": upto, "archive": bytes_id}, {}
    weighed = queries.said(tx, [row]).get(row.weighing_content_id or "", {})
    facts = {"state": "approved", "upto": weighed.get("upto", -1), "hash": row.weighing_hash}
    return facts, {"next_at": tx.now}


@implements(endpoints.REFUSE_DATA_REQUEST)
def refuse(tx: Tx, command: wire.RefuseDataRequest) -> wire.DataRequest:
    """Say no, with the reason and how long it holds."""
    row = access.changing(tx, command.request_id, rules.HANDLERS, *rules.OPEN)
    archives.end(tx, row.id)
    content = recording.words(tx, row.id, "answer", command.reason)
    until = None if command.until is None else micros(command.until)
    values = {"state": "refused", "ended_at": tx.now, "until": until}
    recording.update(tx, row.id, {**values, "answer_content_id": content[0]})
    facts = {"state": "refused"} | ({} if until is None else {"until": time_text(until)})
    recording.moved(tx, row, "refused", facts, content)
    return _shown(tx, row.id)


@implements(endpoints.LIFT_DATA_REQUEST)
def lift(tx: Tx, command: wire.LiftDataRequest) -> wire.DataRequest:
    """Let what a restriction put out of sight come back, and say why."""
    row = access.changing(tx, command.request_id, rules.HANDLERS, "done")
    if row.kind != "restriction":
        raise Conflict("Only a restriction is lifted.")
    content = recording.words(tx, row.id, "answer", command.reason)
    values = {"state": "lifting", "next_at": tx.now, "answer_content_id": content[0]}
    recording.update(tx, row.id, values)
    recording.moved(tx, row, "lifted", {"state": "lifting"}, content)
    return _shown(tx, row.id)


@implements(endpoints.WITHDRAW_DATA_REQUEST)
def withdraw(tx: Tx, command: wire.WithdrawDataRequest) -> wire.DataRequest:
    """Take one's own request back: nothing more goes by it."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row = access.request(tx, command.request_id)
    by_oneself(tx)
    if row.person != tx.actor.person:
        raise NotFound
    access.in_state(row, *rules.OPEN, "approved")
    archives.end(tx, row.id)
    recording.update(tx, row.id, {"state": "withdrawn", "ended_at": tx.now, "next_at": None})
    recording.moved(tx, row, "withdrawn", {"state": "withdrawn"})
    return _shown(tx, row.id)
