"""Marks and cards inside the host's transaction: with its rows, or not at all."""

from contextlib import suppress

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from onrecord.errors import NotFound
from onrecord_server import OnRecord
from tests.host.conftest import Order
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


def test_an_order_its_card_and_what_is_thought_of_it_commit_together(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session, session.begin():
        session.add(Order(id=1, status="shipped"))
        with chat.join(session, "acme", "alice") as me:
            me.subjects.put("order:1", title="Order 1", state="shipped", visible="tenant")
            said = me.messages.send(conversation, "Shipped.")
            me.reactions.add(said.id, "🚚")
            me.reactions.remove(said.id, "🚚")
            me.reactions.add(said.id, "❤")
            me.pins.add(said.id)
            me.saved.add(said.id)
    with chat.acting_as("acme", "alice") as me:
        shown = me.messages.get(said.id)
        assert [(r.emoji, r.count, r.mine) for r in shown.reactions] == [("❤️", 1, True)]
        assert (shown.pinned, shown.saved) == (True, True)
        assert me.subjects.get("order:1").state == "shipped"
        assert [s.message.id for s in me.saved.list().data] == [said.id]
    check_invariants(room)
    assert findings(room) == []


def test_a_rollback_leaves_neither_card_nor_mark(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    with chat.acting_as("acme", "alice") as me:
        said = me.messages.send(conversation, "Shipped.")
    before = room.rows()
    with suppress(ZeroDivisionError), Session(engine) as session, session.begin():
        with chat.join(session, "acme", "alice") as me:
            me.subjects.put("order:1", title="Order 1", visible="tenant")
            me.reactions.add(said.id, "❤")
            me.pins.add(said.id)
        raise ZeroDivisionError
    assert room.rows() == before
    with chat.acting_as("acme", "alice") as me, pytest.raises(NotFound):
        me.subjects.get("order:1")
