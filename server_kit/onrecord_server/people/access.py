"""Whether an actor may work in its tenant at all, and whom it may see there."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import (
    NotFound,
    PersonDeactivated,
    SignedOut,
    TenantSuspended,
    Unauthenticated,
)
from onrecord_server.core.operation import Tx
from onrecord_server.people import rules
from onrecord_server.people.rows import people
from onrecord_server.tenants.rows import tenants


def admit(tx: Tx) -> None:
    """Let an active actor of an active tenant in, once per transaction.

    Raises ``TenantSuspended``, ``PersonDeactivated``, ``SignedOut`` for a token from before, or
    ``Unauthenticated`` for a person whom the host has not introduced. ``tenant.resume`` by its scope alone does not come here.
    """
    if tx.admitted:
        return
    _judge(tx, _standing(tx))
    tx.admitted = True


def admit_new(tx: Tx) -> None:
    """Let in whoever ``admit`` lets in, and a person who is not known yet."""
    row = _standing(tx)
    if row is None or row.person is not None or row.status != "active":
        _judge(tx, row)


#: Built once: making a select costs more than running it.
_STANDING: Final = (
    sa.select(tenants.c.status, people.c.status.label("person"), people.c.tokens_after)
    .select_from(tenants)
    .outerjoin(
        people, sa.and_(people.c.tenant == tenants.c.tenant, people.c.id == sa.bindparam("id"))
    )
    .where(tenants.c.tenant == sa.bindparam("tenant"))
)


def _standing(tx: Tx) -> Any:
    given = {"tenant": tx.tenant, "id": tx.actor.person}
    return tx.execute(_STANDING, given).one_or_none()


#: Admits by itself whom nobody knows yet.
_INTRODUCE: Final = "people.introduce"
#: The one thing that may be done while the tenant rests, by who holds the scope.
_RESUME: Final = "tenant.resume"


def admit_to(tx: Tx, name: str) -> None:
    """Admit the actor to an operation; the composition root asks this before each that runs alone."""
    if name == _RESUME and tx.actor.has("tenant:manage"):
        _judge(tx, _standing(tx), resting=True)
    elif name != _INTRODUCE:
        admit(tx)


def _judge(tx: Tx, row: Any, *, resting: bool = False) -> None:
    if row is None:
        raise Unauthenticated("This tenant is not known here.")
    if row.status != "active" and not resting:
        raise TenantSuspended
    if tx.actor.is_service:
        return
    if row.person is None:
        raise Unauthenticated("The host has not introduced this person.")
    if row.person != "active":
        raise PersonDeactivated
    if not rules.counts(tx.actor.token_from, row.tokens_after):
        raise SignedOut


def person(tx: Tx, person_id: str, *seen: sa.ColumnElement[bool]) -> Any:
    """Load a person of the actor's tenant, one whose row is ``seen``. Raises ``NotFound``."""
    admit(tx)
    found = tx.execute(
        sa.select(people).where(people.c.tenant == tx.tenant, people.c.id == person_id, *seen)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found
