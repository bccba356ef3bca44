"""The order desk as an ASGI app, with the chat mounted under `/chat`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from sqlalchemy import create_engine
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from examples.order_desk.changes import Desk
from examples.order_desk.guards import Headers, LoopbackOnly
from examples.order_desk.pages import SignInFirst, router, templates
from examples.order_desk.people import COLLEAGUES, TENANT
from onrecord.wire.tenants import Branding, Palette
from onrecord_server import Identity, OnRecord, Tenant, immediate


STATIC = Path(__file__).with_name("static")
BRANDING = Branding(
    product_name="Fairlight Desk",
    logo="/static/mark.svg",
    light=Palette(accent="#1c5b42", surface="#fffdf8", text="#1c231f"),
    dark=Palette(accent="#7cc7a2", surface="#1b1f1c", text="#e8e9e2"),
    fonts=["Source Sans 3", "Segoe UI"],
    radius=12,
)


def identify(connection: Any) -> Identity | None:
    """Tell the chat who is there: whoever signed in to the desk."""
    who = COLLEAGUES.get(connection.session.get("person", ""))
    if who is None:
        return None
    return Identity(
        tenant=TENANT,
        person=who.id,
        name=who.name,
        roles={"member"},
        attributes={"department": who.department},
    )


def open_desk(database: str) -> Desk:
    """Open the database once for both, so that the two can commit as one."""
    engine = immediate(create_engine(database))
    branded = {TENANT: Tenant(branding=BRANDING)}
    return Desk(engine, OnRecord(engine, identify=identify, tenants=branded))


def create_app(desk: Desk, secret: str) -> FastAPI:
    """Assemble the app: pages, guards, and the chat under `/chat`."""
    app = FastAPI(title="Fairlight Supply order desk", docs_url=None, redoc_url=None)
    app.state.desk = desk
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), "static")
    app.add_exception_handler(SignInFirst, _to_login)
    app.add_exception_handler(HTTPException, _refusal)
    app.add_middleware(SessionMiddleware, secret_key=secret, session_cookie="desk")
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"])
    app.add_middleware(Headers)
    app.add_middleware(LoopbackOnly)
    desk.chat.mount(app, "/chat")
    return app


async def _to_login(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/login", 303)


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known: Mapping[str, Any] = {"status": error.status_code, "detail": error.detail}
    return templates.TemplateResponse(request, "refusal.html", dict(known), error.status_code)
