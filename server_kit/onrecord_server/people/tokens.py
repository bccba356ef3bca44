"""Bearer tokens: short-lived EdDSA JWTs that say which person of which tenant is calling.

Everything about a token is checked against what this server was configured with, never against
what the token says of itself: the algorithm comes from an allow-list (RFC 8725, 3.1), the key from
the (tenant, issuer, kid) that was registered, and no header may bring or point to a key.
"""

import hashlib
import math
import secrets
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry
from nacl.signing import SigningKey
from typing_extensions import override

from onrecord.errors import TokenExpired, TokenInvalid, UsageError
from onrecord_server.people.identity import Identity, broken_rule, checked
from onrecord_server.people.issuers import Issuer, IssuerKeys
from onrecord_server.people.jose import b64encode, header_of, peek


__all__ = ["AUDIENCE", "ISSUER", "TokenKey", "Verified", "Verifier", "mint"]

ISSUER: Final = "onrecord"
AUDIENCE: Final = "onrecord"
MAX_TTL: Final = 900
LEEWAY: Final = 60
#: The name of RFC 9864, which we write, and the older one, which others still do.
OWN_ALGORITHMS: Final = ("Ed25519", "EdDSA")


@dataclass(frozen=True, repr=False)
class TokenKey:
    """An Ed25519 key that signs tokens, from a secret seed of 32 bytes; its repr shows the id only."""

    seed: bytes

    def __post_init__(self) -> None:
        """Refuse a seed of another size. Raises ``UsageError``."""
        if len(self.seed) != 32:
            raise UsageError("a token key is 32 random bytes; make one with: onrecord keys new")

    @override
    def __repr__(self) -> str:
        return f"TokenKey(kid={self.kid!r})"

    @classmethod
    def generate(cls) -> "TokenKey":
        """Return a fresh random key."""
        return cls(secrets.token_bytes(32))

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return bytes(SigningKey(self.seed).verify_key)

    @property
    def kid(self) -> str:
        """The key's id: the start of the SHA-256 of its public half."""
        return hashlib.sha256(self.public).hexdigest()[:16]

    def public_jwk(self) -> dict[str, str | list[str]]:
        """Return the public JWK (RFC 8037), for others who verify."""
        return {"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": b64encode(self.public)}

    def private_jwk(self) -> OKPKey:
        """Return the key for signing."""
        return OKPKey.import_key({**self.public_jwk(), "d": b64encode(self.seed)})


def mint(
    key: TokenKey | None,
    *,
    tenant: str,
    person: str,
    ttl: int = 300,
    audience: str = AUDIENCE,
    scopes: Iterable[str] = (),
    now: float | None = None,
) -> str:
    """Return a signed token for one person (RFC 7519; the tenant is the claim ``ten``).

    ``ttl`` is in seconds, at most 900. Raises ``UsageError`` without a key, or for a person,
    tenant, scope or ttl that breaks a rule.
    """
    if key is None:
        raise UsageError(
            "there is no token key: make one with `onrecord keys new` and give its file as token_key"
        )
    if not 1 <= ttl <= MAX_TTL:
        raise UsageError(f"ttl must be 1 to {MAX_TTL} seconds; refresh tokens instead")
    identity = Identity(tenant=tenant, person=person, scopes=scopes)
    if (rule := broken_rule(identity)) is not None:
        raise UsageError(rule)
    moment = time.time() if now is None else now
    issued = int(moment)
    claims = {
        "iss": ISSUER,
        "aud": audience,
        "sub": person,
        "ten": tenant,
        "scope": " ".join(sorted(checked(identity).scopes)),
        "iat": math.floor(moment * 1000) / 1000,
        "nbf": issued,
        "exp": issued + ttl,
        "jti": uuid.uuid4().hex,
    }
    header = {"alg": OWN_ALGORITHMS[0], "kid": key.kid}
    return jwt.encode(header, claims, key.private_jwk(), algorithms=[OWN_ALGORITHMS[0]])


