"""The client over the network: an actor, its transport, and the stream."""

from types import TracebackType
from typing import Literal, Self, TypeAlias, overload

import httpx2

from onrecord.client._async.actor import AsyncActor
from onrecord.client._async.core import AsyncTransport
from onrecord.client._async.stream import AsyncStream, OnResync
from onrecord.client._async.tokens import AsyncTokens, AsyncTokenSource
from onrecord.wire.events import Envelope, UnknownEnvelope
from onrecord.wire.frames import Resync


Happening: TypeAlias = Envelope | UnknownEnvelope


class AsyncClient(AsyncActor):
    """A company's chat from another process or machine.

    ``url`` is where the host mounted it, such as ``https://app.example.com/chat``. ``token`` is a
    token or a callable that makes one: it is asked first when a token is needed, and again when the
    server says that the last one has expired. ``timeout`` is in seconds, for each attempt.
    ``max_retries`` bounds the retries of lost connections, 429 and 503. With ``http_client`` your
    own httpx2 client carries the requests, and you close it.
    """

    def __init__(
        self,
        url: str,
        *,
        token: AsyncTokenSource | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        """Open nothing yet: the first call connects."""
        self._transport = AsyncTransport(
            url,
            tokens=AsyncTokens(token),
            timeout=timeout,
            max_retries=max_retries,
            http=http_client,
        )
        super().__init__(self._transport)

    @overload
    def stream(
        self,
        *,
        after: int | None = None,
        epoch: str | None = None,
        on_resync: Literal["raise"] = "raise",
    ) -> AsyncStream[Happening]: ...

    @overload
    def stream(
        self, *, after: int | None = None, epoch: str | None = None, on_resync: Literal["yield"]
    ) -> AsyncStream[Happening | Resync]: ...

    def stream(
        self, *, after: int | None = None, epoch: str | None = None, on_resync: OnResync = "raise"
    ) -> AsyncStream[Happening] | AsyncStream[Happening | Resync]:
        """Yield what happens after a position, or without one from now on.

        When the server cannot prove that nothing is missing, the stream raises ``ResyncNeeded``, or
        with ``on_resync="yield"`` yields a ``Resync``; either way it can go on from there.
        """
        return AsyncStream(self._transport, after=after, epoch=epoch, on_resync=on_resync)

    async def aclose(self) -> None:
        """Close the connections, unless they are of a client that was given."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()
