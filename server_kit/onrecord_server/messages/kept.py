"""Selects of what was kept back. Words come with it: for its author, and for who decides about it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.access import Visibility
from onrecord_server.core import held as rights
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.messages.queries import Key
from onrecord_server.messages.rows import held, messages
from onrecord_server.moderation.rows import hits


_BODY: Final = (
    sa.select(WORDS)
    .where(contents.c.tenant == held.c.tenant, contents.c.id == held.c.content_id)
    .correlate(held)
    .scalar_subquery()
    .label("body")
)
#: Built once: making a select costs more than running it.
_KEPT: Final = sa.select(held, _BODY).where(held.c.tenant == sa.bindparam("tenant"))
_BARE: Final = sa.select(held, sa.null().label("body")).where(
    held.c.tenant == sa.bindparam("tenant")
)


def of_message(
    tx: Tx, message_id: str, number: int | None = None, *, words: bool = True
) -> Sequence[Any]:
    """Return what was kept back of a message, the latest first."""
    query = _KEPT if words else _BARE
    query = query.where(held.c.id == message_id).order_by(held.c.number.desc())
    if number is not None:
        query = query.where(held.c.number == number)
    return tx.execute(query, {"tenant": tx.tenant}).all()


def undelivered(tx: Tx, message_id: str, *, words: bool = True) -> Any:
    """Return a message that was kept back and never delivered, or ``None``."""
    rows = (row for row in of_message(tx, message_id, 1, words=words) if row.version == 1)
    return next((row for row in rows if row.state != "released"), None)


def own(tx: Tx, visibility: Visibility, before: int | None, most: int) -> Sequence[Any]:
    """Return what was kept back of a member in a conversation, the latest first."""
    query = _KEPT.where(
        held.c.author == visibility.person,
        held.c.conversation == visibility.conversation,
        held.c.position.is_not(None),
        held.c.state.in_(("held", "blocked", "rejected")),
    )
    if before is not None:
        query = query.where(held.c.position < before)
    query = query.order_by(held.c.position.desc()).limit(most)
    return tx.execute(query, {"tenant": visibility.tenant}).all()


def is_sent(tx: Tx, author: str, client_id: str) -> bool:
    """Say whether a message of this client id was delivered."""
    query = sa.select(messages.c.id).where(
        messages.c.tenant == tx.tenant,
        messages.c.author == author,
        messages.c.client_id == client_id,
    )
    return tx.execute(query).first() is not None


# -- retries ---------------------------------------------------------------------------------------


_SENT: Final = _KEPT.where(
    sa.tuple_(held.c.author, held.c.client_id).in_(sa.bindparam("pairs", expanding=True)),
    held.c.state != "released",
)
_ANY: Final = sa.select(held.c.id).where(held.c.tenant == sa.bindparam("tenant")).limit(1)


def keeps(tx: Tx) -> bool:
    """Say whether anything of the tenant was ever kept back; the first one moves the rights."""
    key = (tx.tenant, "keeps", "")
    known: Mapping[Any, str] = rights.held(tx.unit, [key])
    if key not in known:
        relied = tx.unit.rely_on_rights(tx.tenant)
        there = tx.execute(_ANY, {"tenant": tx.tenant}).first() is not None
        known = {key: "yes" if there else "no"}
        rights.hold(tx.unit, tx.tenant, relied, known)
    return known[key] == "yes"


def sent_before(txs: Sequence[Tx], client_ids: Sequence[str | None]) -> dict[Key, Any]:
    """Return what was kept back of these senders with these client ids and not delivered since.

    A tenant that keeps nothing back costs no select.
    """
    wanted: dict[str, set[tuple[str, str]]] = {}
    for tx, client_id in zip(txs, client_ids, strict=True):
        if client_id is not None and keeps(tx):
            wanted.setdefault(tx.tenant, set()).add((tx.actor.person, client_id))
    found: dict[Key, Any] = {}
    for tenant, pairs in wanted.items():
        for some in chunks(sorted(pairs), 100):
            for row in txs[0].execute(_SENT, {"tenant": tenant, "pairs": some}):
                found[(tenant, row.author, row.client_id)] = row
    return found


def is_answered(tx: Tx, row: Any) -> bool:
    """Say whether a classifier's answer to this is on the record by now: it is asked at least once."""
    query = sa.select(hits.c.id).where(
        hits.c.tenant == tx.tenant,
        hits.c.message == row.id,
        hits.c.version == row.version,
        hits.c.trigger == row.trigger,
        hits.c.position > row.position,
    )
    return tx.execute(query.limit(1)).first() is not None