class _Allowed(JWSRegistry):
    """The algorithms of one issuer, without the library's warning about older names."""

    @override
    def get_alg(self, name: str) -> Any:
        if name not in (self.allowed or ()) or name not in self.algorithms:
            raise UnsupportedAlgorithmError(f"{name} is not allowed")
        return self.algorithms[name]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a good token says: who, until when and from when (Unix seconds), and which token it is."""

    identity: Identity
    expires: float
    issued: float
    token_id: str


def _invalid(rule: str) -> TokenInvalid:
    return TokenInvalid(f"{rule}; fetch a new token.")


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _invalid(f"the claim {name} must be a time in seconds")
    return float(value)


def check_times(claims: Mapping[str, Any], now: float, max_age: int) -> tuple[float, float]:
    """Return the expiry, and when it was made. Raises ``TokenExpired`` or ``TokenInvalid`` for ``exp iat nbf``."""
    expires, issued = _number(claims, "exp"), _number(claims, "iat")
    if expires <= now - LEEWAY:
        raise TokenExpired
    if issued > now + LEEWAY or ("nbf" in claims and _number(claims, "nbf") > now + LEEWAY):
        raise _invalid("the token is not valid yet")
    if not 0 < expires - issued <= max_age:
        raise _invalid(f"a token lives at most {max_age} s from iat to exp")
    return expires, issued


def _audiences(claims: Mapping[str, Any]) -> list[str]:
    given = claims.get("aud")
    found = [given] if isinstance(given, str) else given
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise _invalid("the claim aud must name an audience")
    return found


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not value:
        raise _invalid(f"the claim {name} must be a text")
    return value


class Verifier:
    """Verifies tokens of this server's own keys and of the tenants' registered issuers.

    ``clock`` returns Unix seconds.
    """

    def __init__(
        self,
        keys: Iterable[TokenKey] = (),
        issuers: Iterable[Issuer] = (),
        *,
        audience: str = AUDIENCE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._own = {key.kid: OKPKey.import_key(key.public_jwk()) for key in keys}
        self._issuers = list(issuers)
        self._keys = IssuerKeys(clock)
        self._audience = audience
        self._clock = clock
        if any(issuer.issuer == ISSUER for issuer in self._issuers):
            raise UsageError(f"an issuer cannot be called {ISSUER!r}: that is this server itself")

    @property
    def may_block(self) -> bool:
        """Whether verifying can call the host to fetch keys, so that it belongs in a thread."""
        return any(issuer.fetch is not None for issuer in self._issuers)

    def recognises(self, token: str) -> bool:
        """Say whether a token claims to come from an issuer known here; others are the host's."""
        claimed = peek(token).get("iss")
        return claimed == ISSUER or any(claimed == issuer.issuer for issuer in self._issuers)

    def verify(self, token: str) -> Verified:
        """Return what a token says. Raises ``TokenInvalid``, ``TokenExpired``, ``Unavailable``."""
        header, claimed = header_of(token), peek(token)
        if claimed.get("iss") == ISSUER:
            return self._verify_own(token, header)
        return self._verify_foreign(token, header, self._issuer_of(claimed))

    def _verify_own(self, token: str, header: Mapping[str, Any]) -> Verified:
        key = self._own.get(str(header.get("kid")))
        if key is None:
            raise _invalid("the token was signed by an unknown key")
        claims = self._signed(token, key, OWN_ALGORITHMS)
        if _audiences(claims) != [self._audience]:
            raise _invalid("the token is meant for another audience")
        times = check_times(claims, self._clock(), MAX_TTL)
        identity = Identity(
            tenant=_text(claims, "ten"),
            person=_text(claims, "sub"),
            scopes=str(claims.get("scope") or "").split(),
        )
        return self._verified(identity, times, claims)

    def _issuer_of(self, claimed: Mapping[str, Any]) -> Issuer:
        """Choose by issuer, audience and tenant; only what was registered is ever looked up."""
        audiences, tenant = _audiences(claimed), claimed.get("ten")
        found = [
            issuer
            for issuer in self._issuers
            if issuer.issuer == claimed.get("iss")
            and issuer.audience in audiences
            and tenant in (None, issuer.tenant)
        ]
        if len(found) != 1:
            raise _invalid("the token is of no issuer that this server was given")
        return found[0]

    def _verify_foreign(self, token: str, header: Mapping[str, Any], issuer: Issuer) -> Verified:
        key = self._keys.find(issuer, header.get("kid"))
        claims = self._signed(token, key, issuer.algorithms)
        if self._issuer_of(claims) != issuer:
            raise _invalid("the token is of another issuer")
        times = check_times(claims, self._clock(), issuer.max_age)
        asked = str(claims.get("scope") or "").split()
        person = _text(claims, "sub")
        if person.startswith(("service:", "system:")):
            raise _invalid("a tenant's issuer speaks for people only")
        identity = Identity(
            tenant=issuer.tenant,
            person=person,
            name=str(claims.get("name") or ""),
            scopes=[scope for scope in asked if scope in issuer.scopes],
        )
        return self._verified(identity, times, claims)

    def _signed(self, token: str, key: Any, algorithms: Iterable[str]) -> Mapping[str, Any]:
        registry = _Allowed(algorithms=list(algorithms))
        try:
            return jwt.decode(token, key, registry=registry).claims
        except (JoseError, ValueError, TypeError) as error:
            raise _invalid("the signature does not verify") from error

    def _verified(
        self, identity: Identity, times: tuple[float, float], claims: Mapping[str, Any]
    ) -> Verified:
        try:
            return Verified(checked(identity), *times, str(claims.get("jti") or ""))
        except ValueError as error:
            raise _invalid(str(error)) from None
