"""Whose conversation a look at people is, where no conversation is named: of each who shares one with them."""

from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.wire.grants import GrantScope
from onrecord_server.conversations.rows import members
from onrecord_server.core.doc import micros
from onrecord_server.core.operation import Tx
from onrecord_server.messages.rows import messages
from onrecord_server.oversight import parties, rules


def shares(tx: Tx, scope: GrantScope, now: int) -> bool:
    """Say whether those whom a scope names alone wrote within its dates where the actor is a party of it.

    Of more than ``SMALL`` people nobody counts: somebody who writes to all would leave nobody to decide.
    Without an end date it is asked up to ``now``.
    """
    if scope.conversations:
        return False
    since = 0 if scope.since is None else micros(scope.since)
    until = now if scope.until is None else micros(scope.until)
    return _is_party(tx, list(scope.people), since, until)


def _is_party(tx: Tx, people: Sequence[str], since: int, until: int) -> bool:
    mine, theirs, there = members.alias(), members.alias(), members.alias()
    said = sa.func.coalesce(messages.c.said_at, messages.c.created_at)
    here = sa.and_(
        messages.c.tenant == mine.c.tenant, messages.c.conversation == mine.c.conversation
    )
    named = sa.exists().where(
        theirs.c.tenant == mine.c.tenant,
        theirs.c.conversation == mine.c.conversation,
        theirs.c.person.in_(people),
    )
    many = sa.select(sa.func.count()).where(
        there.c.tenant == mine.c.tenant, there.c.conversation == mine.c.conversation, there.c.active
    )
    query = (
        sa.select(sa.literal(1))
        .select_from(sa.join(mine, messages, here))
        .where(mine.c.tenant == tx.tenant, mine.c.person == tx.actor.person, named)
        .where(messages.c.author.in_(people), messages.c.position.is_not(None))
        .where(said >= since, said < until, many.scalar_subquery() <= rules.SMALL)
        .where(
            parties.party(mine.c.tenant, mine.c.conversation, tx.actor.person, messages.c.position)
        )
    )
    return tx.execute(query.limit(1)).first() is not None
