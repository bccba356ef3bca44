"""Selects of oversight. Those that reach messages take an ``Opened``: without one they do not type-check."""

import json
from collections.abc import Collection, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.tags import shielded
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.messages.rows import held, messages
from onrecord_server.oversight import parties, versions
from onrecord_server.oversight.access import Opened
from onrecord_server.oversight.cases.rows import case_looks, cases
from onrecord_server.oversight.cases.rules import KINDS
from onrecord_server.oversight.rows import disclosures, grant_approvals, grants


#: Conversations that one question answers at most.
MOST: Final = 200


# -- what a grant opens ----------------------------------------------------------------------------


#: When a message was said: an imported one before it came on the record.
SAID: Final = sa.func.coalesce(messages.c.said_at, messages.c.created_at)


def within(opened: Opened) -> list[sa.ColumnElement[bool]]:
    """Return what a message satisfies that a grant opens."""
    found = [
        messages.c.tenant == opened.tenant,
        messages.c.position.is_not(None),
        messages.c.created_at >= opened.reach,
        opened.since <= SAID,
        opened.until > SAID,
    ]
    if opened.people:
        found.append(messages.c.author.in_(opened.people))
    if opened.conversations:
        found.append(messages.c.conversation.in_(opened.conversations))
    if opened.protecting:
        place = (messages.c.conversation, messages.c.position)
        found.append(~shielded(opened.tenant, *place, opened.protecting))
    return [*found, ~_is_party(opened)]


def _is_party(opened: Opened) -> sa.ColumnElement[bool]:
    """Say of a message whether the looker is a party of it."""
    here, place = messages.c.conversation, messages.c.position
    return parties.party(opened.tenant, here, opened.looker, place)


def found_in(tx: Tx, opened: Opened) -> list[Any]:
    """Return the conversations that hold something of a grant's scope, the latest first."""
    last = sa.func.max(SAID).label("last_at")
    query = (
        sa.select(
            conversations.c.id,
            conversations.c.kind,
            sa.func.count().label("messages"),
            last,
        )
        .select_from(messages)
        .join(
            conversations,
            sa.and_(
                conversations.c.tenant == messages.c.tenant,
                conversations.c.id == messages.c.conversation,
            ),
        )
        .where(*within(opened))
        .group_by(conversations.c.id, conversations.c.kind)
        .order_by(last.desc(), conversations.c.id)
        .limit(MOST)
    )
    return list(tx.execute(query))


def withheld(tx: Tx, opened: Opened) -> int:
    """Return how many conversations of a grant's scope the looker is or was in."""
    query = sa.select(sa.func.count(messages.c.conversation.distinct())).where(
        *within(opened)[:-1], _is_party(opened)
    )
    return int(tx.execute(query).scalar_one())


def _read(tx: Tx, those: Sequence[sa.ColumnElement[bool]], most: int) -> list[Any]:
    body = sa.select(WORDS).where(
        contents.c.tenant == messages.c.tenant, contents.c.id == messages.c.content_id
    )
    query = (
        sa.select(messages, body.scalar_subquery().label("body"))
        .where(*those)
        .order_by(messages.c.position.desc())
        .limit(most)
    )
    return list(tx.execute(query))


def anywhere(tx: Tx, opened: Opened, conversation: str | None, before: int, most: int) -> list[Any]:
    """Read what a grant opens anywhere, or in one conversation, before a position, the newest first."""
    place = [] if conversation is None else [messages.c.conversation == conversation]
    rows = _read(tx, [*within(opened), *place, messages.c.position < before], most)
    return versions.within(tx, opened, rows)


def opens(tx: Tx, opened: Opened) -> list[Any]:
    """Return how much a grant opens by conversation and author, with its first and last position."""
    place = (messages.c.conversation, messages.c.author)
    position = messages.c.position
    query = (
        sa.select(
            *place,
            sa.func.count().label("messages"),
            sa.func.min(position).label("low"),
            sa.func.max(position).label("high"),
        )
        .where(*within(opened))
        .group_by(*place)
        .order_by(messages.c.conversation)
    )
    return list(tx.execute(query))


