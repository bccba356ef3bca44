"""Every provider at the HTTP wire: what it answers, what it calls us with, and what we make of it."""

import base64
import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from onrecord_server.sms.gateways.aws import Aws
from onrecord_server.sms.gateways.base import Gateway, Outgoing, Status, Webhook
from onrecord_server.sms.gateways.local import Local
from onrecord_server.sms.gateways.plivo import Plivo
from onrecord_server.sms.gateways.sigv4 import Keys
from onrecord_server.sms.gateways.sinch import Sinch
from onrecord_server.sms.gateways.telnyx import Telnyx
from onrecord_server.sms.gateways.twilio import Twilio
from onrecord_server.sms.gateways.vonage import Vonage
from tests.sms.gateways import hooks


OUTGOING: Final = Outgoing(
    sender="+15550000001",
    to="+15550000002",
    text="Ihre Palette ist da: grün, 20 €",
    reference="att-1",
    callback="https://app.example.com/chat/sms/acme",
)
AT: Final = dt.datetime(2026, 11, 28, 8, 59, 58, tzinfo=dt.UTC)
STAMP: Final = "2026-11-28T08:59:58Z"


@dataclasses.dataclass(frozen=True)
class Double:
    """One provider. ``make`` takes the secret of its webhooks; ``hook`` signs what it would say."""

    make: Callable[[str], Gateway]
    url: str
    success: Any
    refusal: Any
    code: str
    hook: Callable[..., Webhook]
    report: Any
    inbound: Any
    #: What of the report and of the inbound text it cannot tell.
    told: frozenset[str] = frozenset({"reference", "at"})
    timed: bool = True
    created: int = 201
    status_url: str = ""
    state: Any = None

    @property
    def gateway(self) -> Gateway:
        return self.make(hooks.SECRET)


def _certificate(secret: str) -> Callable[[str], bytes | None]:
    return lambda url: hooks.certified(secret)[1]


