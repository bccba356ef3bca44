"""A tenant's own identity provider: its keys, cached by (tenant, issuer, kid).

Nothing here calls out. Keys are given, or read from a file, or fetched by a callable of the host;
that callable is named by the configuration and never by a token.
"""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from joserfc.jwk import ECKey, OKPKey, RSAKey

from onrecord.errors import TokenInvalid, Unavailable, UsageError


__all__ = ["Issuer", "IssuerKeys"]

#: Signatures by a private key only: a shared secret would let every reader mint.
ALGORITHMS: Final = frozenset({"EdDSA", "Ed25519", "ES256", "ES384", "RS256", "PS256"})
REFRESH_AFTER: Final = 3600.0
RETRY_AFTER: Final = 30.0

_KINDS: Final[dict[str, Any]] = {"OKP": OKPKey, "EC": ECKey, "RSA": RSAKey}
_SECRET: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})

PublicKey: TypeAlias = OKPKey | ECKey | RSAKey
Jwks: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Somebody whose tokens are accepted for one tenant.

    Give exactly one of ``keys`` (a JWKS, RFC 7517, or the path of its file) and ``fetch`` (a
    callable of the host that returns the JWKS). ``scopes`` are those its tokens may carry;
    ``max_age`` is the longest life of a token in seconds. Raises ``UsageError``.
    """

    tenant: str
    issuer: str
    audience: str
    keys: Jwks | str | Path | None = field(default=None, hash=False)
    fetch: Callable[[], Jwks | str | bytes] | None = None
    algorithms: frozenset[str] = ALGORITHMS
    scopes: frozenset[str] = frozenset()
    max_age: int = 900

    def __post_init__(self) -> None:
        """Refuse an issuer without keys, or with an algorithm that is not allowed."""
        if (self.keys is None) == (self.fetch is None):
            raise UsageError("an issuer needs either keys or fetch")
        if not self.algorithms or not self.algorithms <= ALGORITHMS:
            raise UsageError(f"an issuer's algorithms are among {sorted(ALGORITHMS)}")
        if not self.issuer or not self.audience or self.max_age < 1:
            raise UsageError("an issuer needs a name, an audience and a max_age above zero")


def parse_jwks(document: Jwks | str | bytes) -> dict[str, PublicKey]:
    """Return the public signing keys by kid. Raises ``ValueError`` for anything else in the set."""
    parsed = json.loads(document) if isinstance(document, str | bytes) else document
    keys = parsed.get("keys") if isinstance(parsed, Mapping) else None
    if not isinstance(keys, list) or not 1 <= len(keys) <= 50:
        raise ValueError("a key set has 1 to 50 keys")
    found: dict[str, PublicKey] = {}
    for key in keys:
        if not isinstance(key, Mapping) or _SECRET & set(key):
            raise ValueError("a key set holds public keys only")
        if key.get("kty") in _KINDS and key.get("use", "sig") == "sig":
            kid = key.get("kid", "")
            if not isinstance(kid, str) or kid in found:
                raise ValueError("each key has its own kid")
            found[kid] = _KINDS[key["kty"]].import_key(dict(key))
    return found


def _load(issuer: Issuer) -> dict[str, PublicKey]:
    source = issuer.keys
    if issuer.fetch is not None:
        return parse_jwks(issuer.fetch())
    if isinstance(source, str | Path):
        return parse_jwks(Path(source).read_bytes())
    return parse_jwks(source or {})


class IssuerKeys:
    """Keeps issuers' keys; asks again for an unknown kid at most every 30 s."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: dict[tuple[str, str, str], PublicKey] = {}
        self._asked: dict[tuple[str, str], float] = {}

    def find(self, issuer: Issuer, kid: str | None) -> PublicKey:
        """Return the key of one issuer. Raises ``TokenInvalid``, or ``Unavailable`` without keys."""
        with self._lock:
            found = self._known(issuer, kid)
            if self._is_due(issuer, found is None):
                self._refresh(issuer, found is not None)
                found = self._known(issuer, kid)
        if found is None:
            raise TokenInvalid("The token was signed by an unknown key.")
        return found

    def _known(self, issuer: Issuer, kid: str | None) -> PublicKey | None:
        if kid is not None:
            return self._keys.get((issuer.tenant, issuer.issuer, kid))
        own = [k for k in self._keys if k[:2] == (issuer.tenant, issuer.issuer)]
        return self._keys[own[0]] if len(own) == 1 else None

    def _is_due(self, issuer: Issuer, missing: bool) -> bool:
        asked = self._asked.get((issuer.tenant, issuer.issuer))
        return asked is None or self._clock() - asked > (RETRY_AFTER if missing else REFRESH_AFTER)

    def _refresh(self, issuer: Issuer, have: bool) -> None:
        place = (issuer.tenant, issuer.issuer)
        self._asked[place] = self._clock()
        try:
            fresh = _load(issuer)
        except Exception as error:  # the host's callable may raise anything
            self._fail(have, error)
            return
        self._keys = {k: v for k, v in self._keys.items() if k[:2] != place}
        self._keys |= {(*place, kid): key for kid, key in fresh.items()}

    def _fail(self, have: bool, error: Exception) -> None:
        if not have:
            raise Unavailable("The issuer's keys cannot be had now.", retry_after=30) from error
