"""Fills an empty database once: real conversations, invented orders, and marks of having read."""

import sys
import time
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from examples.order_desk.changes import conversation_of
from examples.order_desk.irc import read_all
from examples.order_desk.load import Loaded, load
from examples.order_desk.orders import Base, Order
from examples.order_desk.people import COLLEAGUES, TENANT
from examples.order_desk.progress import Bar
from examples.order_desk.stories import orders, story
from onrecord_server import OnRecord


DATA = Path(__file__).with_name("data")


def seed(engine: Engine, chat: OnRecord, *, filled: bool = True) -> None:
    """Do nothing if the orders are there; they are written last, so a crash before is repaired."""
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        if session.scalar(select(func.count()).select_from(Order)):
            return
    started = time.monotonic()
    _introduce(chat)
    loaded = _talk(chat) if filled else Loaded()
    made = _orders(engine, chat)
    took = time.monotonic() - started
    sys.stderr.write(
        f"Filled the desk: {loaded.messages:,} messages in channels, {loaded.replies:,} of them "
        f"replies, and {made} orders, in {took:.1f} s\n"
    )


def _introduce(chat: OnRecord) -> None:
    with chat.acting_as(TENANT) as host:
        for each in COLLEAGUES.values():
            known = {"department": each.department}
            host.people.upsert(each.id, name=each.name, roles=["member"], attributes=known)


def _talk(chat: OnRecord) -> Loaded:
    logs = list(read_all(DATA))
    with Bar("Loading conversations", sum(log.length for log in logs)) as bar:
        loaded = load(logs, lambda who: chat.acting_as(TENANT, who), list(COLLEAGUES), bar.add)
    for who in COLLEAGUES:
        _catch_up(chat, who)
    return loaded


def _catch_up(chat: OnRecord, who: str) -> None:
    """Mark everything but the last few messages as read: nobody starts the day 5,000 behind."""
    with chat.acting_as(TENANT, who) as me:
        for number, each in enumerate(me.conversations.list(limit=200).data):
            newest = me.messages.list(each.id, limit=8).data
            read = newest[min(number * 2, len(newest) - 1)].position if newest else None
            if read is not None:
                me.conversations.read(each.id, read)


def _orders(engine: Engine, chat: OnRecord) -> int:
    today = date.today()  # noqa: DTZ011  the desk's own calendar
    made = list(orders(today))
    for order in made:
        _tell(chat, order)
    with Session(engine) as session, session.begin():
        session.add_all(made)
    return len(made)


def _tell(chat: OnRecord, order: Order) -> None:
    """Say what was said; the keys make a second run harmless."""
    with chat.acting_as(TENANT, "alice") as me:
        conversation = conversation_of(me, order)
    before, read = None, -1
    for number, (who, text) in enumerate(story(order)):
        reply_to = before if text.startswith("> ") else None
        with chat.acting_as(TENANT, who) as me:
            key = f"desk:{order.number}:{number}"
            words = text.removeprefix("> ")
            said = me.messages.send(conversation.id, words, client_id=key, reply_to=reply_to)
        before, read = said.id, said.position or read
    _read(chat, order, conversation.id, read)


def _read(chat: OnRecord, order: Order, conversation: str, position: int) -> None:
    """Everybody has read what there is; in every fifth order one of them has not."""
    for at, who in enumerate(COLLEAGUES):
        if order.number % 5 or at != order.number // 5 % len(COLLEAGUES):
            with chat.acting_as(TENANT, who) as me:
                me.conversations.read(conversation, position)
