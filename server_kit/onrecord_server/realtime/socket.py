"""One socket from the handshake to its close: ASGI messages in, frames out."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from onrecord.errors import Invalid, RateLimited, Refusal, TooLarge, Unauthenticated, Unavailable
from onrecord.wire import frames as wire
from onrecord_server.doorway.authenticate import Caller
from onrecord_server.realtime.calls import CallDesk
from onrecord_server.realtime.frames import error_frame
from onrecord_server.realtime.session import Session
from onrecord_server.services import Services


logger = logging.getLogger("onrecord.realtime")

#: Bytes of one frame from a client.
MOST_BYTES: Final = 64 * 1024
#: Seconds until the first frame must be there.
HELLO_SECONDS: Final = 5.0
#: Frames that cannot be read, after which the socket closes.
MOST_BAD: Final = 3


class Gone(Exception):
    """The client is gone."""


class Socket:
    """The life of one connection. Cookie sockets must come from an allowed origin."""

    def __init__(
        self, services: Services, desk: CallDesk, asgi: tuple[Scope, Receive, Send]
    ) -> None:
        """Keep the parts; ``run`` lives it."""
        self._services = services
        self._hub = desk.hub
        self._desk = desk
        self._connection = HTTPConnection(asgi[0])
        self._scope, self._receive, self._send = asgi
        self._closing: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()
        self._bad = 0
        self._session: Session | None = None
        self._caller: Caller | None = None

    # -- life ------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Shake hands, say hello, then read and write until one side ends it."""
        await self._receive()
        if not self._speaks():
            await self._reject(400)
            return
        try:
            cookie_counts = self._services.check_socket(self._scope)
        except Refusal:
            await self._reject(403)
            return
        await self._send({"type": "websocket.accept", "subprotocol": wire.SUBPROTOCOL})
        await self._live(cookie_counts)

    def _speaks(self) -> bool:
        return wire.SUBPROTOCOL in self._scope.get("subprotocols", ())

    async def _reject(self, status: int) -> None:
        if "websocket.http.response" in self._scope.get("extensions", {}):
            await self._send(
                {"type": "websocket.http.response.start", "status": status, "headers": []}
            )
            await self._send({"type": "websocket.http.response.body", "body": b""})
        else:
            await self._send({"type": "websocket.close", "code": wire.CLOSE_FORBIDDEN})

    async def _live(self, cookie_counts: bool) -> None:
        try:
            session = await self._hello(cookie_counts)
        except Gone:
            return
        if session is None:
            return
        self._session = session
        tasks: list[asyncio.Future[Any]] = [
            asyncio.ensure_future(self._read(session)),
            asyncio.ensure_future(self._write(session)),
            self._closing,
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            await self._finish(session)
        finally:
            for task in tasks:
                task.cancel()
            self._hub.leave(session)

    async def _finish(self, session: Session) -> None:
        """Send what still waits, as far as it goes at once, then the close frame."""
        if not self._closing.done():
            return
        code, reason = self._closing.result()
        with contextlib.suppress(Exception):
            async with asyncio.timeout(1):
                while code != wire.CLOSE_SLOW and (text := session.outbox.take()) is not None:
                    await self._send({"type": "websocket.send", "text": text})
                await self._send({"type": "websocket.close", "code": code, "reason": reason})

    def close(self, code: int, reason: str) -> None:
        """End the socket soon, with a close code."""
        if not self._closing.done():
            self._closing.set_result((code, reason))

    # -- hello -----------------------------------------------------------------------------------

    async def _hello(self, cookie_counts: bool) -> Session | None:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = await self._first()
            caller = await self._identify(hello, cookie_counts)
            self._caller = caller
            self._check_room(caller)
            session = Session(caller.actor, self.close)
            await self._hub.enter(session, hello.after, hello.epoch)
        except TimeoutError:
            await self._end(wire.CLOSE_PROTOCOL, "say hello first")
        except Refusal as refusal:
            await self._say_no(refusal)
        else:
            return session
        return None

    async def _first(self) -> wire.Hello:
        text = await self._next()
        try:
            found = wire.CLIENT_FRAME.validate_json(text)
        except ValidationError as error:
            raise Invalid("The first frame is hello.") from error
        if not isinstance(found, wire.Hello):
            raise Invalid("The first frame is hello.")
        return found

    async def _identify(self, hello: wire.Hello, cookie_counts: bool) -> Caller:
        if hello.token is not None:
            return await self._services.doorkeeper.by_token(hello.token)
        return await self._services.doorkeeper.who(self._connection, cookie_counts=cookie_counts)

    def _check_room(self, caller: Caller) -> None:
        actor = caller.actor
        most = self._services.config.sockets_a_person
        if self._hub.sessions_of(actor.tenant, actor.person) >= most:
            raise RateLimited(f"One person has at most {most} sockets open.", retry_after=30)

    async def _say_no(self, refusal: Refusal) -> None:
        await self._send({"type": "websocket.send", "text": error_frame(None, refusal)})
        await self._end(close_code(refusal), refusal.code)

    async def _end(self, code: int, reason: str) -> None:
        await self._send({"type": "websocket.close", "code": code, "reason": reason})

    # -- reading and writing -----------------------------------------------------------------------

    async def _next(self) -> str | bytes:
        message: Mapping[str, Any] = await self._receive()
        if message["type"] != "websocket.receive":
            raise Gone
        text = message.get("text")
        found: str | bytes = message.get("bytes") or b"" if text is None else text
        if len(found) > MOST_BYTES:
            raise TooLarge(f"A frame has at most {MOST_BYTES} bytes.")
        return found

    async def _read(self, session: Session) -> None:
        recheck = time.monotonic() + self._services.config.recheck_seconds
        while True:
            try:
                text = await self._next()
            except Gone:
                self.close(wire.CLOSE_GOING_AWAY, "gone")
                return
            except TooLarge as refusal:
                session.push(error_frame(None, refusal))
                self.close(1009, "too large")
                return
            session.heard = time.monotonic()
            if not self._take(session, text):
                return
            if session.heard > recheck:
                recheck = session.heard + self._services.config.recheck_seconds
                await self._recheck()

    def _take(self, session: Session, text: str | bytes) -> bool:
        try:
            found = wire.CLIENT_FRAME.validate_json(text)
        except ValidationError as error:
            self._bad += 1
            session.push(error_frame(None, Invalid(_first_problem(error))))
            if self._bad >= MOST_BAD:
                self.close(wire.CLOSE_PROTOCOL, "three frames could not be read")
            return self._bad < MOST_BAD
        self._desk.take(session, found)
        return True

    async def _write(self, session: Session) -> None:
        while (text := await session.outbox.get()) is not None:
            await self._send({"type": "websocket.send", "text": text})

    # -- still allowed? -------------------------------------------------------------------------

    async def _recheck(self) -> None:
        """Ask again whether this person may be here; a host that cannot say gets more time."""
        caller = self._caller
        if caller is None:
            return
        if caller.expires is not None:
            if time.time() > caller.expires + 60:
                self.close(wire.CLOSE_UNAUTHENTICATED, "token_expired")
            return
        try:
            again = await self._services.doorkeeper.who(self._connection)
        except Unavailable:
            return
        except Refusal as refusal:
            self.close(close_code(refusal), refusal.code)
            return
        if (again.actor.tenant, again.actor.person) != (caller.actor.tenant, caller.actor.person):
            self.close(wire.CLOSE_UNAUTHENTICATED, "somebody else")
        elif self._session is not None:
            self._session.actor = again.actor


def close_code(refusal: Refusal) -> int:
    """Return the close code for a refusal of the whole socket."""
    if isinstance(refusal, Unauthenticated):
        return wire.CLOSE_UNAUTHENTICATED
    if isinstance(refusal, Unavailable | RateLimited):
        return wire.CLOSE_BUSY
    return wire.CLOSE_FORBIDDEN if refusal.status == 403 else wire.CLOSE_PROTOCOL


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = "/".join(str(part) for part in first["loc"])
    return f"The frame cannot be read: {place} {first['msg']}"[:300]
