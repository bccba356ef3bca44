"""What the chat shows of an order: its card in the conversation, and wherever it is mentioned."""

from typing import Final

from examples.order_desk.money import euros
from examples.order_desk.orders import Order, State
from onrecord import Actor, SubjectAction, SubjectField
from onrecord.wire.subjects import Tone


TONES: Final[dict[State, Tone]] = {
    State.RECEIVED: "neutral",
    State.CONFIRMED: "info",
    State.PICKED: "info",
    State.SHIPPED: "info",
    State.DELIVERED: "good",
    State.ON_HOLD: "warning",
}


def describe(me: Actor, order: Order) -> None:
    """Put the card of an order as it stands; everybody at the company may see it."""
    page = f"/orders/{order.number}"
    facts = {
        "Customer": order.customer.name,
        "City": order.customer.city,
        "Promised for": f"{order.due_on.day} {order.due_on:%B}",
        "Goods": f"{order.units} units, {euros(order.total)}",
    }
    if order.note:
        facts["On hold because"] = order.note
    me.subjects.put(
        order.subject,
        title=f"Order {order.number}",
        state=order.state.capitalize(),
        tone=TONES[order.at],
        link=page,
        fields=[SubjectField(label=label, value=value) for label, value in facts.items()],
        actions=[SubjectAction(id="open", label="Open order", href=page)],
        visible="tenant",
    )
