"""A classifier behind HTTP: one question is one POST, and whatever is not the one right answer is none.

What goes over the wire is what a callable gets: the tenant and the text. Nothing is followed, nothing is
asked twice; of the environment only its certificates count, and no proxy or password.
"""

import hashlib
import hmac
import ipaddress
import json
import time
from collections.abc import Mapping
from functools import cached_property
from ssl import SSLContext
from typing import Final

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.errors import UsageError
from onrecord_server.moderation.classifying import Classifier, NoAnswer


#: Bytes that an answer has at most.
MOST: Final = 16_384
#: Bytes that a secret has at least.
SECRET: Final = 16
SIGNATURE: Final = "onrecord-signature"
_JSON: Final = "application/json"
#: What the classifier sets itself.
_OURS: Final = frozenset(
    {"accept-encoding", "content-encoding", "content-length", "content-type", "host", SIGNATURE}
)


class HttpClassifier(Classifier):
    """A classifier that is asked over HTTPS, or over HTTP on this very machine.

    It gets ``{"tenant": …, "text": …}`` and answers ``{"found": true}`` or ``{"found": false}``, with
    status 200, as JSON. With a ``secret`` each question is signed: ``onrecord-signature: t=…,v1=…`` has
    the seconds of the clock and the HMAC-SHA256 of ``t.body``. Whatever else comes back, a redirect
    among it, is no answer, and the message stays held.
    """

    def __init__(
        self,
        url: str,
        *,
        secret: str | bytes | None = None,
        timeout: float = 2.0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Refuse what cannot be asked safely. Raises ``UsageError``."""
        super().__init__(_Wire(url, secret, timeout, headers or {}).ask, timeout)


class _Wire:
    """One address, and how it is asked."""

    def __init__(
        self, url: str, secret: str | bytes | None, timeout: float, headers: Mapping[str, str]
    ) -> None:
        self._url = _address(url)
        self._secret = _secret(secret)
        self._timeout = timeout
        self._headers = _headers(headers)

    async def ask(self, tenant: str, text: str) -> bool:
        """Ask about a text. Raises ``NoAnswer``."""
        body = json.dumps({"tenant": tenant, "text": text}, ensure_ascii=False).encode()
        try:
            return _read(await self._post(body))
        except (httpx2.HTTPError, httpx2.StreamError) as error:
            raise NoAnswer(type(error).__name__) from None

    async def _post(self, body: bytes) -> bytes:
        headers = {**self._headers, **self._signed(body)}
        async with (
            httpx2.AsyncClient(
                verify=self._trust, timeout=self._timeout, trust_env=False
            ) as client,
            client.stream("POST", self._url, content=body, headers=headers) as answer,
        ):
            _demand_json(answer)
            return await _bounded(answer)

    def _signed(self, body: bytes) -> dict[str, str]:
        """Return the headers that are ours, with a signature where there is a secret."""
        ours = {"content-type": _JSON, "accept": _JSON, "accept-encoding": "identity"}
        if self._secret is None:
            return ours
        at = str(int(time.time()))
        mac = hmac.new(self._secret, at.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {**ours, SIGNATURE: f"t={at},v1={mac}"}

    @cached_property
    def _trust(self) -> SSLContext:
        """Return whom we trust, made once: it takes as long as a question."""
        return httpx2.create_ssl_context()


# -- what comes back -------------------------------------------------------------------------------


class _Answer(BaseModel):
    """What a classifier may say, and nothing more."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    found: bool


def _demand_json(answer: httpx2.Response) -> None:
    """Take status 200 with JSON and nothing else. Raises ``NoAnswer``."""
    if answer.status_code != 200:
        raise NoAnswer(f"status {answer.status_code}")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _JSON:
        raise NoAnswer("it is no JSON")


async def _bounded(answer: httpx2.Response) -> bytes:
    """Return the body as it came, as long as it is short. Raises ``NoAnswer``."""
    body = b""
    async for piece in answer.aiter_raw():
        body += piece
        if len(body) > MOST:
            raise NoAnswer(f"more than {MOST} bytes")
    return body


def _read(body: bytes) -> bool:
    try:
        return _Answer.model_validate_json(body).found
    except ValidationError:
        raise NoAnswer("not the answer that was asked for") from None


# -- what is asked ---------------------------------------------------------------------------------


def _address(url: str) -> httpx2.URL:
    """Return an address that texts may be sent to. Raises ``UsageError``."""
    try:
        found = httpx2.URL(url)
    except httpx2.InvalidURL:
        raise UsageError("the address of a classifier is no URL") from None
    if found.scheme != "https" and not (found.scheme == "http" and _is_here(found.host)):
        raise UsageError("a classifier is asked over https, or over http on this very machine")
    if not found.host or found.userinfo or found.fragment:
        raise UsageError(
            "the address of a classifier has a host, and neither password nor fragment"
        )
    return found


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _secret(secret: str | bytes | None) -> bytes | None:
    if secret is None:
        return None
    raw = secret.encode() if isinstance(secret, str) else secret
    if len(raw) < SECRET:
        raise UsageError(f"the secret of a classifier has at least {SECRET} bytes")
    return raw


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    given = {name.lower(): value for name, value in headers.items()}
    if ours := sorted(_OURS & given.keys()):
        raise UsageError(f"a classifier sets {', '.join(ours)} itself")
    return given
