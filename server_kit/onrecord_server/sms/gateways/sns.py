"""Requests of Amazon SNS: whose they are, and what they carry (AWS: "Verifying the signatures of SNS messages").

``cryptography`` is there with the extra ``server``: joserfc depends on it.
"""

import re
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from onrecord_server.sms.gateways.base import Unreadable, Webhook
from onrecord_server.sms.gateways.reading import MOST, Tree, moment, tree
from onrecord_server.sms.gateways.signing import near, unbase64


#: Fetches the certificate (PEM) of a URL that was checked; None where it could not. It may keep it.
FetchCertificate = Callable[[str], bytes | None]

_HOST: Final = re.compile(r"sns\.[a-z]{2}(-[a-z]+)+-[0-9]\.amazonaws\.com(\.cn)?")
_FIELDS: Final = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message",
        "MessageId",
        "SubscribeURL",
        "Timestamp",
        "Token",
        "TopicArn",
        "Type",
    ),
}
_FIELDS["UnsubscribeConfirmation"] = _FIELDS["SubscriptionConfirmation"]
#: Bits that a key has at least.
_STRONG: Final = 2048


def holds(
    webhook: Webhook, now: datetime, topics: Collection[str], fetch: FetchCertificate
) -> bool:
    """Say whether a request is SNS' own, of one of our topics, and within the window."""
    if len(webhook.body) > MOST:
        return False
    try:
        said = tree(webhook.body)
    except Unreadable:
        return False
    at = moment(said["Timestamp"].text)
    if at is None or not near(at.timestamp(), now) or _raw(said, "TopicArn") not in topics:
        return False
    return _is_signed(said, now, fetch)


def is_sns(url: str) -> bool:
    """Say whether a URL is of SNS itself, over https and on no port of its own."""
    try:
        parts = urlsplit(url)
        plain = parts.port is None and "@" not in parts.netloc
    except ValueError:
        return False
    return parts.scheme == "https" and plain and bool(_HOST.fullmatch(parts.hostname or ""))


def canonical(said: Tree) -> bytes | None:
    """Return what is signed, name and value on lines of their own; None for a type that is none of SNS'."""
    names = _FIELDS.get(_raw(said, "Type") or "", ())
    needed = [name for name in names if name != "Subject" or _raw(said, name) is not None]
    values = [_raw(said, name) for name in needed]
    if not values or None in values:
        return None
    lines = [f"{name}\n{value}\n" for name, value in zip(needed, values, strict=True)]
    return "".join(lines).encode("utf-8", "surrogatepass")


def _raw(said: Tree, name: str) -> str | None:
    """Return a field untouched: what is signed is what came."""
    value = said[name].value
    return value if isinstance(value, str) else None


def _is_signed(said: Tree, now: datetime, fetch: FetchCertificate) -> bool:
    url, given = said["SigningCertURL"].text, unbase64(said["Signature"].text)
    message = canonical(said)
    if not given or message is None or not _is_certificate(url):
        return False
    pem = fetch(url)
    return pem is not None and _checks(pem, said["SignatureVersion"].text, message, given, now)


def _is_certificate(url: str) -> bool:
    return is_sns(url) and urlsplit(url).path.endswith(".pem")


def _checks(pem: bytes, version: str, message: bytes, given: bytes, now: datetime) -> bool:
    """Say whether the certificate's RSA key signed: version 1 over SHA-1, version 2 over SHA-256."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA1, SHA256

    digests = {"1": SHA1, "2": SHA256}
    if version not in digests:
        return False
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        key = certificate.public_key()
        valid = certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
        if not valid or not isinstance(key, RSAPublicKey) or key.key_size < _STRONG:
            return False
        key.verify(given, message, PKCS1v15(), digests[version]())
    except (InvalidSignature, ValueError):
        return False
    return True
