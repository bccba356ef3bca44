"""Sinch's SMS REST API, batches of one recipient (compliance 5; HMAC headers as its SDKs make them)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from onrecord.errors import UsageError
from onrecord_server.sms.gateways.base import (
    Accepted,
    Inbound,
    Media,
    Outgoing,
    Refused,
    Report,
    Status,
    Webhook,
)
from onrecord_server.sms.gateways.reading import MOST, Tree, moment, number, status, told, tree
from onrecord_server.sms.gateways.signing import fresh, same, sha256_mac
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


REGIONS: Final = ("us", "eu", "au", "br", "ca")
SIGNATURE: Final = "x-sinch-webhook-signature"
NONCE: Final = "x-sinch-webhook-signature-nonce"
TIME: Final = "x-sinch-webhook-signature-timestamp"
ALGORITHM: Final = "x-sinch-webhook-signature-algorithm"
STATUSES: Final[dict[str, Status]] = {
    "queued": "queued",
    "dispatched": "sent",
    "delivered": "delivered",
    "failed": "undelivered",
    "aborted": "failed",
    "cancelled": "failed",
    "rejected": "failed",
    "deleted": "failed",
    "expired": "expired",
    "unknown": "unknown",
}
#: The code of a text on which nothing went wrong.
_FINE: Final = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sinch:
    """One service plan in one region. ``secret`` is the plan's for callbacks. Raises ``UsageError``."""

    plan: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    region: str = "us"
    patience: float = PATIENCE

    def __post_init__(self) -> None:
        if self.region not in REGIONS:
            raise UsageError(f"a region of Sinch is one of {', '.join(REGIONS)}")

    def send(self, outgoing: Outgoing) -> Accepted:
        """Send a batch to one; 201 names it ``id``, and reports are about that."""
        call = post_json(self._url(), _said(outgoing), bearer(self.token), self.patience)
        found, _ = taken(call, _code)
        return Accepted(demand_id(Tree(found)["id"].text))

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Check HMAC-SHA256 over ``body.nonce.time``."""
        at, nonce = webhook.header(TIME), webhook.header(NONCE)
        if len(webhook.body) > MOST or not nonce or not fresh(at, now) or not _is_known(webhook):
            return False
        return same(signature(self.secret, webhook.body, nonce, at), webhook.header(SIGNATURE))

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Read a report, by recipient or for the batch, or an inbound message."""
        said = tree(webhook.body)
        kind = said["type"].needed
        if re.fullmatch(r"recipient_delivery_report_(sms|mms)", kind):
            return [_report(said, said, webhook.body)]
        if re.fullmatch(r"delivery_report_(sms|mms)", kind):
            return [_report(said, said["statuses"][0], webhook.body)]
        return [_inbound(said, webhook.body)] if kind in ("mo_text", "mo_media") else []

    def ask(self, provider_id: str) -> Report | None:
        """Fetch the delivery report of the batch."""
        if not is_id(provider_id):
            return None
        url = self._url(f"/{segment(provider_id)}/delivery_report?type=full")
        call = Call("GET", url, bearer(self.token), patience=self.patience)
        if (found := asked(call, _code)) is None:
            return None
        answer, raw = Tree(found[0]), found[1]
        told(answer["statuses"][0]["status"])
        said = {"batch_id": provider_id, "client_reference": answer["client_reference"].text}
        return _report(Tree(said), answer["statuses"][0], raw)

    def find(self, reference: str) -> Report | None:
        """Look for the batch by ``client_reference``, and for its report."""
        url = self._url("?" + urlencode({"client_reference": reference, "page_size": 2}))
        call = Call("GET", url, bearer(self.token), patience=self.patience)
        if (found := asked(call, _code)) is None:
            return None
        ours = [
            one["id"].text
            for one in Tree(found[0])["batches"].many
            if one["client_reference"].text == reference
        ]
        return self.ask(ours[0]) or _begun(ours[0], found[1], reference) if ours else None

    def _url(self, end: str = "") -> str:
        return f"https://{self.region}.sms.api.sinch.com/xms/v1/{segment(self.plan)}/batches{end}"


def signature(secret: str, body: bytes, nonce: str, at: str) -> str:
    """Return the signature over the raw body, a number used once and the seconds since 1970."""
    end = f".{nonce}.{at}".encode("utf-8", "surrogatepass")
    return sha256_mac(secret, body + end)


def _is_known(webhook: Webhook) -> bool:
    """Say whether the header names the one algorithm, or there is none."""
    return webhook.header(ALGORITHM).lower() in ("", "hmacsha256")


def _begun(batch: str, raw: bytes, reference: str) -> Report:
    """Return that a batch is there, of which there is no report yet."""
    return Report(batch, "queued", None, None, raw, reference)


def _said(outgoing: Outgoing) -> dict[str, object]:
    said: dict[str, object] = {
        "from": outgoing.sender,
        "to": [outgoing.to],
        "body": outgoing.text,
        "delivery_report": "per_recipient",
        "client_reference": outgoing.reference,
    }
    if outgoing.callback:
        said["callback_url"] = outgoing.callback
    if len(outgoing.media) > 1:
        raise Refused("one-media-only")
    if outgoing.media:
        words = {"message": outgoing.text} if outgoing.text else {}
        said |= {"type": "mt_media", "body": {"url": outgoing.media[0], **words}}
    return said


def _report(said: Tree, state: Tree, raw: bytes) -> Report:
    return Report(
        said["batch_id"].needed,
        status(state["status"].text, STATUSES),
        None if state["code"].text in ("", _FINE) else state["code"].text,
        moment(said["at"].text),
        raw,
        said["client_reference"].text or None,
    )


def _inbound(said: Tree, raw: bytes) -> Inbound:
    body = said["body"]
    media = [
        Media(one["url"].text, one["content_type"].text or None)
        for one in body["media"].many
        if one["url"].text
    ]
    return Inbound(
        said["id"].needed,
        number(said["from"].needed),
        number(said["to"].needed),
        body.text or body["message"].text,
        tuple(media),
        moment(said["received_at"].text),
        raw,
    )


def _code(said: object) -> object:
    """Return ``code`` of an error, such as ``syntax_constraint_violation``."""
    return Tree(said)["code"].value