def admitted(tx: Tx, opened: Opened, ids: Collection[str]) -> list[Any]:
    """Return those of some messages that a grant opens, with their authors."""
    found: list[Any] = []
    for some in chunks(sorted(ids)):
        query = sa.select(messages.c.id, messages.c.author).where(
            *within(opened), messages.c.id.in_(list(some))
        )
        found += tx.execute(query)
    return found


def admitted_kept(tx: Tx, opened: Opened, ids: Collection[str]) -> list[Any]:
    """Return those of some messages that were kept back and never delivered, with their authors.

    They are opened as what was delivered is, by when and where they were written.
    """
    found: list[Any] = []
    delivered = sa.exists().where(messages.c.tenant == held.c.tenant, messages.c.id == held.c.id)
    for some in chunks(sorted(ids)):
        mine = (held.c.tenant == opened.tenant, held.c.id.in_(list(some)), ~delivered)
        query = sa.select(held.c.id, held.c.author).where(*mine, *_kept_within(opened))
        found += tx.execute(query.distinct())
    return found


def _kept_within(opened: Opened) -> list[sa.ColumnElement[bool]]:
    """Return what a message satisfies that was kept back and that a grant opens."""
    place = (held.c.conversation, held.c.position)
    said = sa.func.coalesce(held.c.said_at, held.c.created_at)
    found = [
        held.c.position.is_not(None),
        held.c.created_at >= opened.reach,
        said >= opened.since,
        said < opened.until,
    ]
    if opened.people:
        found.append(held.c.author.in_(opened.people))
    if opened.conversations:
        found.append(held.c.conversation.in_(opened.conversations))
    if opened.protecting:
        found.append(~shielded(opened.tenant, *place, opened.protecting))
    here, position = place
    return [*found, ~parties.party(opened.tenant, here, opened.looker, position)]


def place(tx: Tx, opened: Opened, conversation: str) -> Any:
    """Return kind and title of a conversation that holds something of a grant's scope, or ``None``."""
    title = sa.select(WORDS).where(
        contents.c.tenant == conversations.c.tenant, contents.c.id == conversations.c.content_id
    )
    held = sa.exists().where(*within(opened), messages.c.conversation == conversation)
    query = sa.select(conversations.c.kind, title.scalar_subquery().label("body")).where(
        conversations.c.tenant == opened.tenant, conversations.c.id == conversation, held
    )
    return tx.execute(query).one_or_none()


def newest(tx: Tx, opened: Opened, conversation: str) -> int:
    """Return the newest position in a conversation: of what was written, or from where somebody reads.

    A look that shows its title and who is in it alone is one that all of them are told of.
    """
    columns = (messages.c.position, members.c.history_from)
    tops = [
        sa.select(sa.func.max(one))
        .where(one.table.c.tenant == opened.tenant, one.table.c.conversation == conversation)
        .scalar_subquery()
        for one in columns
    ]
    return max(int(one) for one in tx.execute(sa.select(*tops)).one() if one is not None)


def members_of(tx: Tx, opened: Opened, conversation: str) -> list[str]:
    """Return who is in a conversation that a grant opens, up to 200 of them."""
    query = (
        sa.select(members.c.person)
        .where(
            members.c.tenant == opened.tenant,
            members.c.conversation == conversation,
            members.c.active,
        )
        .order_by(members.c.person)
        .limit(MOST)
    )
    return list(tx.execute(query).scalars())


# -- grants and looks ------------------------------------------------------------------------------


