"""Slow mode: how long a member waits between two messages in a conversation. The database keeps the time."""

from typing import Final

import sqlalchemy as sa

from onrecord.errors import Refusal, SlowMode
from onrecord_server.conversations import slowing
from onrecord_server.conversations.access import Membership
from onrecord_server.core.operation import Tx
from onrecord_server.messages import rules
from onrecord_server.messages.rows import paces


SECOND: Final = 1_000_000


def may_not(tx: Tx, membership: Membership) -> Refusal | None:
    """Refuse who wrote here a moment ago. The tenant's lock is taken first: no two workers both let one go.

    Where the clock went back, the pause begins anew now: a set commits what it refuses, so that this is
    kept, and nobody waits until the clock is where it was.
    """
    if not _waits(tx, membership):
        return None
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    last = tx.execute(sa.select(paces.c.at).where(*_mine(membership))).scalar()
    left = rules.wait(last, tx.now, membership.slow_seconds * SECOND)
    if left <= 0:
        return None
    if last is not None and last > tx.now:
        _put(tx, membership)
    seconds = -(-left // SECOND)
    said = f"This conversation is in slow mode: write again in {seconds} seconds."
    return SlowMode(said, retry_after=seconds)


def note(tx: Tx, membership: Membership) -> None:
    """Remember that somebody wrote here just now."""
    if not _waits(tx, membership):
        return
    _put(tx, membership)


def _put(tx: Tx, membership: Membership) -> None:
    key = {
        "tenant": membership.tenant,
        "conversation": membership.conversation,
        "person": membership.person,
    }
    tx.execute(sa.delete(paces).where(*_mine(membership)))
    tx.execute(sa.insert(paces), {**key, "at": tx.now})


def _waits(tx: Tx, membership: Membership) -> bool:
    return slowing.is_slow(membership, tx.now) and rules.is_slowed(membership.role)


def _mine(membership: Membership) -> list[sa.ColumnElement[bool]]:
    return [
        paces.c.tenant == membership.tenant,
        paces.c.conversation == membership.conversation,
        paces.c.person == membership.person,
    ]
