"""A WebSocket client (RFC 6455) after its handshake, without I/O: bytes in, texts and bytes out.

httpx2 has a WebSocket session of its own, but it runs in a task group: an iterator that reconnects
would open and close cancel scopes across calls, which anyio forbids. This one needs no task.
"""

import base64
import secrets
from typing import Final

from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, Ping, TextMessage
from wsproto.utilities import LocalProtocolError, RemoteProtocolError, generate_accept_token

from onrecord.errors import APIConnectionError, Forbidden, Invalid, OnRecordError, Unauthenticated
from onrecord.wire import frames


#: The server splits its frames at 64 KiB, but one event always fits.
MAX_FRAME: Final = 4 * 1024 * 1024


class Handshake:
    """The request that asks for a socket, and the check of its answer."""

    def __init__(self) -> None:
        """Draw the nonce."""
        self._nonce = base64.b64encode(secrets.token_bytes(16))

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of the upgrade request; none of them is a secret."""
        return {
            "connection": "Upgrade",
            "upgrade": "websocket",
            "sec-websocket-key": self._nonce.decode(),
            "sec-websocket-version": "13",
            "sec-websocket-protocol": frames.SUBPROTOCOL,
        }

    def accepted(self, accept: str | None, subprotocol: str | None) -> bool:
        """Say whether the answer is to this request, in our subprotocol."""
        expected = generate_accept_token(self._nonce).decode()
        return accept == expected and subprotocol == frames.SUBPROTOCOL


class SocketBytes:
    """Turns received bytes into text messages.

    ``answer`` holds what must be written back. ``end`` is set when the other side has ended, to the
    reason: ``Unauthenticated``, ``Forbidden``, ``Invalid``, or a lost connection.
    """

    def __init__(self) -> None:
        """Begin right after the handshake."""
        self._connection = Connection(ConnectionType.CLIENT)
        self._parts: list[str] = []
        self._size = 0
        self.answer = b""
        self.end: OnRecordError | None = None

    def text(self, message: str) -> bytes:
        """Return the bytes of one text message."""
        return self._send(TextMessage(data=message))

    def bye(self) -> bytes:
        """Return the bytes of a normal close."""
        return self._send(CloseConnection(code=1000))

    def _send(self, event: TextMessage | CloseConnection) -> bytes:
        try:
            return self._connection.send(event)
        except LocalProtocolError:
            return b""  # the close has gone out already

    def take(self, data: bytes) -> list[str]:
        """Return the messages that these bytes complete; no bytes are the end of the connection."""
        try:
            self._connection.receive_data(data or None)
            return [text for event in self._connection.events() for text in self._on(event)]
        except RemoteProtocolError as error:
            self.end = APIConnectionError(f"The server broke the WebSocket protocol: {error}")
            return []

    def _on(self, event: object) -> list[str]:
        match event:
            case Ping():
                self.answer += self._connection.send(event.response())
            case CloseConnection():
                self.end = closed(event.code, event.reason or "")
            case TextMessage():
                return self._collect(event)
        return []

    def _collect(self, event: TextMessage) -> list[str]:
        self._parts.append(event.data)
        self._size += len(event.data)
        if self._size > MAX_FRAME:
            self.end = APIConnectionError(f"A frame is larger than {MAX_FRAME} characters")
            return []
        if not event.message_finished:
            return []
        whole, self._parts, self._size = "".join(self._parts), [], 0
        return [whole]


def closed(code: int, reason: str) -> OnRecordError:
    """Return what a close code means: a refusal, or a connection to be made again."""
    text = f"The server closed the socket with {code} {reason}".strip()
    match code:
        case frames.CLOSE_UNAUTHENTICATED:
            return Unauthenticated(text)
        case frames.CLOSE_FORBIDDEN:
            return Forbidden(text)
        case frames.CLOSE_PROTOCOL:
            return Invalid(text)
    return APIConnectionError(text)
