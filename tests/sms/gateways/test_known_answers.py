"""Signatures that others published, and what each provider is sent, field by field."""

import base64
import datetime as dt
import hashlib
import json
from urllib.parse import parse_qsl

import httpx2
import pytest
import respx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from onrecord_server.sms.gateways import plivo_signing, sigv4, sinch, sns, twilio
from onrecord_server.sms.gateways.base import Webhook
from onrecord_server.sms.gateways.reading import Tree
from onrecord_server.sms.gateways.telnyx import Telnyx
from onrecord_server.sms.gateways.vonage import Vonage
from tests.sms.gateways import hooks
from tests.sms.gateways.doubles import AWS, DOUBLES, LOCAL, OUTGOING, Double


def test_twilios_published_example() -> None:
    """Of the tests of its Python library: token, URL, fields and signature."""
    fields = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
        ("Caller", "+14158675309"),
    ]
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert twilio.signature("12345", url, fields) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_sinchs_published_example() -> None:
    """Of the tests of its .NET SDK: body, number used once, seconds, secret and signature."""
    body = (
        '{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z",'
        '"project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":'
        '{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS",'
        '"identity":"48123456789","app_id":""}],"display_name":"New Test Contact",'
        '"email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},'
        '"message_metadata":""}'
    )
    made = sinch.signature(
        "foo_secret1234", body.encode(), "01FJA8B4A7BM43YGWSG9GBV067", "1634579353"
    )
    assert made == "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE="


AWS_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


def test_the_worked_example_of_signature_version_4() -> None:
    """Of AWS' reference: GET ListUsers of IAM at 20150830T123600Z."""
    headers = {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "host": "iam.amazonaws.com",
        "x-amz-date": "20150830T123600Z",
    }
    query = "Action=ListUsers&Version=2010-05-08"
    request = sigv4.canonical("GET", "/", query, headers, b"")
    made = sigv4.signature(AWS_SECRET, sigv4.Scope("us-east-1", "iam"), "20150830T123600Z", request)
    assert made == "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"


def test_a_session_is_signed_too() -> None:
    keys = sigv4.Keys("AKID", AWS_SECRET, "of-a-while")
    at = dt.datetime(2015, 8, 30, 12, 36, tzinfo=dt.UTC)
    made = sigv4.signed(keys, sigv4.Scope("eu-west-1", "sms-voice"), {"host": "h"}, b"", at)
    assert made["x-amz-security-token"] == "of-a-while"
    assert "SignedHeaders=host;x-amz-date;x-amz-security-token," in made["authorization"]
    assert AWS_SECRET not in repr(keys)
    assert "of-a-while" not in repr(keys)


def test_telnyx_is_ed25519_as_another_library_signs_it() -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    body = '{"data": {"text": "ü"}}'.encode()
    mac = base64.b64encode(key.sign(b"1000|" + body)).decode()
    headers = {"telnyx-timestamp": "1000", "telnyx-signature-ed25519": mac}
    gateway = Telnyx(api_key="k", public_key=public)
    now = dt.datetime.fromtimestamp(1100, dt.UTC)
    assert gateway.verify(Webhook(hooks.URL, "POST", headers, body), now)


def test_vonages_jwt_is_hs256_as_another_library_signs_it() -> None:
    secret, body = "s" * 32, b'{"message_uuid": "SM1"}'
    claims = {"iat": 1000, "payload_hash": hashlib.sha256(body).hexdigest()}
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))
    webhook = Webhook(hooks.URL, "POST", {"authorization": f"Bearer {token}"}, body)
    assert Vonage(signing=secret).verify(webhook, dt.datetime.fromtimestamp(1100, dt.UTC))


def test_what_sns_signs_is_name_and_value_on_lines_in_order() -> None:
    """AWS, "Verifying the signatures of Amazon SNS messages": the subject only where there is one."""
    said = {
        "Type": "Notification",
        "MessageId": "m",
        "TopicArn": "t",
        "Message": "a\nb",
        "Timestamp": "z",
    }
    plain = b"Message\na\nb\nMessageId\nm\nTimestamp\nz\nTopicArn\nt\nType\nNotification\n"
    assert sns.canonical(Tree(said)) == plain
    titled = plain.replace(b"Timestamp", b"Subject\ns\nTimestamp")
    assert sns.canonical(Tree({**said, "Subject": "s"})) == titled
    asks = {**said, "Type": "SubscriptionConfirmation", "SubscribeURL": "u", "Token": "k"}
    assert sns.canonical(Tree(asks)) == (
        b"Message\na\nb\nMessageId\nm\nSubscribeURL\nu\nTimestamp\nz\nToken\nk\nTopicArn\nt\n"
        b"Type\nSubscriptionConfirmation\n"
    )


