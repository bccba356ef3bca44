"""Loading is authorising: a hold for those who see it, and a notice for whom it asks to keep something."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict, NotFound
from onrecord_server.conversations.rows import members
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.holds import queries, rules
from onrecord_server.holds.rows import custodians, holds
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.deciding import by_oneself


def demand_holder(tx: Tx) -> None:
    """Let in who holds and releases, in person. Raises ``Forbidden``."""
    demand(rules.may_hold(policy_access.duties(tx)))
    by_oneself(tx)


def demand_reader(tx: Tx) -> None:
    """Let in who sees holds. Raises ``Forbidden``."""
    demand(rules.may_read(policy_access.duties(tx)))


def hold(tx: Tx, hold_id: str) -> Any:
    """Load a hold for who sees it. Raises ``Forbidden``, and ``NotFound`` for a silent one on oneself."""
    demand_reader(tx)
    query = sa.select(holds).where(holds.c.tenant == tx.tenant, holds.c.id == hold_id)
    row = tx.execute(query).one_or_none()
    if row is None or (row.silent and row.id in hidden(tx)):
        raise NotFound
    return row


def changing(tx: Tx, hold_id: str, *states: str) -> Any:
    """Load a hold for who is about to change it; nobody else does so meanwhile.

    Raises ``Conflict`` in another state.
    """
    demand_holder(tx)
    tx.unit.lock([tx.tenant])
    row = hold(tx, hold_id)
    if row.state not in states:
        raise Conflict(f"This hold is {row.state}: read it again.", extra={"state": row.state})
    return row


def hidden(tx: Tx) -> list[str]:
    """Return the silent holds that concern the actor: for them they are not there."""
    query = sa.select(holds).where(holds.c.tenant == tx.tenant, holds.c.silent)
    rows = list(tx.execute(query))
    said = queries.said(tx, [row.content_id for row in rows])
    return [row.id for row in rows if concerns(tx, said[row.content_id])]


def concerns(tx: Tx, said: Mapping[str, Any]) -> bool:
    """Say whether a hold names the actor, or a conversation that they are or were in."""
    if tx.actor.person in queries.told_of(said):
        return True
    ids = said["scope"]["conversations"]
    query = sa.select(sa.func.count()).where(
        members.c.tenant == tx.tenant,
        members.c.person == tx.actor.person,
        members.c.conversation.in_(ids),
    )
    return bool(ids) and tx.execute(query).scalar_one() > 0


def notice(tx: Tx, hold_id: str) -> Any:
    """Load what the actor was told of a hold. Raises ``NotFound``."""
    query = sa.select(custodians).where(
        custodians.c.tenant == tx.tenant,
        custodians.c.hold == hold_id,
        custodians.c.person == tx.actor.person,
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row
