"""The REST door: an ASGI app that parses, names the caller, calls and prints. It knows no rule."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import anyio.to_thread
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from onrecord.binding import from_request
from onrecord.endpoints import DOWNLOAD_EXPORT, Endpoint, RawEndpoint
from onrecord.errors import (
    ClientIdReused,
    Invalid,
    MethodNotAllowed,
    NotFound,
    OnRecordError,
    Refusal,
    ServerError,
)
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import REGISTRY
from onrecord_server.doorway.authenticate import Doorkeeper, bearer_token
from onrecord_server.doorway.calls import Calls
from onrecord_server.doorway.limits import Limiter
from onrecord_server.doorway.origins import OriginPolicy, check_media_type, check_octets
from onrecord_server.doorway.strict_json import MAX_BYTES, parse_json
from onrecord_server.rest import http, idempotency, octets
from onrecord_server.rest.asked import Asked
from onrecord_server.rest.cors import cors_headers, preflight_headers
from onrecord_server.rest.http import Response, Streamed
from onrecord_server.rest.metrics import Metrics
from onrecord_server.rest.octets import Octets
from onrecord_server.rest.problem import STANDARD, problem
from onrecord_server.rest.routes import Match, Routes
from onrecord_server.rest.sheets import Sheets


logger = logging.getLogger("onrecord.rest")

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
VERSION: Final = "v1"

#: A document or a probe that is no endpoint: ``(scope) → response``.
Page = Callable[[Scope], Awaitable[Response]]


class RestApp:
    """Serves ``v1/…`` and the probes below the mount, HTTP only.

    ``pages`` are what else there is to read, by path below the mount, such as ``healthz`` or
    ``v1/openapi.json``; they ask for no identity.
    """

    def __init__(
        self,
        calls: Calls,
        doorkeeper: Doorkeeper,
        *,
        origins: OriginPolicy | None = None,
        limiter: Limiter | None = None,
        pages: Mapping[str, Page] | None = None,
        metrics: Metrics | None = None,
        octets: Octets | None = None,
        max_body: int = MAX_BYTES,
    ) -> None:
        """Keep the parts; nothing runs yet."""
        self._calls = calls
        self._doorkeeper = doorkeeper
        self._origins = origins or OriginPolicy()
        self._limiter = limiter or Limiter()
        self._pages = dict(pages or {})
        #: What this process counts, where it does.
        self.counted = metrics
        self._octets = octets
        self._sheets = Sheets(calls)
        self._max_body = max_body
        self._routes = Routes()
        self._long = anyio.CapacityLimiter(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Whatever happens inside becomes a problem document."""
        headers = http.header_values(scope)
        bearer = bearer_token({k: v[0] for k, v in headers.items()}) is not None
        facts = http.facts(scope, bearer=bearer)
        asked = Asked(scope, receive, facts, http.request_id(headers))
        started = time.perf_counter()
        try:
            response = await self._guarded(asked)
        except http.Disconnected:
            return
        self._observe(asked, response, time.perf_counter() - started)
        cors = cors_headers(self._origins, facts)
        fixed = {**STANDARD, "x-request-id": asked.request_id}
        response.headers = {**fixed, **cors, **asked.headers, **response.headers}
        await response.send(send, head=asked.method == "HEAD")

    async def _guarded(self, asked: Asked) -> Response | Streamed:
        try:
            return await self._answer(asked)
        except Refusal as refusal:
            return problem(refusal, asked.request_id)
        except http.Disconnected:
            raise
        except Exception as error:
            known = "" if isinstance(error, OnRecordError) else " unexpectedly"
            logger.exception("request %s failed%s", asked.request_id, known)
            return problem(ServerError(), asked.request_id)

    async def _answer(self, asked: Asked) -> Response | Streamed:
        segments = http.path_segments(asked.scope)
        if segments is None:
            raise NotFound
        page = self._pages.get("/".join(segments))
        if page is not None:
            return await self._page(asked, "/".join(segments), page)
        if segments[:1] != [VERSION]:
            raise NotFound
        return await self._endpoint(asked, segments[1:])

    async def _page(self, asked: Asked, name: str, page: Page) -> Response:
        asked.route = name
        if asked.method not in SAFE:
            asked.headers["allow"] = ", ".join(sorted(SAFE))
            raise MethodNotAllowed
        return await page(asked.scope)

    async def _endpoint(self, asked: Asked, segments: list[str]) -> Response | Streamed:
        route, parameters = self._routes.find(segments)
        if asked.method == "OPTIONS":
            return Response(204, b"", preflight_headers(self._origins, asked.facts, route.allowed))
        try:
            match = route.pick(asked.method, parameters)
        except MethodNotAllowed:
            asked.headers["allow"] = ", ".join(route.allowed)
            raise
        asked.route = match.endpoint.name
        return await self._call(asked, match)

    async def _call(self, asked: Asked, match: Match) -> Response | Streamed:
        endpoint = match.endpoint
        if isinstance(endpoint, RawEndpoint):
            return await self._carry(asked, match, endpoint)
        if endpoint.writes:
            self._origins.check_write(asked.facts)
        actor, command = await self._heard(asked, match, endpoint)
        doc = await self._run(asked, match, command, actor)
        headers = {"content-type": "application/json"} | _links(asked, doc.value)
        return Response(endpoint.status, doc.json(), headers)

    async def _heard(
        self, asked: Asked, match: Match, endpoint: Endpoint[Any, Any]
    ) -> tuple[Actor, Any]:
        """Return who asks, and for what."""
        if endpoint.room is not None:
            return await self._heard_long(asked, match, endpoint, endpoint.room.size)
        body = await self._body(asked, endpoint, self._max_body)
        actor = await self._admit(asked, writes=endpoint.sparing)
        return actor, _command(asked, match, endpoint, body)

    async def _heard_long(
        self, asked: Asked, match: Match, endpoint: Endpoint[Any, Any], size: int
    ) -> tuple[Actor, Any]:
        """Read a long body only of who was admitted; parse one at a time, beside the loop."""
        try:
            actor = await self._admit(asked, writes=endpoint.sparing)
        except Refusal:
            await octets.drop(asked.receive)
            raise
        body = await self._body(asked, endpoint, size)
        given = (asked, match, endpoint, body)
        return actor, await anyio.to_thread.run_sync(_command, *given, limiter=self._long)

    async def _body(self, asked: Asked, endpoint: Endpoint[Any, Any], limit: int) -> bytes:
        body = await http.read_body(asked.scope, asked.receive, limit)
        if endpoint.writes or endpoint.method == "POST":
            check_media_type(asked.facts, bool(body))
        return body

    async def _admit(self, asked: Asked, *, writes: bool) -> Actor:
        """Return who asks, unless they ask too often."""
        caller = await self._doorkeeper.who(HTTPConnection(asked.scope, asked.receive))
        actor = caller.actor
        standing = self._limiter.check(actor.tenant, actor.person, writes=writes)
        asked.headers |= standing.headers() if standing else {}
        return actor

    async def _carry(
        self, asked: Asked, match: Match, endpoint: RawEndpoint[Any]
    ) -> Response | Streamed:
        """Answer a route of bytes, behind the same checks as any other."""
        if endpoint.name == DOWNLOAD_EXPORT.name:
            return await self._sheets.answer(asked, match.parameters, await self._reader(asked))
        if self._octets is None:
            raise NotFound
        if not endpoint.writes or asked.method == "HEAD":
            actor = await self._reader(asked)
            return await self._octets.answer(asked, match, actor)
        try:
            self._origins.check_write(asked.facts)
            check_octets(asked.facts)
            actor = await self._admit(asked, writes=True)
            return await self._octets.answer(asked, match, actor)
        except Refusal:
            await octets.drop(asked.receive)
            raise

    async def _reader(self, asked: Asked) -> Actor:
        """Return who asks for bytes, and sends none."""
        if await http.read_body(asked.scope, asked.receive, self._max_body):
            raise Invalid("This takes no body; use the query string.")
        return await self._admit(asked, writes=False)

    async def _run(self, asked: Asked, match: Match, command: Any, actor: Any) -> Any:
        key = idempotency.read_key(asked.facts.only("idempotency-key"))
        registered = REGISTRY.get(match.endpoint.name)
        if registered is None:
            raise NotFound
        operation, keyed = idempotency.with_key(registered, command, key)
        try:
            return await self._calls.run(operation, keyed, actor)
        except ClientIdReused as error:
            raise idempotency.reused(error, key, command) from None

    def _observe(self, asked: Asked, response: Response | Streamed, seconds: float) -> None:
        if self.counted is not None:
            self.counted.observe(asked.method, asked.route, response.status, seconds)


def _command(asked: Asked, match: Match, endpoint: Endpoint[Any, Any], body: bytes) -> Any:
    """Read the command strictly: JSON without corners, no body where none belongs."""
    if asked.method in SAFE | {"DELETE"}:
        if body:
            raise Invalid("This takes no body; use the query string.")
    elif endpoint.room is None:
        parse_json(body)
    else:
        parse_json(body, endpoint.room.size, endpoint.room.members)
    query = http.query_pairs(asked.scope)
    return from_request(endpoint, match.parameters, query, body or None)


def _links(asked: Asked, value: Any) -> dict[str, str]:
    """Return ``Link: rel="next"`` (RFC 8288) for a page that is not the last."""
    cursor = value.get("next_cursor") if isinstance(value, Mapping) else None
    if not cursor:
        return {}
    pairs = [(k, v) for k, v in http.query_pairs(asked.scope) if k not in _POSITIONS]
    return {"link": f'<?{http.write_query([*pairs, ("cursor", cursor)])}>; rel="next"'}


_POSITIONS: Final = frozenset({"cursor", "before", "after", "around"})
