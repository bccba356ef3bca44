"""Handing over: what would go, beginning it, and how far it has come."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import HandoverRunning
from onrecord.wire import handovers as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements, refusals_of
from onrecord_server.core.paging import latest_first
from onrecord_server.handovers import access, present, queries, recording, rules, steps, weighing
from onrecord_server.handovers.rows import handovers
from onrecord_server.people import access as people_access
from onrecord_server.people import operations as people_operations
from onrecord_server.people import signing_out


#: Conversations that are weighed at once where all of them are counted.
_AT_ONCE = 200


@implements(endpoints.PREVIEW_HANDOVER)
def preview_handover(tx: Tx, command: wire.PreviewHandover) -> wire.HandoverPreview:
    """Say what would go to whom, and why the rest would stay."""
    access.demand_fit(tx, access.leaver(tx, command.person_id), command.successor_id)
    _ask_gates(tx, command)
    listed, counts = _listed(tx, command.person_id, command.successor_id)
    counts.update(one.outcome for one in listed)
    first = 0 if command.cursor is None else read_cursor(command.cursor, int)[0]
    last = first + command.limit
    return wire.HandoverPreview(
        person_id=command.person_id,
        successor_id=command.successor_id,
        data=list(listed[first:last]),
        next_cursor=write_cursor(last) if len(listed) > last else None,
        **{name: counts[name] for name in rules.COUNTED},
    )


def _ask_gates(tx: Tx, command: wire.PreviewHandover) -> None:
    """Refuse what the gates of the host would refuse to begin."""
    start = wire.StartHandover(
        person_id=command.person_id, successor_id=command.successor_id, reason_code="preview"
    )
    for refusal in refusals_of(tx, endpoints.START_HANDOVER, [(start, tx.actor)]):
        if refusal is not None:
            raise refusal


def _listed(
    tx: Tx, person: str, successor: str
) -> tuple[Sequence[wire.HandoverItem], Counter[wire.HandoverOutcome]]:
    """Return what becomes of every place but direct conversations, and how many of those go which way.

    Those are counted as for any successor: else who chooses one after the other learns who talks with whom.
    """
    to = weighing.handing(tx, person, successor, tx.actor)
    weighed: list[weighing.Weighed] = []
    counts: Counter[wire.HandoverOutcome] = Counter()
    for some in queries.all_places(tx, person, successor, _AT_ONCE):
        weighed += weighing.weigh(tx, to, [row for row in some if row.kind != "direct"])
        counts += weighing.count_direct(tx, person, [r.id for r in some if r.kind == "direct"])
    waiting = {one.row.space for one in weighed if one.fate.outcome == "kept"}
    spaces = weighing.weigh_spaces(tx, to, waiting)
    return [*map(present.item, weighed), *map(present.space_item, spaces)], counts


@implements(endpoints.START_HANDOVER)
def start_handover(tx: Tx, command: wire.StartHandover) -> Doc[wire.Handover]:
    """Shut a person out, and go the first step."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    leaver = access.leaver(tx, command.person_id)
    same = _before(tx, leaver, command.successor_id)
    if same is not None:
        return Unchanged(wire.Handover, present.handover(same).model_dump(mode="json"))
    access.demand_fit(tx, leaver, command.successor_id)
    if leaver.status == "active":
        people_operations.shut_out(tx, leaver)
        signing_out.end(tx, leaver, command.reason_code)
    row = _row(tx, command)
    recording.start(tx, row)
    steps.step(tx, access.handover(tx, row["id"]))
    return Doc.of(present.handover(access.handover(tx, row["id"])))


def _before(tx: Tx, leaver: Any, successor: str) -> Any:
    """Return the hand-over that says the same already. Raises ``HandoverRunning`` for another successor.

    One that runs while who left is back ends here, as its next step would end it.
    """
    last = access.latest(tx, leaver.id)
    if last is not None and last.state == "running" and leaver.status == "active":
        steps.step(tx, last)
        last = access.handover(tx, last.id)
    if last is None:
        return None
    if last.state == "running" and last.successor != successor:
        said = f"{leaver.id} is being handed over to {last.successor}: wait until it is done."
        raise HandoverRunning(said, extra={"handover_id": last.id})
    over = last.successor == successor and last.state == "done" and leaver.status != "active"
    done = over and not queries.in_rooms(tx, leaver.id)
    return last if last.state == "running" or done else None


def _row(tx: Tx, command: wire.StartHandover) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "id": tx.ports.new_id("handover"),
        "state": "running",
        "person": command.person_id,
        "successor": command.successor_id,
        "started_by": tx.actor.person,
        "reason_code": command.reason_code,
        "started_at": tx.now,
        "ended_at": None,
        "stopped_by": None,
        "cursor": "",
        **dict.fromkeys(rules.COUNTED, 0),
    }


def again(tx: Tx, command: wire.StartHandover) -> wire.Handover | None:
    """Answer who repeats it with how far it has come."""
    last = access.latest(tx, access.leaver(tx, command.person_id).id)
    return None if last is None else present.handover(last)


@implements(endpoints.GET_HANDOVER)
def get_handover(tx: Tx, command: wire.GetHandover) -> wire.Handover:
    """Return one hand-over."""
    return present.handover(access.handover(tx, command.handover_id))


@implements(endpoints.LIST_HANDOVERS)
def list_handovers(tx: Tx, command: wire.ListHandovers) -> Page[wire.Handover]:
    """List hand-overs, the latest first."""
    people_access.admit(tx)
    query = sa.select(handovers).where(handovers.c.tenant == tx.tenant)
    if command.person_id is not None:
        query = query.where(handovers.c.person == command.person_id)
    page, cursor = latest_first(tx, query, (handovers.c.started_at, handovers.c.id), command)
    return Page[wire.Handover](data=[present.handover(row) for row in page], next_cursor=cursor)
