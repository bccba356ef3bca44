"""From a connection to an actor: the token it brings, or what the host says of it.

A token of an issuer that is known here is believed; any other ``Authorization`` is the host's own
affair and left to ``identify``.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

import anyio
import anyio.to_thread

from onrecord.errors import NotFound, TokenInvalid, Unauthenticated
from onrecord.wire.people import GetPerson, UpsertPerson
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.people.identity import Identifier, Identity
from onrecord_server.people.operations import INTRODUCE
from onrecord_server.people.tokens import Verified, Verifier


_REMEMBERED: Final = 20_000
#: Seconds after which the core is told again what the host says of somebody: a role that was taken away elsewhere
#: and given back there is in force here for so long at most.
_LASTS: Final = 60.0
#: Rights that only the host's own code in this process has, whoever claims them.
_IN_PROCESS: Final = frozenset({"people:introduce"})


class Core(Protocol):
    """What authentication asks of the core: one operation by its name."""

    async def call(self, name: str, command: Any, actor: Actor) -> Any:
        """Run the operation of this name."""
        ...


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, how they showed it, and until when (Unix seconds; ``None``: while it lasts)."""

    actor: Actor
    bearer: bool
    expires: float | None = None
    token_id: str = ""


def bearer_token(headers: Any) -> str | None:
    """Return the token of an ``Authorization: Bearer`` header (RFC 6750), if there is one."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


class Introductions:
    """Remembers what the core was last told of a person, so that most requests write nothing.

    Another process may have told it something else since: what the host says counts anew after ``lasts`` seconds.
    """

    def __init__(
        self,
        size: int = _REMEMBERED,
        lasts: float = _LASTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin empty; the oldest is forgotten above ``size``."""
        self._size = size
        self._lasts = lasts
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, str], tuple[UpsertPerson | None, float]] = OrderedDict()

    def is_new(self, key: tuple[str, str], said: UpsertPerson | None) -> bool:
        """Say whether this is news; ``None`` is news only of somebody never heard of."""
        with self._lock:
            if key not in self._known:
                return True
            before, at = self._known[key]
            return said is not None and (before != said or self._clock() - at > self._lasts)

    def remember(self, key: tuple[str, str], said: UpsertPerson | None) -> None:
        """Keep what was said, once the core knows it."""
        with self._lock:
            self._known[key] = said, self._clock()
            self._known.move_to_end(key)
            while len(self._known) > self._size:
                self._known.popitem(last=False)


class Doorkeeper:
    """Finds out who is calling, and introduces people to the core at first sight."""

    def __init__(self, identifier: Identifier, verifier: Verifier, core: Core) -> None:
        """Keep the parts."""
        self._identifier = identifier
        self._verifier = verifier
        self._core = core
        self._met = Introductions()

    async def who(self, connection: Any, *, cookie_counts: bool = True) -> Caller:
        """Return who is calling by HTTP or socket.

        Without ``cookie_counts`` the host is not asked. Raises ``Unauthenticated``,
        ``TokenInvalid``, ``TokenExpired`` or ``Unavailable``.
        """
        token = bearer_token(connection.headers)
        if token is not None and self._verifier.recognises(token):
            return await self.by_token(token)
        if not cookie_counts and (token is None or "cookie" in connection.headers):
            raise Unauthenticated
        identity = await self._identifier.ask(connection)
        actor = _actor(identity)
        if not actor.is_service:
            await self._meet(actor, identity)
        return Caller(actor, bearer=token is not None)

    async def by_token(self, token: str) -> Caller:
        """Return whom a token speaks for. Raises ``TokenInvalid`` or ``TokenExpired``."""
        verified = await self._verify(token)
        if not await self._identifier.knows(str(verified.identity.tenant)):
            raise TokenInvalid("The token is of a tenant that is not here.")
        actor = replace(_actor(verified.identity), token_from=int(verified.issued * 1_000_000))
        if not actor.is_service:
            await self._meet_by_token(actor, verified.identity.name)
        return Caller(actor, True, verified.expires, verified.token_id)

    async def _verify(self, token: str) -> Verified:
        if self._verifier.may_block:
            return await anyio.to_thread.run_sync(self._verifier.verify, token)
        return self._verifier.verify(token)

    async def _meet(self, actor: Actor, identity: Identity) -> None:
        if not identity.name:
            await self._meet_by_token(actor, "")
            return
        said = UpsertPerson(
            person_id=identity.person,
            name=identity.name,
            roles=sorted(identity.roles),
            attributes=dict(identity.attributes),
        )
        key = (actor.tenant, actor.person)
        if self._met.is_new(key, said):
            await self._core.call(INTRODUCE.name, said, actor)
            self._met.remember(key, said)

    async def _meet_by_token(self, actor: Actor, name: str) -> None:
        """Introduce a person nobody has heard of; what is known of others stays."""
        key = (actor.tenant, actor.person)
        if not self._met.is_new(key, None):
            return
        try:
            wanted = GetPerson(person_id=actor.person)
            await self._core.call("people.get", wanted, host_actor(actor.tenant))
        except NotFound:
            said = UpsertPerson(person_id=actor.person, name=name or actor.person)
            await self._core.call(INTRODUCE.name, said, actor)
        self._met.remember(key, None)


def _actor(identity: Identity) -> Actor:
    scopes = frozenset(identity.scopes) - _IN_PROCESS
    return Actor(str(identity.tenant), identity.person, scopes)
