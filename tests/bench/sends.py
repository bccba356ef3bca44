"""Accepted sends: 64 sockets, each with one message in flight, authorised, on the record, durable."""

import asyncio
import json
import secrets
import time
import urllib.request
from dataclasses import dataclass
from math import inf
from statistics import median
from typing import Any

from tests.bench.wire import Socket, connect, frame, handshake


BODY = "x" * 120


def call(port: int, method: str, path: str, person: str, body: Any = None) -> bytes:
    """Ask the REST door as a person."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/chat/v1{path}",
        data=None if body is None else json.dumps(body).encode(),
        method=method,
        headers={
            "x-person": person,
            "content-type": "application/json",
            "origin": f"http://127.0.0.1:{port}",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        found: bytes = answer.read()
    return found


def post(port: int, path: str, person: str, body: Any) -> Any:
    """Post a document; return the answer."""
    return json.loads(call(port, "POST", path, person, body))


def meet(port: int, person: str) -> None:
    """Let the server see a person for the first time."""
    call(port, "GET", "/me", person)


def hello(port: int, person: str) -> bytes:
    """Return the handshake of a person's socket."""
    headers = {"x-person": person, "sec-websocket-protocol": "onrecord.v1"}
    return handshake(port, "/chat/v1/stream", headers)


async def open_sender(port: int, person: str) -> Socket:
    """Open a person's socket and say hello."""
    headers = {"x-person": person, "sec-websocket-protocol": "onrecord.v1"}
    socket = await connect(port, "/chat/v1/stream", headers)
    ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    socket.on_frame = lambda _payload: None if ready.done() else ready.set_result(None)
    socket.send({"type": "hello"})
    await ready
    return socket


class Sender:
    """Keeps ``depth`` messages in flight on one socket until it is told to stop, or has sent ``most``."""

    def __init__(
        self,
        socket: Socket,
        conversation: str,
        *,
        depth: int = 1,
        text: str = BODY,
        most: float = inf,
    ) -> None:
        self.accepted = 0
        self.refused = 0
        self.latencies: list[float] = []
        self._socket = socket
        self.running = False
        self._depth = depth
        self._count = 0
        self._most = most
        self._name = secrets.token_hex(8).encode()
        self.finished = asyncio.Event()
        args = json.dumps({"conversation_id": conversation, "text": text})[:-1]
        self._head = f'{{"type":"call","op":"messages.send","args":{args},"client_id":"'.encode()
        self._sent: dict[bytes, float] = {}
        socket.on_frame = self._on_frame

    def start(self) -> None:
        """Send the first messages."""
        self.running = True
        for _ in range(self._depth):
            self._next()

    def stop(self) -> None:
        """Send no more, and leave."""
        self.running = False
        self._socket.transport.close()

    def _next(self) -> None:
        self._count += 1
        name = b"%s-%d" % (self._name, self._count)
        self._sent[name] = time.perf_counter()
        self._socket.transport.write(frame(self._head + name + b'"},"id":"' + name + b'"}'))

    def _on_frame(self, payload: bytearray) -> None:
        if payload.startswith(b'{"type":"result"'):
            self.accepted += 1
            self.latencies.append(time.perf_counter() - self._answered(payload))
        elif payload.startswith(b'{"type":"error"'):
            self.refused += 1
            self._answered(payload)
        else:
            return
        if self.running and self._count < self._most:
            self._next()
        elif not self._sent:
            self.finished.set()

    def _answered(self, payload: bytearray) -> float:
        """Return when the message was sent that this answers."""
        start = payload.index(b'"id":"') + 6
        return self._sent.pop(bytes(payload[start : payload.index(b'"', start)]))


@dataclass(frozen=True, slots=True)
class Accepted:
    """Accepted sends a second, and the median milliseconds until one was accepted."""

    rate: float
    p50_ms: float


async def open_senders(port: int, count: int, depth: int = 1) -> list[Sender]:
    """Open senders, each with a conversation of its own."""
    made = []
    for index in range(count):
        person = f"sender{index}"
        wanted = {"kind": "group", "title": person}
        conversation = await asyncio.to_thread(post, port, "/conversations", person, wanted)
        socket = await open_sender(port, person)
        made.append(Sender(socket, conversation["id"], depth=depth))
    return made


async def accepted(port: int, senders: int, seconds: float, depth: int = 1) -> Accepted:
    """Send from all sides; nothing may be refused."""
    made = await open_senders(port, senders, depth)
    for sender in made:
        sender.start()
    await asyncio.sleep(seconds / 4)
    before, started = sum(s.accepted for s in made), time.perf_counter()
    await asyncio.sleep(seconds)
    rate = (sum(s.accepted for s in made) - before) / (time.perf_counter() - started)
    for sender in made:
        sender.stop()
    await asyncio.sleep(0.2)
    assert not sum(s.refused for s in made)
    return Accepted(rate, median(x for s in made for x in s.latencies) * 1000)
