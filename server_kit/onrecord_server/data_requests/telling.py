"""What a copy of somebody's data tells, a page at a time: what they wrote, and what is kept about them.

Of others it tells nothing but that something was answered. What was kept back or is out of sight is counted.
"""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel
from pydantic_core import from_json

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.announcements.rows import acknowledgements
from onrecord_server.attachments.rows import attachments
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.doc import time_text
from onrecord_server.core.operation import Tx, implements
from onrecord_server.data_requests import queries
from onrecord_server.data_requests.rows import data_archives, data_requests
from onrecord_server.messages.rows import held, messages
from onrecord_server.people.rows import people
from onrecord_server.policy.rows import policy_acknowledgements
from onrecord_server.reactions.rows import reactions


#: Things on one page: what is in memory at a time.
PAGE: Final = 100


class Tell(Command):
    """Ask for the next things of one part of a copy, after a place in it."""

    request_id: str
    part: str
    after: tuple[str, ...] = ()


class Told(BaseModel):
    """Some things, and after which place it goes on; ``None`` where that is all."""

    items: list[dict[str, Any]]
    after: tuple[str, ...] | None = None


TELL: Final = Endpoint("data_requests.tell", "GET", "", Tell, Told, writes=False)
After = tuple[str, ...]
Part = Callable[[Tx, Any, After], Told]


@implements(TELL)
def tell(tx: Tx, command: Tell) -> Told:
    """Return what is next in a part of the copy that is being written."""
    # Whose copy it is, the request says, which the record proves.
    mine = (data_archives.c.tenant == tx.tenant, data_archives.c.id == command.request_id)
    same = sa.and_(
        data_requests.c.tenant == data_archives.c.tenant, data_requests.c.id == data_archives.c.id
    )
    query = sa.select(data_archives.c.upto, data_requests.c.person)
    row = tx.execute(query.join(data_requests, same).where(*mine)).one()
    return PARTS[command.part](tx, row, command.after)


def _page(
    tx: Tx,
    query: sa.Select[Any],
    order: tuple[str, ...],
    after: After,
    item: Callable[[Any], dict[str, Any]],
) -> Told:
    columns = [query.selected_columns[name] for name in order]
    if after:
        given = [int(one) if one.lstrip("-").isdecimal() else one for one in after]
        query = query.where(sa.tuple_(*columns) > sa.tuple_(*given))
    rows = tx.execute(query.order_by(*columns).limit(PAGE)).all()
    last = tuple(str(getattr(rows[-1], name)) for name in order) if len(rows) == PAGE else None
    return Told(items=[item(one) for one in rows], after=last)


def _profile(tx: Tx, row: Any, _: After) -> Told:
    mine = (people.c.tenant == tx.tenant, people.c.id == row.person)
    found = tx.execute(sa.select(people).where(*mine)).one_or_none()
    if found is None:
        return Told(items=[])
    said = {"id": found.id, "name": found.name, "status": found.status}
    more = {name: json.loads(getattr(found, name)) for name in ("roles", "attributes")}
    return Told(items=[{**said, **more, "known_since": time_text(found.created_at)}])


def _memberships(tx: Tx, row: Any, after: After) -> Told:
    same = sa.and_(
        conversations.c.tenant == members.c.tenant, conversations.c.id == members.c.conversation
    )
    query = sa.select(
        members.c.conversation, members.c.role, members.c.active, conversations.c.kind
    )
    query = query.join_from(members, conversations, same)
    query = query.where(members.c.tenant == tx.tenant, members.c.person == row.person)
    return _page(tx, query, ("conversation",), after, _membership)


def _membership(one: Any) -> dict[str, Any]:
    said = {"conversation": one.conversation, "kind": one.kind, "role": one.role}
    return {**said, "still_there": bool(one.active)}


def _messages(tx: Tx, row: Any, after: After) -> Told:
    query = queries.with_words().where(
        messages.c.tenant == tx.tenant,
        messages.c.author == row.person,
        messages.c.state == "active",
        messages.c.position <= row.upto,
    )
    return _page(tx, query, ("position",), after, _message)


def _message(one: Any) -> dict[str, Any]:
    edited = {} if one.edited_at is None else {"edited_at": time_text(one.edited_at)}
    said_at = one.created_at if one.said_at is None else one.said_at
    answers = {} if one.reply_to is None else {"answers": one.reply_to}
    thread = {} if one.thread is None else {"in_thread": one.thread}
    return {
        "id": one.id,
        "conversation": one.conversation,
        "at": time_text(said_at),
        "version": one.version,
        **edited,
        **answers,
        **thread,
        "text": None if one.body is None else from_json(one.body).get("text"),
    }


def _files(tx: Tx, row: Any, after: After) -> Told:
    """Tell of the files of what is told: those of what is out of sight or kept back are not given out."""
    shown = sa.and_(
        messages.c.tenant == attachments.c.tenant,
        messages.c.id == attachments.c.message,
        messages.c.author == attachments.c.owner,
        messages.c.state == "active",
        messages.c.position <= row.upto,
    )
    query = (
        sa.select(attachments)
        .join(messages, shown)
        .where(
            attachments.c.tenant == tx.tenant,
            attachments.c.owner == row.person,
            attachments.c.state == "bound",
        )
    )
    return _page(tx, query, ("id",), after, _file)


def _file(one: Any) -> dict[str, Any]:
    return {"id": one.id, "message": one.message, "size": one.stored or one.size}


def _reactions(tx: Tx, row: Any, after: After) -> Told:
    query = sa.select(reactions).where(
        reactions.c.tenant == tx.tenant, reactions.c.person == row.person
    )
    return _page(tx, query, ("message", "emoji"), after, _reaction)


def _reaction(one: Any) -> dict[str, Any]:
    return {"message": one.message, "emoji": one.emoji, "at": time_text(one.at)}


def _policies(tx: Tx, row: Any, after: After) -> Told:
    table = policy_acknowledgements
    query = sa.select(table).where(table.c.tenant == tx.tenant, table.c.person == row.person)
    return _page(tx, query, ("version",), after, _acknowledged_policy)


def _acknowledged_policy(one: Any) -> dict[str, Any]:
    return {"policy_version": one.version, "hash": one.hash, "at": time_text(one.at)}


def _announcements(tx: Tx, row: Any, after: After) -> Told:
    table = acknowledgements
    query = sa.select(table).where(table.c.tenant == tx.tenant, table.c.person == row.person)
    return _page(tx, query, ("message", "version"), after, _acknowledged)


def _acknowledged(one: Any) -> dict[str, Any]:
    return {"message": one.message, "version": one.version, "at": time_text(one.at)}


def _counted(tx: Tx, row: Any, _: After) -> Told:
    """Count what is there and not shown: out of sight, kept back, erased."""
    found = Counter[str]()
    for table in (messages, held):
        mine = (table.c.tenant == tx.tenant, table.c.author == row.person)
        query = sa.select(table.c.state, sa.func.count().label("number")).where(*mine)
        query = query.where(table.c.state != "active").group_by(table.c.state)
        for one in tx.execute(query):
            found[one.state] += one.number
    return Told(items=[{"state": state, "count": found[state]} for state in sorted(found)])


PARTS: Final[dict[str, Part]] = {
    "profile": _profile,
    "memberships": _memberships,
    "messages": _messages,
    "files": _files,
    "reactions": _reactions,
    "policies_acknowledged": _policies,
    "announcements_acknowledged": _announcements,
    "not_shown": _counted,
}
