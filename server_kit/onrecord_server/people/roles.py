"""What the host's words for a person mean here: one function of the host's maps them to our duties."""

import logging
from collections.abc import Sequence

from onrecord.errors import Unavailable
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.operation import Tx
from onrecord_server.people.identity import Identity, checked


logger = logging.getLogger("onrecord.identity")


def of(tx: Tx, said: UpsertPerson) -> Sequence[str]:
    """Return the roles of a person here: as the host says them, or as its ``roles`` maps them.

    Raises ``Unavailable`` where the function raises or answers what are no roles: nobody gets a
    duty, nor keeps one, by a mistake.
    """
    mapping = tx.unit.hooks.roles
    if mapping is None:
        return said.roles
    described = Identity(
        person=said.person_id,
        tenant=tx.tenant,
        name=said.name,
        roles=frozenset(said.roles),
        attributes=dict(said.attributes),
    )
    try:
        mapped = checked(Identity(person=said.person_id, roles=mapping(described)))
    except Exception:
        logger.exception("roles must return short lower-case names; nobody's duties change")
        raise Unavailable("The host could not say which duties this is.", retry_after=5) from None
    return sorted(mapped.roles)
