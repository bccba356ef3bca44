"""The provider: the wire that ``gateways.local`` speaks, and the screen of a phone. An ASGI app for loopback."""

from collections.abc import Mapping
from hmac import compare_digest
from typing import Any, Final

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from onrecord.errors import UsageError
from onrecord_server.core.outside import HERE
from onrecord_server.sms.gateways.base import Outgoing, Status
from onrecord_server.sms.phone.calling import Caller, is_here
from onrecord_server.sms.phone.faults import Faults
from onrecord_server.sms.phone.requests import read_json
from onrecord_server.sms.phone.screen import Screen
from onrecord_server.sms.phone.store import Kept, Reused, Store


#: Bytes that a text may have on its way in.
MOST: Final = 65_536


class Phone:
    """A provider on loopback: an ASGI app, to be served beside the chat; its screen is at ``/``.

    ``key`` and ``secret`` are those that the account has; ``inbound`` is the URL that gets what is written on
    the phone. ``pace`` is seconds between two reports, ``hang`` for how long it says nothing where it is told
    to. It keeps everything in memory, calls nobody but this machine and answers to no other name than
    loopback's. Raises ``UsageError`` for an ``inbound`` elsewhere.
    """

    def __init__(
        self,
        *,
        key: str,
        secret: str,
        inbound: str = "",
        pace: float = 0.3,
        hang: float = 30.0,
        seed: int = 0,
    ) -> None:
        """Keep the parts; threads begin with the first call."""
        if inbound and not is_here(inbound):
            raise UsageError("the provider on loopback calls nobody elsewhere")
        self._key = key.encode()
        self._pace = pace
        self._hang = hang
        #: Where what is written on the phone goes: the URL of an account's callbacks. It may be set later.
        self.inbound = inbound
        self.faults = Faults(seed)
        self.store = Store()
        self.caller = Caller(secret)
        routes = [
            Route("/v1/messages", self._send, methods=["POST"]),
            Route("/v1/messages", self._find, methods=["GET"]),
            Route("/v1/messages/{id}", self._ask, methods=["GET"]),
            *Screen(self).routes,
        ]
        self._asgi = Starlette(routes=routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request to loopback; a page elsewhere that found a name for it gets nothing."""
        if scope["type"] == "http" and Request(scope).url.hostname not in HERE:
            await _refusal(421, "elsewhere", "this is on loopback alone")(scope, receive, send)
            return
        await self._asgi(scope, receive, send)

    def stop(self) -> None:
        """End its threads; what was not called back yet is not."""
        self.caller.stop()

    # -- the wire ----------------------------------------------------------------------------------

    async def _send(self, request: Request) -> Response:
        if not self._is_known(request):
            return _refusal(401, "key", "no such key")
        said = await read_json(request, MOST)
        if (
            said is None
            or not _is_whole(said)
            or request.headers.get("idempotency-key") != said["reference"]
        ):
            return _refusal(400, "invalid", "a text has from, to, text, media, reference, callback")
        wrong = self.faults.draw()
        if (answer := await self._before(request, wrong)) is not None:
            return answer
        try:
            kept, fresh = self.store.take(said)
        except Reused:
            return _refusal(409, "reused", "this key had another body")
        if fresh:
            await self._follow(kept, wrong)
        return await self._after(request, kept, wrong)

    async def _before(self, request: Request, wrong: frozenset[str]) -> Response | None:
        """Return the answer of a provider that does not take a text."""
        if "busy" in wrong:
            return _refusal(429, "busy", "too many", {"retry-after": "1"})
        if "away" in wrong:
            return _refusal(503, "away", "back soon", {"retry-after": "1"})
        if "error" in wrong:
            return _refusal(500, "error", "something is wrong here")
        if "refuse" in wrong:
            return _refusal(400, "21610", "opted out")
        if "hang" in wrong:
            return await self._hang_on(request)
        return None

    async def _after(self, request: Request, kept: Kept, wrong: frozenset[str]) -> Response:
        """Return the answer of a provider that took a text."""
        if "error_taken" in wrong:
            return _refusal(500, "error", "something is wrong here")
        if "hang_taken" in wrong:
            return await self._hang_on(request)
        if "hang_up" in wrong:
            return HungUp()
        if "rubbish" in wrong:
            return Response("<p>It works!", 200, media_type="text/html")
        return JSONResponse(kept.shown, 201)

    async def _hang_on(self, request: Request) -> Response:
        """Say nothing until the other side is gone."""
        with anyio.move_on_after(self._hang):
            while (await request.receive())["type"] != "http.disconnect":
                pass
        return _refusal(500, "error", "too late")

    async def _find(self, request: Request) -> Response:
        if not self._is_known(request):
            return _refusal(401, "key", "no such key")
        found = self.store.referred(request.query_params.get("reference", ""))
        return JSONResponse({"data": [] if found is None else [found.shown]})

    async def _ask(self, request: Request) -> Response:
        if not self._is_known(request):
            return _refusal(401, "key", "no such key")
        found = self.store.found(request.path_params["id"])
        return (
            _refusal(404, "unknown", "no such text") if found is None else JSONResponse(found.shown)
        )

    def _is_known(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").encode()
        return compare_digest(given, b"Bearer " + self._key)

    # -- what it calls back ------------------------------------------------------------------------

    async def _follow(self, kept: Kept, wrong: frozenset[str]) -> None:
        """Let a text reach the phone, and say so, in whatever way was asked for."""
        words: list[Status] = ["sent", "delivered"]
        reports = [report(kept, word) for word in words]
        self.store.move(kept.id, "delivered")
        if not kept.callback or "lost" in wrong:
            return
        if "early" in wrong:
            await anyio.to_thread.run_sync(self.caller.now, kept.callback, reports.pop(0))
        if "forged" in wrong:
            self.caller.call(kept.callback, report(kept, "failed"), self._pace, forged=True)
        if "reversed" in wrong:
            reports.reverse()
        self._call_each(kept.callback, reports, wrong)

    def _call_each(self, url: str, reports: list[dict[str, Any]], wrong: frozenset[str]) -> None:
        late = self._pace * 20 if "late" in wrong else 0.0
        for number, said in enumerate(reports, 1):
            for _ in range(2 if "twice" in wrong else 1):
                self.caller.call(url, said, late + self._pace * number)

    def write(self, sender: str, to: str, text: str, media: list[tuple[str, str]]) -> Kept:
        """Let somebody write on the phone: ``media`` are URLs and their types."""
        kept = self.store.wrote(sender, to, text, tuple(url for url, _ in media))
        said = {
            "type": "inbound",
            "id": kept.id,
            "from": sender,
            "to": to,
            "text": text,
            "media": [{"url": url, "type": kind} for url, kind in media],
            "at": kept.at.isoformat(),
        }
        if self.inbound:
            self.caller.call(self.inbound, said)
        return kept


class HungUp(Response):
    """An answer that breaks off: whoever asked learns nothing."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin, and end before the end."""
        start = {"type": "http.response.start", "status": 201}
        await send({**start, "headers": [(b"content-length", b"4096"), (b"connection", b"close")]})
        await send({"type": "http.response.body", "body": b'{"id": "', "more_body": True})


def report(kept: Kept, status: Status, code: str | None = None) -> dict[str, Any]:
    """Return what is said of a text when it is called back."""
    shown = {**kept.shown, "status": status, "code": code}
    return {
        "type": "status",
        **{name: shown[name] for name in ("id", "status", "code", "at", "reference")},
    }


def _is_whole(said: Mapping[str, Any]) -> bool:
    """Say whether everything is there that the wire has, and as it has it."""
    words = all(
        isinstance(said.get(n), str) for n in ("from", "to", "text", "reference", "callback")
    )
    media = said.get("media")
    if not words or not isinstance(media, list) or not all(isinstance(url, str) for url in media):
        return False
    try:
        Outgoing(
            said["from"],
            said["to"],
            said["text"],
            said["reference"],
            tuple(media),
            said["callback"],
        )
    except UsageError:
        return False
    return True


def _refusal(
    status: int, code: str, said: str, headers: Mapping[str, str] | None = None
) -> Response:
    return JSONResponse({"error": {"code": code, "message": said}}, status, headers)
