"""The cheapest WebSocket client that speaks the protocol: masks of zero, frames made beforehand."""

import asyncio
import base64
import json
import os
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


class Socket(asyncio.Protocol):
    """One connection: cuts the byte stream into frames and hands each payload on."""

    def __init__(self, host: str, path: str, headers: dict[str, str], protocol: str | None) -> None:
        """Prepare the handshake."""
        lines = {
            "host": host,
            "upgrade": "websocket",
            "connection": "Upgrade",
            "sec-websocket-version": "13",
            "sec-websocket-key": base64.b64encode(os.urandom(16)).decode(),
            **headers,
        }
        if protocol:
            lines["sec-websocket-protocol"] = protocol
        text = "".join(f"{k}: {v}\r\n" for k, v in lines.items())
        self._hello = f"GET {path} HTTP/1.1\r\n{text}\r\n".encode()
        self._buffer = bytearray()
        self._open = False
        self.frames = 0
        self.bytes = 0
        self.on_frame: Any = lambda _payload: None
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._hello)

    @override
    def data_received(self, data: bytes) -> None:
        """Take bytes, cut frames."""
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
        while len(buffer) - start >= 2:
            size, head = buffer[start + 1] & 127, 2
            if size == 126:
                size, head = int.from_bytes(buffer[start + 2 : start + 4]), 4
            elif size == 127:
                size, head = int.from_bytes(buffer[start + 2 : start + 10]), 10
            if len(buffer) - start < head + size:
                break
            if buffer[start] & 15 == 1:
                self.frames += 1
                self.bytes += size
                self.on_frame(buffer[start + head : start + head + size])
            start += head + size
        del buffer[:start]

    def send(self, members: dict[str, Any]) -> None:
        """Send a frame."""
        self.transport.write(frame(json.dumps(members).encode()))


async def connect(
    port: int, path: str, headers: dict[str, str], protocol: str | None = "onrecord.v1"
) -> Socket:
    """Open a socket on loopback."""
    host = f"127.0.0.1:{port}"
    loop = asyncio.get_running_loop()
    given = {"origin": f"http://{host}", **headers}
    _, socket = await loop.create_connection(
        lambda: Socket(host, path, given, protocol), "127.0.0.1", port
    )
    await socket.ready
    return socket
