"""Two workers, one chat: `DATABASE_URL=… VALKEY_URL=… uvicorn main:app --workers 2`.

Valkey (or Redis) only rings: `(tenant, position)` and nothing else. While it is away, each worker
asks the database once a second, so nothing is lost and everything still arrives.
"""

import os

from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from onrecord_server import Identity, OnRecord


def identify(connection: HTTPConnection) -> Identity | None:
    """A toy for two people behind a proxy that has signed them in."""
    name = connection.headers.get("x-signed-in-as")
    return Identity(person=name, name=name.title()) if name else None


def worker(_request: Request) -> JSONResponse:
    return JSONResponse({"pid": os.getpid()})


app = Starlette(routes=[Route("/worker", worker)])
chat = OnRecord(
    os.environ.get("DATABASE_URL", "sqlite:///onrecord.db"),
    identify=identify,
    broker=os.environ.get("VALKEY_URL", "redis://127.0.0.1:6379/0"),
)
chat.mount(app, "/chat")
