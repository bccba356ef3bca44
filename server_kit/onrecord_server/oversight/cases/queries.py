"""Selects of reviews. Those that reach messages take a ``CaseSight``: without one they do not type-check."""

import json
from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.tags import shielded
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.words import WORDS, words
from onrecord_server.messages import kept
from onrecord_server.messages.rows import messages
from onrecord_server.moderation.rows import hits
from onrecord_server.oversight.cases.access import CaseSight
from onrecord_server.oversight.cases.rows import appeals, case_looks, case_requests, cases, reports
from onrecord_server.oversight.cases.rules import OPEN
from onrecord_server.people.rows import people
from onrecord_server.spaces.rows import spaces


#: What a case shows of its notes, its reports and its entries at most.
MOST: Final = 200


# -- what a case shows -----------------------------------------------------------------------------


def _body(column: sa.ColumnElement[Any]) -> Any:
    query = sa.select(WORDS).where(contents.c.tenant == messages.c.tenant, contents.c.id == column)
    return query.scalar_subquery().label("body")


def focus(tx: Tx, sight: CaseSight) -> Any:
    """Return the message that a case is about, with its newest words; ``None`` where it was never delivered."""
    query = sa.select(messages, _body(messages.c.content_id)).where(
        messages.c.tenant == sight.tenant, messages.c.id == sight.message
    )
    return tx.execute(query).one_or_none()


def versions(tx: Tx, sight: CaseSight) -> list[Any]:
    """Return what the message that a case is about said in each of its versions, the earliest first."""
    body = sa.select(WORDS).where(
        contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id
    )
    query = sa.select(entries.c.entry, entries.c.at, body.scalar_subquery().label("body")).where(
        entries.c.tenant == sight.tenant,
        entries.c.object == sight.message,
        entries.c.type.in_(("message.created", "message.edited")),
        entries.c.at >= sight.since,
    )
    return list(tx.execute(query.order_by(entries.c.position)))


def kept_back(tx: Tx, sight: CaseSight) -> list[Any]:
    """Return what a rule kept back of the message that a case is about, the earliest first."""
    return [*reversed(kept.of_message(tx, sight.message))]


def erased_by(tx: Tx, sight: CaseSight, ids: Collection[str]) -> dict[str, int]:
    """Return by which event the words of some messages that a case shows were erased."""
    query = sa.select(entries.c.object, sa.func.min(entries.c.position).label("at")).where(
        entries.c.tenant == sight.tenant,
        entries.c.object.in_(sorted(ids)),
        entries.c.type.in_(("message.erased", "held.erased")),
    )
    found = tx.execute(query.group_by(entries.c.object)) if ids else ()
    return {row.object: row.at for row in found}


def hits_of(tx: Tx, sight: CaseSight) -> list[Any]:
    """Return what was found in the message that a case is about, with its places, the earliest first."""
    body = sa.select(WORDS).where(
        contents.c.tenant == hits.c.tenant, contents.c.id == hits.c.content_id
    )
    query = sa.select(hits, body.scalar_subquery().label("body")).where(
        hits.c.tenant == sight.tenant, hits.c.message == sight.message
    )
    return list(tx.execute(query.order_by(hits.c.at, hits.c.id).limit(MOST)))


def context(tx: Tx, sight: CaseSight, place: int, thread: str | None) -> list[Any]:
    """Return the messages around a place of the conversation, or of the thread, in their order."""
    column, where = messages.c.position, _around(sight, thread)
    query = sa.select(messages, _body(messages.c.content_id)).where(*where)
    before = query.where(column < place).order_by(column.desc()).limit(sight.before)
    after = query.where(column > place).order_by(column).limit(sight.after)
    found = [*reversed(list(tx.execute(before)))]
    return [*found, *tx.execute(after)]


def _around(sight: CaseSight, thread: str | None) -> list[sa.ColumnElement[bool]]:
    in_thread = messages.c.in_channel if thread is None else messages.c.thread == thread
    return [
        messages.c.tenant == sight.tenant,
        messages.c.conversation == sight.conversation,
        messages.c.position.is_not(None),
        messages.c.created_at >= sight.since,
        ~shielded(sight.tenant, *(messages.c.conversation, messages.c.position), sight.protecting),
        in_thread,
    ]


