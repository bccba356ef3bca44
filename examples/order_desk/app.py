"""The order desk as an ASGI app, with the chat mounted under `/chat`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from examples.order_desk.desk import Desk
from examples.order_desk.guards import Headers, LoopbackOnly
from examples.order_desk.pages import SignInFirst, router, templates


STATIC = Path(__file__).with_name("static")


def create_app(desk: Desk, secret: str) -> FastAPI:
    """Assemble the app: pages, guards, and the chat under `/chat`."""
    app = FastAPI(title="Fairlight Supply order desk", docs_url=None, redoc_url=None)
    app.state.desk = desk
    app.include_router(router)
    app.add_route("/favicon.ico", _to_mark)
    app.mount("/static", StaticFiles(directory=STATIC), "static")
    app.add_exception_handler(SignInFirst, _to_login)
    app.add_exception_handler(HTTPException, _refusal)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_middleware(SessionMiddleware, secret_key=secret, session_cookie="desk")
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"])
    app.add_middleware(Headers)
    app.add_middleware(LoopbackOnly)
    desk.chat.mount(app, "/chat")
    return app


async def _to_mark(_request: Request) -> Response:
    return RedirectResponse("/static/mark.svg", 308)


async def _to_login(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/login", 303)


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _said(request, error.status_code, error.detail, error.headers)


async def _unfit(request: Request, _error: Exception) -> Response:
    return _said(request, 422, "The form does not fit. Load the page again.")


def _said(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    known: dict[str, Any] = {"status": status, "detail": detail}
    return templates.TemplateResponse(request, "refusal.html", known, status, headers)
