"""The transport over HTTP: carries out what ``_flow`` decides."""

import random
from typing import TypeVar

import anyio
import httpx2
from pydantic import BaseModel

from onrecord.client._async.tokens import AsyncTokens
from onrecord.client._flow import Lost, Outcome, Outgoing, Pause, Renew, Reply, Send, Step, exchange
from onrecord.endpoints import Endpoint
from onrecord.errors import APIConnectionError, APITimeoutError
from onrecord.wire._base import Command


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)
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
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                result: R = done.value
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
        answer = await self.http.request(
            outgoing.method,
            self.url + outgoing.path,
            params=tuple(outgoing.query) or None,
            content=outgoing.content,
            headers=outgoing.headers | await self.authorization(),
            timeout=self.timeout,
            follow_redirects=False,  # a token must not travel to another address
        )
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(answer.status_code, answer.content, headers)

    async def authorization(self) -> dict[str, str]:
        """Return the header that says who asks; none when the host's cookie does."""
        token = await self.tokens.current()
        return {} if token is None else {"authorization": f"Bearer {token}"}

    async def aclose(self) -> None:
        """Close the HTTP client, unless it was given."""
        if self._owned:
            await self.http.aclose()
