"""What signatures have in common: bytes compared in constant time, and a window of five minutes."""

import base64
import binascii
import hashlib
import hmac
import re
from datetime import datetime
from typing import Final


#: Seconds that a signed time may be away from ours, before and after (compliance 5).
WINDOW: Final = 300
_SECONDS: Final = re.compile(r"[0-9]{1,12}")


def same(one: str | bytes, other: str | bytes) -> bool:
    """Compare in constant time; text of any kind may come from outside."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def fresh(seconds: str, now: datetime) -> bool:
    """Say whether a time in seconds since 1970 lies within the window."""
    return bool(_SECONDS.fullmatch(seconds)) and near(float(seconds), now)


def near(seconds: float, now: datetime) -> bool:
    """Say whether a time lies within the window."""
    return abs(now.timestamp() - seconds) <= WINDOW


def sha256_mac(key: str, message: bytes) -> str:
    """Return HMAC-SHA256 in Base64."""
    return base64.b64encode(hmac.digest(key.encode(), message, hashlib.sha256)).decode()


def sha1_mac(key: str, message: bytes) -> str:
    """Return HMAC-SHA1 in Base64; as a MAC it is not broken, and Twilio has no other."""
    return base64.b64encode(hmac.digest(key.encode(), message, hashlib.sha1)).decode()


def unbase64(text: str) -> bytes | None:
    """Return what Base64 says; None if it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None


def unbase64url(text: str) -> bytes | None:
    """Return what Base64 without padding for URLs says (RFC 7515, 2); None if it is none."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        return None
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        return None


def _bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
