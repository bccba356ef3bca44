"""The chat's own door, for those who act by themselves: the host's code approves nothing in people's names.

That the tokens are all of them ours is what makes this a demo.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from examples.order_desk.desk import Desk
from examples.order_desk.people import TENANT
from onrecord import AsyncClient


class Door:
    """The door in this process: whoever comes in is the person of their token."""

    def __init__(self, desk: Desk, http: httpx2.AsyncClient) -> None:
        self._desk, self._http = desk, http

    def __call__(self, person: str) -> AsyncClient:
        """Return the chat as that person has it."""
        token = self._desk.chat.mint_token(TENANT, person)
        return AsyncClient("http://127.0.0.1", token=token, http_client=self._http)


@asynccontextmanager
async def door(desk: Desk) -> AsyncIterator[Door]:
    """Open the door for a while."""
    transport = httpx2.ASGITransport(app=desk.chat.asgi)
    async with desk.chat.lifespan(), httpx2.AsyncClient(transport=transport) as http:
        yield Door(desk, http)
