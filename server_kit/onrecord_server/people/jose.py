"""The outside of a JWT, read strictly and believed in nothing. Pure."""

import base64
import binascii
import json
import re
from typing import Any, Final

from onrecord.errors import TokenInvalid


MAX_TOKEN: Final = 8192
#: Headers that may stand in a token. None of them brings or names a key from outside
#: (no ``jku x5u jwk x5c``) and none changes how it is read (no ``crit b64 zip``).
HEADERS: Final = frozenset({"alg", "typ", "kid", "x5t", "x5t#S256"})
TYPES: Final = frozenset({"jwt", "at+jwt"})

_COMPACT: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def b64encode(raw: bytes) -> str:
    """Return base64url without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member appears twice")
    return found


def _part(text: str) -> dict[str, Any]:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    found = json.loads(raw.decode(), object_pairs_hook=_pairs)
    if not isinstance(found, dict):
        raise ValueError("not an object")  # every malformation is one kind
    return found


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if len(token) > MAX_TOKEN or not _COMPACT.fullmatch(token):
        raise TokenInvalid("The token is not a signed JWT.")
    header, claims, _ = token.split(".")
    try:
        return _part(header), _part(claims)
    except (ValueError, binascii.Error, RecursionError) as error:
        raise TokenInvalid("The token is malformed.") from error


def peek(token: str) -> dict[str, Any]:
    """Return the unverified claims, to choose among registered keys only; empty if malformed."""
    try:
        return _parts(token)[1]
    except TokenInvalid:
        return {}


def header_of(token: str) -> dict[str, Any]:
    """Return the header. Raises ``TokenInvalid`` for anything beyond ``alg``, ``typ`` and ``kid``."""
    header, _ = _parts(token)
    strange = set(header) - HEADERS
    if strange or not all(isinstance(value, str) for value in header.values()):
        raise TokenInvalid("The token's header has members that are not allowed.")
    if str(header.get("typ", "JWT")).lower() not in TYPES or len(header.get("kid", "")) > 128:
        raise TokenInvalid("The token's header is not that of a JWT.")
    return header
