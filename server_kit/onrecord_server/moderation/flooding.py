"""Floods: how much somebody has sent lately, asked of the database, so that every worker counts alike."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.policy_document import FloodTrigger
from onrecord_server.core.operation import Tx
from onrecord_server.moderation.findings import Finding
from onrecord_server.moderation.folding import fold
from onrecord_server.moderation.rows import paces


MINUTE: Final = 60 * 1_000_000
#: So far back the same text counts; what is older is forgotten.
REPEATS: Final = 10 * MINUTE


def find(tx: Tx, triggers: Sequence[FloodTrigger], message_id: str, text: str) -> Iterator[Finding]:
    """Count a message, and yield the triggers that it is too much for.

    The tenant's lock is taken first: two workers never both count the last one that may go.
    """
    if not triggers:
        return
    tx.unit.lock([tx.tenant])
    digest = hashlib.blake2b(fold(text).text.strip().encode(), digest_size=16).hexdigest()
    lately, same = _counted(tx, digest)
    _note(tx, message_id, digest)
    for one in triggers:
        too_many = one.messages is not None and lately >= one.messages
        too_often = one.repeats is not None and bool(text) and same >= one.repeats
        if too_many or too_often:
            why = "messages" if too_many else "repeats"
            yield Finding(one.id, "flood", one.severity, one.action, why=why)


def _counted(tx: Tx, digest: str) -> tuple[int, int]:
    """Return how much the actor sent in the last minute, and how often the same in the last ten."""
    lately = sa.case((paces.c.at > tx.now - MINUTE, 1), else_=0)
    same = sa.case((paces.c.digest == digest, 1), else_=0)
    query = sa.select(sa.func.sum(lately), sa.func.sum(same)).where(
        paces.c.tenant == tx.tenant,
        paces.c.person == tx.actor.person,
        paces.c.at > tx.now - REPEATS,
    )
    found: Any = tx.execute(query).one()
    return int(found[0] or 0), int(found[1] or 0)


def _note(tx: Tx, message_id: str, digest: str) -> None:
    mine = (paces.c.tenant == tx.tenant, paces.c.person == tx.actor.person)
    tx.execute(sa.delete(paces).where(*mine, paces.c.at <= tx.now - REPEATS))
    key = {"tenant": tx.tenant, "person": tx.actor.person, "message": message_id}
    tx.unit.insert(paces, [{**key, "at": tx.now, "digest": digest}])
