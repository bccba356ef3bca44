"""Fills an empty database once: real conversations, invented orders, and marks of having read."""

import sys
import time
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examples.order_desk.archive import come_back, leave
from examples.order_desk.batches import Batches
from examples.order_desk.cards import describe
from examples.order_desk.changes import conversation_of
from examples.order_desk.desk import Desk
from examples.order_desk.incidents import happen
from examples.order_desk.irc import read_all
from examples.order_desk.load import As, Loaded, load_all
from examples.order_desk.news import acknowledge, announce
from examples.order_desk.orders import Base, Order
from examples.order_desk.oversight import is_overseen, oversee
from examples.order_desk.people import COLLEAGUES, DESK, TENANT
from examples.order_desk.progress import Bar
from examples.order_desk.spaces import open_spaces
from examples.order_desk.stories import orders, story
from onrecord_server import OnRecord


DATA = Path(__file__).with_name("data")


def seed(desk: Desk, *, filled: bool = True) -> None:
    """Do nothing if the orders are there; they are written last, so a crash before is repaired."""
    Base.metadata.create_all(desk.engine)
    with Session(desk.reading) as session:
        if session.scalar(select(func.count()).select_from(Order)):
            return
    started = time.monotonic()
    desk.chat.migrate()
    _introduce(desk)
    loaded = Loaded()
    if filled and not is_overseen(desk):
        loaded = _talk(desk)
    if desk.overseen:
        oversee(desk)
    if filled:
        leave(desk, read_all(DATA))
    open_spaces(desk.chat)
    made = _orders(desk)
    took = time.monotonic() - started
    sys.stderr.write(
        f"Filled the desk: {loaded.messages:,} messages in channels, {loaded.replies:,} of them "
        f"replies, and {made} orders, in {took:.1f} s\n"
    )


def _introduce(desk: Desk) -> None:
    with desk.chat.acting_as(TENANT) as host:
        for each in (COLLEAGUES if desk.overseen else DESK).values():
            host.people.upsert(
                each.id, name=each.name, roles=list(each.roles), attributes=each.attributes
            )


def _talk(desk: Desk) -> Loaded:
    logs = list(read_all(DATA))
    come_back(desk, logs)
    with Bar("Loading conversations", sum(log.length for log in logs)) as bar:
        loaded = load_all(desk, logs, bar)
    for who in DESK:
        _catch_up(desk.chat, who)
    return loaded


def _catch_up(chat: OnRecord, who: str) -> None:
    """Mark everything but the last few messages as read: nobody starts the day 5,000 behind."""
    with chat.acting_as(TENANT, who) as me:
        for number, each in enumerate(me.conversations.list(limit=200).data):
            newest = me.messages.list(each.id, limit=8).data
            read = newest[min(number * 2, len(newest) - 1)].position if newest else None
            if read is not None:
                me.conversations.read(each.id, read)


def _orders(desk: Desk) -> int:
    """Say what was said, mark most of it as read, then write the orders: each step once."""
    for step in (announce, acknowledge):
        with Batches(desk) as speak:
            step(speak)
    today = date.today()  # noqa: DTZ011  the desk's own calendar
    made = list(orders(today))
    with Batches(desk) as speak:
        told = {order.number: _tell(speak, order) for order in made}
    with Batches(desk) as speak:
        for order in made:
            _read(speak, order, told[order.number])
    if desk.overseen:
        happen(desk)
    with Session(desk.engine) as session, session.begin():
        session.add_all(made)
    return len(made)


def _tell(speak: As, order: Order) -> str:
    """Say what was said, and return the conversation; the keys make a second run harmless."""
    with speak("alice") as me:
        conversation = conversation_of(me, order)
        describe(me, order)
    before = None
    for number, (who, text) in enumerate(story(order)):
        reply_to = before if text.startswith("> ") else None
        with speak(who) as me:
            key, words = f"desk:{order.number}:{number}", text.removeprefix("> ")
            said = me.messages.send(conversation.id, words, client_id=key, reply_to=reply_to)
        before = said.id
    return conversation.id


def _read(speak: As, order: Order, conversation: str) -> None:
    """Everybody has read what there is; in every fifth order one of them has not."""
    for at, who in enumerate(DESK):
        if order.number % 5 or at != order.number // 5 % len(DESK):
            with speak(who) as me:
                me.conversations.read(
                    conversation, me.conversations.get(conversation).last_position
                )
