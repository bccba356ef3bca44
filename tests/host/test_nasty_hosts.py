"""F30 to F32: hosts that raise, hang, lie, swallow and wrap. Their own routes stay unharmed."""

import asyncio
import logging
import re
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override

from onrecord_server import Identity, OnRecord, RateLimits
from tests.support.soon import PATIENCE


pytestmark = pytest.mark.anyio
ALICE = Identity(tenant="acme", person="alice", name="Alice")


async def hello(request: Request) -> Response:
    return PlainTextResponse("the host's own page")


@asynccontextmanager
async def hosted(
    url: str, identify: Any, middleware: list[Middleware] | None = None, **more: Any
) -> AsyncIterator[httpx2.AsyncClient]:
    """A host with a page of its own and the chat, and a client of both."""
    free = RateLimits((), (), (), ())
    chat = OnRecord(url, identify=identify, tenants=["acme"], rate_limits=free, **more)
    app = Starlette(routes=[Route("/", hello)], middleware=middleware or [])
    chat.mount(app, "/chat")
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="https://app.example.com") as client,
    ):
        yield client


def raises(_: object) -> Identity:
    raise RuntimeError("password=hunter2")


def leaves(_: object) -> Identity:
    raise SystemError


async def hangs(_: object) -> Identity:
    await asyncio.sleep(60)
    return ALICE


OVER = threading.Event()


def blocks(_: object) -> Identity:
    OVER.wait(PATIENCE)
    return ALICE


def never_awaits(connection: object) -> object:
    return hangs(connection)


ABSENT = {
    "raises": raises,
    "raises what few catch": leaves,
    "hangs": hangs,
    "blocks": blocks,
    "answers a dict": lambda _: {"person": "alice"},
    "names a tenant that is not here": lambda _: Identity(tenant="globex", person="alice"),
    "names a person with a line end": lambda _: Identity(tenant="acme", person="al\nice"),
    "never awaits": never_awaits,
}


@pytest.fixture
def until_over() -> Iterator[None]:
    """Who blocks does so until the test is over."""
    OVER.clear()
    yield
    OVER.set()


@pytest.mark.usefixtures("until_over")
@pytest.mark.parametrize("identify", ABSENT.values(), ids=ABSENT.keys())
async def test_f30_a_host_that_cannot_say_who_is_there_is_a_503_and_no_more(
    small_url: str, identify: Callable[[Any], Any]
) -> None:
    async with hosted(small_url, identify, identify_seconds=0.2) as client:
        answers = await asyncio.gather(*(client.get("/chat/v1/me") for _ in range(5)))
        for answer in answers:
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert int(answer.headers["retry-after"]) >= 1
            assert "hunter2" not in answer.text
        assert (await client.get("/")).text == "the host's own page"
        assert (await client.get("/chat/healthz")).status_code == 200


class Swallows:
    """Catches what it must not, cancellation too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except BaseException:
            logging.getLogger("host").info("swallowed")


class Wraps:
    """Wraps ``send`` and ``receive``, and gives every message a turn of the loop."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def later(message: Message) -> None:
            await asyncio.sleep(0)
            await send({**message})

        async def slowly() -> Message:
            await asyncio.sleep(0)
            return {**await receive()}

        await self.app({**scope}, slowly, later)


class Forgets:
    """Leaves optional keys out of the scope, as some servers do."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        optional = {"raw_path", "extensions", "state", "client", "server"}
        await self.app({k: v for k, v in scope.items() if k not in optional}, receive, send)


class Stamps(BaseHTTPMiddleware):
    """The base class that juggles tasks, and a header for every answer."""

    @override
    async def dispatch(
        self, request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        answer = await call_next(request)
        answer.headers["x-host"] = "was here"
        return answer


NASTY = {
    "swallows": [Middleware(Swallows)],
    "wraps": [Middleware(Wraps)],
    "forgets": [Middleware(Forgets)],
    "base class": [Middleware(Stamps)],
    "gzip": [Middleware(GZipMiddleware, minimum_size=1)],
    "all of them": [Middleware(m) for m in (Swallows, Wraps, Stamps, Forgets, GZipMiddleware)],
}


@pytest.mark.parametrize("middleware", NASTY.values(), ids=NASTY.keys())
async def test_f32_whatever_the_host_wraps_round_us_the_contract_holds(
    small_url: str, middleware: list[Middleware]
) -> None:
    async with hosted(small_url, lambda _: ALICE, middleware) as client:
        made = await client.post("/chat/v1/conversations", json={"kind": "group", "title": "x"})
        assert made.status_code == 201
        path = f"/chat/v1/conversations/{made.json()['id']}/messages"
        sent = await client.post(path, json={"text": "hi", "client_id": "c"})
        assert (await client.get(path)).json()["data"] == [sent.json()]
        assert (await client.get("/chat/v1/nothing")).json()["code"] == "not_found"
        assert (await client.get("/")).text == "the host's own page"


async def test_a_client_that_leaves_takes_nothing_with_it(small_url: str) -> None:
    """A cancelled request commits or does not; the next one is served and nothing is doubled."""
    async with hosted(small_url, lambda _: ALICE) as client:
        made = await client.post("/chat/v1/conversations", json={"kind": "group", "title": "x"})
        path = f"/chat/v1/conversations/{made.json()['id']}/messages"
        for number in range(20):
            body = {"text": "hi", "client_id": f"c{number}"}
            task = asyncio.create_task(client.post(path, json=body))
            await asyncio.sleep(0.0003 * number)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert (await client.post(path, json=body)).status_code == 201
        page = (await client.get(path, params={"limit": 200})).json()["data"]
        assert sorted(m["client_id"] for m in page) == sorted(f"c{n}" for n in range(20))


CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


async def test_v58_nothing_a_client_sends_reaches_the_log_as_a_control_character(
    small_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    def identify(connection: Any) -> Identity:
        return Identity(tenant="acme", person=connection.headers["login"])

    with caplog.at_level(logging.DEBUG, logger="onrecord"):
        async with hosted(small_url, identify) as client:
            for evil in ("\x1b[31mred", "a\x9bb", "a\x07b", "\x1b]0;title\x07"):
                headers = [(b"login", evil.encode("latin-1")), (b"x-request-id", b"\x1b[2J")]
                await client.get("/chat/v1/me", headers=headers)
                await client.get(f"/chat/v1/people/{quote(evil)}", headers=headers)
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("onrecord")]
    assert ours
    assert not any(CONTROLS.search(line) for line in ours)


async def test_v30_somebody_new_with_an_old_name_inherits_nothing(small_url: str) -> None:
    def identify(connection: Any) -> Identity:
        return Identity(tenant="acme", person=connection.headers["login"], name="Sam Smith")

    async with hosted(small_url, identify) as client:
        body = {"kind": "group", "title": "c4nary"}
        await client.post("/chat/v1/conversations", json=body, headers={"login": "sam-1"})
        answer = await client.get("/chat/v1/conversations", headers={"login": "sam-2"})
        assert answer.json()["data"] == []
