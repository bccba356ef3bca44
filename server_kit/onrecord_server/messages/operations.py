"""What else can be done with messages: read, edit, remove."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Invalid, TextSent, TextTooLong
from onrecord.wire import messages as wire
from onrecord.wire.page import Page
from onrecord.wire.scalars import is_blank
from onrecord_server.conversations import access as conversations
from onrecord_server.conversations.access import Membership
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.words import WORDS
from onrecord_server.messages import (
    access,
    extras,
    holding,
    judged,
    outgoing,
    present,
    queries,
    rules,
)
from onrecord_server.messages.queries import Place


@implements(endpoints.LIST_MESSAGES)
def list_messages(tx: Tx, command: wire.ListMessages) -> Doc[Page[wire.Message]]:
    """Return one page of a conversation's history."""
    visibility = conversations.visible(conversations.member(tx, command.conversation_id))
    place = queries.Place(visibility, command.thread_id)
    upwards, bound = _direction(command)
    if command.around is not None:
        rows = _around(tx, place, command.around, command.limit)
        return _page(tx, rows, None)
    rows = _read(tx, place, bound, command.limit + 1, upwards=upwards)
    more = len(rows) > command.limit
    shown = rows[: command.limit]
    cursor = write_cursor("up" if upwards else "down", shown[-1].position) if more else None
    return _page(tx, shown, cursor)


def _direction(command: wire.ListMessages) -> tuple[bool, int | None]:
    given = (command.before, command.after, command.around, command.cursor)
    if sum(value is not None for value in given) > 1:
        raise Invalid("Give only one of before, after, around and cursor.")
    if command.cursor is not None:
        way, bound = read_cursor(command.cursor, str, int)
        return way == "up", bound
    return command.after is not None, command.after if command.before is None else command.before


def _read(
    tx: Tx, place: Place, bound: int | None, limit: int, *, upwards: bool
) -> list[queries.Seen]:
    if upwards and bound is not None:
        return queries.newer(tx, place, bound, limit)
    return queries.older(tx, place, bound, limit)


def _around(tx: Tx, place: Place, middle: int, limit: int) -> list[queries.Seen]:
    older = queries.older(tx, place, middle + 1, max(limit // 2, 1))
    newer = queries.newer(tx, place, middle, limit - len(older))
    return [*reversed(newer), *older]


def _page(tx: Tx, rows: Sequence[queries.Seen], cursor: str | None) -> Doc[Page[wire.Message]]:
    data = extras.enrich(tx, [present.message(row).value for row in rows])
    return Doc(Page[wire.Message], {"data": data, "next_cursor": cursor})


@implements(endpoints.GET_MESSAGE)
def get_message(tx: Tx, command: wire.GetMessage) -> Doc[wire.Message]:
    """Return one message that the actor may see."""
    kept_back = holding.own(tx, command.message_id)
    if kept_back is not None:
        return kept_back
    row, _ = access.message(tx, command.message_id)
    doc = present.message(row)
    extras.enrich(tx, [doc.value])
    return doc


@implements(endpoints.LIST_VERSIONS)
def list_versions(tx: Tx, command: wire.ListVersions) -> Page[wire.MessageVersion]:
    """Return versions of a message, the oldest first; of a removed one, none."""
    row, _ = access.message(tx, command.message_id)
    if row.state != "active":
        return Page[wire.MessageVersion](data=[])
    query = (
        sa.select(entries.c.position, entries.c.entry, entries.c.actor, entries.c.at, WORDS)
        .join(
            contents,
            sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id),
        )
        .where(
            entries.c.tenant == tx.tenant,
            entries.c.object == row.id,
            entries.c.type.in_(("message.created", "message.edited")),
        )
        .order_by(entries.c.position)
        .limit(command.limit + 1)
    )
    if command.cursor is not None:
        query = query.where(entries.c.position > read_cursor(command.cursor, int)[0])
    rows = tx.execute(query).all()
    shown = rows[: command.limit]
    cursor = write_cursor(shown[-1].position) if len(rows) > command.limit else None
    data = [present.version(found, row.id) for found in shown]
    return Page[wire.MessageVersion](data=data, next_cursor=cursor)


@implements(endpoints.EDIT_MESSAGE)
def edit_message(tx: Tx, command: wire.EditMessage) -> Doc[wire.Message]:
    """Write a new version of one's own message, where one may still write."""
    row, membership = access.writable(tx, command.message_id)
    demand(rules.may_edit(row.state, row.author, tx.actor.person))
    if membership.kind == outgoing.EXTERNAL:
        raise TextSent("It was sent: write another message that puts it right.")
    _demand_writing(tx, row, membership)
    fits = rules.fits(command.text, tx.settings.text_code_points)
    if not fits.allowed:
        raise TextTooLong(fits.reason)
    doc = present.message(row)
    if is_blank(command.text) and not doc.value["attachments"]:
        blank = {"pointer": "/text", "detail": "must not be blank"}
        raise Invalid("/text: must not be blank", errors=[blank])
    if command.version is not None and command.version != row.version:
        raise Conflict(f"The message is at version {row.version} by now.")
    if doc.value["text"] == command.text:
        return Unchanged(wire.Message, doc.value)
    return judged.edit(tx, row, doc, command.text)


def _demand_writing(tx: Tx, row: Any, membership: Membership) -> None:
    """Everybody sees what an edit says: it needs the same right as to send it there now."""
    place = rules.Place(row.thread is not None, bool(row.in_channel))
    role = rules.writes_as(tx.actor, membership.role)
    demand(rules.may_write(place, role, membership.posting, replies=membership.allow_replies))


@implements(endpoints.REMOVE_MESSAGE)
def remove_message(tx: Tx, command: wire.RemoveMessage) -> Doc[wire.Message]:
    """Take a message out of sight; its content stays for the record. Others read the reason."""
    row, membership = access.writable(tx, command.message_id)
    demand(rules.may_remove(row.author, tx.actor.person, membership.role))
    doc = present.message(row)
    if row.state != "active":
        return Unchanged(wire.Message, extras.for_reader(tx.actor.person, doc.value))
    gone = judged.remove(tx, row, command.reason)
    return gone if row.author == tx.actor.person else _as_read(tx, gone)


def _as_read(tx: Tx, doc: Doc[wire.Message]) -> Doc[wire.Message]:
    """Return a copy for somebody else than the author; the event has the document itself."""
    return Doc(wire.Message, extras.for_reader(tx.actor.person, dict(doc.value)))
