"""Vonage's Messages API, channels sms and mms (compliance 5; webhooks are JWTs with the hash of the body)."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from onrecord_server.sms.gateways.base import (
    Accepted,
    Inbound,
    Media,
    Outgoing,
    Refused,
    Report,
    Status,
    Unreadable,
    Webhook,
)
from onrecord_server.sms.gateways.reading import MOST, Tree, moment, number, status, tree
from onrecord_server.sms.gateways.signing import near, same, unbase64url
from onrecord_server.sms.gateways.wire import (
    PATIENCE,
    basic,
    bearer,
    demand_id,
    post_json,
    taken,
)


MESSAGES: Final = "https://api.nexmo.com/v1/messages"
#: How long a login lasts, in seconds: one call.
LOGIN: Final = 120
STATUSES: Final[dict[str, Status]] = {
    "submitted": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "rejected": "failed",
    "undeliverable": "undelivered",
}
_MEDIA: Final = ("image", "vcard", "audio", "video", "file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vonage:
    """One application, by its private key (PEM), or one account, by its API key and secret.

    ``signing`` is the account's signature secret. Webhooks of the Messages API want an application.
    """

    signing: str = field(repr=False)
    application: str = ""
    private_key: str = field(default="", repr=False)
    key: tuple[str, str] | None = field(default=None, repr=False)
    patience: float = PATIENCE
    clock: Callable[[], float] = field(default=time.time, repr=False)

    def send(self, outgoing: Outgoing) -> Accepted:
        """Send a message; 202 names it ``message_uuid``."""
        call = post_json(MESSAGES, _said(outgoing), self._login(), self.patience)
        found, _ = taken(call, _code)
        return Accepted(demand_id(Tree(found)["message_uuid"].text))

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Check the JWT: HS256 and nothing else, the hash of the body, and when it was issued."""
        scheme, _, token = webhook.header("authorization").partition(" ")
        if len(webhook.body) > MOST or scheme.lower() != "bearer":
            return False
        if (claims := _claims(token.strip(), self.signing)) is None:
            return False
        digest = hashlib.sha256(webhook.body).hexdigest()
        return (
            same(claims["payload_hash"].text, digest)
            and _in_time(claims, now)
            and self._is_ours(claims)
        )

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Read a status or an inbound message; other channels are of no concern."""
        said = tree(webhook.body)
        if said["channel"].text not in ("", "sms", "mms"):
            return []
        if said["status"].text:
            return [_report(said, webhook.body)]
        return [_inbound(said, webhook.body)]

    def ask(self, provider_id: str) -> Report | None:
        """The Messages API does not tell what became of a message; it only calls back."""
        return None

    def find(self, reference: str) -> Report | None:
        """The same; our reference comes back in the callback."""
        return None

    def _login(self) -> dict[str, str]:
        if not self.private_key:
            return basic(*(self.key or ("", "")))
        return bearer(_login_token(self.application, self.private_key, int(self.clock())))

    def _is_ours(self, claims: Tree) -> bool:
        """Say whether a JWT that names an application names ours."""
        named = claims["application_id"].text
        return not (named and self.application) or same(named, self.application)


def _login_token(application: str, private_key: str, now: int) -> str:
    """Return the JWT that lets us in: RS256 over application, time and a number used once."""
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    said = {
        "application_id": application,
        "iat": now,
        "exp": now + LOGIN,
        "jti": secrets.token_hex(16),
    }
    return jwt.encode({"alg": "RS256", "typ": "JWT"}, said, RSAKey.import_key(private_key))


def _claims(token: str, key: str) -> Tree | None:
    """Return the claims of a JWT that is signed by HS256 with our key; None for every other."""
    parts = token.split(".")
    decoded = [unbase64url(part) for part in parts]
    if len(parts) != 3 or not all(decoded):
        return None
    head, body, mac = (part or b"" for part in decoded)
    signed = ".".join(parts[:2]).encode()
    if not same(hmac.digest(key.encode(), signed, "sha256"), mac):
        return None
    return tree(body) if _pinned(head) and _is_tree(body) else None


def _pinned(head: bytes) -> bool:
    said = tree(head) if _is_tree(head) else Tree(None)
    return said["alg"].text == "HS256" and said["crit"].value is None


def _is_tree(body: bytes) -> bool:
    try:
        tree(body)
    except Unreadable:
        return False
    return True


def _in_time(claims: Tree, now: datetime) -> bool:
    """Say whether it was issued within the window, and is over by no end of its own."""
    issued, end = _seconds(claims["iat"]), _seconds(claims["exp"])
    if issued is None or not near(issued, now):
        return False
    return claims["exp"].value is None or (end is not None and end >= now.timestamp())


def _seconds(said: Tree) -> float | None:
    """Return a time of a JWT (RFC 7519, 2: NumericDate); None for what is none."""
    value = said.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e12 else None


def _said(outgoing: Outgoing) -> dict[str, object]:
    common = {
        "to": outgoing.to.lstrip("+"),
        "from": outgoing.sender.lstrip("+"),
        "client_ref": outgoing.reference,
        **({"webhook_url": outgoing.callback} if outgoing.callback else {}),
    }
    if not outgoing.media:
        return {**common, "channel": "sms", "message_type": "text", "text": outgoing.text}
    if len(outgoing.media) > 1:
        raise Refused("one-media-only")
    image = {"url": outgoing.media[0], **({"caption": outgoing.text} if outgoing.text else {})}
    return {**common, "channel": "mms", "message_type": "image", "image": image}


def _party(said: Tree) -> str:
    """Return a number; older webhooks wrap it."""
    return number(said.text or said["number"].needed)


def _report(said: Tree, raw: bytes) -> Report:
    return Report(
        said["message_uuid"].needed,
        status(said["status"].text, STATUSES),
        _reason(said["error"]),
        moment(said["timestamp"].text),
        raw,
        said["client_ref"].text or None,
    )


def _inbound(said: Tree, raw: bytes) -> Inbound:
    media = [Media(said[kind]["url"].text) for kind in _MEDIA if said[kind]["url"].text]
    words = [said["text"].text, *(said[kind]["caption"].text for kind in _MEDIA)]
    return Inbound(
        said["message_uuid"].needed,
        _party(said["from"]),
        _party(said["to"]),
        next(filter(None, words), ""),
        tuple(media),
        moment(said["timestamp"].text),
        raw,
    )


def _reason(said: Tree) -> str | None:
    """Return the number after the ``#`` of an error's type, or its code."""
    return said["type"].text.rpartition("#")[2] or said["code"].text or None


def _code(said: object) -> object:
    """Return the number of a problem (RFC 9457): its type ends with ``#1120``."""
    return _reason(Tree(said))
