"""Changing an order, its card and what is said about it: one transaction, so all or nothing."""

from sqlalchemy.orm import Session

from examples.order_desk.cards import describe
from examples.order_desk.desk import Desk
from examples.order_desk.money import euros
from examples.order_desk.orders import STEPS, Order, State
from examples.order_desk.people import DESK, TENANT, Colleague
from onrecord import Actor, Conversation


class NotPossible(Exception):
    """The order cannot go there from where it stands."""


class NoSuchOrder(Exception):
    """There is no order with this number."""


def change(desk: Desk, who: Colleague, number: int, to: State, reason: str = "") -> None:
    """Move an order on; raises NoSuchOrder or NotPossible, and then nothing has changed."""
    with Session(desk.engine) as session, session.begin():
        order = session.get(Order, number, with_for_update={"of": Order})
        if order is None:
            raise NoSuchOrder(number)
        if to not in STEPS[order.at]:
            raise NotPossible(f"Order {number} is {order.state}: it cannot become {to.value} now.")
        text = announcement(order, to, reason)
        order.state, order.note = to.value, reason if to is State.ON_HOLD else ""
        with desk.chat.join(session, TENANT, who.id) as me:
            conversation = conversation_of(me, order)
            me.messages.send(conversation.id, text)
            describe(me, order)


def conversation_of(me: Actor, order: Order) -> Conversation:
    """Return the conversation of an order; the first who asks starts it, with everybody in it."""
    title = f"Order {order.number} · {order.customer.name}"
    members = list(DESK)
    return me.conversations.create(
        kind="group", subject=order.subject, title=title, members=members
    )


def announcement(order: Order, to: State, reason: str) -> str:
    """The line that everybody on the order reads."""
    due = f"{order.due_on.day} {order.due_on:%B}"
    if to is State.ON_HOLD:
        return f"**On hold.** {reason or 'No reason given.'}"
    return {
        State.CONFIRMED: f"**Confirmed.** {order.units} units, {euros(order.total)}, for {due}.",
        State.PICKED: f"**Picked.** {order.units} units wrapped and waiting at the dock.",
        State.SHIPPED: f"**Shipped.** The pallet left the dock, promised for {due}.",
        State.DELIVERED: f"**Delivered.** Signed for by {order.customer.contact}.",
    }[to]
