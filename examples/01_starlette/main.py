"""Chat in a Starlette app: run `uvicorn main:app` here and open http://127.0.0.1:8000/login/alice.

The login is a toy: whoever opens `/login/NAME` is NAME. Yours stays what it is.
"""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from onrecord_server import Identity, OnRecord


PAGE = """<!doctype html>
<title>Starlette with chat</title>
<h1>Your own page</h1>
<script type="module" src="/chat/widgets/onrecord.js"></script>
<onrecord-launcher></onrecord-launcher>"""


def identify(connection: HTTPConnection) -> Identity | None:
    name = connection.session.get("user")
    return Identity(person=name.lower(), name=name) if name else None


def home(_request: Request) -> HTMLResponse:
    return HTMLResponse(PAGE)


def login(request: Request) -> RedirectResponse:
    request.session["user"] = request.path_params["name"].title()
    return RedirectResponse("/")


app = Starlette(
    routes=[Route("/", home), Route("/login/{name:str}", login)],
    middleware=[Middleware(SessionMiddleware, secret_key="change me")],
)
chat = OnRecord("sqlite:///onrecord.db", identify=identify)
chat.mount(app, "/chat")
