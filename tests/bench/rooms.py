"""One room, three servers: how each lets listeners in, and how each is spoken to."""

import asyncio
import json
import socket
from collections.abc import Callable
from typing import Final, Protocol

from typing_extensions import override

from tests.bench.crowd import MARK, TEXT, await_text, opened
from tests.bench.sends import Sender, hello, meet, open_sender, post
from tests.bench.wire import Socket, connect, frame, handshake


#: What the anchors carry: 300 bytes of JSON, less than ours does.
PLAIN: Final = json.dumps({"text": TEXT, "padding": "x" * 155})


class Load(Protocol):
    """Keeps messages in flight until it is stopped."""

    def start(self) -> None:
        """Send the first messages."""
        ...

    def stop(self) -> None:
        """Send no more."""
        ...


class Room(Protocol):
    """A server with one room."""

    def join(self, index: int) -> socket.socket:
        """Open a listener."""
        ...

    async def load(self, in_flight: int) -> list[Load]:
        """Open those who speak, with so many messages in flight together."""
        ...


class VoicedRoom(Room, Protocol):
    """A room in which single messages can be said, so that their latency is measured."""

    def voice(self) -> Callable[[], None]:
        """Return what says one message."""
        ...


class OurRoom:
    """A conversation of ours: everything authorised, stored, on the record."""

    def __init__(self, port: int, size: int, name: str) -> None:
        """Make the conversation with all its members."""
        self._port = port
        self._name = name
        self._speaker = f"{name}-speaker"
        people = [f"{name}-{index}" for index in range(size)]
        for person in [*people, self._speaker]:
            meet(port, person)
        made = {"kind": "group", "title": name, "members": people}
        self.conversation = post(port, "/conversations", self._speaker, made)["id"]

    def join(self, index: int) -> socket.socket:
        one = opened(self._port, hello(self._port, f"{self._name}-{index}"))
        one.sendall(frame(b'{"type":"hello"}'))
        await_text(one, b'"ready"')
        return one

    async def load(self, in_flight: int) -> list[Load]:
        made: list[Load] = []
        for _ in range(4):
            socket_ = await open_sender(self._port, self._speaker)
            made.append(Sender(socket_, self.conversation, depth=in_flight // 4, text=TEXT))
        return made

    def voice(self) -> Callable[[], None]:
        return Voice(self._port, self._speaker, self.conversation).say


class Voice:
    """Says one message at a time and waits for nothing."""

    def __init__(self, port: int, person: str, conversation: str) -> None:
        self._socket = opened(port, hello(port, person))
        self._socket.sendall(frame(b'{"type":"hello"}'))
        await_text(self._socket, b'"ready"')
        self._socket.setblocking(False)
        args = {"conversation_id": conversation, "text": TEXT}
        call = {"type": "call", "id": "1", "op": "messages.send", "args": args}
        self._frame = frame(json.dumps(call).encode())

    def say(self) -> None:
        """Send it; throw away what came meanwhile."""
        self._socket.send(self._frame)
        try:
            while self._socket.recv(65536):
                pass
        except BlockingIOError:
            return


class SocketIoRoom:
    """A room of python-socketio: what arrives goes to everybody."""

    _PATH: Final = "/socket.io/?EIO=4&transport=websocket"
    _FRAME: Final = frame(b'42["say",%s]' % PLAIN.encode())

    def __init__(self, port: int) -> None:
        self._port = port

    def join(self, index: int) -> socket.socket:
        one = opened(self._port, handshake(self._port, self._PATH, {}))
        await_text(one, b"pingInterval")
        one.sendall(frame(b"40"))
        await_text(one, b'40{"sid"')
        return one

    async def load(self, in_flight: int) -> list[Load]:
        made: list[Load] = []
        for _ in range(4):
            socket_ = await connect(self._port, self._PATH, {})
            socket_.transport.write(frame(b"40"))
            made.append(Echoed(socket_, self._FRAME, in_flight // 4))
        await asyncio.sleep(0.2)
        return made


class Echoed:
    """Says the next message when one of those in flight has come back to it."""

    def __init__(self, socket_: Socket, said: bytes, depth: int) -> None:
        self._socket = socket_
        self._said = said
        self._depth = depth
        self._waiting = 0
        self._running = False
        socket_.on_frame = self._on_frame

    def start(self) -> None:
        self._running = True
        for _ in range(self._depth):
            self._socket.transport.write(self._said)

    def stop(self) -> None:
        self._running = False
        self._socket.transport.close()

    def _on_frame(self, payload: bytearray) -> None:
        # All four hear all messages: each answers every fourth with a new one.
        if self._running and MARK in payload:
            self._waiting += 1
            if self._waiting % 4 == 0:
                self._socket.transport.write(self._said)


class NchanRoom:
    """A channel of nginx and nchan: said by POST, heard by socket."""

    def __init__(self, port: int) -> None:
        self._port = port

    def join(self, index: int) -> socket.socket:
        return opened(self._port, handshake(self._port, "/hear", {}))

    def _request(self) -> bytes:
        head = f"POST /say HTTP/1.1\r\nhost: 127.0.0.1:{self._port}\r\n"
        return f"{head}content-length: {len(PLAIN)}\r\n\r\n{PLAIN}".encode()

    async def load(self, in_flight: int) -> list[Load]:
        loop = asyncio.get_running_loop()
        made: list[Load] = []
        for _ in range(in_flight):
            _, poster = await loop.create_connection(
                lambda: Poster(self._request()), "127.0.0.1", self._port
            )
            made.append(poster)
        return made

    def voice(self) -> Callable[[], None]:
        one = socket.create_connection(("127.0.0.1", self._port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = self._request()

        def say() -> None:
            one.sendall(request)

        return say


class Poster(asyncio.Protocol):
    """One kept connection that posts again when its post was answered."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._running = False
        self._transport: asyncio.Transport

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        if self._running and b"HTTP/1.1 20" in data:
            self._transport.write(self._request)

    def start(self) -> None:
        self._running = True
        self._transport.write(self._request)

    def stop(self) -> None:
        self._running = False
        self._transport.close()
