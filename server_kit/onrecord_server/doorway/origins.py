"""Which web origins may act with a person's cookie (CSRF, cross-site sockets). Pure.

Origins are compared as exact (scheme, host, port) tuples: no substrings, no suffixes, no
wildcards (reliability V35, V68, V69; RFC 6454).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from typing_extensions import override

from onrecord.errors import OriginRefused, UnsupportedMediaType, UsageError


#: A request header of ours: no page of another origin can send it without our consent (CORS).
REQUEST_HEADER: Final = "onrecord-request"

_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = (
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_AUTHORITY: Final = rf"(?P<host>{_HOST}|\[[0-9a-f:.]{{2,45}}\])(?::(?P<port>[1-9][0-9]{{0,4}}))?"
_ORIGIN: Final = re.compile(rf"(?P<scheme>https?)://{_AUTHORITY}")
_HOST_HEADER: Final = re.compile(_AUTHORITY)
_JSON: Final = re.compile(r"application/json(?:[ \t]*;[ \t]*charset=\"?utf-8\"?)?", re.IGNORECASE)


class Origin(NamedTuple):
    """A web origin; the host is in lower case and the port always given."""

    scheme: str
    host: str
    port: int

    @override
    def __str__(self) -> str:
        """Write it as a browser does, without a default port."""
        usual = _PORTS[self.scheme] == self.port
        return f"{self.scheme}://{self.host}" + ("" if usual else f":{self.port}")


def parse_origin(text: str) -> Origin | None:
    """Return the origin that a browser wrote, or ``None`` for ``null`` and anything unusual."""
    found = _ORIGIN.fullmatch(text)
    if found is None or len(text) > 300:
        return None
    scheme, host = found["scheme"], found["host"]
    port = int(found["port"] or _PORTS[scheme])
    return Origin(scheme, host, port) if port < 65536 else None


def configured(origins: Iterable[str]) -> frozenset[Origin]:
    """Return the origins of a configuration. Raises ``UsageError`` for one that is not exact."""
    found = set()
    for text in origins:
        origin = parse_origin(text.lower().removesuffix("/"))
        if origin is None:
            raise UsageError(f"{text!r} is no origin; write it as https://app.example.com")
        found.add(origin)
    return frozenset(found)


def own_origin(scheme: str, host: str | None, public_base_url: str | None = None) -> Origin | None:
    """Return the origin of this server itself: the configured one, or that of the request.

    ``scheme`` may be that of a socket; ``host`` is the ``Host`` header. ``None`` if it is malformed.
    """
    if public_base_url is not None:
        return parse_origin("/".join(public_base_url.lower().split("/", 3)[:3]))
    found = _HOST_HEADER.fullmatch((host or "").lower())
    web = {"ws": "http", "wss": "https"}.get(scheme, scheme)
    return parse_origin(f"{web}://{found.group()}") if found else None


@dataclass(frozen=True, slots=True)
class Request:
    """What the rules look at: header names in lower case, with every value that was sent."""

    method: str
    scheme: str
    headers: Mapping[str, tuple[str, ...]]
    bearer: bool = False

    def only(self, name: str) -> str | None:
        """Return a header's value; one that was sent twice is ``""``, which matches nothing."""
        values = self.headers.get(name, ())
        return None if not values else values[0] if len(values) == 1 else ""


@dataclass(frozen=True, slots=True)
class OriginPolicy:
    """The origins that may act: this server's own, and those of the configuration."""

    allowed: frozenset[Origin] = frozenset()
    public_base_url: str | None = None

    def is_ours(self, request: Request) -> bool:
        """Say whether the request's ``Origin`` is this server's own or a configured one."""
        origin = parse_origin(request.only("origin") or "")
        if origin is None:
            return False
        own = own_origin(request.scheme, request.only("host"), self.public_base_url)
        return origin == own or origin in self.allowed

    def is_elsewhere(self, request: Request) -> bool:
        """Say whether the request comes from a configured origin other than this server's own."""
        return parse_origin(request.only("origin") or "") in self.allowed

    def check_write(self, request: Request) -> None:
        """Refuse a change that another site may have made with the person's cookie.

        A bearer token is never sent by a browser on its own, so it needs no origin: unless a
        cookie comes with it, which the host may go by. Raises ``OriginRefused``.
        """
        if request.bearer and "cookie" not in request.headers:
            return
        if request.only("origin") is not None:
            if not self.is_ours(request):
                raise _refused(request)
            return
        fetch_site = request.only("sec-fetch-site")
        if fetch_site is not None:
            if fetch_site != "same-origin":
                raise _refused(request)
        elif "cookie" in request.headers and request.only(REQUEST_HEADER) is None:
            raise OriginRefused(
                f"A change by cookie needs an Origin header, or the header {REQUEST_HEADER}: 1."
            )

    def check_socket(self, request: Request) -> bool:
        """Say whether the host's cookie may count on this socket; without it a token must come.

        Raises ``OriginRefused`` before the socket is accepted, for every origin that is not ours.
        """
        if request.only("origin") is None:
            return False
        if not self.is_ours(request):
            raise _refused(request)
        return True


def _refused(request: Request) -> OriginRefused:
    shown = parse_origin(request.only("origin") or "")
    return OriginRefused(
        f"The origin {shown or 'of this request'} is not this server's. Name it in `origins`, "
        "or set `public_base_url` if a proxy changes the host or scheme."
    )


def check_media_type(request: Request, has_body: bool) -> None:
    """Refuse a body that is not ``application/json`` exactly. Raises ``UnsupportedMediaType``."""
    given = request.only("content-type")
    if has_body or given is not None:
        if given is None or not _JSON.fullmatch(given):
            raise UnsupportedMediaType
        if request.only("content-encoding") not in (None, "identity"):
            raise UnsupportedMediaType("Send the body without a content encoding.")


def check_octets(request: Request) -> None:
    """Refuse a body that is not ``application/octet-stream`` exactly.

    A form of another site cannot send that type. Raises ``UnsupportedMediaType``.
    """
    if (request.only("content-type") or "").lower() != "application/octet-stream":
        raise UnsupportedMediaType("Send application/octet-stream.")
    if request.only("content-encoding") not in (None, "identity"):
        raise UnsupportedMediaType("Send the bytes without a content encoding.")
