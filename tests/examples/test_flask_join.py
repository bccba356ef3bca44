"""A WSGI host commits an order and its message as one, and chat in its own process shows it."""

import runpy
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from tests.examples.talking import Someone, example, texts


def test_flask_commits_an_order_and_its_message_as_one_and_the_chat_process_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'shop.db'}")
    shop = runpy.run_path("examples/04_flask_join/main.py")["app"].test_client()
    with example("04_flask_join", tmp_path, "chat:app") as worker:
        bob = Someone(worker.base, {"cookie": f"session={_flask_session('bob')}"})
        bob.id()
        with bob.socket() as opened:
            assert shop.post("/orders/7/shipped").status_code == 200
            assert texts(opened) == ["Order 7 is shipped."]
        assert shop.post("/orders/7/lost").status_code == 500
        (order,) = bob.ask("GET", "/conversations").json()["data"]
        messages = bob.ask("GET", f"/conversations/{order['id']}/messages").json()["data"]
        assert [each["text"] for each in messages] == ["Order 7 is shipped."]


def _flask_session(user: str) -> str:
    app = Flask("shop")
    app.secret_key = "change me"
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps({"user": user}))
