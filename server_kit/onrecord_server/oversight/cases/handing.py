"""Who has a case: given to somebody, handed on, and what they write down beside it."""

from typing import Any

from onrecord import endpoints
from onrecord.errors import Conflict, Forbidden
from onrecord.wire import cases as wire
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight.cases import access, changing, listing, rules
from onrecord_server.oversight.cases.access import Bench


@implements(endpoints.ASSIGN_CASE)
def assign_case(tx: Tx, command: wire.AssignCase) -> wire.Case:
    """Give a case to a reviewer who may open it, or back to the queue."""
    row, sits = access.changing(tx, command.case_id)
    sits.duty(row, "open")
    access.demand_version(row, command.version)
    demand(rules.may_decide_again(row, tx.actor.person))
    if access.state(sits, row) not in {*rules.OPEN, "appealed"}:
        raise Conflict("There is nothing to review here any more.")
    if command.person_id is not None:
        _demand_fit(sits, row, command.person_id)
    state = "appealed" if row.state == "appealed" else _waits(row)
    facts = {"state": state} | ({"to": command.person_id} if command.person_id else {})
    values = {"assignee": command.person_id, "assigned_by": tx.actor.person, "state": state}
    changing.change(sits, row, "case.assigned", values, facts)
    return listing.shown(sits, changing.again(tx, row))


def _waits(row: Any) -> str:
    """Return the state of a case that whoever has it has not opened yet."""
    return "escalated" if row.escalated_by else "queued"


def _demand_fit(sits: Bench, row: Any, person: str) -> None:
    """Refuse to give a case to whoever may not open it: no duty, a party, of the line, or who handed it on.

    Why is not said, or it would tell whom the case is about.
    """
    duties = access.duties_of(sits.tx, {person}).get(person, frozenset())
    unfit = (
        rules.duty_for(sits.among(row), duties, "open") is None,
        access.is_party(sits.tx, row, person),
        person in access.handed_on(sits.tx, row),
        not rules.may_decide_again(row, person).allowed,
    )
    if any(unfit):
        raise Forbidden("They do not review this: give it to somebody else.")


@implements(endpoints.NOTE_CASE)
def note_case(tx: Tx, command: wire.NoteCase) -> wire.Case:
    """Write something down beside a case that one has."""
    row, sits = access.changing(tx, command.case_id)
    sits.duty(row, "open")
    access.demand_mine(sits, row, "opened", "appealed")
    words = (f"{row.id}:note:{row.version + 1}", {"text": command.text})
    changing.change(sits, row, "case.noted", {}, words=words)
    return listing.shown(sits, changing.again(tx, row))


@implements(endpoints.ESCALATE_CASE)
def escalate_case(tx: Tx, command: wire.EscalateCase) -> wire.Case:
    """Hand a case that one has opened to somebody else, for good."""
    row, sits = access.changing(tx, command.case_id)
    sits.duty(row, "escalate")
    access.demand_version(row, command.version)
    access.demand_mine(sits, row, "opened")
    words = (f"{row.id}:note:{row.version + 1}", {"text": command.reason})
    values = {"assignee": None, "escalated_by": tx.actor.person, "state": "escalated"}
    changing.change(sits, row, "case.escalated", values, words=words)
    return listing.shown(sits, changing.again(tx, row))
