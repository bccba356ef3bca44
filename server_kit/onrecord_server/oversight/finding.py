"""Finding what to ask for: by who is there or by a name that is known, and never by words."""

from typing import Any

from onrecord import endpoints
from onrecord.wire import grant_places as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access, places
from onrecord_server.oversight.access import Sought


@implements(endpoints.FIND_PLACES)
def find_places(tx: Tx, command: wire.FindPlaces) -> wire.FoundPlaces:
    """Find conversations that the actor may ask for; that they looked is on the record."""
    sought = access.sought(tx, command.trigger, command.people)
    rows, more = places.find(tx, sought, command)
    there = places.described(tx, [row.id for row in rows])
    _record(tx, sought, command, len(rows))
    data = [_found(there[row.id], row, command.subject) for row in rows]
    return wire.FoundPlaces(data=data, more=more)


def _found(place: wire.GrantPlace, row: Any, subject: str | None) -> wire.FoundPlace:
    first, last = moment(row.first).date(), moment(row.last).date()
    return wire.FoundPlace(**place.model_dump(), subject=subject, first_on=first, last_on=last)


def _record(tx: Tx, sought: Sought, command: wire.FindPlaces, found: int) -> None:
    """Put on the record that somebody looked, and by which people and words as its content."""
    subject = {} if command.subject is None else {"subject": command.subject}
    tx.record(
        Draft(
            type="grant.sought",
            object="grants",
            audience=NOBODY,
            event={},
            facts={
                "trigger": command.trigger,
                "duty": sought.duty,
                "policy_hash": sought.policy_hash,
                "people": len(command.people),
                "found": found,
            },
            content={"people": command.people, "query": command.query, **subject},
            content_id=f"grants:{tx.ports.new_id('disclosure')}",
        )
    )
