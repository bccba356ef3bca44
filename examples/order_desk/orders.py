"""The company's own tables, in the database that the chat is in too."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)


class Base(DeclarativeBase):
    """The host's tables: onrecord leaves them alone, and they leave onrecord's alone."""


class State(StrEnum):
    """Where an order stands."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    PICKED = "picked"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    ON_HOLD = "on hold"

    @property
    def slug(self) -> str:
        return self.value.replace(" ", "-")


#: From each state: where an order may go next, the natural step first.
STEPS: dict[State, tuple[State, ...]] = {
    State.RECEIVED: (State.CONFIRMED, State.ON_HOLD),
    State.CONFIRMED: (State.PICKED, State.ON_HOLD),
    State.PICKED: (State.SHIPPED, State.ON_HOLD),
    State.SHIPPED: (State.DELIVERED,),
    State.DELIVERED: (),
    State.ON_HOLD: (State.CONFIRMED,),
}

VERBS = {
    State.CONFIRMED: "Confirm order",
    State.PICKED: "Mark as picked",
    State.SHIPPED: "Mark as shipped",
    State.DELIVERED: "Mark as delivered",
    State.ON_HOLD: "Put on hold",
}


class Customer(Base):
    """Who buys."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    city: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(120))


class Order(Base):
    """One order; `number` is what everybody calls it."""

    __tablename__ = "orders"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    state: Mapped[str] = mapped_column(String(20), default=State.RECEIVED.value)
    placed_on: Mapped[date]
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(300), default="")
    customer: Mapped[Customer] = relationship(lazy="joined", innerjoin=True)
    lines: Mapped[list["OrderLine"]] = relationship(order_by="OrderLine.id", cascade="all")

    @property
    def subject(self) -> str:
        return f"order:{self.number}"

    @property
    def at(self) -> State:
        return State(self.state)

    @property
    def total(self) -> int:
        """Cents."""
        return sum(line.total for line in self.lines)

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.lines)


class OrderLine(Base):
    """So many of one product, at a price in cents."""

    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[int] = mapped_column(ForeignKey("orders.number"))
    sku: Mapped[str] = mapped_column(String(20))
    product: Mapped[str] = mapped_column(String(120))
    quantity: Mapped[int]
    price: Mapped[int]

    @property
    def total(self) -> int:
        return self.quantity * self.price


def all_orders(session: Session) -> list[Order]:
    """Every order, the newest first, with its lines."""
    query = select(Order).options(selectinload(Order.lines)).order_by(Order.number.desc())
    return list(session.scalars(query))


def matching(orders: list[Order], state: str, words: str) -> list[Order]:
    """The orders in a state (or any) whose number, customer or city holds the words."""
    needle = words.strip().casefold()
    return [order for order in orders if state in ("", order.at.slug) and needle in _text(order)]


def _text(order: Order) -> str:
    return f"{order.number} {order.customer.name} {order.customer.city}".casefold()


def due(orders: list[Order], day: date) -> list[Order]:
    """The orders that are still to be delivered and were promised for that day or before."""
    return [order for order in orders if order.at is not State.DELIVERED and order.due_on <= day]