TWILIO: Final = Double(
    make=lambda secret: Twilio(account="AC1", token=secret),
    url="https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json",
    success={"sid": "SM1", "status": "queued", "num_segments": "2", "error_code": None},
    refusal={"code": 21610, "message": "unsubscribed", "status": 400},
    code="21610",
    hook=hooks.twilio_hook,
    report={"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"},
    inbound={
        "MessageSid": "SM2",
        "SmsStatus": "received",
        "From": "+15550000002",
        "To": "+15550000001",
        "Body": "STOP 👍",
        "NumMedia": "1",
        "MediaUrl0": "https://media.example/1",
        "MediaContentType0": "image/png",
    },
    told=frozenset({"reference", "kind"}),
    timed=False,
    status_url="https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM1.json",
    state={
        "sid": "SM1",
        "status": "undelivered",
        "error_code": 30003,
        "date_updated": "Sat, 28 Nov 2026 08:59:58 +0000",
    },
)
VONAGE: Final = Double(
    make=lambda secret: Vonage(signing=secret, key=("key1", hooks.SECRET), application="app"),
    url="https://api.nexmo.com/v1/messages",
    success={"message_uuid": "SM1"},
    refusal={
        "type": "https://developer.vonage.com/api-errors/messages#1120",
        "title": "Invalid sender",
    },
    code="1120",
    hook=hooks.vonage_hook,
    report={
        "message_uuid": "SM1",
        "channel": "sms",
        "to": "15550000002",
        "from": "15550000001",
        "timestamp": STAMP,
        "status": "undeliverable",
        "error": {"type": "https://developer.vonage.com/api-errors/messages#30003"},
        "client_ref": "att-1",
    },
    inbound={
        "message_uuid": "SM2",
        "channel": "mms",
        "message_type": "image",
        "from": "15550000002",
        "to": "15550000001",
        "timestamp": STAMP,
        "image": {"url": "https://media.example/1", "caption": "STOP 👍"},
    },
    created=202,
)
TELNYX: Final = Double(
    make=lambda secret: Telnyx(
        api_key=hooks.SECRET,
        public_key=base64.b64encode(
            bytes(hooks.TELNYX.verify_key) if secret == hooks.SECRET else b"\x01" * 32
        ).decode(),
    ),
    url="https://api.telnyx.com/v2/messages",
    success={"data": {"id": "SM1", "parts": 2, "to": [{"status": "queued"}]}},
    refusal={"errors": [{"code": "40300", "title": "Blocked due to STOP message"}]},
    code="40300",
    hook=hooks.telnyx_hook,
    report={
        "data": {
            "event_type": "message.finalized",
            "occurred_at": STAMP,
            "payload": {
                "id": "SM1",
                "to": [{"phone_number": "+15550000002", "status": "delivery_failed"}],
                "errors": [{"code": "30003"}],
                "tags": ["att-1"],
            },
        }
    },
    inbound={
        "data": {
            "event_type": "message.received",
            "payload": {
                "id": "SM2",
                "from": {"phone_number": "+15550000002"},
                "to": [{"phone_number": "+15550000001"}],
                "text": "STOP 👍",
                "received_at": STAMP,
                "media": [{"url": "https://media.example/1", "content_type": "image/png"}],
            },
        }
    },
    told=frozenset({"reference", "at", "kind"}),
    created=200,
    status_url="https://api.telnyx.com/v2/messages/SM1",
    state={
        "data": {
            "id": "SM1",
            "to": [{"status": "delivery_failed"}],
            "errors": [{"code": "30003"}],
            "completed_at": STAMP,
        }
    },
)
PLIVO: Final = Double(
    make=lambda secret: Plivo(account="MA1", token=secret),
    url="https://api.plivo.com/v1/Account/MA1/Message/",
    success={"message_uuid": ["SM1"], "api_id": "a"},
    refusal={"error": "dst is not valid"},
    code="400",
    hook=hooks.plivo_hook,
    report={"MessageUUID": "SM1", "Status": "undelivered", "ErrorCode": "30003", "From": "1"},
    inbound={
        "MessageUUID": "SM2",
        "From": "15550000002",
        "To": "15550000001",
        "Text": "STOP 👍",
        "Type": "mms",
        "Media0": "https://media.example/1",
    },
    told=frozenset({"reference"}),
    timed=False,
    created=202,
    status_url="https://api.plivo.com/v1/Account/MA1/Message/SM1/",
    state={
        "message_state": "undelivered",
        "error_code": "30003",
        "message_time": "2026-11-28 08:59:58+00:00",
    },
)
SINCH: Final = Double(
    make=lambda secret: Sinch(plan="plan1", token=hooks.SECRET, secret=secret, region="eu"),
    url="https://eu.sms.api.sinch.com/xms/v1/plan1/batches",
    success={"id": "SM1", "canceled": False},
    refusal={"code": "syntax_constraint_violation", "text": "to is empty"},
    code="syntax_constraint_violation",
    hook=hooks.sinch_hook,
    report={
        "type": "recipient_delivery_report_sms",
        "batch_id": "SM1",
        "status": "Failed",
        "code": 30003,
        "at": STAMP,
        "client_reference": "att-1",
    },
    inbound={
        "type": "mo_media",
        "id": "SM2",
        "from": "15550000002",
        "to": "15550000001",
        "received_at": STAMP,
        "body": {
            "message": "STOP 👍",
            "media": [{"url": "https://media.example/1", "content_type": "image/png"}],
        },
    },
    told=frozenset({"reference", "at", "kind"}),
    status_url="https://eu.sms.api.sinch.com/xms/v1/plan1/batches/SM1/delivery_report?type=full",
    state={"statuses": [{"status": "Failed", "code": 30003, "count": 1}]},
)
AWS: Final = Double(
    make=lambda secret: Aws(
        region="us-east-1",
        keys=Keys("AKID", hooks.SECRET),
        topics=frozenset({hooks.TOPIC}),
        fetch=_certificate(secret),
    ),
    url="https://sms-voice.us-east-1.amazonaws.com/",
    success={"MessageId": "SM1"},
    refusal={"__type": "com.amazon#ConflictException", "Reason": "DESTINATION_OPTED_OUT"},
    code="ConflictException",
    hook=hooks.sns_hook,
    report={
        "eventType": "TEXT_UNREACHABLE",
        "eventTimestamp": int(AT.timestamp() * 1000),
        "isFinal": True,
        "messageId": "SM1",
        "context": {"reference": "att-1"},
    },
    inbound={
        "inboundMessageId": "SM2",
        "originationNumber": "+15550000002",
        "destinationNumber": "+15550000001",
        "messageKeyword": "STOP",
        "messageBody": "STOP 👍",
    },
    created=200,
)
LOCAL: Final = Double(
    make=lambda secret: Local(base="http://127.0.0.1:8099", key=hooks.SECRET, secret=secret),
    url="http://127.0.0.1:8099/v1/messages",
    success={"id": "SM1", "status": "queued", "segments": 2},
    refusal={"error": {"code": "opted_out", "message": "no"}},
    code="opted_out",
    hook=hooks.local_hook,
    report={
        "type": "status",
        "id": "SM1",
        "status": "undelivered",
        "code": "30003",
        "at": STAMP,
        "reference": "att-1",
    },
    inbound={
        "type": "inbound",
        "id": "SM2",
        "from": "+15550000002",
        "to": "+15550000001",
        "text": "STOP 👍",
        "media": [{"url": "https://media.example/1", "type": "image/png"}],
        "at": STAMP,
    },
    told=frozenset({"reference", "at", "kind"}),
    status_url="http://127.0.0.1:8099/v1/messages/SM1",
    state={"id": "SM1", "status": "undelivered", "code": "30003", "at": STAMP},
)
DOUBLES: Final = {
    "twilio": TWILIO,
    "vonage": VONAGE,
    "telnyx": TELNYX,
    "plivo": PLIVO,
    "sinch": SINCH,
    "aws": AWS,
    "local": LOCAL,
}
UNDELIVERED: Final[Status] = "undelivered"
