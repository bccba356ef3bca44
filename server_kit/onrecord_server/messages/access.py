"""Loading is authorising: the only way to a message's row, for a member who may see it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.errors import NotFound
from onrecord_server.conversations import access as conversations
from onrecord_server.conversations.access import Membership
from onrecord_server.core.operation import Tx
from onrecord_server.messages import queries
from onrecord_server.messages.rows import messages
from onrecord_server.people import access as people_access


def message(tx: Tx, message_id: str) -> tuple[Any, Membership]:
    """Load a message for a member who may see it. Raises ``NotFound`` for everybody else."""
    row = tx.execute(queries.by_id(tx.tenant, message_id)).one_or_none()
    if row is None:
        people_access.admit(tx)
        raise NotFound
    membership = conversations.member(tx, row.conversation)
    if row.position is not None and row.position < membership.history_from:
        raise NotFound
    return row, membership


def visible_replies(
    txs: Sequence[Tx], memberships: Sequence[Membership | None], ids: Sequence[str | None]
) -> set[tuple[Membership, str]]:
    """Return which replies answer a message that exists where, and as far as, the replier may see."""
    found: set[tuple[Membership, str]] = set()
    for membership, reply in set(zip(memberships, ids, strict=True)):
        if reply is None or membership is None:
            continue
        query = sa.select(messages.c.id).where(
            messages.c.tenant == membership.tenant,
            messages.c.id == reply,
            messages.c.conversation == membership.conversation,
            sa.or_(messages.c.position.is_(None), messages.c.position >= membership.history_from),
        )
        if txs[0].execute(query).one_or_none() is not None:
            found.add((membership, reply))
    return found
