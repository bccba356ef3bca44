"""From a problem on the wire to its class."""

from collections.abc import Mapping
from typing import Any

from onrecord.errors._base import Refusal
from onrecord.errors._general import (
    Conflict,
    Forbidden,
    Invalid,
    MethodNotAllowed,
    NotFound,
    RateLimited,
    ServerError,
    TooLarge,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
)


def refusals() -> dict[str, type[Refusal]]:
    """Return every refusal class by its stable code."""
    found: dict[str, type[Refusal]] = {}
    pending: list[type[Refusal]] = [Refusal]
    while pending:
        cls = pending.pop()
        found[cls.code] = cls
        pending.extend(cls.__subclasses__())
    return found


def _by_status(status: int) -> type[Refusal]:
    plain = (Invalid, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, Conflict, TooLarge)
    more = (UnsupportedMediaType, RateLimited, Unavailable)
    exact = {cls.status: cls for cls in (*plain, *more)}
    return exact.get(status, ServerError if status >= 500 else Refusal)


def refusal_from(document: Mapping[str, Any], status: int | None = None) -> Refusal:
    """Return the typed refusal for a problem document; an unknown code falls back to its status."""
    given = document.get("status")
    fallback = status if status is not None else given if isinstance(given, int) else 500
    cls = refusals().get(str(document.get("code")), None) or _by_status(fallback)
    return cls.from_problem(document)
