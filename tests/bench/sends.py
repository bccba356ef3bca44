"""Accepted sends: 64 sockets, each with one message in flight, authorised, on the record, durable."""

import asyncio
import json
import time
import urllib.request
from typing import Any

from tests.bench.wire import Socket, connect, frame


TEXT = "x" * 120


def post(port: int, path: str, person: str, body: dict[str, Any]) -> dict[str, Any]:
    """Call an endpoint as a person."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/chat/v1{path}",
        data=json.dumps(body).encode(),
        headers={
            "x-person": person,
            "content-type": "application/json",
            "origin": f"http://127.0.0.1:{port}",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


class Sender:
    """Keeps ``depth`` messages in flight on one socket until it is told to stop."""

    def __init__(self, socket: Socket, conversation: str, name: str, depth: int = 1) -> None:
        """Take over the socket."""
        self.socket = socket
        self.accepted = 0
        self.refused = 0
        self.running = False
        self.latencies: list[float] = []
        self._depth = depth
        self._count = 0
        self._name = name
        command = {"conversation_id": conversation, "text": TEXT, "client_id": ""}
        call = json.dumps({"type": "call", "op": "messages.send", "args": command})
        self._head = call.removesuffix('"}}').encode()
        self._sent: dict[bytes, float] = {}
        socket.on_frame = self._on_frame

    def start(self) -> None:
        """Send the first messages."""
        self.running = True
        for _ in range(self._depth):
            self._next()

    def _next(self) -> None:
        self._count += 1
        name = b"%s-%d" % (self._name.encode(), self._count)
        self._sent[name] = time.perf_counter()
        self.socket.transport.write(frame(self._head + name + b'"},"id":"' + name + b'"}'))

    def _on_frame(self, payload: bytearray) -> None:
        if payload.startswith(b'{"type":"result"'):
            self.accepted += 1
            start = payload.index(b'"id":"') + 6
            name = bytes(payload[start : payload.index(b'"', start)])
            self.latencies.append(time.perf_counter() - self._sent.pop(name))
        elif payload.startswith(b'{"type":"error"'):
            self.refused += 1
        else:
            return
        if self.running:
            self._next()


async def accepted_a_second(
    port: int, senders: int, seconds: float, depth: int = 1
) -> dict[str, float]:
    """Return accepted sends a second, and the median latency in milliseconds."""
    made = []
    for index in range(senders):
        person = f"sender{index}"
        conversation = post(port, "/conversations", person, {"kind": "group", "title": person})
        socket = await connect(port, "/chat/v1/stream", {"x-person": person})
        socket.send({"type": "hello"})
        made.append(Sender(socket, conversation["id"], f"{time.time_ns()}-{index}", depth))
    await asyncio.sleep(0.3)
    for sender in made:
        sender.start()
    await asyncio.sleep(min(1.0, seconds / 3))
    before, started = sum(s.accepted for s in made), time.perf_counter()
    await asyncio.sleep(seconds)
    rate = (sum(s.accepted for s in made) - before) / (time.perf_counter() - started)
    for sender in made:
        sender.running = False
    await asyncio.sleep(0.3)
    latencies = sorted(x for s in made for x in s.latencies)
    refused = sum(s.refused for s in made)
    for sender in made:
        sender.socket.transport.close()
    return {
        "rate": rate,
        "p50_ms": latencies[len(latencies) // 2] * 1000,
        "p99_ms": latencies[int(len(latencies) * 0.99)] * 1000,
        "refused": refused,
    }
