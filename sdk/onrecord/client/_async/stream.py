"""What happens, as it happens: an iterator that survives lost connections."""

import random
import time
from collections import deque
from types import TracebackType
from typing import Generic, Literal, Self, TypeVar, cast

import anyio

from onrecord.client._async.core import AsyncTransport
from onrecord.client._async.socket import AsyncSocket, connect
from onrecord.client._reconnect import Item, StreamState
from onrecord.errors import OnRecordError, ResyncNeeded
from onrecord.wire.frames import Resync


OnResync = Literal["raise", "yield"]
ItemT = TypeVar("ItemT")


class AsyncStream(Generic[ItemT]):
    """Yields every envelope that one may see, once, in order, across reconnects (contract P4).

    Store ``(epoch, position)`` with what you made of the envelopes, and give both to ``stream`` to
    go on from there. The stream works only while it is asked: no task, no thread. Whoever asks
    rarely loses the connection and resumes without losing an envelope.
    """

    def __init__(
        self,
        transport: AsyncTransport,
        *,
        after: int | None,
        epoch: str | None,
        on_resync: OnResync,
    ) -> None:
        """Open nothing yet: the first ``anext`` connects."""
        self._transport = transport
        self._on_resync = on_resync
        self._socket: AsyncSocket | None = None
        self._waiting: deque[Item] = deque()
        self._given = after
        self._over = False
        self._state = StreamState(
            after=after, epoch=epoch, max_retries=transport.max_retries, jitter=random.random
        )

    @property
    def epoch(self) -> str | None:
        """The epoch of the database that the positions belong to; null before the first answer."""
        return self._state.epoch

    @property
    def position(self) -> int | None:
        """The position up to which everything was given out; null before the first answer."""
        return self._given if self._waiting else self._state.cursor

    @property
    def person(self) -> str | None:
        """The person whose stream this is; null before the first answer."""
        return self._state.person

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ItemT:
        while not self._waiting:
            if self._over:
                raise StopAsyncIteration
            await self._advance()
        item = self._waiting.popleft()
        self._given = item.position
        if isinstance(item, Resync) and self._on_resync == "raise":
            raise ResyncNeeded(item.epoch, item.position)
        return cast("ItemT", item)

    async def _advance(self) -> None:
        """Do one step: connect, or take a frame, or send the ping that is due."""
        try:
            socket = self._socket or await self._open()
            await self._listen(socket)
        except OnRecordError as failure:
            await self._recover(failure)

    async def _open(self) -> AsyncSocket:
        socket = await connect(self._transport)
        self._socket = socket
        await socket.send(self._state.hello(await self._transport.tokens.current(), _now()))
        return socket

    async def _listen(self, socket: AsyncSocket) -> None:
        text = await socket.receive(self._state.listen_for(_now()))
        if text is not None:
            self._waiting.extend(self._state.take(text, _now()))
        if (ping := self._state.due(_now())) is not None:
            await socket.send(ping)

    async def _recover(self, failure: OnRecordError) -> None:
        await self._hang_up()
        tokens = self._transport.tokens
        if self._state.wants_token(failure) and await tokens.renew(await tokens.current()):
            return
        await anyio.sleep(self._state.lost(failure))

    async def _hang_up(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.aclose()

    async def aclose(self) -> None:
        """End the stream; what was received and not asked for is dropped."""
        self._over = True
        self._waiting.clear()
        await self._hang_up()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


def _now() -> float:
    return time.monotonic()
