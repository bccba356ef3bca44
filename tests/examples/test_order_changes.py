"""A change of an order and its message commit together, or neither does."""

from fastapi import FastAPI
from starlette.testclient import TestClient

from examples.order_desk.people import TENANT
from tests.examples.desk import csrf, move, said, sign_in, state


def test_a_change_and_its_message_are_there_together(app: FastAPI, desk: TestClient) -> None:
    sign_in(desk, "bob")
    before = len(said(app, 1041))
    assert state(app, 1041) == "confirmed"
    assert move(desk, 1041, "picked") == 303
    assert state(app, 1041) == "picked"
    author, newest = said(app, 1041)[0]
    assert (author, len(said(app, 1041))) == ("bob", before + 1)
    assert newest is not None
    assert newest.startswith("**Picked.**")


def test_the_card_of_an_order_changes_with_it(app: FastAPI, desk: TestClient) -> None:
    sign_in(desk, "bob")
    with app.state.desk.chat.acting_as(TENANT, "dan") as me:
        before = me.subjects.get("order:1041")
        assert (before.state, before.link) == ("Confirmed", "/orders/1041")
        assert desk.get(before.actions[0].href).status_code == 200
        assert move(desk, 1041, "on hold", "The licence ran out.") == 303
        after = me.subjects.get("order:1041")
        assert (after.state, after.tone, after.version) == ("On hold", "warning", 2)
        assert after.fields[-1].value == "The licence ran out."


def test_a_change_whose_message_is_refused_does_not_happen(app: FastAPI, desk: TestClient) -> None:
    sign_in(desk, "bob")
    with app.state.desk.chat.acting_as(TENANT, "alice") as me:
        (order,) = me.conversations.list(subject="order:1041").data
        me.conversations.remove_member(order.id, "bob")
    before = said(app, 1041)
    form = {"to": "picked", "csrf": csrf(desk, "/")}
    refused = desk.post("/orders/1041/state", data=form)
    assert refused.status_code in (403, 404, 409)
    assert "The order stays as it was." in refused.text
    assert "ask a colleague" in refused.text.lower()
    assert "[" not in refused.text.partition('role="alert">')[2].partition("</p>")[0], "no codes"
    assert (state(app, 1041), said(app, 1041)) == ("confirmed", before)
    with app.state.desk.chat.acting_as(TENANT, "alice") as me:
        assert me.subjects.get("order:1041").state == "Confirmed"


def test_a_hold_says_why(app: FastAPI, desk: TestClient) -> None:
    sign_in(desk, "carol")
    assert move(desk, 1041, "on hold", "  The  licence ran out. ") == 303
    assert said(app, 1041)[0] == ("carol", "**On hold.** The licence ran out.")
    assert "The licence ran out." in desk.get("/orders/1041").text
