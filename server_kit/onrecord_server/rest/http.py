"""Requests and responses over ASGI, as far as our door needs them."""

import asyncio
import logging
import random
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.types import Message, Receive, Scope, Send

from onrecord.errors import Invalid, TooLarge
from onrecord_server.doorway.origins import Request as Facts


logger = logging.getLogger("onrecord.rest")

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
MAX_QUERY: Final = 8192


class Disconnected(Exception):
    """The client left before its request was complete."""


@dataclass(slots=True)
class Response:
    """A status, a body and headers in lower case."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    async def send(self, send: Send, *, head: bool = False) -> None:
        """Send it; ``head`` leaves the body out and keeps its length."""
        headers = {**self.headers, "content-length": str(len(self.body))}
        raw = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
        start: Message = {"type": "http.response.start", "status": self.status, "headers": raw}
        await send(start)
        await send({"type": "http.response.body", "body": b"" if head else self.body})


@dataclass(slots=True)
class Streamed:
    """A status, headers, and a body that comes piece by piece; ``None`` is a body for ``HEAD``.

    ``length`` is ``None`` where nobody knows before.

    Where the pieces end too early the connection is closed without its end, so that nobody takes a
    part for the whole.
    """

    status: int
    length: int | None
    headers: dict[str, str]
    chunks: AsyncIterator[bytes] | None
    receive: Receive

    async def send(self, send: Send, *, head: bool = False) -> None:
        """Send it, until the client leaves."""
        known = {} if self.length is None else {"content-length": str(self.length)}
        raw = [
            (k.encode("latin-1"), v.encode("latin-1")) for k, v in (self.headers | known).items()
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        if head or self.chunks is None or await self._sent(self.chunks, send):
            await send({"type": "http.response.body", "body": b""})

    async def _sent(self, chunks: AsyncIterator[bytes], send: Send) -> bool:
        leaving = asyncio.ensure_future(_left(self.receive))
        sent = 0
        try:
            async for chunk in chunks:
                if leaving.done():
                    return False
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
                sent += len(chunk)
        except Exception:
            logger.exception("a download broke off after %s of %s bytes", sent, self.length)
            return False
        finally:
            leaving.cancel()
        return self.length is None or sent == self.length


async def _left(receive: Receive) -> None:
    """Return when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


def header_values(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return every header's values by its name in lower case."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        found[key] = (*found.get(key, ()), value.decode("latin-1"))
    return found


def facts(scope: Scope, *, bearer: bool) -> Facts:
    """Return what the origin rules look at."""
    method = scope.get("method", "GET")
    return Facts(method, scope.get("scheme", "http"), header_values(scope), bearer)


def request_id(headers: Mapping[str, tuple[str, ...]]) -> str:
    """Return the caller's request id where it is plain, else a fresh one."""
    given = headers.get("x-request-id", ())
    if len(given) == 1 and _REQUEST_ID.fullmatch(given[0]):
        return given[0]
    return f"{random.getrandbits(96):024x}"


def path_segments(scope: Scope) -> list[str] | None:
    """Return the decoded segments below the mount; ``None`` for a path that is not UTF-8.

    ``%2F`` stays inside its segment where the server tells the raw path. Nothing but ``path``,
    ``raw_path`` and ``root_path`` is looked at (reliability V71).
    """
    path, root = scope["path"], scope.get("root_path", "").rstrip("/")
    below = root != "" and (path == root or path.startswith(root + "/"))
    skip = root.count("/") if below else 0
    raw = scope.get("raw_path", b"").split(b"?")[0].decode("latin-1")
    source = raw if unquote(raw) == path else quote(path)
    try:
        return [unquote(part, errors="strict") for part in source.split("/")[1 + skip :]]
    except UnicodeDecodeError:
        return None


def query_pairs(scope: Scope) -> list[tuple[str, str]]:
    """Return the pairs of the query string. Raises ``Invalid`` for one that is broken or huge."""
    raw = scope.get("query_string", b"")[: MAX_QUERY + 1]
    if len(raw) > MAX_QUERY:
        raise Invalid(f"The query string is longer than {MAX_QUERY} bytes.")
    try:
        text = raw.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=300)
    except ValueError:
        raise Invalid("The query string is malformed.") from None


def write_query(pairs: Sequence[tuple[str, str]]) -> str:
    """Return pairs as a query string."""
    return urlencode(pairs)


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """Return the body. Raises ``TooLarge`` as soon as it is, and ``Disconnected``."""
    stated = header_values(scope).get("content-length", ("0",))[0]
    if stated.isdecimal() and int(stated[:20]) > limit:
        raise TooLarge(f"The body is larger than {limit} bytes.")
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise TooLarge(f"The body is larger than {limit} bytes.")
        more = message.get("more_body", False)
    return b"".join(parts)
