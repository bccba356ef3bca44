"""Opens the doors on one event loop: REST, sockets and pages over one engine room."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

from onrecord_server.checks.checker import Checker, Signers
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.database import Database
from onrecord_server.doorway.authenticate import Doorkeeper
from onrecord_server.doorway.calls import Calls
from onrecord_server.doorway.limits import Limiter
from onrecord_server.doorway.origins import OriginPolicy, configured
from onrecord_server.engine import Engines
from onrecord_server.journaling.worker import Journaling
from onrecord_server.migrate import ensure_current
from onrecord_server.people.identity import Identifier, Identify
from onrecord_server.people.tokens import TokenKey, Verifier
from onrecord_server.realtime.app import RealtimeApp
from onrecord_server.realtime.brokers.base import Broker
from onrecord_server.realtime.brokers.memory import MemoryBroker
from onrecord_server.realtime.classifying import classifier
from onrecord_server.realtime.describing import Describing
from onrecord_server.realtime.reacting import Reacting
from onrecord_server.realtime.signing import Signing
from onrecord_server.realtime.tending import Tending
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from onrecord_server.rest.app import RestApp
from onrecord_server.rest.called import Called
from onrecord_server.rest.letters import Letters
from onrecord_server.rest.metrics import Metrics
from onrecord_server.rest.octets import Octets
from onrecord_server.rest.pages import rest_pages
from onrecord_server.search.reactors import indexer
from onrecord_server.services import Services
from onrecord_server.sms.campaigns.sending import Campaigning
from onrecord_server.sms.lines import Lines
from onrecord_server.sms.worker import Texting
from onrecord_server.web.app import WebApp
from onrecord_server.witnessing.handing import Handing
from onrecord_server.witnessing.keeping import Witness


class Doors:
    """Sends each connection to its door. It starts and stops what lives."""

    def __init__(
        self, services: Services, rest: RestApp, web: WebApp, realtime: RealtimeApp
    ) -> None:
        """Keep the doors."""
        self.services = services
        engines = services.engines
        reactors = [*engines.hooks.reactors, indexer(engines.directory)]
        if engines.hooks.classifiers:
            reactors.append(classifier(engines, services.threads))
        self.reacting = Reacting(services.engines, reactors, services.threads)
        signer = make_signer(services.config, services.engines)
        self.signing = Signing(services.engines, signer, services.threads)
        config = services.config
        self.describing = Describing(
            services.engines, config.describe_subject, config.describe_seconds
        )
        checker = make_checker(config, engines, rest.counted)
        kept = [one for one in config.witnesses if isinstance(one, Witness)]
        handing = Handing(kept, engines.ports)
        tell = None if rest.counted is None else rest.counted.journaled
        journaling = Journaling(config.journals, engines, tell=tell)
        self.tending = Tending(engines, services.threads, checker, handing, journaling)
        lines = Lines(engines, config.sms_accounts, config.public_base_url)
        self.texting = Texting(lines)
        self.campaigning = Campaigning(engines)
        self.called = Called(lines, services.calls, config.public_base_url)
        self.letters = Letters(services.calls, engines.ports, config.public_base_url)
        self.rest = rest
        self.web = web
        self.realtime = realtime

    def start(self) -> None:
        """Make the hub run on this event loop."""
        self.realtime.start()
        self.reacting.start()
        self.signing.start()
        self.describing.start()
        self.tending.start()
        self.texting.start()
        self.campaigning.start()
        self.services.engines.listeners.append(self.texting.heard)

    async def stop(self) -> None:
        """Send sockets away, let queued changes finish, close our connections."""
        await self.realtime.stop()
        await self.reacting.stop()
        await self.signing.stop()
        await self.describing.stop()
        await self.tending.stop()
        self.services.engines.listeners.remove(self.texting.heard)
        await asyncio.to_thread(self.campaigning.stop)
        await asyncio.to_thread(self.texting.stop)
        self.services.engines.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        path = below(scope)
        if scope["type"] == "websocket":
            await self._socket(path, scope, receive, send)
        elif self.web.serves(path):
            await self.web(scope, receive, send)
        elif self.called.serves(path):
            await self.called(scope, receive, send)
        elif self.letters.serves(path):
            await self.letters(scope, receive, send)
        else:
            await self.rest(scope, receive, send)

    async def _socket(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        if path == "v1/stream":
            await self.realtime(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 4404})


def below(scope: Scope) -> str:
    """Return the path below the mount, without slashes at its ends."""
    path, root = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    if root and (path == root or path.startswith(root + "/")):
        path = path[len(root) :]
    return path.strip("/")


def open_doors(
    config: OnRecordConfig,
    engines: Engines,
    identify: Identify,
    keys: Sequence[TokenKey],
    threads: Any,
) -> Doors:
    """Make the doors of one event loop."""
    services = _services(config, engines, identify, keys, threads)
    metrics = Metrics() if config.metrics else None
    rest = RestApp(
        services.calls,
        services.doorkeeper,
        origins=services.origins,
        limiter=services.limiter,
        pages=rest_pages(services, partial(ensure_current, auto=config.auto_migrate), metrics),
        metrics=metrics,
        octets=Octets(engines.files, services.calls),
    )
    realtime = RealtimeApp(services, choose_broker(config, engines))
    return Doors(services, rest, WebApp(services), realtime)


def _services(
    config: OnRecordConfig,
    engines: Engines,
    identify: Identify,
    keys: Sequence[TokenKey],
    threads: Any,
) -> Services:
    calls = Calls(engines)
    known = engines.directory.known
    identifier = Identifier(identify, known=known, seconds=config.identify_seconds)
    verifier = Verifier(keys, config.issuers)
    return Services(
        config=config,
        engines=engines,
        calls=calls,
        doorkeeper=Doorkeeper(identifier, verifier, calls),
        limiter=Limiter(config.rate_limits),
        origins=OriginPolicy(configured(config.allowed_origins), config.public_base_url),
        threads=threads,
    )


def make_signer(config: OnRecordConfig, engines: Engines) -> CheckpointSigner | None:
    """Return what signs checkpoints, where the configuration names a folder of keys.

    Raises ``KeyFileError`` for a folder that others can read.
    """
    if config.checkpoint_keys is None:
        return None
    folder = Path(config.checkpoint_keys)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ring, base = KeyRing.load(folder), config.checkpoint_origin
    called = [one for one in config.witnesses if not isinstance(one, Witness)]
    return CheckpointSigner(ring, base, engines.ports, publish=tuple(called))


def make_checker(config: OnRecordConfig, engines: Engines, metrics: Metrics | None) -> Checker:
    """Return what checks the record while the app runs."""
    signers = Signers(config.checkpoint_keys, config.checkpoint_origin)
    tell = None if metrics is None else metrics.checked
    return Checker(engines, every=config.check_seconds, signers=signers, tell=tell)


def choose_broker(config: OnRecordConfig, engines: Engines) -> Broker:
    """Return how workers wake each other: as configured, or PostgreSQL's own way, or not at all."""
    if callable(config.broker):
        made: Broker = config.broker()
        return made
    if config.broker is not None:
        from onrecord_server.realtime.brokers.redis import RedisBroker

        return RedisBroker(config.broker)
    databases: list[Database] = engines.directory.databases()
    if len(databases) == 1 and databases[0].dialect == "postgresql":
        from onrecord_server.realtime.brokers.postgres import PostgresBroker

        return PostgresBroker(databases[0].url)
    return MemoryBroker()