def place(tx: Tx, sight: CaseSight) -> dict[str, str | None]:
    """Return what the conversation is called, which space it is in, and what that is called."""
    title, named = contents.alias(), contents.alias()
    query = (
        sa.select(words(title).label("title"), conversations.c.space, words(named).label("named"))
        .select_from(conversations)
        .outerjoin(title, _of(title, conversations.c.tenant, conversations.c.content_id))
        .outerjoin(spaces, _of(spaces, conversations.c.tenant, conversations.c.space))
        .outerjoin(named, _of(named, conversations.c.tenant, spaces.c.content_id))
        .where(conversations.c.tenant == sight.tenant, conversations.c.id == sight.conversation)
    )
    row = tx.execute(query).one()
    return {"title": _title(row.title), "space_id": row.space, "space": _title(row.named)}


def _of(there: Any, tenant: Any, column: Any) -> sa.ColumnElement[bool]:
    return sa.and_(there.c.tenant == tenant, there.c.id == column)


def _title(body: str | None) -> str | None:
    found: str | None = None if body is None else json.loads(body).get("title")
    return found


def called(tx: Tx, sight: CaseSight, met: Collection[str]) -> dict[str, str]:
    """Return what those are called who are or were in the conversation, ``MOST`` at most, and some others."""
    there = sa.select(members.c.person).where(
        members.c.tenant == sight.tenant, members.c.conversation == sight.conversation
    )
    some = there.order_by(members.c.person).limit(MOST)
    return named(tx, {*tx.execute(some).scalars(), *met})


def named(tx: Tx, wanted: Collection[str]) -> dict[str, str]:
    """Return what some people are called, for who has opened a case about them."""
    query = sa.select(people.c.id, people.c.name).where(
        people.c.tenant == tx.tenant, people.c.id.in_(sorted(wanted))
    )
    return {row.id: row.name for row in tx.execute(query)}


# -- what was said beside it, for who has opened it ------------------------------------------------


def said(tx: Tx, ids: Collection[str | None]) -> dict[str, dict[str, Any]]:
    """Return some contents of reviews by their ids; one that was erased is not among them."""
    tx.unit.flush()
    wanted = sorted(one for one in ids if one is not None)
    query = sa.select(contents.c.id, WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id.in_(wanted), contents.c.body.is_not(None)
    )
    return {row.id: json.loads(row.body) for row in tx.execute(query)} if wanted else {}


def history(tx: Tx, case_id: str, *kinds: str) -> list[Any]:
    """Return the first entries of a case in their order; where kinds are named, those alone."""
    query = _entries(tx, case_id)
    if kinds:
        query = query.where(entries.c.type.in_(kinds))
    return list(tx.execute(query.limit(MOST)))


def _entries(tx: Tx, case_id: str) -> sa.Select[Any]:
    looks = sa.select(case_looks.c.id).where(
        case_looks.c.tenant == tx.tenant, case_looks.c.case == case_id
    )
    about = (entries.c.object == case_id) | entries.c.object.in_(looks)
    query = sa.select(entries).where(entries.c.tenant == tx.tenant, about)
    return query.order_by(entries.c.position)


def reports_of(tx: Tx, case_id: str) -> list[Any]:
    """Return the reports of a case, the earliest first."""
    query = sa.select(reports).where(reports.c.tenant == tx.tenant, reports.c.case == case_id)
    return list(tx.execute(query.order_by(reports.c.at, reports.c.id).limit(MOST)))


def appeals_of(tx: Tx, case_id: str) -> list[Any]:
    """Return what was said against what a case decided or found."""
    query = sa.select(appeals).where(appeals.c.tenant == tx.tenant, appeals.c.case == case_id)
    return list(tx.execute(query.order_by(appeals.c.made_at, appeals.c.id).limit(MOST)))


def requests_of(tx: Tx, case_id: str) -> list[Any]:
    """Return what was asked of a case, the earliest first."""
    query = sa.select(case_requests).where(
        case_requests.c.tenant == tx.tenant, case_requests.c.case == case_id
    )
    return list(tx.execute(query.order_by(case_requests.c.asked_at, case_requests.c.id)))


# -- which cases there are -------------------------------------------------------------------------


def about(tx: Tx, message: str | None, person: str | None) -> list[Any]:
    """Return the cases about a message, or about a person and no message."""
    of = (
        cases.c.message == message
        if message
        else sa.and_(cases.c.person == person, cases.c.message.is_(None))
    )
    query = sa.select(cases).where(cases.c.tenant == tx.tenant, of)
    return list(tx.execute(query.order_by(cases.c.opened_at)))


def is_open() -> sa.ColumnElement[bool]:
    """Say of a case whether it is still to be decided."""
    return cases.c.state.in_(sorted(OPEN))
