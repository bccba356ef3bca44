"""Emergencies back to back: another one about the same waits for somebody else until the former is reviewed.

Otherwise one person alone would keep a door open that closes after an hour.
"""

from typing import Any

import sqlalchemy as sa

from onrecord.wire.grants import GrantScope
from onrecord_server.conversations.rows import members
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.oversight import access
from onrecord_server.oversight.rows import grants


def unreviewed(tx: Tx, scope: GrantScope) -> int:
    """Return how many emergencies of the actor about the same nobody else has reviewed yet.

    The same is a person or a conversation in common, somebody of one in a conversation of the other, or
    people of both in one that is small.
    """
    tx.unit.lock([tx.tenant])
    former = _former(tx)
    return sum(_overlaps(tx, scope, access.scope_of(tx, row)) for row in former)


def _former(tx: Tx) -> list[Any]:
    query = sa.select(grants).where(
        grants.c.tenant == tx.tenant,
        grants.c.requester == tx.actor.person,
        grants.c.kind == "break_glass",
        grants.c.opened_at.is_not(None),
        grants.c.reviewed_by.is_(None),
    )
    return list(tx.execute(query))


def _overlaps(tx: Tx, one: GrantScope, other: GrantScope) -> bool:
    if not set(one.people).isdisjoint(other.people):
        return True
    here, there = _of_people(tx, one), _of_people(tx, other)
    if not set(one.conversations).isdisjoint({*other.conversations, *there}):
        return True
    return not here.isdisjoint(other.conversations) or bool(access.few(tx, here & there))


def _of_people(tx: Tx, scope: GrantScope) -> set[str]:
    """Return the conversations in which people of a scope are or were."""
    found: set[str] = set()
    for some in chunks(sorted(scope.people)):
        query = sa.select(members.c.conversation).where(
            members.c.tenant == tx.tenant, members.c.person.in_(list(some))
        )
        found |= set(tx.execute(query).scalars())
    return found
