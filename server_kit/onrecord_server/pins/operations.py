"""Pinning, unpinning, and what is pinned."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import pins as wire
from onrecord.wire.messages import Message
from onrecord.wire.page import Page
from onrecord_server.conversations import access as conversations
from onrecord_server.conversations.access import Visibility
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages import access, extras, queries
from onrecord_server.messages import present as message_present
from onrecord_server.pins import room, rules
from onrecord_server.pins.rows import pins


@implements(endpoints.ADD_PIN)
def add_pin(tx: Tx, command: wire.AddPin) -> Doc[wire.PinMark]:
    """Pin a message for everybody who may see it; a pinned one stays as it is."""
    row, membership = access.writable(tx, command.message_id)
    demand(rules.may_pin(membership.role, membership.posting))
    demand(rules.may_be_pinned(message_present.state_of(row)))
    if _is_pinned(tx, row):
        return Unchanged(wire.PinMark, _mark(row, pinned=True))
    room.demand(tx, row.conversation)
    draft = _draft(tx, "message.pinned", row)
    keys = {"tenant": tx.tenant, "conversation": row.conversation, "message": row.id}
    made = {**keys, "person": tx.actor.person, "position": None, "at": tx.now}
    draft.numbered.append((pins, "position", made))
    tx.record(draft)
    return Doc(wire.PinMark, _mark(row, pinned=True))


@implements(endpoints.REMOVE_PIN)
def remove_pin(tx: Tx, command: wire.RemovePin) -> Doc[wire.PinMark]:
    """Unpin a message, a removed one too."""
    row, membership = access.writable(tx, command.message_id)
    demand(rules.may_pin(membership.role, membership.posting))
    if not tx.execute(sa.delete(pins).where(*_is(tx, row))).rowcount:
        return Unchanged(wire.PinMark, _mark(row, pinned=False))
    tx.record(_draft(tx, "message.unpinned", row))
    return Doc(wire.PinMark, _mark(row, pinned=False))


def _is(tx: Tx, row: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        pins.c.tenant == tx.tenant,
        pins.c.conversation == row.conversation,
        pins.c.message == row.id,
    )


def _is_pinned(tx: Tx, row: Any) -> bool:
    return tx.execute(sa.select(pins.c.message).where(*_is(tx, row))).one_or_none() is not None


def _mark(row: Any, *, pinned: bool) -> dict[str, Any]:
    return {"conversation_id": row.conversation, "message_id": row.id, "pinned": pinned}


def _draft(tx: Tx, kind: str, row: Any) -> Draft:
    about = Doc(Message, {"position": row.sight})
    event = {"conversation_id": row.conversation, "message_id": row.id}
    return Draft(
        type=kind,
        object=row.id,
        audience=to_conversation(row.conversation),
        event={**event, "person_id": tx.actor.person},
        facts={"conversation": row.conversation},
        docs=[(about, "position")] if row.position is None else [],
        about=about,
    )


_NEWEST: Final = 2**53 - 1


@implements(endpoints.LIST_PINS)
def list_pins(tx: Tx, command: wire.ListPins) -> Doc[Page[wire.Pin]]:
    """List the pinned messages that the actor may see, the latest pin first."""
    visibility = conversations.visible(conversations.member(tx, command.conversation_id))
    before = _NEWEST if command.cursor is None else read_cursor(command.cursor, int)[0]
    rows = tx.execute(_page(visibility, before).limit(command.limit + 1)).all()
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].pin_position) if len(rows) > command.limit else None
    return Doc(Page[wire.Pin], {"data": _presented(tx, page), "next_cursor": cursor})


def _page(visibility: Visibility, before: int) -> sa.Select[Any]:
    columns = (pins.c.person, pins.c.at, pins.c.position.label("pin_position"))
    query = queries.with_content().add_columns(*columns)
    shown = room.shown(query, visibility.tenant, visibility.conversation)
    return shown.where(
        queries.sight_place >= visibility.history_from, pins.c.position < before
    ).order_by(pins.c.position.desc())


def _presented(tx: Tx, rows: Sequence[Any]) -> list[dict[str, Any]]:
    found = extras.enrich(tx, [message_present.message(row).value for row in rows])
    return [
        {"message": message, "pinned_by": row.person, "pinned_at": time_text(row.at)}
        for message, row in zip(found, rows, strict=True)
    ]


@extras.enriches
def with_pins(tx: Tx, documents: Sequence[dict[str, Any]]) -> None:
    """Set ``pinned`` of messages that the actor may see: one statement for any page."""
    given = {
        "tenant": tx.tenant,
        "conversations": list({document["conversation_id"] for document in documents}),
        "messages": [document["id"] for document in documents],
    }
    found = set(tx.execute(_PINNED, given).scalars())
    for document in documents:
        document["pinned"] = document["id"] in found


# Built once: making a select costs more than running it.
_PINNED: Final = sa.select(pins.c.message).where(
    pins.c.tenant == sa.bindparam("tenant"),
    pins.c.conversation.in_(sa.bindparam("conversations", expanding=True)),
    pins.c.message.in_(sa.bindparam("messages", expanding=True)),
)


@composes("message.pinned", "message.unpinned")
def _pin_event(item: Stored) -> dict[str, Any]:
    return {
        "conversation_id": item.entry["facts"]["conversation"],
        "message_id": item.entry["object"],
        "person_id": item.entry["actor"],
    }
