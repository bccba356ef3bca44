"""Twenty-five orders and what was said about them; invented, and the same at every start."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from examples.order_desk.orders import Customer, Order, OrderLine, State


Line = tuple[str, str]
"""Who says it, and what; a text that begins with `> ` answers the line before it."""

CUSTOMERS = (
    ("Hotel Astoria", "Ghent", "Lieve Maes"),
    ("Brasserie du Port", "Marseille", "Karim Benali"),
    ("Canteen of the Free University", "Berlin", "Jule Brandt"),
    ("Trattoria Quattro Venti", "Trieste", "Paolo Furlan"),
    ("St. Columba's Hospital", "Dublin", "Niamh Byrne"),
    ("Nordlys Ferries", "Bergen", "Ingrid Solheim"),
    ("Pension Edelweiss", "Innsbruck", "Martin Egger"),
    ("Mercado Central", "Valencia", "Rosa Ferrer"),
    ("Gasthof zum Löwen", "Basel", "Ueli Frei"),
    ("Kafé Skansen", "Gothenburg", "Åsa Lindgren"),
    ("The Old Mill", "York", "Grace Ackroyd"),
    ("Restaurante Douro", "Porto", "Tiago Sousa"),
)

PRODUCTS = (
    ("LIN-2204", "Table linen, white, 140 by 240 cm", 1890),
    ("GLS-0311", "Wine glass, 35 cl, box of 24", 5640),
    ("GLS-0408", "Water tumbler, box of 36", 3980),
    ("POR-1120", "Dinner plate, 27 cm, box of 12", 7450),
    ("POR-1134", "Soup bowl, box of 12", 6120),
    ("CUT-0702", "Cutlery set, 18/10, 60 pieces", 11900),
    ("KIT-5501", "Gastronorm pan 1/1, 65 mm", 2140),
    ("KIT-5520", "Chef's knife, 25 cm", 6890),
    ("KIT-5533", "Cutting board, green", 1775),
    ("DRY-8102", "Arborio rice, 25 kg", 5230),
    ("DRY-8117", "Durum flour, 25 kg", 2960),
    ("OIL-9004", "Olive oil, extra virgin, 5 l", 4680),
    ("CLN-6601", "Dishwasher tabs, 200", 4425),
    ("CLN-6615", "Hand soap refill, 10 l", 3310),
    ("CAF-3307", "Espresso beans, 6 kg", 8940),
    ("CAF-3321", "Paper cup, 25 cl, box of 1,000", 6675),
)

STATES = [
    "received",
    "confirmed",
    "picked",
    "shipped",
    "on-hold",
    "delivered",
    "confirmed",
    "shipped",
    "received",
    "picked",
]

SCRIPTS: dict[State, tuple[tuple[Line, ...], ...]] = {
    State.RECEIVED: (
        (
            (
                "alice",
                "{contact} sent this over by phone, {units} units in all. Can we make {due}?",
            ),
            ("bob", "> If it is confirmed by noon tomorrow, yes. {sku} is on the top rack."),
            ("alice", "I will ring {city} back this afternoon and confirm."),
        ),
        (
            ("alice", "New one from {customer}. Same basket as last month, one line more."),
            ("dan", "They had two broken boxes last time. Could we double-wrap *{product}*?"),
            ("bob", "> Will do, note it on the pick list please."),
        ),
    ),
    State.CONFIRMED: (
        (
            ("alice", "Confirmed with {contact}, promised for {due}."),
            ("bob", "Picking is planned for tomorrow's first wave."),
            ("dan", "They asked for a delivery before ten, the yard closes at eleven."),
            ("bob", "> Noted, I will put it on the early tour."),
        ),
        (
            ("alice", "Confirmed. Price of {sku} is the old one, I agreed it with {contact}."),
            ("carol", "> Please keep the mail with the agreement, it is below the list price."),
            ("alice", "> It is in the customer file, with today's date."),
        ),
    ),
    State.PICKED: (
        (
            ("bob", "Picked: {units} units, two pallets, at dock 3."),
            ("alice", "Lovely. {contact} asks for the weight, for the lift."),
            ("bob", "> 412 kg and 386 kg. Both fit a standard tail lift."),
        ),
        (
            ("bob", "Picked, but `{sku}` was down to the last box. Purchasing knows."),
            ("dan", "Anything the customer should hear about?"),
            ("bob", "> No, this order is complete. The next one might wait two days."),
        ),
    ),
    State.SHIPPED: (
        (
            ("bob", "Your pallet left the dock at 14:20."),
            ("dan", "I sent {contact} the tracking number."),
            ("dan", "They ask whether the driver can ring half an hour before."),
            ("bob", "> Passed on to the carrier, they have the number."),
        ),
        (
            ("bob", "Shipped together with another one for {city}, saves a tour."),
            ("alice", "Thank you! That keeps our promise for {due}."),
        ),
    ),
    State.DELIVERED: (
        (
            ("dan", "Delivered and signed for by {contact}."),
            ("dan", "One box of *{product}* has a dented corner, the goods are fine."),
            ("carol", "> Please keep the photo with the delivery note."),
            ("alice", "I offered a small credit on the next order, they are happy."),
        ),
        (
            ("dan", "Signed for at 9:40, all complete."),
            ("alice", "That was quick, thanks everybody."),
        ),
    ),
    State.ON_HOLD: (
        (
            ("carol", "On hold: the VAT number of {customer} does not validate any more."),
            (
                "alice",
                "> They moved to a new company this month. I asked {contact} for the papers.",
            ),
            ("carol", "Thanks. I need the extract from the register, not only the number."),
            ("bob", "The goods stay reserved until {due}, after that I need the space."),
        ),
    ),
}


def orders(today: date) -> Iterator[Order]:
    """Twenty-five orders, placed over the weeks before `today`."""
    random = Random(1042)
    customers = [Customer(name=name, city=city, contact=who) for name, city, who in CUSTOMERS]
    for number in range(25):
        yield _order(1024 + number, customers[number * 5 % 12], today, random, 24 - number)


def _order(number: int, customer: Customer, today: date, random: Random, age: int) -> Order:
    state = _state(number, age)
    placed = today - timedelta(days=age + random.randint(0, 1))
    order = Order(number=number, customer=customer, state=state.value, placed_on=placed)
    order.due_on = placed + timedelta(days=random.choice((8, 10, 12, 15)))
    order.note = "The VAT number does not validate." if state is State.ON_HOLD else ""
    for sku, product, price in random.sample(PRODUCTS, random.randint(2, 6)):
        quantity = random.choice((4, 6, 8, 12, 20, 24, 40))
        order.lines.append(OrderLine(sku=sku, product=product, price=price, quantity=quantity))
    return order


def _state(number: int, age: int) -> State:
    if age > 14:
        return State.DELIVERED
    return State(STATES[number % len(STATES)].replace("-", " "))


def story(order: Order) -> list[Line]:
    """What was said about an order so far."""
    scripts = SCRIPTS[order.at]
    first = order.lines[0]
    words = {
        "contact": order.customer.contact,
        "customer": order.customer.name,
        "city": order.customer.city,
        "units": order.units,
        "sku": first.sku,
        "product": first.product,
        "due": f"{order.due_on:%A}, {order.due_on.day} {order.due_on:%B}",
    }
    script = scripts[order.number % len(scripts)]
    return [(who, text.format_map(words)) for who, text in script]
