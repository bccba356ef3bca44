"""Loading is authorising: a hold for those who see it, and a notice for whom it asks to keep something."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict, NotFound
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.holds import queries, rules
from onrecord_server.holds.rows import custodians, holds
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.deciding import by_oneself
from onrecord_server.spaces.rows import space_members


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
    """Return the silent holds that concern the actor: for them they are not there.

    One that cannot be read may concern anybody, and is there for nobody.
    """
    query = sa.select(holds).where(holds.c.tenant == tx.tenant, holds.c.silent)
    rows = list(tx.execute(query))
    said = queries.legible(tx, [row.content_id for row in rows])
    return [row.id for row in rows if _may_concern(tx, said.get(row.content_id))]


def _may_concern(tx: Tx, said: Mapping[str, Any] | None) -> bool:
    return said is None or concerns(tx, said)


def concerns(tx: Tx, said: Mapping[str, Any]) -> bool:
    """Say whether a hold names the actor, or a conversation or a space that they are or were in."""
    scope = said["scope"]
    return (
        tx.actor.person in queries.told_of(said)
        or _was_in(tx, sa.select(members.c.conversation), members, scope["conversations"])
        or _was_in(tx, sa.select(space_members.c.space), space_members, scope["spaces"])
        or _was_in(tx, _spaces_talked_in(tx), members, scope["spaces"])
    )


def _spaces_talked_in(tx: Tx) -> sa.Select[Any]:
    """Select the spaces of the conversations that people are or were in."""
    same = sa.and_(
        conversations.c.tenant == members.c.tenant, conversations.c.id == members.c.conversation
    )
    return sa.select(conversations.c.space).join_from(members, conversations, same)


def _was_in(tx: Tx, places: sa.Select[Any], table: sa.Table, ids: Sequence[str]) -> bool:
    """Say whether the actor is or was in one of some places."""
    mine = (table.c.tenant == tx.tenant, table.c.person == tx.actor.person)
    (place,) = places.selected_columns
    query = places.where(*mine, place.in_(list(ids))).limit(1)
    return bool(ids) and tx.execute(query).first() is not None


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
