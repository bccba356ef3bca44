"""One request over HTTPS and what its answer means for a text; the line between not taken and unsure is here.

Every call has a connection of its own: on one that was kept, an end of the connection would not tell
whether the request was read. Nothing is followed, nothing is asked twice, no proxy or password of the
environment counts. No error says more than its kind: requests hold passwords, answers may repeat them.
"""

import base64
import json
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from ssl import SSLContext
from typing import Final
from urllib.parse import quote

import httpx2

from onrecord_server.sms.gateways.base import Busy, Refused, Unsure


#: Bytes that an answer has at most.
MOST: Final = 65_536
#: Seconds for the connection with its TLS, and for a whole call.
CONNECTING: Final = 5.0
PATIENCE: Final = 10.0
#: The longest that a provider's hint is heeded, in seconds.
LONGEST: Final = 86_400.0
#: The request never left us: no name, no connection, no TLS. httpcore says so before it writes a byte.
_NEVER_LEFT: Final = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.UnsupportedProtocol,
)
#: 4xx that proxies also say of a request that they had passed on: a time-out, and nginx's own.
_NO_REFUSALS: Final = frozenset({408, 499})
_CODE: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}")

#: Reads the provider's own code out of the JSON of a refusal.
ReadCode = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Call:
    """A request. It is never printed: its headers hold a password."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; without a body where that was too long, or broke off."""

    status: int
    retry_after: str
    body: bytes | None = field(repr=False)


def exchange(call: Call) -> Answer:
    """Ask once. Raises ``Busy`` if the request never left us, ``Unsure`` if no answer came."""
    found = _travel(call)
    if isinstance(found, Answer):
        return found
    raise found  # outside of the handler: what was caught holds the request


def taken(call: Call, code: ReadCode, busy: frozenset[str] = frozenset()) -> tuple[object, bytes]:
    """Return the JSON of a success and its bytes. Raises ``Refused``, ``Busy`` and ``Unsure``.

    ``busy`` are codes of refusals that only ask for patience.
    """
    answer = exchange(call)
    _demand_success(answer, code, busy)
    if (found := _json(answer.body)) is None:
        raise Unsure("a success that cannot be read")
    return found, answer.body or b""


def asked(call: Call, code: ReadCode) -> tuple[object, bytes] | None:
    """Return what ``taken`` does, and None for what the provider does not know."""
    try:
        return taken(call, code)
    except Refused as refused:
        if refused.status == 404:
            return None
        raise


def _travel(call: Call) -> Answer | Busy | Unsure:
    limits = httpx2.Timeout(call.patience, connect=min(CONNECTING, call.patience))
    headers = {"accept": "application/json", "accept-encoding": "identity", **call.headers}
    try:
        with (
            httpx2.Client(verify=_trust(), timeout=limits, trust_env=False) as client,
            client.stream(call.method, call.url, content=call.body, headers=headers) as answer,
        ):
            body = _bounded(answer, time.monotonic() + call.patience)
            return Answer(answer.status_code, answer.headers.get("retry-after", ""), body)
    except _NEVER_LEFT as error:
        return Busy(type(error).__name__)
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        return Unsure(type(error).__name__)


@cache
def _trust() -> SSLContext:
    """Return whom we trust, made once: it takes longer than a call."""
    return httpx2.create_ssl_context()


def _bounded(answer: httpx2.Response, until: float) -> bytes | None:
    """Return the body as it came; None if it is too long, too slow or breaks off: the status still stands."""
    body = b""
    try:
        for piece in answer.iter_raw():
            body += piece
            if len(body) > MOST or time.monotonic() > until:
                return None
    except (httpx2.HTTPError, httpx2.StreamError, OSError):
        return None
    return body


# -- what an answer means --------------------------------------------------------------------------


def _demand_success(answer: Answer, code: ReadCode, busy: frozenset[str]) -> None:
    status = answer.status
    if status in (429, 503):
        raise Busy(f"status {status}", wait(answer.retry_after, time.time()))
    if 400 <= status < 500 and status not in _NO_REFUSALS:
        _refuse(answer, code, busy)
    if not 200 <= status < 300:
        raise Unsure(f"status {status}")


def _refuse(answer: Answer, code: ReadCode, busy: frozenset[str]) -> None:
    found = named(code(_json(answer.body))) or str(answer.status)
    if found in busy:
        raise Busy(found, wait(answer.retry_after, time.time()))
    raise Refused(found, answer.status)


def wait(hint: str, now: float) -> float | None:
    """Return the seconds that ``Retry-After`` asks for (RFC 9110, 10.2.3), at most a day; None without."""
    try:
        seconds = float(hint) if re.fullmatch("[0-9]{1,12}", hint) else _until(hint) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST) if math.isfinite(seconds) else None


def _until(hint: str) -> float:
    return parsedate_to_datetime(hint).timestamp()


def _json(body: bytes | None) -> object:
    try:
        return json.loads(body or b"")
    except (ValueError, RecursionError):
        return None


# -- what calls are made of ------------------------------------------------------------------------


def named(code: object) -> str | None:
    """Return a provider's code that may be shown; None for what is none, words among it."""
    text = str(code) if isinstance(code, str | int) and not isinstance(code, bool) else ""
    return text if _CODE.fullmatch(text) else None


def basic(user: str, password: str) -> dict[str, str]:
    """Return the header of Basic authentication (RFC 7617)."""
    return {"authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def bearer(token: str) -> dict[str, str]:
    """Return the header of a bearer token (RFC 6750)."""
    return {"authorization": f"Bearer {token}"}


def post_json(
    url: str, said: Mapping[str, object], headers: Mapping[str, str], patience: float
) -> Call:
    """Return a POST of JSON."""
    kind = {"content-type": "application/json"}
    return Call("POST", url, {**headers, **kind}, json.dumps(said).encode(), patience)


def demand_id(provider_id: str) -> str:
    """Return how a provider calls a text that it took. Raises ``Unsure``: then nobody can ask for it."""
    if not is_id(provider_id):
        raise Unsure("a success that names no text")
    return provider_id


def is_id(provider_id: str) -> bool:
    """Say whether a provider could have called a text so; what is none never gets into a URL."""
    return _ID.fullmatch(provider_id) is not None


def segment(value: str) -> str:
    """Return a value as one segment of a path."""
    return quote(value, safe="")
