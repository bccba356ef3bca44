"""Selects of threads for somebody who follows them, or sees their roots."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.present import COUNT_LIMIT
from onrecord_server.conversations.rows import members
from onrecord_server.conversations.view import Aside, counts
from onrecord_server.core.operation import Tx
from onrecord_server.messages.rows import mentions, messages
from onrecord_server.threads.rows import followers, threads


def unread_replies() -> tuple[sa.ColumnElement[bool], ...]:
    """Say of a message that it is unread in the thread that ``followers`` names.

    What also shows in the timeline counts as unread there.
    """
    return (
        messages.c.tenant == followers.c.tenant,
        messages.c.thread == followers.c.thread,
        messages.c.position > followers.c.read_position,
        messages.c.in_channel == sa.false(),
        messages.c.author != followers.c.person,
        messages.c.state == "active",
    )


def _summaries() -> sa.Select[Any]:
    few = sa.select(sa.literal(1).label("one")).where(followers.c.following, *unread_replies())
    few = few.correlate(followers).limit(COUNT_LIMIT)
    unread = sa.select(sa.func.count()).select_from(few.subquery()).scalar_subquery()
    mine = sa.and_(
        followers.c.tenant == threads.c.tenant,
        followers.c.thread == threads.c.id,
        followers.c.person == sa.bindparam("person"),
    )
    return (
        sa.select(threads, followers.c.following, followers.c.read_position, unread.label("unread"))
        .outerjoin(followers, mine)
        .where(
            threads.c.tenant == sa.bindparam("tenant"),
            threads.c.id.in_(sa.bindparam("ids", expanding=True)),
        )
    )


#: Built once: making a select costs more than running it, and every page of messages asks this.
_SUMMARIES: Final = _summaries()


def summaries(tx: Tx, ids: Sequence[str]) -> dict[str, Any]:
    """Return what the actor is told of threads below messages that they see, in one statement."""
    given = {"tenant": tx.tenant, "person": tx.actor.person, "ids": list(ids)}
    return {row.id: row for row in tx.execute(_SUMMARIES, given)}


def followed(tx: Tx) -> sa.Select[Any]:
    """Select the threads that the actor follows and whose roots they may see now."""
    return places(tx).where(followers.c.following == sa.true())


def places(tx: Tx) -> sa.Select[Any]:
    """Select the actor's places in threads whose roots they may see now."""
    columns = ("thread", "conversation", "following", "read_position")
    return (
        sa.select(*(followers.c[name] for name in columns))
        .join(
            threads,
            sa.and_(threads.c.tenant == followers.c.tenant, threads.c.id == followers.c.thread),
        )
        .join(
            members,
            sa.and_(
                members.c.tenant == followers.c.tenant,
                members.c.conversation == followers.c.conversation,
                members.c.person == followers.c.person,
            ),
        )
        .where(
            followers.c.tenant == tx.tenant,
            followers.c.person == tx.actor.person,
            members.c.active == sa.true(),
            threads.c.root_position >= members.c.history_from,
        )
    )


def has_unread() -> sa.ColumnElement[bool]:
    """Say of a followed thread that something in it is unread."""
    found = sa.exists().where(*unread_replies()).correlate(followers)
    return sa.and_(threads.c.last_position > followers.c.read_position, found)


@counts
def aside(tx: Tx, ids: Sequence[str]) -> Mapping[str, Aside]:
    """Count what is unread in followed threads of conversations: one statement for all of them."""
    named = (
        mentions.c.tenant == followers.c.tenant,
        mentions.c.person == followers.c.person,
        mentions.c.conversation == followers.c.conversation,
        mentions.c.thread == followers.c.thread,
        mentions.c.position > followers.c.read_position,
    )
    counted = [_few(messages, unread_replies()), _few(mentions, named)]
    query = sa.select(members.c.conversation, *counted).where(
        members.c.tenant == tx.tenant,
        members.c.person == tx.actor.person,
        members.c.conversation.in_(list(ids)),
    )
    rows: Any = tx.execute(query)
    return {conversation: Aside(unread, named) for conversation, unread, named in rows}


def _few(counted: sa.Table, conditions: Sequence[sa.ColumnElement[bool]]) -> sa.ScalarSelect[int]:
    """Count to the limit, in threads that ``members`` follows where anything happened since."""
    few = (
        sa.select(sa.literal(1).label("one"))
        .select_from(followers)
        .join(
            threads,
            sa.and_(
                threads.c.tenant == followers.c.tenant,
                threads.c.id == followers.c.thread,
                threads.c.last_position > followers.c.read_position,
            ),
        )
        .join(counted, sa.and_(*conditions))
        .where(
            followers.c.tenant == members.c.tenant,
            followers.c.person == members.c.person,
            followers.c.conversation == members.c.conversation,
            followers.c.following == sa.true(),
            threads.c.root_position >= members.c.history_from,
        )
        .correlate(members)
        .limit(COUNT_LIMIT)
        .subquery()
    )
    return sa.select(sa.func.count()).select_from(few).scalar_subquery()
