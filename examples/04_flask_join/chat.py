"""The chat of the Flask shop, in a process of its own: `uvicorn chat:app`."""

import os
from http.cookies import SimpleCookie

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from onrecord_server import Identity, OnRecord


shop = Flask("shop")
shop.secret_key = os.environ.get("SECRET_KEY", "change me")


def identify(connection: HTTPConnection) -> Identity | None:
    """Read the session cookie that Flask has signed."""
    signer = SecureCookieSessionInterface().get_signing_serializer(shop)
    cookie = SimpleCookie(connection.headers.get("cookie", "")).get("session")
    if signer is None or cookie is None:
        return None
    user = signer.loads(cookie.value).get("user")
    return Identity(tenant="acme", person=user, name=user.title()) if user else None


app = Starlette()
chat = OnRecord(
    os.environ.get("DATABASE_URL", "sqlite:///shop.db"), identify=identify, tenants=["acme"]
)
chat.mount(app, "/chat")
