"""A whole chat behind its REST door, in process: real core, real database, real ASGI."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import sqlalchemy as sa
from starlette.requests import HTTPConnection

from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import metadata
from onrecord_server.core.settings import Limits
from onrecord_server.doorway.authenticate import Doorkeeper
from onrecord_server.doorway.calls import Calls
from onrecord_server.doorway.limits import OFF, Limiter
from onrecord_server.doorway.origins import OriginPolicy
from onrecord_server.engine import Engines
from onrecord_server.people.identity import Identifier, Identity
from onrecord_server.people.tokens import TokenKey, Verifier
from onrecord_server.rest.app import RestApp
from onrecord_server.tenants.directory import Directory


TOKEN_KEY = TokenKey(b"token-key-of-the-tests-32-bytes!")
TENANTS = ["acme", "globex"]


def identify(connection: HTTPConnection) -> Identity | None:
    """The host's login of the tests: who the header ``login`` names, as ``tenant/person``."""
    login = connection.headers.get("login")
    if not login:
        return None
    tenant, person, *scopes = login.split("/")
    name = "" if person.startswith("service:") else person.title()
    return Identity(tenant=tenant, person=person, name=name, scopes=scopes)


@dataclass
class House:
    """A running chat and a way to knock."""

    engines: Engines
    app: RestApp

    @asynccontextmanager
    async def client(self, login: str | None = None, **headers: str) -> AsyncIterator[Any]:
        """An HTTP client; with ``login`` it is somebody."""
        named = {"login": login} if login else {}
        sent: Mapping[str, str] = {**named, **headers}
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app),
            base_url="https://app.example.com",
            headers=sent,
        ) as client:
            yield client

    def rows(self, tenant: str = "acme") -> dict[str, list[tuple[Any, ...]]]:
        """Every row of ours, by table: equal before and after means nothing was written."""
        with self.engines.directory.database(tenant).read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
                for table in metadata.sorted_tables
            }


@contextmanager
def house(url: str, **options: Any) -> Iterator[House]:
    """Open a chat on a fresh database."""
    directory = Directory(url, TENANTS, None)
    ports = options.pop("ports", Ports())
    engines = Engines(directory, ports, Hooks(), options.pop("limits", Limits()))
    engines.migrate(directory.database("acme"))
    calls = Calls(engines)
    identifier = Identifier(options.pop("identify", identify), known=TENANTS)
    keeper = Doorkeeper(identifier, options.pop("verifier", Verifier([TOKEN_KEY])), calls)
    given = {"limiter": Limiter(OFF), "origins": OriginPolicy(), **options}
    try:
        yield House(engines, RestApp(calls, keeper, **given))
    finally:
        engines.stop()
