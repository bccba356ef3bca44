"""The cheapest WebSocket client that speaks the protocol: masks of zero, frames made beforehand."""

import asyncio
import base64
import json
import os
from collections.abc import Callable, Mapping
from typing import Any

from typing_extensions import override


def frame(text: bytes) -> bytes:
    """Return a masked text frame with a zero mask (RFC 6455, 5.3): masking costs nothing then."""
    size = len(text)
    if size < 126:
        head = bytes([0x81, 0x80 | size])
    elif size < 65536:
        head = bytes([0x81, 0x80 | 126]) + size.to_bytes(2)
    else:
        head = bytes([0x81, 0x80 | 127]) + size.to_bytes(8)
    return head + b"\0\0\0\0" + text


def handshake(port: int, path: str, headers: Mapping[str, str]) -> bytes:
    """Return the request that asks for a socket (RFC 6455, 4.1)."""
    lines = {
        "host": f"127.0.0.1:{port}",
        "origin": f"http://127.0.0.1:{port}",
        "upgrade": "websocket",
        "connection": "Upgrade",
        "sec-websocket-version": "13",
        "sec-websocket-key": base64.b64encode(os.urandom(16)).decode(),
        **headers,
    }
    text = "".join(f"{k}: {v}\r\n" for k, v in lines.items())
    return f"GET {path} HTTP/1.1\r\n{text}\r\n".encode()


def payload_at(buffer: bytearray, start: int) -> tuple[int, int] | None:
    """Return where the payload of the frame at ``start`` begins and ends, once it is all there."""
    if len(buffer) - start < 2:
        return None
    size, head = buffer[start + 1] & 127, 2
    if size == 126:
        size, head = int.from_bytes(buffer[start + 2 : start + 4]), 4
    elif size == 127:
        size, head = int.from_bytes(buffer[start + 2 : start + 10]), 10
    begin = start + head
    return (begin, begin + size) if len(buffer) >= begin + size else None


class Socket(asyncio.Protocol):
    """One connection: cuts the byte stream into frames and hands each text on."""

    def __init__(self, hello: bytes) -> None:
        self._hello = hello
        self._buffer = bytearray()
        self._open = False
        self.on_frame: Callable[[bytearray], None] = lambda _payload: None
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = asyncio.Event()
        self.transport: asyncio.Transport

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._hello)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            assert self._buffer.startswith(b"HTTP/1.1 101"), bytes(self._buffer[:300])
            del self._buffer[: end + 4]
            self._open = True
            self.ready.set_result(None)
        self._cut()

    def _cut(self) -> None:
        buffer, start = self._buffer, 0
        while (found := payload_at(buffer, start)) is not None:
            begin, end = found
            if buffer[start] & 15 == 1:
                self.on_frame(buffer[begin:end])
            start = end
        del buffer[:start]

    def send(self, members: Mapping[str, Any]) -> None:
        """Send a frame."""
        self.transport.write(frame(json.dumps(members).encode()))


async def connect(port: int, path: str, headers: Mapping[str, str]) -> Socket:
    """Open a socket on loopback."""
    hello = handshake(port, path, headers)
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(lambda: Socket(hello), "127.0.0.1", port)
    await socket.ready
    return socket
