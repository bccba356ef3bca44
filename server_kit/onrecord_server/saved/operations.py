"""Saving messages for oneself, and finding them again."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Full
from onrecord.wire import saved as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages import access, extras, queries
from onrecord_server.messages import present as message_present
from onrecord_server.messages.rows import messages
from onrecord_server.people import access as people_access
from onrecord_server.saved import rules
from onrecord_server.saved.rows import saved


#: Beyond any position: JavaScript's largest exact number.
_NEWEST: Final = 2**53 - 1


@implements(endpoints.ADD_SAVED)
def add_saved(tx: Tx, command: wire.AddSaved) -> Doc[wire.SavedMark]:
    """Save a message that the actor may see; nobody else learns of it."""
    row, _ = access.message(tx, command.message_id)
    demand(rules.may_be_saved(message_present.state_of(row)))
    if _row(tx, row.id) is not None:
        return Unchanged(wire.SavedMark, _mark(row.conversation, row.id, saved=True))
    _demand_room(tx)
    draft = _draft(tx, "message.saved", row.conversation, row.id)
    keys = {"tenant": tx.tenant, "person": tx.actor.person, "message": row.id}
    made = {**keys, "conversation": row.conversation, "position": None, "at": tx.now}
    draft.numbered.append((saved, "position", made))
    tx.record(draft)
    return Doc(wire.SavedMark, _mark(row.conversation, row.id, saved=True))


@implements(endpoints.REMOVE_SAVED)
def remove_saved(tx: Tx, command: wire.RemoveSaved) -> Doc[wire.SavedMark]:
    """Forget a saved message: the mark is the actor's own, whatever became of the message."""
    people_access.admit(tx)
    mine = _row(tx, command.message_id)
    if mine is None:
        row, _ = access.message(tx, command.message_id)
        return Unchanged(wire.SavedMark, _mark(row.conversation, row.id, saved=False))
    tx.execute(sa.delete(saved).where(*_is(tx, mine.message)))
    tx.record(_draft(tx, "message.unsaved", mine.conversation, mine.message))
    return Doc(wire.SavedMark, _mark(mine.conversation, mine.message, saved=False))


def _is(tx: Tx, message_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        saved.c.tenant == tx.tenant,
        saved.c.person == tx.actor.person,
        saved.c.message == message_id,
    )


def _row(tx: Tx, message_id: str) -> Any:
    return tx.execute(sa.select(saved).where(*_is(tx, message_id))).one_or_none()


def _demand_room(tx: Tx) -> None:
    """Refuse more than one may keep. Only what one can still see and let go counts."""
    tx.unit.lock([tx.tenant])  # two windows at two workers count one after the other
    most = tx.settings.saved
    mine = (saved.c.tenant == tx.tenant, saved.c.person == tx.actor.person)
    if _count(tx, sa.select(saved.c.message).where(*mine)) < most:
        return
    if _count(tx, _page(tx, _NEWEST)) >= most:
        said = f"You keep {most} messages already: let some go first."
        raise Full(said, extra={"most": most})


def _count(tx: Tx, which: sa.Select[Any]) -> int:
    found = which.order_by(None).with_only_columns(sa.literal(1)).subquery()
    count: int = tx.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()
    return count


def _mark(conversation_id: str, message_id: str, *, saved: bool) -> dict[str, Any]:
    return {"conversation_id": conversation_id, "message_id": message_id, "saved": saved}


def _draft(tx: Tx, kind: str, conversation_id: str, message_id: str) -> Draft:
    return Draft(
        type=kind,
        object=message_id,
        audience=to_person(tx.actor.person),
        event={"conversation_id": conversation_id, "message_id": message_id},
        facts={"conversation": conversation_id},
    )


@implements(endpoints.LIST_SAVED)
def list_saved(tx: Tx, command: wire.ListSaved) -> Doc[Page[wire.Saved]]:
    """List the actor's saved messages that they may see now, the latest saved first."""
    people_access.admit(tx)
    before = _NEWEST if command.cursor is None else read_cursor(command.cursor, int)[0]
    rows = tx.execute(_page(tx, before).limit(command.limit + 1)).all()
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].saved_position) if len(rows) > command.limit else None
    found = extras.enrich(tx, [message_present.message(row).value for row in page])
    data = [
        {"message": message, "saved_at": time_text(row.at)}
        for message, row in zip(found, page, strict=True)
    ]
    return Doc(Page[wire.Saved], {"data": data, "next_cursor": cursor})


def _page(tx: Tx, before: int) -> sa.Select[Any]:
    columns = (saved.c.at, saved.c.position.label("saved_position"))
    same = sa.and_(saved.c.tenant == messages.c.tenant, saved.c.message == messages.c.id)
    query = queries.with_content().add_columns(*columns).join(saved, same)
    mine = (saved.c.tenant == tx.tenant, saved.c.person == tx.actor.person)
    return (
        access.seen(tx, query)
        .where(*mine, saved.c.position < before, messages.c.state == "active")
        .order_by(saved.c.position.desc())
    )


# Built once: making a select costs more than running it.
_SAVED: Final = sa.select(saved.c.message).where(
    saved.c.tenant == sa.bindparam("tenant"),
    saved.c.person == sa.bindparam("person"),
    saved.c.message.in_(sa.bindparam("messages", expanding=True)),
)


@extras.enriches
def with_saved(tx: Tx, documents: Sequence[dict[str, Any]]) -> None:
    """Set ``saved`` of messages that the actor may see: one statement for any page."""
    given = {"tenant": tx.tenant, "person": tx.actor.person}
    ids = [document["id"] for document in documents]
    found = set(tx.execute(_SAVED, {**given, "messages": ids}).scalars())
    for document in documents:
        document["saved"] = document["id"] in found


@composes("message.saved", "message.unsaved")
def _saved_event(item: Stored) -> dict[str, Any]:
    return {
        "conversation_id": item.entry["facts"]["conversation"],
        "message_id": item.entry["object"],
    }
