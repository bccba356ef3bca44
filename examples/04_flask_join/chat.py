"""The chat of the Flask shop, in a process of its own: `uvicorn chat:app`."""

import os

from flask import Flask
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from onrecord_server import Identity, OnRecord


shop = Flask("shop")
shop.secret_key = os.environ.get("SECRET_KEY", "change me")


def identify(connection: HTTPConnection) -> Identity | None:
    """Read the session cookie that Flask has signed; a forged or old one is nobody's."""
    session = shop.session_interface.open_session(shop, connection)  # type: ignore[arg-type]
    user = session and session.get("user")
    return Identity(tenant="acme", person=user, name=user.title()) if user else None


app = Starlette()
chat = OnRecord(
    os.environ.get("DATABASE_URL", "sqlite:///shop.db"), identify=identify, tenants=["acme"]
)
chat.mount(app, "/chat")
