"""Pages of history: what one costs in a long and in a short conversation, and ready-made."""

import asyncio
import json
import random
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from typing_extensions import override

from tests.bench.sends import Sender, call, meet, open_sender, post


_CONNECTIONS = 4
_READER = "reader"


class Fetcher(asyncio.Protocol):
    """One kept connection that asks again when it was answered."""

    def __init__(self, request: Callable[[], bytes]) -> None:
        self.answers = 0
        self.running = True
        self._request = request
        self._missing = 0
        self._buffer = bytearray()
        self._transport: asyncio.Transport

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request())

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or len(self._buffer) < end + 4 + self._size(end):
            return
        assert self._buffer.startswith(b"HTTP/1.1 200"), bytes(self._buffer[:200])
        self._buffer.clear()
        self.answers += 1
        if self.running:
            self._transport.write(self._request())

    def _size(self, end: int) -> int:
        start = self._buffer.lower().index(b"content-length:", 0, end) + 15
        return int(self._buffer[start:end].split(b"\r\n")[0])

    def stop(self) -> None:
        """Ask for nothing more."""
        self.running = False
        self._transport.close()


async def answers_a_second(port: int, request: Callable[[], bytes], seconds: float) -> float:
    """Return how many requests are answered a second, with four under way."""
    loop = asyncio.get_running_loop()
    made: list[Fetcher] = []
    for _ in range(_CONNECTIONS):
        _, fetcher = await loop.create_connection(lambda: Fetcher(request), "127.0.0.1", port)
        made.append(fetcher)
    await asyncio.sleep(seconds / 5)
    before, started = sum(f.answers for f in made), time.perf_counter()
    await asyncio.sleep(seconds)
    rate = (sum(f.answers for f in made) - before) / (time.perf_counter() - started)
    for fetcher in made:
        fetcher.stop()
    return rate


def get(port: int, path: str) -> bytes:
    """Return the request for a path, by the reader."""
    return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nx-person: {_READER}\r\n\r\n".encode()


@dataclass(frozen=True, slots=True)
class History:
    """A conversation and the positions between which its messages lie."""

    port: int
    conversation: str
    first: int
    last: int

    def somewhere(self) -> bytes:
        """Return the request for a page of 50 from anywhere in it."""
        before = random.randint((self.first + self.last) // 2, self.last)
        return get(self.port, f"/chat/v1{self._path}&before={before}")

    @property
    def _path(self) -> str:
        return f"/conversations/{self.conversation}/messages?limit=50"

    def newest(self) -> bytes:
        """Return the request for the newest page."""
        return get(self.port, f"/chat/v1{self._path}")

    def page(self) -> bytes:
        """Return the newest page itself."""
        return call(self.port, "GET", self._path, _READER)


async def fill(port: int, messages: int) -> History:
    """Make a conversation with so many messages, sent over sockets."""
    meet(port, _READER)
    made = post(port, "/conversations", _READER, {"kind": "group", "title": f"{messages}"})
    missing = messages
    while missing > 0:  # a socket that falls behind is told to come again
        went = await _send(port, made["id"], missing)
        assert went > 0, "the server takes no message"
        missing -= went
    return _history(port, made["id"], messages)


async def _send(port: int, conversation: str, most: int) -> int:
    """Send over two sockets until both have sent their half or are closed; return how many went."""
    sockets = [await open_sender(port, _READER) for _ in range(2)]
    senders = [Sender(one, conversation, depth=100, most=(most + 1) // 2) for one in sockets]
    for sender in senders:
        sender.start()
    for sender, socket in zip(senders, sockets, strict=True):
        ends = [asyncio.create_task(one.wait()) for one in (sender.finished, socket.closed)]
        _, left = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for one in left:
            one.cancel()
    for sender in senders:
        sender.stop()
    return sum(sender.accepted for sender in senders)


def _history(port: int, conversation: str, messages: int) -> History:
    path = f"/conversations/{conversation}/messages?limit=1"
    newest = json.loads(call(port, "GET", path, _READER))["data"][0]["position"]
    return History(port, conversation, newest - messages + 1, newest)


def put_ready_made(port: int, body: bytes) -> None:
    """Let the server have the bytes that it serves without making them."""
    address = f"http://127.0.0.1:{port}/ready-made/"
    urllib.request.urlopen(urllib.request.Request(address, data=body, method="PUT")).close()
