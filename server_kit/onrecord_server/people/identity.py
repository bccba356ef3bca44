"""Who is there: the host's ``identify`` callable, asked safely.

The host's callable is the whole authentication contract. It may be slow, raise, hang or answer
rubbish: each ends in a typed refusal for the client and one log line, for the host, that names the
rule which was broken. What the host raised is never shown to a client.
"""

import inspect
import logging
import re
import threading
from collections.abc import Awaitable, Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import anyio
import anyio.to_thread
from pydantic import TypeAdapter, ValidationError

from onrecord.errors import Unauthenticated, Unavailable
from onrecord.wire.scalars import (
    AttributeName,
    AttributeValue,
    PersonId,
    PersonName,
    Role,
    TenantName,
)


__all__ = ["DEFAULT_TENANT", "Identifier", "Identify", "Identity", "broken_rule"]

logger = logging.getLogger("onrecord.identity")

DEFAULT_TENANT: Final = "default"
SECONDS: Final = 3.0
CONCURRENCY: Final = 50

#: ``identify(connection)``: a Starlette ``HTTPConnection`` in, an ``Identity`` or nothing out.
Identify: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the host says is there.

    ``person`` is the host's own immutable id, as text; it is never re-used for somebody else.
    ``roles``, ``scopes`` and ``attributes`` may be given as any set, list or mapping.
    ``scopes`` are rights of a service, such as ``people:write``; people need none.
    """

    person: str
    tenant: str | None = None
    name: str = ""
    roles: Iterable[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)
    scopes: Iterable[str] = frozenset()
    locale: str | None = None


def _strict(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


_SCOPE: Final = re.compile(r"[a-z][a-z0-9_.]{0,39}(:[a-z][a-z0-9_.]{0,39})?")
_LOCALE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")
_ATTRIBUTES: Final = _strict(dict[AttributeName, AttributeValue])

_RULES: Final[dict[str, tuple[TypeAdapter[Any], str]]] = {
    "tenant": (_strict(TenantName), "tenant must be lower-case letters, digits, '.', '_', '-'"),
    "person": (_strict(PersonId), "person must be a text of 1 to 128 visible characters"),
    "name": (_strict(PersonName), "name must be one line of at most 200 characters"),
    "roles": (_strict(list[Role]), "roles must be short lower-case names"),
    "attributes": (_ATTRIBUTES, "attributes must map short names to texts of at most 200"),
}


def _checked(name: str, value: object) -> Any:
    adapter, rule = _RULES[name]
    try:
        return adapter.validate_python(value, strict=True)
    except ValidationError as error:
        raise ValueError(rule) from error


def _names(name: str, value: object, limit: int = 50) -> list[str]:
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise ValueError(f"{name} must be a set or list of texts")  # one kind
    found = list(value)
    if len(found) > limit or not all(isinstance(one, str) for one in found):
        raise ValueError(f"{name} must be at most {limit} texts")
    return found


def _scopes(value: object) -> frozenset[str]:
    found = _names("scopes", value)
    if not all(_SCOPE.fullmatch(one) for one in found):
        raise ValueError("scopes must look like 'people:write'")
    return frozenset(found)


def _attributes(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or len(value) > 50:
        raise ValueError(_RULES["attributes"][1])
    return dict(_checked("attributes", dict(value)))


def _locale(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _LOCALE.fullmatch(value):
        raise ValueError("locale must look like 'en-GB'")
    return value.replace("_", "-")


def checked(identity: object) -> Identity:
    """Return the identity in its normal form; raises ``ValueError`` that names the broken rule."""
    if not isinstance(identity, Identity):
        kind = type(identity).__name__
        raise ValueError(f"identify must return an Identity or None, not {kind}")
    tenant = DEFAULT_TENANT if identity.tenant is None else identity.tenant
    return Identity(
        tenant=_checked("tenant", tenant),
        person=_checked("person", identity.person),
        name=_checked("name", identity.name),
        roles=frozenset(_checked("roles", _names("roles", identity.roles))),
        attributes=_attributes(identity.attributes),
        scopes=_scopes(identity.scopes),
        locale=_locale(identity.locale),
    )


def broken_rule(identity: object) -> str | None:
    """Name the rule that an identity breaks, or ``None``."""
    try:
        checked(identity)
    except ValueError as error:
        return str(error)
    return None


class _Running:
    """Counts the host's calls that have not come back, abandoned threads included."""

    def __init__(self, most: int) -> None:
        self._most, self._now, self._lock = most, 0, threading.Lock()

    def enter(self) -> bool:
        with self._lock:
            if self._now >= self._most:
                return False
            self._now += 1
            return True

    def leave(self) -> None:
        with self._lock:
            self._now -= 1


