"""The composition root: ``OnRecord`` puts the parts together and holds no logic of its own."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import anyio
import anyio.to_thread
from sqlalchemy.orm import Session
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.client import Actor as BlockingClient
from onrecord_server.config import OnRecordConfig, upkeep
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.cosigning import rows as _cosigned  # noqa: F401 - declares its table
from onrecord_server.doors import Doors, open_doors
from onrecord_server.engine import Engines
from onrecord_server.inprocess import ActingAs, actor_for
from onrecord_server.joining import join
from onrecord_server.people.identity import Identify
from onrecord_server.people.tokens import TokenKey, mint
from onrecord_server.tenants.directory import Directory, EngineSource, TenantSource


logger = logging.getLogger("onrecord")

#: Worker threads of ours, for reads; the host keeps its own forty.
THREADS: Final = 8
#: Seconds that a start waits for databases to say how durable they are.
LOOK_SECONDS: Final = 5.0


class OnRecord:
    """Chat on the record, mounted inside the host's own app, in the host's own database.

    ``database`` is any SQLAlchemy URL, an ``Engine``, or tenant → engine (mapping or callable).
    ``identify`` gets a Starlette ``HTTPConnection`` and returns an ``Identity`` or ``None``; it may
    be ``def`` or ``async def``. ``tenants`` is names, name → ``Tenant``, or a callable; without it
    there is one, ``default``. Further settings are those of ``OnRecordConfig``. Raises
    ``UsageError`` for what cannot work.
    """

    def __init__(
        self,
        database: EngineSource,
        *,
        identify: Identify,
        tenants: TenantSource = None,
        ports: Ports | None = None,
        **settings: Any,
    ) -> None:
        """Put the parts together; threads, connections and sockets begin with the first use."""
        self.config = OnRecordConfig.from_environment(**settings)
        config = self.config
        hooks = Hooks(
            tuple(config.gates),
            tuple(config.projections),
            tuple(config.reactors),
            classifiers=dict(config.classifiers),
            match_people=config.match_people,
            upkeep=upkeep(config),
        )
        self._directory = Directory(database, tenants, config.schema)
        self.engines = Engines(
            self._directory,
            ports or Ports(),
            hooks,
            config.limits,
            auto_migrate=config.auto_migrate,
            allow_unsafe_durability=config.allow_unsafe_durability,
            quiet_start=config.quiet_start,
            space_creators=config.space_creators,
            attachments=config.attachments,
            roles=config.roles,
            encryption=config.encryption,
            public_base_url=config.public_base_url,
        )
        self._identify = identify
        self._threads = anyio.CapacityLimiter(THREADS)
        self.life = Life(self._open, self._look)
        #: Serves HTTP, sockets and a lifespan of its own: the ASGI app for any host.
        self.asgi: ASGIApp = Served(self.life)
        self._token_key = read_token_key(config.token_key)

    # -- mounting --------------------------------------------------------------------------------

    def mount(self, app: Any, path: str = "/chat") -> None:
        """Mount on a Starlette or FastAPI app and start and stop with it.

        Raises ``UsageError`` for an app that cannot be mounted on; use ``asgi`` and ``lifespan``.
        """
        app.mount(path, self.asgi)
        outer = app.router.lifespan_context

        @asynccontextmanager
        async def both(inner: Any) -> AsyncIterator[Any]:
            async with outer(inner) as state, self.lifespan(inner):
                yield state

        app.router.lifespan_context = both

    @asynccontextmanager
    async def lifespan(self, app: Any = None) -> AsyncIterator[None]:
        """Start with the host and stop with it; may be entered again."""
        await self.life.enter()
        try:
            yield
        finally:
            await self.life.leave()

    async def _look(self) -> None:
        """Ask the databases how durable they are; one that does not answer is asked at its use."""
        with anyio.move_on_after(LOOK_SECONDS):
            await anyio.to_thread.run_sync(
                self.engines.look, abandon_on_cancel=True, limiter=self._threads
            )

    def _open(self) -> Doors:
        verifier_keys = [self._token_key] if self._token_key else []
        return open_doors(self.config, self.engines, self._identify, verifier_keys, self._threads)

    # -- the host's own code -----------------------------------------------------------------------

    def acting_as(
        self, tenant: str, person: str | None = None, *, service: str = "host"
    ) -> ActingAs:
        """Act as a person, or with no person as the host's own service.

        ``with`` gives the blocking client, ``async with`` the async one. Every entry says on whose
        behalf. Raises ``UsageError`` inside a ``join``, and for a blocking call on a running loop.
        """
        return ActingAs(self.engines, actor_for(tenant, person, service), self._threads)

    def join(
        self, session: Session, tenant: str, person: str | None = None, *, service: str = "host"
    ) -> AbstractContextManager[BlockingClient]:
        """Act inside the host's own transaction: both commit together, or neither does.

        Raises ``UsageError`` for a session on another database than the tenant's.
        """
        return join(self.engines, session, actor_for(tenant, person, service))

    def mint_token(
        self, tenant: str, person: str, *, ttl: int = 300, scopes: Iterable[str] = ()
    ) -> str:
        """Return a short-lived bearer token for a person, or for a service as ``service:hr``.

        ``ttl`` is in seconds, at most 900; ``scopes`` are rights such as ``people:write``. Raises
        ``UsageError`` without a ``token_key``.
        """
        self._directory.tenant(tenant)
        return mint(self._token_key, tenant=tenant, person=person, ttl=ttl, scopes=scopes)

    def prepare(self, tenant: str) -> None:
        """Set a tenant up before its first use: its stream and, where it is encrypted, its keys."""
        self.engines.prepared(tenant)

    def migrate(self) -> None:
        """Bring the tables of every known database up to date; several at once do it once."""
        for database in self._directory.databases():
            self.engines.migrate(database)

    def close(self) -> None:
        """End the writers and close our connections: for scripts without a lifespan."""
        self.engines.stop()


class Life:
    """Starts once, stops with the last holder, and may start again: lazily, if nobody said when."""

    def __init__(self, opens: Callable[[], Doors], looks: Callable[[], Awaitable[None]]) -> None:
        """Keep how to open, and what to look at before; nothing runs yet."""
        self._opens = opens
        self._looks = looks
        self.doors: Doors | None = None
        self._holders = 0
        self.loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._warned = False

    async def enter(self) -> None:
        """Start for one more holder. Raises ``UsageError`` for what must not start."""
        if self._holders == 0:
            await self._looks()
        self._holders += 1
        await self._start()

    async def leave(self) -> None:
        """Stop with the last holder."""
        self._holders -= 1
        if self._holders == 0 and self.doors is not None:
            doors, self.doors = self.doors, None
            await doors.stop()

    async def opened(self) -> Doors:
        """Return the open doors; start them, and say once how to do it better."""
        doors = self.doors
        if doors is None or self.loop is not asyncio.get_running_loop():
            if not self._warned and self._holders == 0:
                self._warned = True
                logger.warning(
                    "onrecord was mounted without its lifespan, so it starts now and cannot drain "
                    "at shutdown; write: app = FastAPI(lifespan=chat.lifespan), or chat.mount(app)"
                )
            doors = await self._start()
        return doors

    async def _start(self) -> Doors:
        loop = asyncio.get_running_loop()
        with self._lock:
            if self.doors is not None and self.loop is loop:
                return self.doors
            doors = self._opens()
            self.doors, self.loop = doors, loop
        doors.start()
        return doors


class Served:
    """The ASGI app of one ``OnRecord``.

    An object, for servers that take a bound method for an app of ASGI 2.
    """

    def __init__(self, life: Life) -> None:
        """Serve from this life."""
        self._life = life

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, or the lifespan."""
        if scope["type"] == "lifespan":
            await serve_lifespan(self._life, receive, send)
            return
        doors = await self._life.opened()
        await doors(scope, receive, send)


async def serve_lifespan(life: Life, receive: Receive, send: Send) -> None:
    """Speak the ASGI lifespan protocol."""
    await receive()
    try:
        await life.enter()
    except Exception as error:
        logger.exception("onrecord could not start")
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await life.leave()
    await send({"type": "lifespan.shutdown.complete"})


def read_token_key(given: TokenKey | str | Path | None) -> TokenKey | None:
    """Return the token key that was given, from its file where a path was."""
    if given is None or isinstance(given, TokenKey):
        return given
    return TokenKey(bytes.fromhex(Path(given).read_text(encoding="ascii").strip()))
