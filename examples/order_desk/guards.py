"""What keeps the demo safe: loopback only, a strict content policy, forms that cannot be forged."""

import secrets
import socket
from ipaddress import ip_address
from typing import Annotated

from fastapi import Form, HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def only_loopback(host: str) -> str:
    """Return the address, or end the program: demo people sign in without a password."""
    if not is_loopback(host):
        raise SystemExit(f"The order desk has demo logins and listens on loopback only, not {host}")
    return host


def only_free(host: str, port: int) -> None:
    """Return if nothing listens there, or end the program before it has done anything."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"Cannot listen on {host}, port {port}: {error.strerror}."
            raise SystemExit(f"{reason} Choose another with --port.") from error


def is_loopback(host: str) -> bool:
    """Return whether an address, or the name `localhost`, is this machine and nobody else."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class LoopbackOnly:
    """Answers nobody but this machine, however the app was started."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if scope["type"] == "lifespan" or client is None or is_loopback(client[0]):
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("Loopback only.", 403)(scope, receive, send)


class Headers:
    """Puts the desk's headers on its own answers; the chat under `/chat` brings its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/chat"):
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


def csrf_token(request: Request) -> str:
    """Return the token of this session, made on first use; every form carries it."""
    token: str = request.session.setdefault("csrf", secrets.token_urlsafe(24))
    return token


def genuine(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """Refuse a form that one of our own pages did not make for this session."""
    known = request.session.get("csrf", "")
    if not known or not secrets.compare_digest(known.encode(), csrf.encode()):
        raise HTTPException(403, "This form is out of date. Load the page again.")
