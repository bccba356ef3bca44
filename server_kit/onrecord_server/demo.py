"""``onrecord demo``: the full-page chat with three demo people, on loopback and nowhere else."""

from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from onrecord_server.app import OnRecord
from onrecord_server.people.identity import Identity


PEOPLE: Final = {"alice": "Alice Moreau", "bob": "Bob Tanaka", "carol": "Carol Okafor"}
COOKIE: Final = "onrecord_demo_person"
_LOOPBACK: Final = {"127.0.0.1", "::1", "localhost", "testclient"}


def identify(connection: Any) -> Identity | None:
    """Believe a plain cookie, from this machine only: a demo, never a login."""
    if connection.client is None or connection.client.host not in _LOOPBACK:
        return None
    person = connection.cookies.get(COOKIE)
    return Identity(tenant="demo", person=person, name=PEOPLE[person]) if person in PEOPLE else None


async def _choose(request: Request) -> Response:
    links = "".join(f'<li><a href="/as/{key}">{name}</a></li>' for key, name in PEOPLE.items())
    return HTMLResponse(
        f"<!doctype html><title>onrecord demo</title><h1>Who are you?</h1><ul>{links}</ul>"
    )


async def _become(request: Request) -> Response:
    person = request.path_params["person"]
    answer = RedirectResponse("/chat/" if person in PEOPLE else "/", 303)
    if person in PEOPLE:
        answer.set_cookie(COOKIE, person, httponly=True, samesite="lax")
    return answer


def demo_app(database: str) -> Starlette:
    """Return the demo's app, with one group of its three people."""
    chat = OnRecord(database, identify=identify, tenants=["demo"])
    app = Starlette(routes=[Route("/", _choose), Route("/as/{person}", _become)])
    app.state.chat = chat
    chat.mount(app, "/chat")
    with chat.acting_as("demo") as host:
        for person, name in PEOPLE.items():
            host.people.upsert(person, name=name)
    with chat.acting_as("demo", "alice") as me:
        me.conversations.create(
            kind="group", members=["bob", "carol"], subject="demo:welcome", title="Welcome"
        )
    return app
