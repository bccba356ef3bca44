"""The app under test: one worker, no rate limits, people named by a header."""

import os
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from onrecord_server import Attachments, Identity, OnRecord, RateLimits


async def identify(connection: Any) -> Identity | None:
    """Believe the header: this app listens on loopback, for the length of a benchmark."""
    person = connection.headers.get("x-person")
    return person and Identity(tenant="acme", person=person, name=person)


class ReadyMade:
    """Serves the bytes that were put there last: what a page costs that nobody has to make."""

    def __init__(self) -> None:
        self._body = b"{}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        if scope["method"] == "PUT":
            self._body = b""
            while message["type"] == "http.request":
                self._body += message.get("body", b"")
                if not message.get("more_body"):
                    break
                message = await receive()
        size = str(len(self._body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", size)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})


app = Starlette(routes=[Mount("/ready-made", ReadyMade())])
chat = OnRecord(
    os.environ["BENCH_DATABASE"],
    identify=identify,
    tenants=["acme"],
    rate_limits=RateLimits((), (), (), ()),
    sockets_a_person=5000,
    attachments=Attachments(store=os.environ.get("BENCH_STORE", "database")),
)
chat.mount(app, "/chat")
