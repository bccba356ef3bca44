"""What providers would call us with, signed as they would sign it."""

import base64
import datetime as dt
import functools
import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from nacl.signing import SigningKey

from onrecord_server.sms.gateways import local, plivo_signing, sinch, sns, twilio
from onrecord_server.sms.gateways.base import Webhook
from onrecord_server.sms.gateways.reading import Tree


NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)
SECONDS = int(NOW.timestamp())
URL = "https://app.example.com/chat/sms/acme?reference=att-1"
SECRET = "s3cr3t-that-nobody-may-read"
TELNYX = SigningKey(hashlib.sha256(SECRET.encode()).digest())
TOPIC = "arn:aws:sns:us-east-1:123456789012:texts"
CERTIFICATE_URL = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem"
FORM = "application/x-www-form-urlencoded"


def json_hook(said: object, headers: dict[str, str], body: bytes | None = None) -> Webhook:
    raw = json.dumps(said).encode() if body is None else body
    return Webhook(URL, "POST", {"Content-Type": "application/json", **headers}, raw)


def twilio_hook(said: dict[str, str], secret: str = SECRET) -> Webhook:
    mac = twilio.signature(secret, URL, list(said.items()))
    headers = {"Content-Type": FORM, "X-Twilio-Signature": mac}
    return Webhook(URL, "POST", headers, urlencode(said).encode())


def plivo_hook(said: dict[str, str], secret: str = SECRET) -> Webhook:
    mac = plivo_signing.v3_signature(secret, "POST", URL, list(said.items()), "n-1")
    headers = {
        "Content-Type": FORM,
        "X-Plivo-Signature-V3": f"old=,{mac}",
        "X-Plivo-Signature-V3-Nonce": "n-1",
    }
    return Webhook(URL, "POST", headers, urlencode(said).encode())


def telnyx_hook(said: object, secret: str = SECRET, at: int = SECONDS) -> Webhook:
    body = json.dumps(said).encode()
    key = TELNYX if secret == SECRET else SigningKey(hashlib.sha256(secret.encode()).digest())
    mac = key.sign(f"{at}|".encode() + body).signature
    headers = {
        "Telnyx-Timestamp": str(at),
        "Telnyx-Signature-Ed25519": base64.b64encode(mac).decode(),
    }
    return json_hook(said, headers, body)


def sinch_hook(said: object, secret: str = SECRET, at: int = SECONDS) -> Webhook:
    body = json.dumps(said).encode()
    headers = {
        sinch.TIME: str(at),
        sinch.NONCE: "n-1",
        sinch.ALGORITHM: "HmacSHA256",
        sinch.SIGNATURE: sinch.signature(secret, body, "n-1", str(at)),
    }
    return json_hook(said, headers, body)


def local_hook(said: object, secret: str = SECRET, at: int = SECONDS) -> Webhook:
    body = json.dumps(said).encode()
    return json_hook(said, {local.SIGNATURE: local.signature(secret, str(at), body)}, body)


def _part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def vonage_hook(
    said: object,
    secret: str = SECRET,
    at: int = SECONDS,
    *,
    alg: str = "HS256",
    claims: dict[str, object] | None = None,
) -> Webhook:
    body = json.dumps(said).encode()
    usual = {"iat": at, "payload_hash": hashlib.sha256(body).hexdigest(), "application_id": "app"}
    signed = f"{_part({'alg': alg, 'typ': 'JWT'})}.{_part({**usual, **(claims or {})})}"
    mac = hmac.digest(secret.encode(), signed.encode(), "sha256")
    return json_hook(said, {"Authorization": f"Bearer {signed}.{_part(mac)}"}, body)


def certified(secret: str, size: int = 2048) -> tuple[rsa.RSAPrivateKey, bytes]:
    """Return a key and its certificate (PEM), one for each secret."""
    return _certified(secret, size)


@functools.cache
def _certified(secret: str, size: int) -> tuple[rsa.RSAPrivateKey, bytes]:
    key = rsa.generate_private_key(65537, size)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
    day = dt.timedelta(days=30)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    built = built.not_valid_before(NOW - day).not_valid_after(NOW + day)
    built = built.public_key(key.public_key()).serial_number(1)
    made = built.sign(key, hashes.SHA256())
    return key, made.public_bytes(serialization.Encoding.PEM)


def sns_hook(
    said: object,
    secret: str = SECRET,
    at: int = SECONDS,
    *,
    version: str = "2",
    size: int = 2048,
    changed: Mapping[str, object] | None = None,
) -> Webhook:
    stamp = dt.datetime.fromtimestamp(at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    envelope: dict[str, object] = {
        "Type": "Notification",
        "MessageId": "m-1",
        "TopicArn": TOPIC,
        "Message": json.dumps(said),
        "Timestamp": stamp,
        "SignatureVersion": version,
        "SigningCertURL": CERTIFICATE_URL,
        **(changed or {}),
    }
    digest = hashes.SHA1() if version == "1" else hashes.SHA256()
    message = sns.canonical(Tree(envelope)) or b""
    mac = certified(secret, size)[0].sign(message, padding.PKCS1v15(), digest)
    return json_hook({**envelope, "Signature": base64.b64encode(mac).decode()}, {})
