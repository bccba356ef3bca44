"""Plivo's Message resource (compliance 5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from onrecord_server.sms.gateways.base import (
    Accepted,
    Inbound,
    Media,
    Outgoing,
    Report,
    Status,
    Webhook,
)
from onrecord_server.sms.gateways.plivo_signing import has_v3, v2_holds, v3_holds
from onrecord_server.sms.gateways.reading import (
    MOST,
    Tree,
    form,
    moment,
    number,
    reference_in,
    status,
    told,
    with_reference,
)
from onrecord_server.sms.gateways.wire import (
    PATIENCE,
    Call,
    asked,
    basic,
    demand_id,
    is_id,
    post_json,
    segment,
    taken,
)


ACCOUNTS: Final = "https://api.plivo.com/v1/Account"
STATUSES: Final[dict[str, Status]] = {
    "queued": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "rejected": "failed",
}
#: The error code of a text that was delivered.
_FINE: Final = "000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plivo:
    """One account. It keeps no text of ours (``log=false``).

    ``accept_v2`` takes webhooks that are signed by V2 alone. V2 signs neither body, query nor time: who
    saw one request can forge others, so what it says is to be asked back (``ask``) before it counts.
    """

    account: str
    token: str = field(repr=False)
    accept_v2: bool = False
    patience: float = PATIENCE

    def send(self, outgoing: Outgoing) -> Accepted:
        """Send a message; 202 names it in ``message_uuid``, a list of one."""
        call = post_json(self._url(), _said(outgoing), self._login, self.patience)
        found, _ = taken(call, _code)
        return Accepted(demand_id(Tree(found)["message_uuid"][0].text))

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Check V3, or V2 where that is enough; neither has a time."""
        if len(webhook.body) > MOST:
            return False
        if has_v3(webhook):
            return v3_holds(webhook, self.token)
        return self.accept_v2 and v2_holds(webhook, self.token)

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Read a status callback or an inbound message; both are forms."""
        said = form(webhook)
        if said["Status"].text:
            return [_report(said, webhook)]
        return [_inbound(said, webhook)]

    def ask(self, provider_id: str) -> Report | None:
        """Fetch the message."""
        if not is_id(provider_id):
            return None
        call = Call("GET", self._url(provider_id), self._login, patience=self.patience)
        if (found := asked(call, _code)) is None:
            return None
        said, raw = Tree(found[0]), found[1]
        word = status(told(said["message_state"]), STATUSES)
        at = moment(said["message_time"].text)
        return Report(provider_id, word, _reason(said["error_code"]), at, raw)

    def find(self, reference: str) -> Report | None:
        """Plivo carries no reference of ours; it comes back in the callback."""
        return None

    @property
    def _login(self) -> dict[str, str]:
        return basic(self.account, self.token)

    def _url(self, provider_id: str = "") -> str:
        end = f"{segment(provider_id)}/" if provider_id else ""
        return f"{ACCOUNTS}/{segment(self.account)}/Message/{end}"


def _said(outgoing: Outgoing) -> dict[str, object]:
    said: dict[str, object] = {
        "src": outgoing.sender,
        "dst": outgoing.to,
        "text": outgoing.text,
        "log": "false",
    }
    if outgoing.media:
        said |= {"type": "mms", "media_urls": list(outgoing.media)}
    if outgoing.callback:
        said |= {
            "url": with_reference(outgoing.callback, outgoing.reference),
            "method": "POST",
        }
    return said


def _reason(said: Tree) -> str | None:
    return None if said.text in ("", _FINE) else said.text


def _report(said: Tree, webhook: Webhook) -> Report:
    return Report(
        said["MessageUUID"].needed,
        status(said["Status"].text, STATUSES),
        _reason(said["ErrorCode"]),
        None,
        webhook.body,
        reference_in(webhook.url),
    )


def _inbound(said: Tree, webhook: Webhook) -> Inbound:
    media = [said[f"Media{n}"].text for n in range(10)]
    return Inbound(
        said["MessageUUID"].needed,
        number(said["From"].needed),
        number(said["To"].needed),
        said["Text"].text,
        tuple(Media(url) for url in media if re.match("https?://", url)),
        None,
        webhook.body or webhook.url.encode(),
    )


def _code(said: object) -> object:
    """Return the code of an error, where there is one; mostly Plivo only has words."""
    return Tree(said)["error_code"].value
