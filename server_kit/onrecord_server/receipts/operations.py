"""Listing conversations and members, and marking as read."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import conversations as wire
from onrecord.wire.page import Page
from onrecord_server.conversations import access, changes, present
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Audience, Draft, to_conversation, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.people import access as people_access
from onrecord_server.people.rows import people
from onrecord_server.receipts import inbox


@implements(endpoints.LIST_CONVERSATIONS)
def list_conversations(tx: Tx, command: wire.ListConversations) -> Page[wire.Conversation]:
    """List the actor's conversations, the latest activity first."""
    people_access.admit(tx)
    query = inbox.mine(tx)
    if command.subject is not None:
        query = query.where(conversations.c.subject == command.subject)
    found = query.subquery()
    outer = sa.select(found).order_by(found.c.activity.desc(), found.c.id.desc())
    if command.cursor is not None:
        activity, last = read_cursor(command.cursor, int, str)
        outer = outer.where(sa.tuple_(found.c.activity, found.c.id) < sa.tuple_(activity, last))
    rows = tx.execute(outer.limit(command.limit + 1)).all()
    page = rows[: command.limit]
    more = len(rows) > command.limit
    cursor = write_cursor(page[-1].activity, page[-1].id) if more else None
    return Page[wire.Conversation](data=inbox.shown(tx, page), next_cursor=cursor)


@implements(endpoints.GET_CONVERSATION)
def get_conversation(tx: Tx, command: wire.GetConversation) -> wire.Conversation:
    """Return one conversation that the actor is in."""
    access.member(tx, command.conversation_id)
    return inbox.one(tx, command.conversation_id)


@implements(endpoints.LIST_MEMBERS)
def list_members(tx: Tx, command: wire.ListMembers) -> Page[wire.Member]:
    """List the members by id; of announcements, with one's own read mark alone."""
    membership = access.member(tx, command.conversation_id)
    query = (
        sa.select(members, people.c.name)
        .join(people, sa.and_(people.c.tenant == members.c.tenant, people.c.id == members.c.person))
        .where(
            members.c.tenant == tx.tenant,
            members.c.conversation == command.conversation_id,
            members.c.active,
        )
        .order_by(members.c.person)
        .limit(command.limit + 1)
    )
    if command.cursor is not None:
        query = query.where(members.c.person > read_cursor(command.cursor, str)[0])
    rows = tx.execute(query).all()
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].person) if len(rows) > command.limit else None
    return Page[wire.Member](data=[_shown(membership, row) for row in page], next_cursor=cursor)


def _shown(membership: access.Membership, row: Any) -> wire.Member:
    shown = present.member(row)
    if membership.kind == "announcement" and row.person != membership.person:
        return shown.model_copy(update={"read_position": -1})
    return shown


@implements(endpoints.MARK_READ)
def mark_read(tx: Tx, command: wire.MarkRead) -> Doc[wire.ReadMark]:
    """Move the actor's read mark forward, never back and never past the stream's end."""
    membership = access.member(tx, command.conversation_id)
    row = changes.member(tx, command.conversation_id, tx.actor.person)
    position = min(command.position, _end(tx))
    if position <= row.read_position:
        return Unchanged(wire.ReadMark, _mark(tx, command, row.read_position))
    if not changes.move_read_mark(tx, command.conversation_id, position):
        row = changes.member(tx, command.conversation_id, tx.actor.person)
        return Unchanged(wire.ReadMark, _mark(tx, command, row.read_position))
    mark = _mark(tx, command, position)
    tx.record(
        Draft(
            type="conversation.read",
            object=command.conversation_id,
            audience=_told(membership),
            event=mark,
            facts={"person_id": tx.actor.person, "read_position": position},
        )
    )
    return Doc(wire.ReadMark, mark)


def _told(membership: access.Membership) -> Audience:
    """Say who hears how far somebody has read: of announcements, that is nobody's business.

    Among ten thousand readers it would also be ten thousand frames for each of them.
    """
    if membership.kind == "announcement":
        return to_person(membership.person)
    return to_conversation(membership.conversation)


def _end(tx: Tx) -> int:
    head = tx.unit.head(tx.tenant)
    if head is None:
        raise Invalid("There is nothing to read.")
    return head.position - 1


def _mark(tx: Tx, command: wire.MarkRead, position: int) -> dict[str, Any]:
    mark = present.read_mark(command.conversation_id, tx.actor.person, position)
    return mark.model_dump(mode="json")
