"""The pages: sign in, the list of orders, one order with its conversation beside it."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from examples.order_desk.changes import NoSuchOrder, NotPossible, change
from examples.order_desk.forms import OrderNumber, Reason
from examples.order_desk.guards import csrf_token, genuine
from examples.order_desk.money import euros
from examples.order_desk.orders import STEPS, VERBS, Order, State, all_orders, due, matching
from examples.order_desk.people import COLLEAGUES, DESK, TENANT, Colleague
from examples.order_desk.refusing import sentence
from examples.order_desk.texting import CLIENTS
from onrecord import Refusal
from onrecord_server import OnRecord


templates = Jinja2Templates(Path(__file__).with_name("templates"))
templates.env.filters["euros"] = euros
templates.env.filters["day"] = lambda day, how="%b": f"{day.day} {day:{how}}"
router = APIRouter()


class SignInFirst(Exception):
    """Nobody is signed in; the app answers with the login page."""


def colleague(request: Request) -> Colleague:
    """Who is signed in; raises SignInFirst."""
    who = COLLEAGUES.get(request.session.get("person", ""))
    if who is None:
        raise SignInFirst
    return who


SignedIn = Annotated[Colleague, Depends(colleague)]


@router.get("/login")
def login_page(request: Request) -> Response:
    overseen = request.app.state.desk.overseen
    people = COLLEAGUES.values() if overseen else DESK.values()
    on_duty = [each for each in people if overseen and each.duties]
    groups = [[each for each in people if each not in on_duty], on_duty]
    return _page(request, "login.html", groups=[each for each in groups if each])


@router.post("/login", dependencies=[Depends(genuine)])
def login(request: Request, person: Annotated[str, Form()]) -> Response:
    if person not in COLLEAGUES:
        raise HTTPException(403, "There is nobody of that name here.")
    request.session.clear()
    request.session["person"] = person
    return RedirectResponse("/", 303)


@router.post("/logout", dependencies=[Depends(genuine)])
def logout(request: Request) -> Response:
    request.session.clear()
    return RedirectResponse("/login", 303)


@router.get("/")
def order_list(request: Request, who: SignedIn, state: str = "", q: str = "") -> Response:
    with Session(request.app.state.desk.reading, expire_on_commit=False) as session:
        orders = all_orders(session)
    shown = matching(orders, state, q)
    unread = _unread(request.app.state.desk.chat, who)
    known = {"orders": shown, "state": state, "q": q, "unread": unread, **_summary(orders)}
    return _page(request, "orders.html", who, **known)


@router.get("/orders/{number}")
def order_page(request: Request, who: SignedIn, number: OrderNumber) -> Response:
    return _order(request, who, number)


@router.post("/orders/{number}/state", dependencies=[Depends(genuine)])
def change_order(
    request: Request,
    who: SignedIn,
    number: OrderNumber,
    to: Annotated[State, Form()],
    reason: Reason,
) -> Response:
    try:
        change(request.app.state.desk, who, number, to, reason)
    except NoSuchOrder as missing:
        raise HTTPException(404, "There is no such order.") from missing
    except (NotPossible, Refusal) as refused:
        status = refused.status if isinstance(refused, Refusal) else 409
        return _order(request, who, number, refused=sentence(refused), status=status)
    return RedirectResponse(f"/orders/{number}", 303)


def _order(
    request: Request, who: Colleague, number: int, refused: str = "", status: int = 200
) -> Response:
    with Session(request.app.state.desk.reading, expire_on_commit=False) as session:
        order = session.get(Order, number)
        if order is None:
            raise HTTPException(404, "There is no such order.")
        _ = order.lines
    steps = [(step, VERBS[step]) for step in STEPS[order.at]]
    known = {"order": order, "steps": steps, "refused": refused, "flow": list(State)[:5]}
    known["phone"] = _phone(request, order.customer.contact)
    return _page(request, "order.html", who, status, **known)


def _phone(request: Request, contact: str) -> tuple[str, str] | None:
    """The number that somebody gets texts at and where its phone is, while the desk has one."""
    line, client = request.app.state.desk.line, CLIENTS.get(contact)
    if line is None or client is None:
        return None
    return client.number, line.screen(client.number)


def _summary(orders: list[Order]) -> dict[str, Any]:
    today = date.today()  # noqa: DTZ011  the desk's own calendar
    week, late = due(orders, today + timedelta(days=7)), due(orders, today - timedelta(days=1))
    still = [order for order in orders if order.at is not State.DELIVERED]
    counts = Counter(order.at for order in orders)
    states = [(each, counts[each]) for each in State]
    return {"states": states, "all": len(orders), "open": still, "week": week, "late": late}


def _unread(chat: OnRecord, who: Colleague) -> dict[str, int]:
    """How many messages wait, for each order that this person has a conversation about."""
    with chat.acting_as(TENANT, who.id) as me:
        conversations = me.conversations.list(limit=200).data
    return {each.subject: each.unread for each in conversations if each.subject}


def _page(
    request: Request, name: str, who: Colleague | None = None, status: int = 200, **known: Any
) -> Response:
    known |= {"who": who, "csrf": csrf_token(request)}
    return templates.TemplateResponse(request, name, known, status)