def said(tx: Tx, rows: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """Return the contents of some grants by their ids."""
    tx.unit.flush()
    columns = ("content_id", "ended_content_id", "review_content_id")
    ids = {getattr(row, name) for row in rows for name in columns} - {None}
    query = sa.select(contents.c.id, WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id.in_(sorted(ids))
    )
    return {row.id: json.loads(row.body) for row in tx.execute(query)}


def approvals(tx: Tx, ids: Collection[str]) -> list[Any]:
    """Return the approvals of some grants, the earliest first."""
    query = (
        sa.select(grant_approvals)
        .where(grant_approvals.c.tenant == tx.tenant, grant_approvals.c.grant.in_(sorted(ids)))
        .order_by(grant_approvals.c.at, grant_approvals.c.person)
    )
    return list(tx.execute(query))


_LOOK: Final = ("id", "conversation", "at", "messages", "high", "position")


def _looks(tx: Tx) -> sa.Subquery:
    """Select the looks at conversations that the actor is or was in: under grants, and in cases."""
    granted = (
        sa.select(
            *(disclosures.c[name] for name in _LOOK),
            disclosures.c.visible_from,
            disclosures.c.look,
            sa.null().label("person"),
            *(grants.c[name] for name in ("kind", "trigger", "duty", "policy_version")),
        )
        .join(
            grants,
            sa.and_(grants.c.tenant == disclosures.c.tenant, grants.c.id == disclosures.c.grant),
        )
        .where(*_of_mine(tx, disclosures))
    )
    return sa.union_all(granted, _case_looks(tx)).subquery()


def _case_looks(tx: Tx) -> sa.Select[Any]:
    kind = sa.case(*((cases.c.source == source, kind) for source, kind in KINDS.items()))
    return (
        sa.select(
            *(case_looks.c[name] for name in _LOOK),
            case_looks.c.at.label("visible_from"),
            sa.literal("read").label("look"),
            case_looks.c.person,
            kind.label("kind"),
            cases.c.trigger,
            case_looks.c.duty,
            cases.c.policy_version,
        )
        .join(
            cases, sa.and_(cases.c.tenant == case_looks.c.tenant, cases.c.id == case_looks.c.case)
        )
        .where(*_of_mine(tx, case_looks), _for_me(tx))
    )


def _for_me(tx: Tx) -> sa.ColumnElement[bool]:
    """Return what a look at a case satisfies that is not of what somebody else wrote and nobody saw."""
    return case_looks.c.person.is_(None) | (case_looks.c.person == tx.actor.person)


def _of_mine(tx: Tx, looked: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Return what a look satisfies that is of a conversation, and a time, which the actor saw."""
    mine = sa.exists().where(
        members.c.tenant == looked.c.tenant,
        members.c.conversation == looked.c.conversation,
        members.c.person == tx.actor.person,
        (members.c.history_from <= looked.c.high) | (members.c.seen_from <= looked.c.high),
    )
    return [looked.c.tenant == tx.tenant, looked.c.position.is_not(None), mine]


def looks(tx: Tx, before: tuple[int, str] | None, most: int) -> list[Any]:
    """Return the looks that the actor may see by now, the latest first."""
    found = _looks(tx)
    at, one = found.c.at, found.c.id
    query = sa.select(found).where(found.c.visible_from <= tx.now)
    if before is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*before))
    return list(tx.execute(query.order_by(at.desc(), one.desc()).limit(most)))


def count_looks(tx: Tx) -> int:
    """Return how many looks the actor may see by now."""
    found = _looks(tx)
    query = sa.select(sa.func.count()).select_from(found).where(found.c.visible_from <= tx.now)
    return int(tx.execute(query).scalar_one())


def deferred(tx: Tx) -> list[Any]:
    """Return until when looks are kept from the actor, and how many."""
    later = _looks(tx)
    query = (
        sa.select(later.c.visible_from, sa.func.count().label("looks"))
        .where(later.c.visible_from > tx.now)
        .group_by(later.c.visible_from)
        .order_by(later.c.visible_from)
    )
    return list(tx.execute(query))
