"""The transport over HTTP: carries out what ``_flow`` decides."""

import random
from collections.abc import AsyncIterator, Generator
from typing import Any, TypeVar

import anyio
import httpx2
from pydantic import BaseModel

from onrecord.client._async.tokens import AsyncTokens
from onrecord.client._flow import (
    Lost,
    Outcome,
    Outgoing,
    Pause,
    Renew,
    Reply,
    Send,
    Step,
    converse,
    exchange,
    parse_as,
    prepare_octets,
    refusal,
)
from onrecord.endpoints import Endpoint, RawEndpoint
from onrecord.errors import APIConnectionError, APITimeoutError
from onrecord.wire._base import Command
from onrecord.wire.attachments import Upload


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)
T = TypeVar("T")
_UNREACHED = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


class AsyncTransport:
    """A caller that travels over HTTP; owns its httpx2 client unless one was given.

    ``url`` is the mount, without ``/v1``. ``timeout`` is in seconds, for each attempt.
    """

    def __init__(
        self,
        url: str,
        *,
        tokens: AsyncTokens,
        timeout: float,
        max_retries: int,
        http: httpx2.AsyncClient | None,
    ) -> None:
        """Open nothing yet: the first call connects."""
        self.url = url.rstrip("/") + "/v1"
        self.tokens = tokens
        self.http = http or httpx2.AsyncClient()
        self.timeout = timeout
        self.max_retries = max_retries
        self._owned = http is None

    async def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        """Ask for one command and return its result."""
        steps = exchange(endpoint, command, max_retries=self.max_retries, jitter=random.random)
        return await self._carry_out(steps)

    async def put_octets(self, endpoint: RawEndpoint[C], command: C, data: bytes) -> Upload:
        """Carry bytes there, and return where the upload stands."""
        outgoing = prepare_octets(endpoint, command, data, 0)
        steps = converse(outgoing, max_retries=self.max_retries, jitter=random.random)
        return parse_as(Upload, endpoint.name, await self._carry_out(steps))

    async def get_octets(
        self, endpoint: RawEndpoint[C], command: C, *, start: int = 0
    ) -> AsyncIterator[bytes]:
        """Yield the bytes of a file from ``start`` on, as they come.

        Raises ``APIConnectionError`` when the connection is lost on the way.
        """
        outgoing = prepare_octets(endpoint, command, None, start)
        try:
            async with self.http.stream(**await self._arguments(outgoing)) as answer:
                if not 200 <= answer.status_code < 300:
                    content = await answer.aread()
                    raise refusal(Reply(answer.status_code, content, _headers(answer)))
                async for chunk in answer.aiter_bytes():
                    yield chunk
        except httpx2.RequestError as error:
            said = f"The connection was lost: {str(error) or type(error).__name__}"
            raise APIConnectionError(said) from error

    async def _carry_out(self, steps: Generator[Step, Outcome, T]) -> T:
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                result: T = done.value
                return result
            outcome = await self._do(step)

    async def _do(self, step: Step) -> Outcome:
        match step:
            case Send(outgoing):
                return await self._send(outgoing)
            case Pause(seconds):
                await anyio.sleep(seconds)
                return None
            case Renew():
                return await self.tokens.renew(await self.tokens.current())

    async def _send(self, outgoing: Outgoing) -> Outcome:
        try:
            return await self._request(outgoing)
        except httpx2.TimeoutException as error:
            lost = APITimeoutError(f"No answer in time: {type(error).__name__}")
            return Lost(lost, reached=not isinstance(error, _UNREACHED))
        except httpx2.RequestError as error:
            lost_connection = APIConnectionError(f"No answer: {str(error) or type(error).__name__}")
            return Lost(lost_connection, reached=not isinstance(error, _UNREACHED))

    async def _request(self, outgoing: Outgoing) -> Reply:
        answer = await self.http.request(**await self._arguments(outgoing))
        return Reply(answer.status_code, answer.content, _headers(answer))

    async def _arguments(self, outgoing: Outgoing) -> dict[str, Any]:
        return {
            "method": outgoing.method,
            "url": self.url + outgoing.path,
            "params": tuple(outgoing.query) or None,
            "content": outgoing.content,
            "headers": outgoing.headers | await self.authorization(),
            "timeout": self.timeout,
            "follow_redirects": False,  # a token must not travel to another address
        }

    async def authorization(self) -> dict[str, str]:
        """Return the header that says who asks; none when the host's cookie does."""
        token = await self.tokens.current()
        return {} if token is None else {"authorization": f"Bearer {token}"}

    async def aclose(self) -> None:
        """Close the HTTP client, unless it was given."""
        if self._owned:
            await self.http.aclose()


def _headers(answer: httpx2.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}
