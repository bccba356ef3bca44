"""A whole chat behind its doors, in process: real app, real database, real ASGI."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import sqlalchemy as sa
from starlette.requests import HTTPConnection

from onrecord_server.app import OnRecord
from onrecord_server.core.rows import metadata
from onrecord_server.doorway.limits import OFF
from onrecord_server.people.identity import Identity
from onrecord_server.people.tokens import TokenKey, mint


TOKEN_KEY = TokenKey(b"token-key-of-the-tests-32-bytes!")
TENANTS = ["acme", "globex"]
ORIGIN = "https://app.example.com"


def identify(connection: HTTPConnection) -> Identity | None:
    """The host's login of the tests: who the header ``login`` names, as ``tenant/person/scope…``."""
    login = connection.headers.get("login")
    if not login:
        return None
    tenant, person, *scopes = login.split("/")
    name = "" if person.startswith("service:") else person.title()
    return Identity(tenant=tenant, person=person, name=name, scopes=scopes)


@dataclass
class House:
    """A running chat and a way to knock."""

    chat: OnRecord
    app: Any

    @asynccontextmanager
    async def client(self, login: str | None = None, **headers: str) -> AsyncIterator[Any]:
        """An HTTP client; with ``login`` it is somebody."""
        named = {"login": login} if login else {}
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app, raise_app_exceptions=True),
            base_url=ORIGIN,
            headers={**named, **{k.replace("_", "-"): v for k, v in headers.items()}},
        ) as client:
            yield client

    @asynccontextmanager
    async def bearer(self, person: str, *scopes: str, **claims: Any) -> AsyncIterator[Any]:
        """An HTTP client with a token of ours."""
        token = mint(TOKEN_KEY, **{"tenant": "acme", "person": person, "scopes": scopes, **claims})
        async with self.client(authorization=f"Bearer {token}") as client:
            yield client

    async def meet(self, *people: str, tenant: str = "acme") -> None:
        """Let people show up once, as they do when they open the chat."""
        for person in people:
            async with self.client(f"{tenant}/{person}") as client:
                answer = await client.get("/v1/me")
                assert answer.status_code == 200, answer.text

    def rows(self, tenant: str = "acme") -> dict[str, list[tuple[Any, ...]]]:
        """Every row of ours: equal before and after means nothing was written.

        Reactors keep their leases and what they derive in their own time.
        """
        with self.chat.engines.directory.database(tenant).read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
                for table in metadata.sorted_tables
                if table.name != "onrecord_reactors" and not table.info.get("derived")
            }


@asynccontextmanager
async def house(url: str, **settings: Any) -> AsyncIterator[House]:
    """Open a chat on a fresh database."""
    given = {"identify": identify, "tenants": TENANTS, "token_key": TOKEN_KEY, "rate_limits": OFF}
    chat = OnRecord(url, **{**given, **settings})
    chat.migrate()
    async with chat.lifespan():
        yield House(chat, chat.asgi)
