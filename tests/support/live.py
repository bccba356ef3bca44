"""A real server on loopback, in a thread, and clients that speak to its socket."""

import asyncio
import json
import socket as sockets
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx2
import uvicorn
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from onrecord_server import Identity, OnRecord, RateLimits, TokenKey
from onrecord_server.doors import Doors
from tests.support.soon import PATIENCE


#: Seconds, longer than a client keeps an idle connection: else both may end it and use it at once.
IDLE = 30
KEY = TokenKey(b"k" * 32)


def identify(connection: Any) -> Identity | None:
    """Believe the header: the server listens on loopback, for one test."""
    person = connection.headers.get("x-person")
    tenant = connection.headers.get("x-tenant", "acme")
    return person and Identity(tenant=tenant, person=person, name=person.title())


class Live:
    """One worker: its chat, its address, and callers of both doors."""

    def __init__(self, chat: OnRecord, port: int) -> None:
        self.chat = chat
        self.port = port
        self._stack = ExitStack()

    @property
    def origin(self) -> str:
        """The origin of its pages."""
        return f"http://127.0.0.1:{self.port}"

    def rest(self, person: str, **headers: str) -> httpx2.Client:
        """A client of the REST door."""
        given = {"x-person": person, "origin": self.origin, **headers}
        client = httpx2.Client(base_url=f"{self.origin}/chat/v1/", headers=given, timeout=PATIENCE)
        self._stack.callback(client.close)
        return client

    def socket(self, person: str | None, hello: bool = True, **given: Any) -> "Wire":
        """A socket of a person that has said hello, unless told otherwise."""
        headers = {"x-person": person} if person else {}
        headers |= given.pop("headers", {})
        opened = connect(
            f"ws://127.0.0.1:{self.port}/chat/v1/stream",
            subprotocols=given.pop("subprotocols", ["onrecord.v1"]),
            origin=given.pop("origin", self.origin),
            additional_headers=headers,
            max_size=None,
            **{"close_timeout": 1, **given.pop("options", {})},
        )
        wire = Wire(self._stack.enter_context(opened))
        if hello:
            wire.send(type="hello", **given)
        return wire

    @property
    def doors(self) -> Doors:
        """Its open doors."""
        found = self.chat.life.doors
        assert found is not None
        return found

    def on_loop(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run something on the worker's own event loop."""
        loop = self.chat.life.loop
        assert loop is not None
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(PATIENCE)

    def deaf(self, person: str) -> sockets.socket:
        """A socket that says hello, hears that it is ready, and never reads again."""
        raw = sockets.socket()
        raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        raw.connect(("127.0.0.1", self.port))
        self._stack.callback(raw.close)
        lines = {
            "host": f"127.0.0.1:{self.port}",
            "origin": self.origin,
            "upgrade": "websocket",
            "connection": "Upgrade",
            "sec-websocket-version": "13",
            "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "sec-websocket-protocol": "onrecord.v1",
            "x-person": person,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        raw.sendall(f"GET /chat/v1/stream HTTP/1.1\r\n{head}\r\n".encode())
        assert b" 101 " in raw.recv(1024)
        hello = b'{"type":"hello"}'
        raw.sendall(bytes([0x81, 0x80 | len(hello)]) + bytes(4) + hello)
        assert b'"ready"' in raw.recv(1024)
        return raw

    def close(self) -> None:
        """Close every client."""
        self._stack.close()


class Wire:
    """A socket, frame by frame."""

    def __init__(self, raw: ClientConnection) -> None:
        self.raw = raw
        self._calls = 0

    def send(self, **members: Any) -> None:
        """Send one frame."""
        self.raw.send(json.dumps(members))

    def frame(self, seconds: float = PATIENCE) -> dict[str, Any]:
        """Return the next frame."""
        found: dict[str, Any] = json.loads(self.raw.recv(timeout=seconds))
        return found

    def until(self, kind: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """Return the next frame of a kind, passing over others."""
        deadline = time.monotonic() + seconds
        while True:
            found = self.frame(max(0.01, deadline - time.monotonic()))
            if found["type"] == kind:
                return found

    def call(self, op: str, **args: Any) -> dict[str, Any]:
        """Call an endpoint and return its result or error frame."""
        return self._called(op, args)[-1]

    def heard(self) -> list[dict[str, Any]]:
        """Return what was to be told by now, all of it: what stands before the answer to a call."""
        return self._called("me.get", {})[:-1]

    def _called(self, op: str, args: dict[str, Any]) -> list[dict[str, Any]]:
        self._calls += 1
        name, found = f"call-{self._calls}", list[dict[str, Any]]()
        self.send(type="call", id=name, op=op, args=args)
        while not found or found[-1].get("id") != name:
            found.append(self.frame())
        return found

    def events(self, count: int, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """Return the next envelopes, checking that each stretch continues the one before."""
        found: list[dict[str, Any]] = []
        upto: int | None = None
        while len(found) < count:
            frame = self.until("events", seconds)
            assert upto is None or frame["after"] == upto, "a stretch is missing"
            upto = frame["upto"]
            found += frame["events"]
        return found

    def closes(self, seconds: float = PATIENCE) -> int | None:
        """Return the code that the socket closes with, passing over what still comes."""
        try:
            while True:
                self.frame(seconds)
        except ConnectionClosed as closed:
            return None if closed.rcvd is None else closed.rcvd.code

    def silent(self, seconds: float = 0.5) -> list[str]:
        """Return the types of the frames that still come in a while, presence left out."""
        seen: list[str] = []
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                seen.append(self.frame(left)["type"])
            except TimeoutError:
                break
        return [kind for kind in seen if kind != "presence"]


@contextmanager
def live(database: str | Engine, **settings: Any) -> Iterator[Live]:
    """Run one worker on a free port of loopback."""
    given: dict[str, Any] = {"tenants": ["acme", "other"], "token_key": KEY, "sockets_a_person": 50}
    free = {"rate_limits": RateLimits((), (), (), ())}
    chat = OnRecord(database, **{"identify": identify, **given, **free, **settings})
    chat.migrate()
    app = Starlette()
    chat.mount(app, "/chat")
    config = uvicorn.Config(
        app,
        port=0,
        log_level="warning",
        ws="websockets-sansio",
        timeout_graceful_shutdown=3,
        timeout_keep_alive=IDLE,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    found = Live(chat, server.servers[0].sockets[0].getsockname()[1])
    try:
        yield found
    finally:
        found.close()
        server.should_exit = True
        thread.join(PATIENCE)
