"""What happens between a command and its result over HTTP, without doing any of it.

``exchange`` is a generator: it yields what to do next and is sent what came of it. The blocking and
the async transport only carry that out, so retries, keys and refusals exist once.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json, to_json

from onrecord.binding import takes_key, to_raw_request, to_request
from onrecord.endpoints import Endpoint, RawEndpoint
from onrecord.errors import (
    APIConnectionError,
    RateLimited,
    Refusal,
    ServerError,
    TokenExpired,
    Unavailable,
    refusal_from,
)
from onrecord.ids import new_id
from onrecord.wire._base import Command


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 8.0
#: A server that asks for more is not waited for: the caller decides.
LONGEST_HINT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request without host and credentials; the same object is sent again on a retry."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came: header names in lower case, the body whole."""

    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer. ``reached`` is false only when the server cannot have seen the request."""

    error: APIConnectionError
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Send:
    """Send this; come back with a ``Reply`` or ``Lost``."""

    outgoing: Outgoing


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait that many seconds; come back with None."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Renew:
    """Fetch a new token; come back with whether there is one."""


Step: TypeAlias = Send | Pause | Renew
Outcome: TypeAlias = Reply | Lost | bool | None


def exchange(
    endpoint: Endpoint[C, R], command: C, *, max_retries: int, jitter: Callable[[], float]
) -> Generator[Step, Outcome, R]:
    """Drive one call to its result, or raise its refusal; ``jitter`` returns 0 ≤ x < 1."""
    outgoing = prepare(endpoint, command)
    reply = yield from converse(outgoing, max_retries=max_retries, jitter=jitter)
    return parse(endpoint, reply)


def converse(
    outgoing: Outgoing, *, max_retries: int, jitter: Callable[[], float]
) -> Generator[Step, Outcome, Reply]:
    """Drive one request to an answer that is a success, or raise its refusal."""
    attempt, renewed = 0, False
    while True:
        outcome = yield Send(outgoing)
        if isinstance(outcome, Reply) and 200 <= outcome.status < 300:
            return outcome
        failure = outcome if isinstance(outcome, Lost) else refusal(outcome)
        if isinstance(failure, TokenExpired) and not renewed:
            renewed = bool((yield Renew()))
            if renewed:
                continue
        pause = pause_before_retry(outgoing.method, failure, attempt, jitter())
        if pause is None or attempt >= max_retries:
            raise failure.error if isinstance(failure, Lost) else failure
        attempt += 1
        yield Pause(pause)


def prepare(endpoint: Endpoint[C, Any], command: C) -> Outgoing:
    """Return the request; an ``Idempotency-Key`` is made once and kept for every retry."""
    request = to_request(endpoint, command)
    headers = {"accept": "application/json, application/problem+json"}
    if takes_key(endpoint):
        headers["idempotency-key"] = new_id("key")
    content = None if request.body is None else to_json(request.body)
    if content is not None:
        headers["content-type"] = "application/json"
    return Outgoing(request.method, request.path, request.query, headers, content)


def prepare_octets(
    endpoint: RawEndpoint[C], command: C, data: bytes | None, start: int
) -> Outgoing:
    """Return the request that carries bytes, or asks for those of a file from ``start`` on."""
    method, path, query = to_raw_request(endpoint, command)
    headers = {"accept": "*/*"}
    if data is not None:
        headers["content-type"] = "application/octet-stream"
    if start:
        headers["range"] = f"bytes={start}-"
    return Outgoing(method, path, query, headers, data)


def parse(endpoint: Endpoint[Any, R], reply: Reply) -> R:
    """Return the endpoint's result; ``ServerError`` when the body has another shape."""
    return parse_as(endpoint.result, endpoint.name, reply)


def parse_as(result: type[R], name: str, reply: Reply) -> R:
    """Return an answer as the shape that was asked for."""
    try:
        return result.model_validate_json(reply.content)
    except ValidationError:
        detail = f"The answer to {name} is not what onrecord answers; check the base URL"
        raise ServerError(detail, request_id=_request_id(reply)) from None


def refusal(reply: Outcome) -> Refusal:
    """Return the typed refusal for an answer that is not a success, with its request id."""
    if not isinstance(reply, Reply):
        raise TypeError("an exchange that asked to send must be sent a Reply or Lost")
    found = refusal_from({"detail": f"HTTP status {reply.status}"} | _problem(reply), reply.status)
    found.request_id = found.request_id or _request_id(reply)
    if found.retry_after is None:
        found.retry_after = seconds_until(reply.headers.get("retry-after"))
    return found


def _problem(reply: Reply) -> dict[str, Any]:
    try:
        document = from_json(reply.content)
    except ValueError:
        return {}
    return document if isinstance(document, dict) and "code" in document else {}


def _request_id(reply: Reply) -> str | None:
    return reply.headers.get("x-request-id")


def seconds_until(header: str | None) -> float | None:
    """Return the seconds that a ``Retry-After`` asks for (RFC 9110, 10.2.3), or None."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def pause_before_retry(
    method: str, failure: Refusal | Lost, attempt: int, jitter: float
) -> float | None:
    """Return the seconds to wait before trying again, or None when that must not be.

    429 and 503 changed nothing, so they are always retried, after the server's own hint if it gave
    one. A lost answer is retried where a repetition is harmless: a PATCH may have taken effect.
    """
    backoff = jitter * min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**attempt)
    if isinstance(failure, Lost):
        return backoff if method != "PATCH" or not failure.reached else None
    if not isinstance(failure, RateLimited | Unavailable):
        return None
    hint = failure.retry_after
    if hint is None:
        return backoff
    return hint + jitter * FIRST_PAUSE if hint <= LONGEST_HINT else None
