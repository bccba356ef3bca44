"""Bytes over HTTP: uploads in pieces, downloads in ranges (RFC 9110), both as streams.

What lies in a store is fetched in worker threads of its own, so that a slow bucket holds up nobody
who reads or writes messages, and no connection of the database is held while a client is slow.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

import anyio
import anyio.to_thread
from starlette.types import Receive

from onrecord import endpoints
from onrecord.binding import from_raw_request, make
from onrecord.endpoints import RawEndpoint
from onrecord.errors import FileTooLarge, Unavailable
from onrecord.wire.attachments import GetAttachment
from onrecord_server.attachments.files import Files
from onrecord_server.attachments.plans import Receiving, Serving
from onrecord_server.attachments.receiving import RECEIVE
from onrecord_server.core.actor import Actor
from onrecord_server.doorway.calls import Calls
from onrecord_server.rest import http, ranges
from onrecord_server.rest.asked import Asked
from onrecord_server.rest.http import Response, Streamed
from onrecord_server.rest.routes import Match


logger = logging.getLogger("onrecord.files")

#: Worker threads for stores.
THREADS: Final = 16
#: Seconds without a byte after which an upload's connection ends; what came is kept.
IDLE: Final = 60.0
#: Bytes of a refused upload that are read and dropped, so that its sender gets to read why.
DROPPED: Final = 16 * 1024 * 1024
DROPPED_SECONDS: Final = 5.0


class Octets:
    """Carries bytes between a connection and the files of an engine room."""

    def __init__(self, files: Files, calls: Calls) -> None:
        """Keep the parts."""
        self._files = files
        self._calls = calls
        self._limiter = anyio.CapacityLimiter(THREADS)

    async def answer(self, asked: Asked, match: Match, actor: Actor) -> Response | Streamed:
        """Answer a request for a route that carries bytes."""
        query = http.query_pairs(asked.scope)
        endpoint = match.endpoint
        assert isinstance(endpoint, RawEndpoint)  # noqa: S101 - narrows for the type checker
        if not endpoint.writes:
            command = from_raw_request(endpoint, match.parameters, query)
            return await self._download(asked, endpoint.name, command, actor)
        if asked.method == "HEAD":
            return await self._standing(make(GetAttachment, match.parameters), actor)
        command = from_raw_request(endpoint, match.parameters, query)
        return await self._upload(asked, command, actor)

    # -- in ------------------------------------------------------------------------------------

    async def _upload(self, asked: Asked, command: Any, actor: Actor) -> Response:
        plan: Receiving = (await self._calls.call(RECEIVE.name, command, actor)).resource()
        _refuse_too_much(asked, plan)
        await self._receive(asked.receive, actor.tenant, plan)
        return await self._standing(GetAttachment(attachment_id=command.attachment_id), actor)

    async def _receive(self, receive: Receive, tenant: str, plan: Receiving) -> None:
        """Take a body piece by piece; what came before a connection was lost is kept."""
        receiver = self._files.receiver
        store = await self._aside(receiver.store, tenant, plan)
        waiting, more = bytearray(), True
        while more:
            try:
                chunk, more = await _next(receive)
            except (http.Disconnected, Unavailable):
                await self._aside(receiver.take, tenant, plan, bytes(waiting))
                raise
            waiting += chunk
            while len(waiting) >= store.piece:
                piece = bytes(waiting[: store.piece])
                del waiting[: store.piece]
                plan = await self._aside(receiver.take, tenant, plan, piece)
        await self._aside(receiver.take, tenant, plan, bytes(waiting))

    async def _standing(self, command: GetAttachment, actor: Actor) -> Response:
        doc = await self._calls.call(endpoints.GET_ATTACHMENT.name, command, actor)
        stands = {
            "upload-offset": str(doc.value["received"]),
            "upload-length": str(doc.value["size"]),
        }
        return Response(200, doc.json(), {"content-type": "application/json", **stands})

    # -- out -----------------------------------------------------------------------------------

    async def _download(
        self, asked: Asked, name: str, command: Any, actor: Actor
    ) -> Response | Streamed:
        plan: Serving = (await self._calls.call(name, command, actor)).resource()
        headers = ranges.headers(plan)
        if ranges.is_known(asked.facts, headers["etag"]):
            return Response(304, b"", headers)
        start, stop, status = ranges.wanted(asked.facts, plan.size, headers["etag"])
        if status == 206:
            headers["content-range"] = f"bytes {start}-{stop - 1}/{plan.size}"
        if asked.method == "HEAD":
            return Streamed(status, stop - start, headers, None, asked.receive)
        chunks = self._files.read(actor.tenant, plan, start, stop)
        first = await self._aside(
            next, chunks, b""
        )  # a store that is down is a refusal, not half a file
        return Streamed(status, stop - start, headers, self._stream(first, chunks), asked.receive)

    async def _stream(self, first: bytes, chunks: Any) -> Any:
        chunk: bytes | None = first
        while chunk is not None:
            yield chunk
            chunk = await self._aside(next, chunks, None)

    async def _aside(self, function: Any, *given: Any) -> Any:
        return await anyio.to_thread.run_sync(function, *given, limiter=self._limiter)


def _refuse_too_much(asked: Asked, plan: Receiving) -> None:
    stated = asked.facts.only("content-length") or "0"
    if stated.isdecimal() and plan.received + int(stated[:20]) > plan.size:
        said = f"The upload was to have {plan.size} bytes, and {plan.received} are here."
        raise FileTooLarge(said, extra={"most": plan.size})


async def _next(receive: Receive) -> tuple[bytes, bool]:
    try:
        async with asyncio.timeout(IDLE):
            message: Mapping[str, Any] = await receive()
    except TimeoutError:
        said = f"No byte came for {IDLE:.0f} seconds; what came before is kept."
        raise Unavailable(said, retry_after=1) from None
    if message["type"] == "http.disconnect":
        raise http.Disconnected
    return message.get("body", b""), message.get("more_body", False)


async def drop(receive: Receive) -> None:
    """Read what a refused sender still sends: whoever hangs up on it takes the answer away."""
    dropped, more = 0, True
    try:
        async with asyncio.timeout(DROPPED_SECONDS):
            while more and dropped < DROPPED:
                chunk, more = await _next(receive)
                dropped += len(chunk)
    except (TimeoutError, http.Disconnected, Unavailable):
        return
