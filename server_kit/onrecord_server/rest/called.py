"""The door at which providers of texts call: proof first, then kept as it came, then answered, then applied."""

import base64
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import anyio
import anyio.to_thread
from starlette.types import Receive, Scope, Send

from onrecord.errors import Invalid, OnRecordError, TooLarge
from onrecord_server.core.database import Database
from onrecord_server.doorway.calls import Calls
from onrecord_server.rest import http
from onrecord_server.rest.http import Response
from onrecord_server.sms import applying
from onrecord_server.sms.commands import APPLY_HOOK, KEEP_HOOK, HookKept, KeepHook, house
from onrecord_server.sms.gateways.base import Gateway, Unreadable, Webhook
from onrecord_server.sms.gateways.reading import MOST
from onrecord_server.sms.lines import Lines


logger = logging.getLogger("onrecord.sms")

#: Worker threads for proofs: one may fetch a certificate.
THREADS: Final = 4
#: Seconds in which a request has to be there.
PATIENCE: Final = 10.0
_BELOW: Final = "sms/hooks/"
_PLAIN: Final = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
#: Headers that are kept no more than they are needed to read a request.
_NOT_KEPT: Final = frozenset({"cookie", "authorization", "proxy-authorization"})


@dataclass(frozen=True, slots=True)
class Line:
    """An account that was called, with its gateway."""

    tenant: str
    database: Database
    account: Any
    gateway: Gateway


class Called:
    """Serves ``sms/hooks/TOKEN`` below the mount. Who calls shows that by the provider's own proof."""

    def __init__(self, lines: Lines, calls: Calls, public_base_url: str | None = None) -> None:
        """Keep the parts."""
        self._lines = lines
        self._calls = calls
        self._base = None if public_base_url is None else public_base_url.rstrip("/")
        self._limiter = anyio.CapacityLimiter(THREADS)

    def serves(self, path: str) -> bool:
        """Say whether a path below the mount is ours."""
        return path.startswith(_BELOW)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; what it tells is applied when it was answered."""
        try:
            answer, kept = await self._answer(scope, receive)
        except http.Disconnected:
            return
        except TooLarge:
            answer, kept = _said(413, "too large"), None
        except Exception:
            logger.exception("a request of a provider was not taken: it will come again")
            answer, kept = _said(503, "not now", {"retry-after": "5"}), None
        await answer.send(send)
        if kept is not None:
            await self._apply(*kept)

    async def _answer(
        self, scope: Scope, receive: Receive
    ) -> tuple[Response, tuple[Line, Webhook, HookKept] | None]:
        if scope["method"] != "POST":
            return _said(405, "POST alone", {"allow": "POST"}), None
        segments = http.path_segments(scope) or []
        line = await self._aside(self._line, segments[-1]) if len(segments) == 3 else None
        if line is None:
            return _said(404, "not found"), None
        with anyio.fail_after(PATIENCE):
            body = await http.read_body(scope, receive, MOST)
        webhook = Webhook(self._url(scope, segments), "POST", _headers(scope), body)
        if not await self._aside(line.gateway.verify, webhook, datetime.now(UTC)):
            logger.warning("a request to an account for texts of %s was forged", line.tenant)
            return _said(403, "not signed by the provider"), None
        kept = await self._keep(line, webhook)
        return _said(200, ""), (line, webhook, kept)

    def _line(self, token: str) -> Line | None:
        """Return the line that is called so; a tenant that is not there is as any other that is not."""
        try:
            found = self._lines.called(token)
        except Invalid:
            return None
        if found is None:
            return None
        tenant, account = found
        database = self._lines.house.prepared(tenant)
        return Line(tenant, database, account, self._lines.gateway(database, account))

    def _url(self, scope: Scope, segments: list[str]) -> str:
        """Return the URL that the provider called, as it was given to it: it is signed."""
        query = scope.get("query_string", b"").decode("latin-1")
        end = "/".join(segments) + (f"?{query}" if query else "")
        return f"{self._base or _seen(scope)}/{end}"

    async def _keep(self, line: Line, webhook: Webhook) -> HookKept:
        try:
            key, kind = applying.key_of(line.gateway.parse(webhook), webhook.body)
        except Unreadable:
            key, kind = applying.key_of((), webhook.body)
        said = {name: value for name, value in webhook.headers.items() if name not in _NOT_KEPT}
        command = KeepHook.model_validate(
            {
                "account_id": line.account.id,
                "key": key,
                "kind": kind,
                "method": webhook.method,
                "url": webhook.url,
                "headers": said,
                "body": base64.b64encode(webhook.body).decode(),
            }
        )
        doc = await self._calls.call(KEEP_HOOK.name, command, house(line.tenant))
        return HookKept.model_validate(doc.value)

    async def _apply(self, line: Line, webhook: Webhook, kept: HookKept) -> None:
        """Apply what was kept; where that fails the worker does so later."""
        if kept.state != "parked":
            return
        command = await self._aside(applying.read, line.gateway, webhook, kept.hook_id)
        try:
            await self._calls.call(APPLY_HOOK.name, command, house(line.tenant))
        except OnRecordError as error:
            logger.warning("a request of a provider waits: %s", error)

    async def _aside(self, function: Any, *given: Any) -> Any:
        return await anyio.to_thread.run_sync(function, *given, limiter=self._limiter)


def _said(status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    return Response(status, said.encode(), {**_PLAIN, **(headers or {})})


def _headers(scope: Scope) -> dict[str, str]:
    """Return the headers; one that came twice is as good as none."""
    return {
        name: values[0] for name, values in http.header_values(scope).items() if len(values) == 1
    }


def _seen(scope: Scope) -> str:
    """Return the mount's URL as this request has it, where nobody said how it is seen from outside."""
    host = http.header_values(scope).get("host", ("",))[0]
    return f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '').rstrip('/')}"
