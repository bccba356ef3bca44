"""Telnyx' v2 messages (compliance 5; webhooks are signed with Ed25519)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

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
from onrecord_server.sms.gateways.signing import fresh, unbase64
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


MESSAGES: Final = "https://api.telnyx.com/v2/messages"
SIGNATURE: Final = "telnyx-signature-ed25519"
TIME: Final = "telnyx-timestamp"
STATUSES: Final[dict[str, Status]] = {
    "scheduled": "queued",
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "delivery_failed": "undelivered",
    "sending_failed": "failed",
    "cancelled": "failed",
    "expired": "expired",
    "delivery_unconfirmed": "unknown",
}
_REPORTS: Final = ("message.sent", "message.finalized")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telnyx:
    """One account. ``public_key`` is its key for webhooks, in Base64; ``profile`` a messaging profile.

    Its webhooks want an answer within two seconds.
    """

    api_key: str = field(repr=False)
    public_key: str
    profile: str = ""
    patience: float = PATIENCE

    def send(self, outgoing: Outgoing) -> Accepted:
        """Send a message; the answer names it ``data.id``."""
        call = post_json(MESSAGES, self._said(outgoing), bearer(self.api_key), self.patience)
        found, _ = taken(call, _code)
        data = Tree(found)["data"]
        word = begun(data["to"][0]["status"].text, STATUSES)
        return Accepted(demand_id(data["id"].text), data["parts"].number, word)

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Check Ed25519 over ``time|body``."""
        at, given = webhook.header(TIME), unbase64(webhook.header(SIGNATURE))
        if len(webhook.body) > MOST or not given or not fresh(at, now):
            return False
        return _is_signed(self.public_key, at.encode() + b"|" + webhook.body, given)

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Read ``message.received``, ``message.sent`` and ``message.finalized``."""
        data = tree(webhook.body)["data"]
        kind, payload = data["event_type"].needed, data["payload"]
        if kind in _REPORTS:
            return [_report(payload, moment(data["occurred_at"].text), webhook.body)]
        return [_inbound(payload, webhook.body)] if kind == "message.received" else []

    def ask(self, provider_id: str) -> Report | None:
        """Fetch the message."""
        if not is_id(provider_id):
            return None
        url = f"{MESSAGES}/{segment(provider_id)}"
        call = Call("GET", url, bearer(self.api_key), patience=self.patience)
        if (found := asked(call, _code)) is None:
            return None
        payload = Tree({**_object(Tree(found[0])["data"]), "id": provider_id})
        told(payload["to"][0]["status"])
        at = moment(payload["completed_at"].text or payload["sent_at"].text)
        return _report(payload, at, found[1])

    def find(self, reference: str) -> Report | None:
        """Messages are listed by no tag; our reference comes back in the callback, as a tag."""
        return None

    def _said(self, outgoing: Outgoing) -> dict[str, object]:
        said: dict[str, object] = {
            "from": outgoing.sender,
            "to": outgoing.to,
            "text": outgoing.text,
            "messaging_profile_id": self.profile,
            "webhook_url": outgoing.callback,
            "tags": [outgoing.reference],
            "media_urls": list(outgoing.media),
        }
        return {name: value for name, value in said.items() if value}


def _is_signed(key: str, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(unbase64(key) or b"").verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def _object(said: Tree) -> dict[str, object]:
    return said.value if isinstance(said.value, dict) else {}


def _report(payload: Tree, at: datetime | None, raw: bytes) -> Report:
    return Report(
        payload["id"].needed,
        status(payload["to"][0]["status"].text, STATUSES),
        payload["errors"][0]["code"].text or None,
        at,
        raw,
        payload["tags"][0].text or None,
    )


def _inbound(payload: Tree, raw: bytes) -> Inbound:
    media = [
        Media(one["url"].text, one["content_type"].text or None)
        for one in payload["media"].many
        if one["url"].text
    ]
    return Inbound(
        payload["id"].needed,
        number(payload["from"]["phone_number"].needed),
        number(payload["to"][0]["phone_number"].needed),
        payload["text"].text,
        tuple(media),
        moment(payload["received_at"].text),
        raw,
    )


def _code(said: object) -> object:
    """Return the code of the first error, such as 40300."""
    return Tree(said)["errors"][0]["code"].value
