"""A provider on a real port, and an app that hears what it calls."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from onrecord_server.sms.gateways.base import Inbound, Report, Webhook
from onrecord_server.sms.gateways.local import Local
from onrecord_server.sms.phone.app import Phone
from tests.support.served import listening
from tests.support.soon import soon


KEY, SECRET = "key-of-the-desk", "secret-of-the-desk"


@dataclass
class Ear:
    """The door of an app: it keeps what came, verified or not, and can refuse."""

    url: str = ""
    heard: list[Webhook] = field(default_factory=list)
    refuses: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve its lifespan, and keep a request."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        request = Request(scope, receive)
        body = await request.body()
        with self.lock:
            refused, self.refuses = self.refuses > 0, self.refuses - 1
            self.heard.append(Webhook(self.url, "POST", dict(request.headers), body))
        await Response(status_code=500 if refused else 200)(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


@dataclass
class Line:
    """A provider, the gateway to it, and the ear that it calls."""

    phone: Phone
    gateway: Local
    ear: Ear

    def heard(self) -> list[Inbound | Report]:
        """Return what came that is the provider's, in order."""
        now = datetime.now(UTC)
        known = [one for one in self.ear.heard if self.gateway.verify(one, now)]
        return [said for one in known for said in self.gateway.parse(one)]

    def words(self) -> list[str]:
        """Return the statuses that were heard, in order."""
        return [one.status for one in self.heard() if isinstance(one, Report)]

    def rests(self) -> None:
        """Wait until the provider has nothing more to call."""
        soon(self.phone.caller.quiet)


@pytest.fixture
def line() -> Iterator[Line]:
    """A provider that hangs for a second only."""
    ear = Ear()
    with listening(ear) as url:
        ear.url = f"{url}/hook"
        phone = Phone(key=KEY, secret=SECRET, inbound=ear.url, pace=0.03, hang=2.0)
        with listening(phone) as base:
            yield Line(phone, Local(base=base, key=KEY, secret=SECRET, patience=0.5), ear)
            phone.stop()
