"""People, from row to wire."""

import json
from typing import Any

from onrecord.wire.people import Person
from onrecord_server.core.stream import Stored, composes


def person(row: Any) -> Person:
    """Return a person as others in the tenant may see them."""
    return Person(
        id=row.id,
        name=row.name,
        status=row.status,
        roles=json.loads(row.roles),
        attributes=json.loads(row.attributes),
    )


@composes("person.added", "person.updated")
def _person_event(item: Stored) -> dict[str, Any]:
    return {"person": dict(item.content or {})}


@composes("person.deactivated", "person.reactivated")
def _person_status(item: Stored) -> dict[str, Any]:
    return {"person_id": item.entry["object"].removeprefix("person:")}
