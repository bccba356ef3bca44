"""A provider on this very machine, for the demo and for tests, with a wire of its own.

It is called with ``Authorization: Bearer KEY``:

``POST {base}/v1/messages``            ``Idempotency-Key: REFERENCE`` and
                                       ``{"from", "to", "text", "media": [URL…], "reference", "callback"}``;
                                       201 with a message. The same key again answers the same message,
                                       with another body 409.
``GET {base}/v1/messages/{id}``        a message, or 404
``GET {base}/v1/messages?reference=…`` ``{"data": [message…]}``

A message is ``{"id", "status", "segments", "code", "at", "reference"}``: ``status`` is one of ``Status``,
``at`` RFC 3339; ``code`` and ``segments`` may be null. A refusal is 4xx with
``{"error": {"code", "message"}}``; 429 and 503 have ``Retry-After``.

It calls back with a POST of JSON, to the message's ``callback`` or to the one address for inbound texts:

``{"type": "status", "id", "status", "code", "at", "reference"}``
``{"type": "inbound", "id", "from", "to", "text", "media": [{"url", "type"}], "at"}``

Each has ``onrecord-sms-signature: t=SECONDS,v1=HEX``: HMAC-SHA256, with the secret, over the seconds since
1970, a dot and the raw body.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlencode, urlsplit

from onrecord.errors import UsageError
from onrecord_server.core.outside import HERE
from onrecord_server.sms.gateways.base import (
    Accepted,
    Inbound,
    Media,
    Outgoing,
    Report,
    Status,
    Webhook,
)
from onrecord_server.sms.gateways.reading import (
    MOST,
    Tree,
    begun,
    moment,
    number,
    status,
    told,
    tree,
)
from onrecord_server.sms.gateways.signing import fresh, same
from onrecord_server.sms.gateways.wire import (
    PATIENCE,
    Call,
    asked,
    bearer,
    demand_id,
    is_id,
    post_json,
    segment,
    taken,
)


SIGNATURE: Final = "onrecord-sms-signature"
STATUSES: Final[dict[str, Status]] = {
    "queued": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "expired": "expired",
    "unknown": "unknown",
}
_SIGNED: Final = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """The provider at ``base``, which is on loopback. Raises ``UsageError`` for every other place."""

    base: str
    key: str = field(repr=False)
    secret: str = field(repr=False)
    patience: float = PATIENCE

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if parts.scheme != "http" or parts.hostname not in HERE or parts.query or parts.fragment:
            raise UsageError("the local provider is on this very machine, over http")

    def send(self, outgoing: Outgoing) -> Accepted:
        """Send a message; 201 names it ``id``."""
        headers = {**bearer(self.key), "idempotency-key": outgoing.reference}
        call = post_json(self._url(), _said(outgoing), headers, self.patience)
        found = Tree(taken(call, _code)[0])
        word = begun(found["status"].text, STATUSES)
        return Accepted(demand_id(found["id"].text), found["segments"].number, word)

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Check HMAC-SHA256 over ``time.body``."""
        found = _SIGNED.fullmatch(webhook.header(SIGNATURE))
        if len(webhook.body) > MOST or found is None or not fresh(found[1], now):
            return False
        return same(signature(self.secret, found[1], webhook.body), found[0])

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Read a status or an inbound text."""
        said = tree(webhook.body)
        if said["type"].needed == "status":
            return [_report(said, webhook.body)]
        return [_inbound(said, webhook.body)] if said["type"].text == "inbound" else []

    def ask(self, provider_id: str) -> Report | None:
        """Fetch the message."""
        if not is_id(provider_id):
            return None
        if (found := self._get(f"/{segment(provider_id)}")) is None:
            return None
        said, raw = Tree(found[0]), found[1]
        return _looked_up(said, raw, provider_id)

    def find(self, reference: str) -> Report | None:
        """Look for the message by our reference."""
        if (found := self._get("?" + urlencode({"reference": reference}))) is None:
            return None
        ours = [one for one in Tree(found[0])["data"].many if one["reference"].text == reference]
        return _looked_up(ours[0], found[1], told(ours[0]["id"])) if ours else None

    def _get(self, end: str) -> tuple[object, bytes] | None:
        call = Call("GET", self._url(end), bearer(self.key), patience=self.patience)
        return asked(call, _code)

    def _url(self, end: str = "") -> str:
        return f"{self.base.rstrip('/')}/v1/messages{end}"


def signature(secret: str, at: str, body: bytes) -> str:
    """Return the header that signs a body at so many seconds since 1970."""
    mac = hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


def _said(outgoing: Outgoing) -> dict[str, object]:
    return {
        "from": outgoing.sender,
        "to": outgoing.to,
        "text": outgoing.text,
        "media": list(outgoing.media),
        "reference": outgoing.reference,
        "callback": outgoing.callback,
    }


def _report(said: Tree, raw: bytes) -> Report:
    return Report(
        said["id"].needed,
        status(said["status"].text, STATUSES),
        said["code"].text or None,
        moment(said["at"].text),
        raw,
        said["reference"].text or None,
    )


def _looked_up(said: Tree, raw: bytes, provider_id: str) -> Report:
    """Return what an answer says of the text that was asked for. Raises ``Unsure``."""
    word = status(told(said["status"]), STATUSES)
    code, reference = said["code"].text or None, said["reference"].text or None
    return Report(provider_id, word, code, moment(said["at"].text), raw, reference)


def _inbound(said: Tree, raw: bytes) -> Inbound:
    media = [
        Media(one["url"].text, one["type"].text or None)
        for one in said["media"].many
        if one["url"].text
    ]
    return Inbound(
        said["id"].needed,
        number(said["from"].needed),
        number(said["to"].needed),
        said["text"].text,
        tuple(media),
        moment(said["at"].text),
        raw,
    )


def _code(said: object) -> object:
    """Return ``error.code``."""
    return Tree(said)["error"]["code"].value
