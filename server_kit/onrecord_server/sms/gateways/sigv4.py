"""AWS Signature Version 4 for a POST to ``/`` without query, as the JSON protocols of AWS are."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final


ALGORITHM: Final = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Keys:
    """An access key with its secret, and the session's token where the key is of a while."""

    access: str
    secret: str = field(repr=False)
    session: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and for what a signature counts."""

    region: str
    service: str

    def on(self, day: str) -> str:
        """Return the scope of a day."""
        return f"{day}/{self.region}/{self.service}/aws4_request"


def signed(
    keys: Keys, scope: Scope, headers: dict[str, str], body: bytes, at: datetime
) -> dict[str, str]:
    """Return headers, in lower case and ``host`` among them, with time and signature. All are signed."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    session = {"x-amz-security-token": keys.session} if keys.session else {}
    all_headers = {**headers, **session, "x-amz-date": stamp}
    names = ";".join(sorted(all_headers))
    request = canonical("POST", "/", "", all_headers, body)
    mac = signature(keys.secret, scope, stamp, request)
    credential = f"{keys.access}/{scope.on(stamp[:8])}"
    said = f"{ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={mac}"
    return {**all_headers, "authorization": said}


def canonical(method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> str:
    """Return a request as it is signed: sorted headers, single spaces, the hash of the body."""
    lines = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in sorted(headers))
    names = ";".join(sorted(headers))
    return "\n".join([method, path, query, lines, names, hashlib.sha256(body).hexdigest()])


def signature(secret: str, scope: Scope, stamp: str, request: str) -> str:
    """Return the signature of a canonical request at a time (``20150830T123600Z``), in hex."""
    digest = hashlib.sha256(request.encode()).hexdigest()
    said = "\n".join([ALGORITHM, stamp, scope.on(stamp[:8]), digest])
    return _mac(signing_key(secret, scope, stamp[:8]), said).hex()


def signing_key(secret: str, scope: Scope, day: str) -> bytes:
    """Return the key of a day, a region and a service."""
    key = f"AWS4{secret}".encode()
    for part in (day, scope.region, scope.service, "aws4_request"):
        key = _mac(key, part)
    return key


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), hashlib.sha256)
