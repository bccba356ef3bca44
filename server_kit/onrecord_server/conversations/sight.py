"""Who is only a guest sees the people of their own conversations, and nobody else."""

from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.errors import Forbidden
from onrecord_server.conversations.rows import members
from onrecord_server.core.operation import Tx
from onrecord_server.people.rows import people
from onrecord_server.people.sight import narrows
from onrecord_server.spaces.access import is_guest_only


@narrows
def those_one_talks_to(tx: Tx) -> sa.ColumnElement[bool] | None:
    """Return, for a guest, that a person is or was in a conversation that the guest is in now."""
    if tx.actor.is_service or not is_guest_only(tx):
        return None
    own, other = members.alias("own"), members.alias("other")
    together = sa.and_(other.c.tenant == own.c.tenant, other.c.conversation == own.c.conversation)
    shared = (
        sa.select(other.c.person)
        .select_from(own.join(other, together))
        .where(own.c.tenant == tx.tenant, own.c.person == tx.actor.person, own.c.active)
    )
    return sa.or_(people.c.id == tx.actor.person, people.c.id.in_(shared))


def demand_seen(tx: Tx, person_ids: Sequence[str]) -> None:
    """Refuse a guest who names people of none of their conversations, whether or not there are such.

    Raises ``Forbidden``.
    """
    seen = those_one_talks_to(tx)
    if seen is None:
        return
    query = sa.select(people.c.id).where(
        people.c.tenant == tx.tenant, people.c.id.in_(person_ids), seen
    )
    if set(person_ids) - set(tx.execute(query).scalars()):
        raise Forbidden("A guest talks to people of their own conversations only.")
