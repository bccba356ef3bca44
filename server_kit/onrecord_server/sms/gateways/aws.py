"""AWS End User Messaging, formerly Pinpoint SMS and Voice v2 (compliance 5; ``signingName`` of its API model).

It reports to an event destination of a configuration set, and hands inbound texts over: both through SNS.
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal

from onrecord.errors import UsageError
from onrecord_server.sms.gateways.base import (
    Accepted,
    Inbound,
    Outgoing,
    Refused,
    Report,
    Status,
    Webhook,
)
from onrecord_server.sms.gateways.reading import Tree, moment, number, since_epoch, status, tree
from onrecord_server.sms.gateways.sigv4 import Keys, Scope, signed
from onrecord_server.sms.gateways.sns import FetchCertificate, holds, is_sns
from onrecord_server.sms.gateways.wire import PATIENCE, Call, demand_id, taken


SERVICE: Final = "sms-voice"
TARGET: Final = "PinpointSMSVoiceV2"
#: ``TEXT_SUCCESSFUL`` is what the carrier took; only some carriers say that a phone has it.
STATUSES: Final[dict[str, Status]] = {
    "text_queued": "queued",
    "text_pending": "sent",
    "text_sent": "sent",
    "text_successful": "sent",
    "text_delivered": "delivered",
    "text_invalid": "failed",
    "text_invalid_message": "failed",
    "text_blocked": "failed",
    "text_carrier_blocked": "failed",
    "text_spam": "failed",
    "text_protect_blocked": "failed",
    "text_unreachable": "undelivered",
    "text_carrier_unreachable": "undelivered",
    "text_ttl_expired": "expired",
    "text_unknown": "unknown",
}
#: Refusals of status 400 that only ask for patience.
BUSY: Final = frozenset({"ThrottlingException"})
#: The reason of a ``ConflictException`` that is about whom a text goes to.
OPTED_OUT: Final = "DESTINATION_PHONE_NUMBER_OPTED_OUT"
_REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aws:
    """One account in one region. ``topics`` are the ARNs whose requests count.

    ``fetch`` gets a signing certificate, or what confirms a subscription: its URL is checked before, it
    follows nothing and is bounded.
    Raises ``UsageError``.
    """

    region: str
    keys: Keys
    topics: frozenset[str]
    fetch: FetchCertificate = field(repr=False)
    configuration_set: str = ""
    kind: Literal["TRANSACTIONAL", "PROMOTIONAL"] = "TRANSACTIONAL"
    patience: float = PATIENCE
    clock: Callable[[], float] = field(default=time.time, repr=False)

    def __post_init__(self) -> None:
        if not _REGION.fullmatch(self.region):
            raise UsageError("a region of AWS is written like us-east-1")

    def send(self, outgoing: Outgoing) -> Accepted:
        """Call ``SendTextMessage`` or, with media, ``SendMediaMessage``; the answer has ``MessageId``."""
        operation = "SendMediaMessage" if outgoing.media else "SendTextMessage"
        call = self._call(operation, self._said(outgoing))
        found, _ = taken(call, _code, BUSY)
        return Accepted(demand_id(Tree(found)["MessageId"].text))

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Check the signature of SNS."""
        return holds(webhook, now, self.topics, self.fetch)

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Read what SNS carries: an event of a text, or an inbound text. Else see ``subscription``."""
        envelope = tree(webhook.body)
        if envelope["Type"].text != "Notification":
            return []
        said = tree(envelope["Message"].needed)
        if said["inboundMessageId"].text:
            return [_inbound(said, moment(envelope["Timestamp"].text), webhook.body)]
        event = said["eventType"].text.startswith("TEXT_") and said["messageId"].text
        return [_report(said, webhook.body)] if event else []

    def subscription(self, webhook: Webhook) -> str | None:
        """Return the URL that confirms a subscription, out of a verified request; None if it asks for none."""
        envelope = tree(webhook.body)
        url = envelope["SubscribeURL"].text
        asks = envelope["Type"].text == "SubscriptionConfirmation"
        return url if asks and is_sns(url) and envelope["TopicArn"].text in self.topics else None

    def confirm(self, webhook: Webhook) -> bool | None:
        """Confirm a subscription that a verified request asks for; None where it asks for none.

        Called is what SNS named itself, of a topic of ours: nothing else can be.
        """
        asked = tree(webhook.body)["Type"].text == "SubscriptionConfirmation"
        url = self.subscription(webhook)
        if url is None:
            return False if asked else None
        return self.fetch(url) is not None

    def ask(self, provider_id: str) -> Report | None:
        """AWS does not tell what became of a text; it only sends events."""
        return None

    def find(self, reference: str) -> Report | None:
        """The same; our reference comes back in the event's context."""
        return None

    def _said(self, outgoing: Outgoing) -> dict[str, object]:
        said: dict[str, object] = {
            "DestinationPhoneNumber": outgoing.to,
            "OriginationIdentity": outgoing.sender,
            "MessageBody": outgoing.text,
            "ConfigurationSetName": self.configuration_set,
            "Context": {"reference": outgoing.reference},
        }
        if not outgoing.media:
            said["MessageType"] = self.kind
        elif all(url.startswith("s3://") for url in outgoing.media):
            said["MediaUrls"] = list(outgoing.media)
        else:
            raise Refused("media-not-in-s3")
        return {name: value for name, value in said.items() if value}

    def _call(self, operation: str, said: dict[str, object]) -> Call:
        host, body = f"{SERVICE}.{self.region}.amazonaws.com", json.dumps(said).encode()
        headers = {
            "host": host,
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": f"{TARGET}.{operation}",
        }
        at = datetime.fromtimestamp(self.clock(), UTC)
        ready = signed(self.keys, Scope(self.region, SERVICE), headers, body, at)
        return Call("POST", f"https://{host}/", ready, body, self.patience)


def _report(said: Tree, raw: bytes) -> Report:
    word = status(said["eventType"].text, STATUSES)
    stamp = said["eventTimestamp"].text
    at = since_epoch(int(stamp) / 1000 if re.fullmatch("[0-9]{1,15}", stamp) else None)
    wrong = word not in ("queued", "sent", "delivered")
    reference = said["context"]["reference"].text or None
    return Report(
        said["messageId"].needed,
        word,
        said["eventType"].text if wrong else None,
        at,
        raw,
        reference,
    )


def _inbound(said: Tree, at: datetime | None, raw: bytes) -> Inbound:
    return Inbound(
        said["inboundMessageId"].needed,
        number(said["originationNumber"].needed),
        number(said["destinationNumber"].needed),
        said["messageBody"].text,
        (),
        at,
        raw,
    )


def _code(said: object) -> object:
    """Return the exception of an error: ``__type`` may have a name space before ``#``.

    Of a number that ended our texts it is the reason that says so.
    """
    if Tree(said)["Reason"].text == OPTED_OUT:
        return OPTED_OUT
    return Tree(said)["__type"].text.rpartition("#")[2]
