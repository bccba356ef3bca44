"""One socket over the HTTP client's own connection."""

from contextlib import suppress
from typing import Any

import httpcore2
import httpx2

from onrecord.client._async.core import AsyncTransport
from onrecord.client._flow import Reply, refusal
from onrecord.client._socket import Handshake, SocketBytes
from onrecord.errors import APIConnectionError, APITimeoutError


_FAILURES = (httpcore2.NetworkError, httpcore2.TimeoutException, OSError)


class AsyncSocket:
    """An open WebSocket: texts out, texts in. Needs no task and no thread of its own."""

    def __init__(self, answer: httpx2.Response, timeout: float) -> None:
        """Take over the connection of an accepted upgrade."""
        self._answer = answer
        self._stream: Any = answer.extensions["network_stream"]
        self._timeout = timeout
        self._bytes = SocketBytes()
        self._waiting: list[str] = []

    async def send(self, text: str) -> None:
        """Write one message."""
        await self._write(self._bytes.text(text))

    async def receive(self, seconds: float) -> str | None:
        """Return the next message, or None when there is none within so many seconds."""
        if not self._waiting and self._bytes.end is None:
            await self._read(seconds)
        if self._waiting:
            return self._waiting.pop(0)
        if self._bytes.end is not None:
            raise self._bytes.end
        return None

    async def _read(self, seconds: float) -> None:
        try:
            data: bytes = await self._stream.read(65536, timeout=seconds)
        except httpcore2.ReadTimeout:
            return
        except _FAILURES as error:
            raise _lost(error) from error
        self._waiting += self._bytes.take(data)
        answer, self._bytes.answer = self._bytes.answer, b""
        await self._write(answer)

    async def _write(self, data: bytes) -> None:
        try:
            await self._stream.write(data, timeout=self._timeout)
        except _FAILURES as error:
            raise _lost(error) from error

    async def aclose(self) -> None:
        """Say goodbye where that still works, and give the connection up."""
        try:
            with suppress(*_FAILURES):
                await self._stream.write(self._bytes.bye(), timeout=1.0)
        finally:
            await self._answer.aclose()


async def connect(transport: AsyncTransport) -> AsyncSocket:
    """Open a socket; raise the typed refusal where the server does not upgrade."""
    handshake = Handshake()
    http, timeout = transport.http, httpx2.Timeout(transport.timeout)
    request = http.build_request(
        "GET", transport.url + "/stream", headers=handshake.headers, timeout=timeout
    )
    try:
        answer = await http.send(request, stream=True, follow_redirects=False)
    except httpx2.RequestError as error:
        raise _lost(error) from error
    if answer.status_code == 101 and _accepted(handshake, answer):
        return AsyncSocket(answer, transport.timeout)
    raise await _refused(answer)


def _accepted(handshake: Handshake, answer: httpx2.Response) -> bool:
    headers = answer.headers
    return handshake.accepted(
        headers.get("sec-websocket-accept"), headers.get("sec-websocket-protocol")
    )


async def _refused(answer: httpx2.Response) -> Exception:
    try:
        if answer.status_code < 300:
            return APIConnectionError("The server does not speak onrecord.v1 on its socket")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return refusal(Reply(answer.status_code, await answer.aread(), headers))
    except httpx2.RequestError as error:
        return _lost(error)
    finally:
        await answer.aclose()


def _lost(error: Exception) -> APIConnectionError:
    slow = isinstance(error, httpx2.TimeoutException | httpcore2.TimeoutException)
    kind = APITimeoutError if slow else APIConnectionError
    return kind(f"The connection was lost: {str(error) or type(error).__name__}")
