"""Conversations as one person sees them: the latest first, with what is unread counted."""

import json
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import NotFound
from onrecord.wire.conversations import Conversation
from onrecord_server.conversations import present
from onrecord_server.conversations.present import COUNT_LIMIT, Tally
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.view import Aside, aside, shows
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.messages import extras, naming, queries
from onrecord_server.messages import present as message_present
from onrecord_server.messages.rows import mentions, messages


def mine(tx: Tx) -> sa.Select[Any]:
    """Select the actor's conversations with their activity: the newest message, or the creation."""
    activity = sa.func.coalesce(_newest(sa.true()), conversations.c.created_position, -1)
    return (
        sa.select(
            conversations,
            members.c.role,
            members.c.muted,
            members.c.level,
            members.c.read_position,
            members.c.history_from,
            WORDS.label("title_body"),
            activity.label("activity"),
            sa.func.coalesce(_newest(sa.false()), -1).label("last_reply"),
        )
        .join(
            members,
            sa.and_(
                members.c.tenant == conversations.c.tenant,
                members.c.conversation == conversations.c.id,
            ),
        )
        .outerjoin(
            contents,
            sa.and_(
                contents.c.tenant == conversations.c.tenant,
                contents.c.id == conversations.c.content_id,
            ),
        )
        .where(members.c.tenant == tx.tenant, members.c.person == tx.actor.person, members.c.active)
    )


def _newest(in_channel: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    """Select the position of the newest message in the timeline, or in no timeline."""
    query = sa.select(sa.func.max(messages.c.position)).where(
        messages.c.tenant == members.c.tenant,
        messages.c.conversation == members.c.conversation,
        messages.c.in_channel == in_channel,
    )
    return query.correlate(members).scalar_subquery()


@shows
def one(tx: Tx, conversation_id: str) -> Conversation:
    """Return one conversation as the actor sees it. Raises ``NotFound``."""
    rows = tx.execute(mine(tx).where(conversations.c.id == conversation_id)).all()
    if not rows:
        raise NotFound
    return shown(tx, rows)[0]


def shown(tx: Tx, rows: Sequence[Any]) -> list[Conversation]:
    """Return conversations with their counts: at most eight statements, however many there are."""
    ids = [row.id for row in rows]
    if not ids:
        return []
    counts = _Counts(tx, rows)
    return [present.conversation(row, _title(row), counts.of(row)) for row in rows]


def _title(row: Any) -> str:
    return "" if row.title_body is None else str(json.loads(row.title_body).get("title", ""))


#: A message of the timeline that is unread for a member.
_UNREAD: Final = (
    messages.c.tenant == members.c.tenant,
    messages.c.conversation == members.c.conversation,
    messages.c.in_channel == sa.true(),
    messages.c.position > members.c.read_position,
    messages.c.position >= members.c.history_from,
    messages.c.author != members.c.person,
    messages.c.state == "active",
)


class _Counts:
    """What is counted for a page of conversations."""

    def __init__(self, tx: Tx, rows: Sequence[Any]) -> None:
        self._tx = tx
        self._ids = [row.id for row in rows]
        self._direct = [row.id for row in rows if row.kind == "direct"]
        self._unread = dict(self._rows(self._unread_query()))
        self._mentions = dict(self._rows(self._mention_query()))
        self._wide = dict(self._rows(self._wide_query()))
        self._aside = aside(tx, self._ids)
        self._members = dict(self._rows(self._member_query()))
        self._others = dict(self._rows(self._other_query())) if self._direct else {}
        self._last = self._last_messages(rows)

    def of(self, row: Any) -> Tally:
        apart = self._aside.get(row.id, Aside())
        mentions = self._mentions.get(row.id, 0) + self._wide.get(row.id, 0)
        return Tally(
            unread=self._unread.get(row.id, 0),
            threads=apart.unread,
            mentions=mentions,
            mentions_threads=apart.mentions,
            members=self._members.get(row.id, 0),
            counterpart=self._others.get(row.id),
            last=self._last.get(row.id),
        )

    def _rows(self, query: sa.Select[Any]) -> list[tuple[str, Any]]:
        rows: Any = self._tx.execute(query)
        return [(row[0], row[1]) for row in rows]

    def _mine(self) -> tuple[sa.ColumnElement[bool], ...]:
        return (
            members.c.tenant == self._tx.tenant,
            members.c.person == self._tx.actor.person,
            members.c.conversation.in_(self._ids),
        )

    def _unread_query(self) -> sa.Select[Any]:
        return self._count(*_UNREAD)

    def _wide_query(self) -> sa.Select[Any]:
        return self._count(*_UNREAD, naming.names_me(self._tx))

    def _mention_query(self) -> sa.Select[Any]:
        return self._count(
            mentions.c.tenant == members.c.tenant,
            mentions.c.person == members.c.person,
            mentions.c.conversation == members.c.conversation,
            mentions.c.thread.is_(None),
            mentions.c.position > members.c.read_position,
            mentions.c.position >= members.c.history_from,
        )

    def _count(self, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
        """Count, for each conversation, what fulfils the conditions: up to the limit."""
        one = sa.select(sa.literal(1).label("one")).where(*conditions)
        few = one.correlate(members).limit(COUNT_LIMIT).subquery()
        count = sa.select(sa.func.count()).select_from(few).scalar_subquery()
        return sa.select(members.c.conversation, count).where(*self._mine())

    def _member_query(self) -> sa.Select[Any]:
        return (
            sa.select(members.c.conversation, sa.func.count())
            .where(
                members.c.tenant == self._tx.tenant,
                members.c.conversation.in_(self._ids),
                members.c.active,
            )
            .group_by(members.c.conversation)
        )

    def _other_query(self) -> sa.Select[Any]:
        return sa.select(members.c.conversation, members.c.person).where(
            members.c.tenant == self._tx.tenant,
            members.c.conversation.in_(self._direct),
            members.c.person != self._tx.actor.person,
        )

    def _last_messages(self, rows: Sequence[Any]) -> dict[str, Any]:
        keys = [(row.id, row.activity) for row in rows if row.activity >= row.history_from]
        if not keys:
            return {}
        query = queries.with_content().where(
            messages.c.tenant == self._tx.tenant,
            messages.c.in_channel == sa.true(),
            sa.tuple_(messages.c.conversation, messages.c.position).in_(keys),
        )
        me = self._tx.actor.person
        docs = [message_present.message(row) for row in self._tx.execute(query)]
        for doc in docs:
            extras.for_reader(me, doc.value)
        return {doc.value["conversation_id"]: doc.resource() for doc in docs}
