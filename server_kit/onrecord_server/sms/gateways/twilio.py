"""Twilio's Messages resource (compliance 5; fields and signature as in its own Python library, 9.13)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

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
    form,
    is_form,
    mailed,
    number,
    pairs,
    reference_in,
    status,
    told,
    with_reference,
)
from onrecord_server.sms.gateways.signing import same, sha1_mac
from onrecord_server.sms.gateways.wire import (
    PATIENCE,
    Call,
    asked,
    basic,
    demand_id,
    is_id,
    segment,
    taken,
)


ACCOUNTS: Final = "https://api.twilio.com/2010-04-01/Accounts"
SIGNATURE: Final = "x-twilio-signature"
#: ``MessageInstance.Status`` of its library. ``read`` is of channels that tell so.
STATUSES: Final[dict[str, Status]] = {
    "accepted": "queued",
    "scheduled": "queued",
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "partially_delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}
_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class Twilio:
    """One account. Calls are signed in by ``key`` and its secret, where given; webhooks are by ``token``.

    A sender ``MG…`` is a messaging service. Twilio signs no time: who sees the same request again knows
    it by its id and status.
    """

    account: str
    token: str = field(repr=False)
    key: tuple[str, str] | None = field(default=None, repr=False)
    patience: float = PATIENCE

    def send(self, outgoing: Outgoing) -> Accepted:
        """Create a message; 201 names it ``sid``."""
        body = urlencode(_fields(outgoing)).encode()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        call = Call("POST", self._url(".json"), {**self._login, **kind}, body, self.patience)
        found, _ = taken(call, _code)
        return _accepted(Tree(found))

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Check ``X-Twilio-Signature``; it has no time."""
        if len(webhook.body) > MOST or not (given := webhook.header(SIGNATURE)):
            return False
        if (signed := _signed_fields(webhook)) is None:
            return False
        matches = [same(signature(self.token, url, signed), given) for url in _urls(webhook.url)]
        return any(matches)

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Read a status callback or an inbound message; both are forms."""
        said = form(webhook)
        if said["MessageStatus"].text:
            return [_report(said, webhook)]
        return [_inbound(said, webhook)]

    def ask(self, provider_id: str) -> Report | None:
        """Fetch the message."""
        if not is_id(provider_id):
            return None
        call = Call(
            "GET", self._url(f"/{segment(provider_id)}.json"), self._login, patience=self.patience
        )
        if (found := asked(call, _code)) is None:
            return None
        said, raw = Tree(found[0]), found[1]
        at = mailed(said["date_updated"].text)
        word = status(told(said["status"]), STATUSES)
        return Report(provider_id, word, said["error_code"].text or None, at, raw)

    def find(self, reference: str) -> Report | None:
        """Twilio carries no reference of ours that could be looked for; it comes back in the callback."""
        return None

    @property
    def _login(self) -> dict[str, str]:
        return basic(*(self.key or (self.account, self.token)))

    def _url(self, end: str) -> str:
        return f"{ACCOUNTS}/{segment(self.account)}/Messages{end}"


def signature(token: str, url: str, fields: Sequence[tuple[str, str]]) -> str:
    """Return what Twilio signs: the URL and, by name, each name with each of its values once."""
    ordered = sorted(set(fields))
    said = url + "".join(name + value for name, value in ordered)
    return sha1_mac(token, said.encode("utf-8", "surrogatepass"))


def _signed_fields(webhook: Webhook) -> list[tuple[str, str]] | None:
    """Return the fields that are signed beside the URL; None if the body is signed by nothing."""
    if not webhook.body:
        return []
    if webhook.method.upper() == "GET":
        return None
    if is_form(webhook):
        return pairs(webhook.body) or None
    return [] if _names_body(webhook) else None


def _names_body(webhook: Webhook) -> bool:
    """Say whether the URL, which is signed, holds the hash of a body that is no form."""
    try:
        given = parse_qs(urlsplit(webhook.url).query).get("bodySHA256", [])
    except ValueError:
        return False
    return len(given) == 1 and same(given[0], hashlib.sha256(webhook.body).hexdigest())


def _urls(url: str) -> list[str]:
    """Return the URL with and without a port: Twilio signs either (``add_port``, ``remove_port``)."""
    try:
        parts = urlsplit(url)
        port, standard = parts.port, _PORTS.get(parts.scheme)
    except ValueError:
        return []
    if port is not None:
        return [url, _at(parts, "")]
    return [url, _at(parts, f":{standard}")] if standard else [url]


def _at(parts: SplitResult, port: str) -> str:
    user, at, host = parts.netloc.rpartition("@")
    bare = host if host.endswith("]") else host.rpartition(":")[0] or host
    return parts._replace(netloc=f"{user}{at}{bare}{port}").geturl()


def _fields(outgoing: Outgoing) -> list[tuple[str, str]]:
    service = outgoing.sender.startswith("MG")
    fields = [
        ("To", outgoing.to),
        ("StatusCallback", with_reference(outgoing.callback, outgoing.reference)),
        ("MessagingServiceSid" if service else "From", outgoing.sender),
        ("Body", outgoing.text),
        *(("MediaUrl", url) for url in outgoing.media),
    ]
    return [(name, value) for name, value in fields if value]


def _accepted(said: Tree) -> Accepted:
    sid = demand_id(said["sid"].text)
    return Accepted(sid, said["num_segments"].number, begun(said["status"].text, STATUSES))


def _report(said: Tree, webhook: Webhook) -> Report:
    return Report(
        said["MessageSid"].needed,
        status(said["MessageStatus"].text, STATUSES),
        said["ErrorCode"].text or None,
        None,
        webhook.body,
        reference_in(webhook.url),
    )


def _inbound(said: Tree, webhook: Webhook) -> Inbound:
    count = min(said["NumMedia"].number or 0, 10)
    media = [
        Media(said[f"MediaUrl{n}"].text, said[f"MediaContentType{n}"].text or None)
        for n in range(count)
    ]
    return Inbound(
        said["MessageSid"].needed,
        number(said["From"].needed),
        number(said["To"].needed),
        said["Body"].text,
        tuple(one for one in media if one.url),
        None,
        webhook.body or webhook.url.encode(),
    )


def _code(said: object) -> object:
    """Return ``code`` of an error, such as 21610."""
    return Tree(said)["code"].value