class Identifier:
    """Asks the host who is there: in time, a bounded number at once, off the event loop.

    A plain ``def`` runs in a worker thread of its own limiter, so that a slow one blocks nobody.
    ``known`` is the tenants there are, or a function that says whether one exists.
    """

    def __init__(
        self,
        identify: Identify,
        *,
        known: Container[str] | Callable[[str], bool] | None = None,
        seconds: float = SECONDS,
        concurrency: int = CONCURRENCY,
    ) -> None:
        self._identify = identify
        self._known = known
        self._seconds = seconds
        self._running = _Running(concurrency)
        self._limiter = anyio.CapacityLimiter(concurrency)
        call = getattr(type(identify), "__call__", None)  # noqa: B004 # its kind, not whether
        self._is_async = inspect.iscoroutinefunction(identify) or inspect.iscoroutinefunction(call)

    async def ask(self, connection: Any) -> Identity:
        """Return who is there.

        Raises ``Unauthenticated`` for nobody, ``Unavailable`` when the host cannot say: it raised,
        took longer than the limit, or answered something that breaks a rule.
        """
        answer = await self._answer(connection)
        if not answer:
            raise Unauthenticated
        try:
            identity = checked(answer)
        except ValueError as error:
            raise self._refused(str(error)) from None
        if not await self.knows(str(identity.tenant)):
            raise self._refused("tenant must be one that this chat was given")
        return identity

    async def knows(self, tenant: str) -> bool:
        """Say whether a tenant exists. Raises ``Unavailable`` when the host cannot say."""
        if not callable(self._known):
            return self._known is None or tenant in self._known
        try:
            return await anyio.to_thread.run_sync(self._known, tenant, limiter=self._limiter)
        except Exception:
            logger.exception("the tenants callable must answer; it raised")
            raise Unavailable("The host could not say which tenant this is.") from None

    def _refused(self, rule: str) -> Unavailable:
        logger.error("identify broke a rule: %s", rule)
        return Unavailable("The host could not say who is there.", retry_after=5)

    async def _answer(self, connection: Any) -> object:
        try:
            with anyio.fail_after(self._seconds):
                return await self._call(connection)
        except TimeoutError:
            raise self._refused(f"identify must answer within {self._seconds:g} s") from None
        except Unavailable:
            raise
        except Exception as error:
            if getattr(error, "status_code", None) in (401, 403):
                return None
            logger.exception("identify must return an Identity or None; it raised")
            raise Unavailable("The host could not say who is there.", retry_after=5) from None

    async def _call(self, connection: Any) -> object:
        async with self._limiter:
            if not self._running.enter():
                raise self._refused("identify must come back; too many calls are still running")
            if self._is_async:
                return await self._async_call(connection)
            answer = await self._thread_call(connection)
            # A plain function may hand over to an async one: wait for it inside the same limit.
            return await answer if isinstance(answer, Awaitable) else answer

    async def _async_call(self, connection: Any) -> object:
        try:
            return await self._identify(connection)
        finally:
            self._running.leave()

    async def _thread_call(self, connection: Any) -> object:
        def call() -> object:
            try:
                return self._identify(connection)
            finally:
                self._running.leave()

        return await anyio.to_thread.run_sync(
            call, abandon_on_cancel=True, limiter=anyio.CapacityLimiter(1)
        )