@pytest.mark.parametrize(
    ("method", "url", "fields", "base"),
    [
        ("GET", "https://a.example/x", [], "https://a.example/x"),
        ("GET", "https://a.example/x?b=2&a=1&a=0", [], "https://a.example/x?a=0&a=1&b=2"),
        ("GET", "https://a.example/x?b=2", [("a", "1"), ("b", "9")], "https://a.example/x?a=1&b=2"),
        ("GET", "https://a.example/x?b=&a=%20c", [], "https://a.example/x?a= c&b="),
        ("POST", "https://a.example/x", [("b", "2"), ("a", "1")], "https://a.example/x?a1b2"),
        ("POST", "https://a.example/x?q=1", [("a", "1")], "https://a.example/x?q=1.a1"),
        ("POST", "https://a.example/x?q=1", [], "https://a.example/x?q=1"),
        ("POST", "https://a.example:8443/", [], "https://a.example:8443/"),
    ],
)
def test_plivos_base_goes_by_the_five_rules(
    method: str, url: str, fields: list[tuple[str, str]], base: str
) -> None:
    """Compliance 5, "To build base"; the vendor publishes no signature."""
    assert plivo_signing._v3_base(method, url, fields) == base


# -- what is sent ----------------------------------------------------------------------------------


def sent(double: Double) -> httpx2.Request:
    with respx.mock() as wire:
        route = wire.post(double.url).respond(double.created, json=double.success)
        double.gateway.send(OUTGOING)
        request = route.calls.last.request
    assert isinstance(request, httpx2.Request)
    assert request.headers["accept-encoding"] == "identity"
    return request


REFERRED = "https://app.example.com/chat/sms/acme?reference=att-1"
SENT: dict[str, dict[str, object]] = {
    "vonage": {
        "channel": "sms",
        "message_type": "text",
        "to": "15550000002",
        "from": "15550000001",
        "text": OUTGOING.text,
        "client_ref": "att-1",
        "webhook_url": OUTGOING.callback,
    },
    "telnyx": {
        "from": "+15550000001",
        "to": "+15550000002",
        "text": OUTGOING.text,
        "webhook_url": OUTGOING.callback,
        "tags": ["att-1"],
    },
    "plivo": {
        "src": "+15550000001",
        "dst": "+15550000002",
        "text": OUTGOING.text,
        "log": "false",
        "url": REFERRED,
        "method": "POST",
    },
    "sinch": {
        "from": "+15550000001",
        "to": ["+15550000002"],
        "body": OUTGOING.text,
        "delivery_report": "per_recipient",
        "client_reference": "att-1",
        "callback_url": OUTGOING.callback,
    },
    "aws": {
        "DestinationPhoneNumber": "+15550000002",
        "OriginationIdentity": "+15550000001",
        "MessageBody": OUTGOING.text,
        "MessageType": "TRANSACTIONAL",
        "Context": {"reference": "att-1"},
    },
    "local": {
        "from": "+15550000001",
        "to": "+15550000002",
        "text": OUTGOING.text,
        "media": [],
        "reference": "att-1",
        "callback": OUTGOING.callback,
    },
}


@pytest.mark.parametrize("name", SENT)
def test_the_body_has_these_fields_and_no_others(name: str) -> None:
    assert json.loads(sent(DOUBLES[name]).content) == SENT[name]


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("twilio", f"Basic {base64.b64encode(f'AC1:{hooks.SECRET}'.encode()).decode()}"),
        ("vonage", f"Basic {base64.b64encode(f'key1:{hooks.SECRET}'.encode()).decode()}"),
        ("plivo", f"Basic {base64.b64encode(f'MA1:{hooks.SECRET}'.encode()).decode()}"),
        ("telnyx", f"Bearer {hooks.SECRET}"),
        ("sinch", f"Bearer {hooks.SECRET}"),
        ("local", f"Bearer {hooks.SECRET}"),
    ],
)
def test_the_login_goes_in_its_header(name: str, login: str) -> None:
    assert sent(DOUBLES[name]).headers["authorization"] == login


def test_aws_gets_target_time_and_signature() -> None:
    headers = sent(AWS).headers
    assert headers["x-amz-target"] == "PinpointSMSVoiceV2.SendTextMessage"
    assert headers["content-type"] == "application/x-amz-json-1.0"
    login = headers["authorization"]
    assert login.startswith("AWS4-HMAC-SHA256 Credential=AKID/")
    assert "/us-east-1/sms-voice/aws4_request," in login
    assert "SignedHeaders=content-type;host;x-amz-date;x-amz-target," in login


def test_the_local_provider_gets_our_reference_as_its_key() -> None:
    assert sent(LOCAL).headers["idempotency-key"] == "att-1"


def test_an_application_of_vonage_logs_in_by_a_jwt_of_its_own() -> None:
    key = hooks.certified("vonage")[0]
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    gateway = Vonage(signing="s", application="app", private_key=pem, clock=lambda: 1000.0)
    assert "PRIVATE" not in repr(gateway)
    with respx.mock() as wire:
        route = wire.post(DOUBLES["vonage"].url).respond(202, json={"message_uuid": "SM1"})
        gateway.send(OUTGOING)
        gateway.send(OUTGOING)
        logins = [call.request.headers["authorization"] for call in route.calls]
    tokens = [login.removeprefix("Bearer ") for login in logins]
    found = [jwt.decode(token, RSAKey.import_key(pem), algorithms=["RS256"]) for token in tokens]
    assert {one.claims["application_id"] for one in found} == {"app"}
    assert {(one.claims["iat"], one.claims["exp"]) for one in found} == {(1000, 1120)}
    assert len({one.claims["jti"] for one in found}) == 2


def test_twilios_form_is_utf_8() -> None:
    assert ("Body", OUTGOING.text) in parse_qsl(sent(DOUBLES["twilio"]).content.decode())
