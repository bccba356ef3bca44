"""Proofs of the entries that one may see: a receipt that holds without the server."""

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.wire import record as wire
from onrecord_server.conversations import access as conversations
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.stream import HIDDEN
from onrecord_server.core.words import SALT, WORDS
from onrecord_server.messages.queries import sight_place
from onrecord_server.messages.rows import messages
from onrecord_server.record import leaves
from onrecord_server.record import operations as record
from onrecord_server.record.notes import write_proof


#: Entry type → raises ``NotFound`` unless the actor may have proofs of what is about this object,
#: though it is in nobody's stream but its author's.
Shown = Callable[[Tx, str], None]
_SHOWN: Final[dict[str, Shown]] = {}


def shows(kind: str) -> Callable[[Shown], Shown]:
    """Register who else may have proofs of entries of a type: other domains hang themselves on."""

    def register(function: Shown) -> Shown:
        _SHOWN[kind] = function
        return function

    return register


#: What these contain is for who verifies, not for those who hear of it.
SEALED: Final = frozenset({"disclosure.made"})


@implements(endpoints.GET_PROOF)
def get_proof(tx: Tx, command: wire.GetProof) -> wire.Proof:
    """Return the ``.tlog-proof`` of an entry that the actor may see, and what opens it.

    Raises ``NotFound`` for what is not there, what is not for the actor's eyes, and what no
    checkpoint covers yet. Content and salt are left out of what was removed or erased.
    """
    entry = _visible(tx, command.position)
    head = record.newest(tx)
    if head.size <= entry.position:
        raise NotFound("No checkpoint covers this entry yet.")
    stands = tx.unit.head(tx.tenant)
    epoch = "" if stands is None else stands.epoch
    hashes = leaves.inclusion(tx.unit, tx.tenant, epoch, entry.position, head)
    proof = write_proof(entry.position, hashes, record.signed_note(tx, head))
    opened = entry.body is not None and entry.salt is not None and not entry.removed
    opened = opened and entry.type not in SEALED
    return wire.Proof(
        position=entry.position,
        entry=entry.entry,
        proof=proof,
        content=entry.body if opened else None,
        salt=bytes(entry.salt).hex() if opened else None,
    )


def _visible(tx: Tx, position: int) -> Any:
    row = tx.execute(_entry(tx.tenant, position)).one_or_none()
    if row is None:
        raise NotFound
    me = f"p:{tx.actor.person}"
    if row.audience in (me, "t") or row.also == me:
        return row
    if row.type in _SHOWN:
        _SHOWN[row.type](tx, row.object)
        return row
    if not row.audience.startswith("c:"):
        raise NotFound
    membership = conversations.member(tx, row.audience.removeprefix("c:"))
    about = row.position if row.about is None else min(row.position, row.about)
    if about < membership.history_from:
        raise NotFound
    return row


def _entry(tenant: str, position: int) -> sa.Select[Any]:
    gone = sa.and_(messages.c.state != "active", entries.c.type != "message.removed")
    removed = sa.or_(gone, *HIDDEN)
    return (
        sa.select(
            *(
                entries.c[name]
                for name in ("position", "entry", "audience", "also", "type", "object")
            ),
            WORDS,
            SALT,
            sight_place.label("about"),
            sa.func.coalesce(removed, sa.false()).label("removed"),
        )
        .outerjoin(
            contents,
            sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id),
        )
        .outerjoin(
            messages,
            sa.and_(messages.c.tenant == entries.c.tenant, messages.c.id == entries.c.object),
        )
        .where(entries.c.tenant == tenant, entries.c.position == position)
    )
