"""Loading is authorising: the only way to a thread, for a member who may see its root."""

from typing import Any

import sqlalchemy as sa

from onrecord.errors import NotFound
from onrecord_server.core.operation import Tx
from onrecord_server.messages import access as messages
from onrecord_server.threads.rows import followers


def root(tx: Tx, thread_id: str) -> Any:
    """Load the root of a thread for somebody who may see it. Raises ``NotFound``.

    A reply has no thread of its own, and is answered as if it were not there.
    """
    row, _ = messages.message(tx, thread_id)
    if row.thread is not None:
        raise NotFound
    return row


def place(tx: Tx, thread_id: str) -> Any:
    """Return the actor's place in a thread that they may see, or nothing."""
    query = sa.select(followers).where(
        followers.c.tenant == tx.tenant,
        followers.c.thread == thread_id,
        followers.c.person == tx.actor.person,
    )
    return tx.execute(query).one_or_none()
