"""Loading is authorising: the only way to a message's row, for a member who may see it."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from onrecord.errors import Archived, NotFound
from onrecord_server.conversations import access as conversations
from onrecord_server.conversations.access import Membership
from onrecord_server.conversations.rows import members
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
    if row.sight is not None and row.sight < membership.history_from:
        raise NotFound
    return row, membership


def writable(tx: Tx, message_id: str) -> tuple[Any, Membership]:
    """Load a message for a member who is about to change something of it.

    Raises ``NotFound``, and ``Archived`` where nobody writes any more.
    """
    row, membership = message(tx, message_id)
    if membership.archived:
        raise Archived("This conversation is archived; it can be read.")
    return row, membership


def seen(tx: Tx, query: sa.Select[Any]) -> sa.Select[Any]:
    """Narrow a select of messages to those that the actor may see now, over all conversations.

    The actor was admitted. What is removed is among them, as a tombstone.
    """
    mine = sa.and_(
        members.c.tenant == messages.c.tenant,
        members.c.conversation == messages.c.conversation,
        members.c.person == tx.actor.person,
        members.c.active,
        members.c.history_from <= queries.sight_place,
    )
    return query.join(members, mine).where(messages.c.tenant == tx.tenant)


class Root(NamedTuple):
    """The message above a thread: whoever may see it may see all of the thread."""

    id: str
    author: str
    position: int | None
    thread: str | None


Found = dict[tuple[Membership, str], Root]


def thread_roots(
    txs: Sequence[Tx], memberships: Sequence[Membership | None], ids: Sequence[str | None]
) -> Found:
    """Return which threads may be written to: their roots are visible and in no thread themselves."""
    found = visible_replies(txs, memberships, ids)
    return {key: root for key, root in found.items() if root.thread is None}


def visible_replies(
    txs: Sequence[Tx], memberships: Sequence[Membership | None], ids: Sequence[str | None]
) -> Found:
    """Return which replies answer a message that exists where, and as far as, the replier may see."""
    found: Found = {}
    for membership, reply in set(zip(memberships, ids, strict=True)):
        if reply is None or membership is None:
            continue
        given = {
            "tenant": membership.tenant,
            "id": reply,
            "conversation": membership.conversation,
            "history_from": membership.history_from,
        }
        row = txs[0].execute(_VISIBLE, given).one_or_none()
        if row is not None:
            found[(membership, reply)] = Root._make(row)
    return found


#: Made once: replies come by the run.
_VISIBLE: Final = sa.select(
    messages.c.id, messages.c.author, messages.c.position, messages.c.thread
).where(
    messages.c.tenant == sa.bindparam("tenant"),
    messages.c.id == sa.bindparam("id"),
    messages.c.conversation == sa.bindparam("conversation"),
    sa.or_(messages.c.position.is_(None), queries.sight_place >= sa.bindparam("history_from")),
)
