"""Floods: how much somebody has sent lately, asked of the database, so that every worker counts alike."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.policy_document import FloodTrigger
from onrecord_server.core.operation import Tx
from onrecord_server.core.words import keyed
from onrecord_server.moderation.findings import Finding
from onrecord_server.moderation.folding import fold
from onrecord_server.moderation.rows import paces


MINUTE: Final = 60 * 1_000_000
#: So far back the same text counts; what is older is forgotten.
REPEATS: Final = 10 * MINUTE
#: Of an edit only the number counts: who mends a word says the same again.
_NO_TEXT: Final = ""


def find(tx: Tx, triggers: Sequence[FloodTrigger], message_id: str, text: str) -> Iterator[Finding]:
    """Count a message, and yield the triggers that it is too much for."""
    if not triggers:
        return
    raw = hashlib.blake2b(fold(text).text.strip().encode(), digest_size=16).digest()
    digest = keyed(tx.unit.connection.dialect, tx.tenant, raw).hex()
    lately, same = _counted(tx, message_id, digest)
    for one in triggers:
        too_many = one.messages is not None and lately >= one.messages
        too_often = one.repeats is not None and bool(text) and same >= one.repeats
        if too_many or too_often:
            yield _found(one, "messages" if too_many else "repeats")


def find_edit(tx: Tx, triggers: Sequence[FloodTrigger]) -> Iterator[Finding]:
    """Count an edit as a message more, and yield the triggers that it is too much for."""
    if not triggers:
        return
    lately, _ = _counted(tx, tx.ports.new_id("message"), _NO_TEXT)
    for one in triggers:
        if one.messages is not None and lately >= one.messages:
            yield _found(one, "messages")


def _found(trigger: FloodTrigger, why: str) -> Finding:
    return Finding(trigger.id, "flood", trigger.severity, trigger.action, why=why)


def _counted(tx: Tx, key: str, digest: str) -> tuple[int, int]:
    """Count one more; return how much there was in the last minute, and of the same in the last ten.

    The tenant's lock is taken first: two workers never both count the last one that may go.
    """
    tx.unit.lock([tx.tenant])
    found = _lately(tx, digest)
    _note(tx, key, digest)
    return found


def _lately(tx: Tx, digest: str) -> tuple[int, int]:
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
