"""Selects that several operations share. For readers they take a ``Visibility``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from onrecord_server.conversations.access import Visibility
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.messages.rows import messages


def _sight() -> sa.ColumnElement[int]:
    root = messages.alias("root")
    above = (
        sa.select(root.c.position)
        .where(root.c.tenant == messages.c.tenant, root.c.id == messages.c.thread)
        .correlate(messages)
        .scalar_subquery()
    )
    aside = sa.and_(messages.c.thread.is_not(None), messages.c.in_channel == sa.false())
    place = messages.c.position
    return sa.case((aside, sa.func.coalesce(above, place)), else_=place)


#: Where a reader's history begins at the latest for a message to be seen: what was said in a thread
#: alone is seen by those who see its root.
sight_place: Final = _sight()


def with_content() -> sa.Select[Any]:
    """Select messages with the content of their newest version and of their removal.

    Bodies are scalar subqueries: as joins, PostgreSQL without statistics reads a tenant's contents
    whole for every row.
    """
    body = _body_at(messages.c.content_id).label("body")
    return sa.select(messages, body, _body_at(messages.c.removal_content_id).label("removal_body"))


def _body_at(content_id: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    found = sa.select(WORDS).where(
        contents.c.tenant == messages.c.tenant, contents.c.id == content_id
    )
    return found.correlate(messages).scalar_subquery()


class Seen(NamedTuple):
    """What a page shows of a message: read by name, much cheaper than a row of SQLAlchemy."""

    id: str
    conversation: str
    position: int
    author: str
    on_behalf_of: str | None
    client_id: str | None
    version: int
    state: str
    reply_to: str | None
    mentions: str | None
    created_at: int
    edited_at: int | None
    removed_at: int | None
    removed_by: str | None
    thread: str | None
    in_channel: bool
    wide: str | None
    roles: str | None
    priority: str
    acknowledge: bool
    thread_author: str | None
    body: str | None
    removal_body: str | None


_COLUMNS: Final = (
    *(messages.c[name] for name in Seen._fields[:-2]),
    _body_at(messages.c.content_id).label("body"),
    _body_at(messages.c.removal_content_id).label("removal_body"),
)
# Built once: making a select costs more than running it.
_SEEN: Final = sa.select(*_COLUMNS).where(
    messages.c.tenant == sa.bindparam("tenant"),
    messages.c.conversation == sa.bindparam("conversation"),
    messages.c.position >= sa.bindparam("history_from"),
)


def _older(query: sa.Select[Any]) -> sa.Select[Any]:
    return (
        query.where(messages.c.position < sa.bindparam("bound"))
        .order_by(messages.c.position.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def _newer(query: sa.Select[Any]) -> sa.Select[Any]:
    return (
        query.where(messages.c.position > sa.bindparam("bound"))
        .order_by(messages.c.position)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


_IN_TIMELINE: Final = _SEEN.where(messages.c.in_channel == sa.true())
_IN_THREAD: Final = _SEEN.where(
    messages.c.thread == sa.bindparam("thread"), sight_place >= sa.bindparam("history_from")
)
_OLDER: Final = (_older(_IN_TIMELINE), _older(_IN_THREAD))
_NEWER: Final = (_newer(_IN_TIMELINE), _newer(_IN_THREAD))
_END: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is read: in the timeline of a conversation, or in one of its threads."""

    visibility: Visibility
    thread: str | None = None


def older(tx: Tx, place: Place, before: int | None, most: int) -> list[Seen]:
    """Read what a member may see before a position, or before the end, the newest first."""
    return _page(tx, _OLDER, place, (_END if before is None else before, most))


def newer(tx: Tx, place: Place, after: int, most: int) -> list[Seen]:
    """Read what a member may see after a position, the oldest first."""
    return _page(tx, _NEWER, place, (after, most))


def _page(
    tx: Tx, queries: Sequence[sa.Select[Any]], place: Place, bounds: tuple[int, int]
) -> list[Seen]:
    visibility, (bound, most) = place.visibility, bounds
    given = {
        "tenant": visibility.tenant,
        "conversation": visibility.conversation,
        "history_from": visibility.history_from,
        "bound": bound,
        "most": most,
    }
    if place.thread is None:
        return list(map(Seen._make, tx.execute(queries[0], given).all()))
    given["thread"] = place.thread
    return list(map(Seen._make, tx.execute(queries[1], given).all()))


def by_id(tenant: str, message_id: str) -> sa.Select[Any]:
    """Select one message; the caller proves afterwards that the actor may see it."""
    query = with_content().add_columns(sight_place.label("sight"))
    return query.where(messages.c.tenant == tenant, messages.c.id == message_id)


def wordless(tenant: str, message_id: str) -> sa.Select[Any]:
    """Select one message without its words: who destroys them need not be able to read them."""
    bare = [sa.null().label(name) for name in ("body", "removal_body")]
    query = sa.select(messages, *bare, sight_place.label("sight"))
    return query.where(messages.c.tenant == tenant, messages.c.id == message_id)


Key = tuple[str, str, str]


def sent_before(txs: Sequence[Tx], client_ids: Sequence[str | None]) -> dict[Key, Any]:
    """Return messages that these senders sent with these client ids: one select per tenant."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    for tx, client_id in zip(txs, client_ids, strict=True):
        if client_id is not None:
            wanted.setdefault(tx.tenant, set()).add((tx.actor.person, client_id))
    found: dict[Key, Any] = {}
    for tenant, pairs in wanted.items():
        for some in chunks(sorted(pairs), 100):
            for row in _sent(txs[0], tenant, some):
                found[(tenant, row.author, row.client_id)] = row
    return found


#: Made once: for a single send, building it would cost more than running it.
_SENT: Final = with_content().where(
    messages.c.tenant == sa.bindparam("tenant"),
    sa.tuple_(messages.c.author, messages.c.client_id).in_(sa.bindparam("pairs", expanding=True)),
)


def _sent(tx: Tx, tenant: str, pairs: Sequence[tuple[str, str]]) -> Sequence[Any]:
    return tx.execute(_SENT, {"tenant": tenant, "pairs": pairs}).all()


def count(tx: Tx) -> int:
    """Return how many messages the tenant has, those of this transaction included.

    There are never more messages than entries, so that a tenant far from its quota counts nothing.
    """
    pending = sum(r.draft.type == "message.created" for r in tx.unit.recorded[tx.unit.flushed :])
    head = tx.unit.head(tx.tenant)
    if head is not None and head.position < tx.settings.messages_a_tenant:
        return head.position + len(tx.unit.recorded)
    query = sa.select(sa.func.count()).select_from(messages).where(messages.c.tenant == tx.tenant)
    return int(tx.execute(query).scalar_one()) + pending
