"""What tests of the order desk do: sign in, move an order on, and look at what was said."""

import re

from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from examples.order_desk.people import TENANT


def csrf(desk: TestClient, path: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', desk.get(path).text)
    assert found is not None
    return found[1]


def sign_in(desk: TestClient, person: str) -> None:
    form = {"person": person, "csrf": csrf(desk, "/login")}
    assert desk.post("/login", data=form).url.path == "/"


def move(desk: TestClient, number: int, to: str, reason: str = "") -> int:
    form = {"to": to, "reason": reason, "csrf": csrf(desk, "/")}
    answer = desk.post(f"/orders/{number}/state", data=form, follow_redirects=False)
    return answer.status_code


def said(app: FastAPI, number: int) -> list[tuple[str, str | None]]:
    with app.state.desk.chat.acting_as(TENANT, "dan") as me:
        (order,) = me.conversations.list(subject=f"order:{number}").data
        return [(each.author, each.text) for each in me.messages.list(order.id).data]


def state(app: FastAPI, number: int) -> str:
    with app.state.desk.engine.connect() as connection:
        query = text("select state from orders where number = :number")
        return str(connection.execute(query, {"number": number}).scalar_one())
