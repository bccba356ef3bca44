"""The app under test: one worker, no rate limits, people named by a header."""

import os
from typing import Any

from starlette.applications import Starlette

from onrecord_server import Identity, OnRecord, RateLimits


def identify(connection: Any) -> Identity | None:
    """Believe the header: this app listens on loopback, for the length of a benchmark."""
    person = connection.headers.get("x-person")
    return person and Identity(tenant="acme", person=person, name=person)


app = Starlette()
chat = OnRecord(
    os.environ["BENCH_DATABASE"],
    identify=identify,
    tenants=["acme"],
    rate_limits=RateLimits((), (), (), ()),
    sockets_a_person=5000,
)
chat.mount(app, "/chat")
