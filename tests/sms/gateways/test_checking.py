"""A request counts if the provider signed it, as it is, a short while ago; every other is refused quietly."""

import base64
import dataclasses
import datetime as dt
import json

import pytest

from onrecord_server.sms.gateways import plivo_signing
from onrecord_server.sms.gateways.aws import Aws
from onrecord_server.sms.gateways.base import Gateway, Webhook
from onrecord_server.sms.gateways.plivo import Plivo
from onrecord_server.sms.gateways.reading import MOST
from onrecord_server.sms.gateways.sigv4 import Keys
from tests.sms.gateways import hooks
from tests.sms.gateways.doubles import AWS, DOUBLES, TWILIO, VONAGE, Double
from tests.sms.gateways.hooks import NOW, SECRET, URL


SIGNS_URL = [DOUBLES["twilio"], DOUBLES["plivo"]]
SIGNED_IN_HEADERS = [double for double in DOUBLES.values() if double is not AWS]


def holds(double: Double, webhook: Webhook, now: dt.datetime = NOW) -> bool:
    return double.gateway.verify(webhook, now)


def test_what_a_provider_signed_holds_and_headers_have_no_case(double: Double) -> None:
    for said in (double.report, double.inbound):
        webhook = double.hook(said)
        assert holds(double, webhook)
        lower = {name.lower(): value for name, value in webhook.headers.items()}
        assert holds(double, dataclasses.replace(webhook, headers=lower))


def test_what_another_key_signed_does_not(double: Double) -> None:
    assert not holds(double, double.hook(double.report, "another secret of somebody"))
    assert not double.make("another").verify(double.hook(double.report), NOW)


def test_no_byte_of_what_matters_may_change(double: Double) -> None:
    webhook = double.hook(double.report)
    raw = webhook.body
    at = raw.index(b"SM1")
    for body in (raw[:at] + b"SM9" + raw[at + 3 :], raw + b"&x=1", raw[:-1], b"", b"{}"):
        assert not holds(double, dataclasses.replace(webhook, body=body))


@pytest.mark.parametrize("double", SIGNS_URL, ids=["twilio", "plivo"])
@pytest.mark.parametrize(
    "url",
    [
        URL.replace("https", "http"),
        URL.replace("example.com", "example.org"),
        URL.replace("acme", "acme2"),
        URL.replace("att-1", "att-2"),
        URL + "&x=1",
        URL.partition("?")[0],
        "",
        "https://[::1",
        "https://a:b/",
    ],
)
def test_nor_the_url_where_it_is_signed(double: Double, url: str) -> None:
    assert not holds(double, dataclasses.replace(double.hook(double.report), url=url))


@pytest.mark.parametrize("double", SIGNED_IN_HEADERS)
def test_nor_a_header_of_the_signature(double: Double) -> None:
    webhook = double.hook(double.report)
    for name in webhook.headers.keys() - {"Content-Type", "x-sinch-webhook-signature-algorithm"}:
        value = webhook.headers[name]
        for other in (value[:-3] + ("AAA" if value[-3:] != "AAA" else "BBB"), "", "é\udcff", "=,"):
            assert not holds(
                double, dataclasses.replace(webhook, headers={**webhook.headers, name: other})
            )
        assert not holds(
            double,
            dataclasses.replace(webhook, headers={**webhook.headers, name.swapcase(): value}),
        ), "two headers of one name are none"


@pytest.mark.parametrize("away", [-301, 301, 86_400, -86_400])
def test_what_is_old_or_of_tomorrow_does_not_count_where_a_time_is_signed(
    double: Double, away: int
) -> None:
    webhook = double.hook(double.report)
    assert holds(double, webhook, NOW + dt.timedelta(seconds=away)) is not double.timed
    assert holds(double, webhook, NOW + dt.timedelta(seconds=299 if away > 0 else -299))


def test_what_is_too_long_is_not_even_read(double: Double) -> None:
    padded = {**double.report, "Pad": "x" * MOST}
    assert not holds(double, double.hook(padded))


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"null", b"[1]", b"{", b"[" * 100_000, b"a=%ff"]
)
def test_rubbish_makes_nobody_stumble(double: Double, body: bytes) -> None:
    webhook = double.hook(double.report)
    for headers in ({}, dict(webhook.headers)):
        assert not holds(double, Webhook(URL, "POST", headers, body))


# -- Vonage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("alg", ["none", "HS512", "RS256", "hs256", ""])
def test_a_jwt_has_one_algorithm(alg: str) -> None:
    assert not holds(VONAGE, hooks.vonage_hook(VONAGE.report, alg=alg))


@pytest.mark.parametrize(
    "claims",
    [
        {"payload_hash": ""},
        {"payload_hash": None},
        {"iat": None},
        {"iat": True},
        {"iat": 1e300},
        {"iat": str(hooks.SECONDS)},
        {"exp": hooks.SECONDS - 1},
        {"exp": "later"},
        {"application_id": "another"},
    ],
)
def test_a_jwt_says_of_which_body_when_and_for_whom(claims: dict[str, object]) -> None:
    assert not holds(VONAGE, hooks.vonage_hook(VONAGE.report, claims=claims))


# -- Plivo -----------------------------------------------------------------------------------------


def v2(said: bytes = b"MessageUUID=SM1&Status=sent") -> Webhook:
    headers = {
        "Content-Type": hooks.FORM,
        "X-Plivo-Signature-V2": plivo_signing.v2_signature(SECRET, URL, "n-2"),
        "X-Plivo-Signature-V2-Nonce": "n-2",
    }
    return Webhook(URL, "POST", headers, said)


def test_v2_counts_only_where_it_is_allowed_and_never_beside_v3() -> None:
    assert not Plivo(account="MA1", token=SECRET).verify(v2(), NOW)
    lenient: Gateway = Plivo(account="MA1", token=SECRET, accept_v2=True)
    assert lenient.verify(v2(), NOW)
    elsewhere = dataclasses.replace(v2(), url=URL.replace("acme", "other"))
    assert not lenient.verify(elsewhere, NOW)
    both = {**v2().headers, "X-Plivo-Signature-V3": "wrong", "X-Plivo-Signature-V3-Nonce": "n"}
    assert not lenient.verify(dataclasses.replace(v2(), headers=both), NOW)


# -- Twilio ----------------------------------------------------------------------------------------


def test_a_body_that_the_signature_leaves_out_does_not_count() -> None:
    webhook = TWILIO.hook({})
    assert holds(TWILIO, webhook)
    for kind in ("text/plain", "application/json", hooks.FORM):
        headers = {**webhook.headers, "Content-Type": kind}
        assert not holds(TWILIO, dataclasses.replace(webhook, headers=headers, body=b"&&"))


# -- SNS -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_versions_of_sns_hold(version: str) -> None:
    assert holds(AWS, hooks.sns_hook(AWS.report, version=version))


@pytest.mark.parametrize(
    "changed",
    [
        {"TopicArn": "arn:aws:sns:us-east-1:999999999999:texts"},
        {"Type": "Rumour"},
        {"SignatureVersion": "3"},
        {"SignatureVersion": "1"},
        {"Timestamp": "yesterday"},
        {"Message": 1},
    ],
)
def test_what_sns_does_not_say_so_does_not_count(changed: dict[str, object]) -> None:
    assert not holds(AWS, hooks.sns_hook(AWS.report, changed=changed))


@pytest.mark.parametrize(
    "url",
    [
        "http://sns.us-east-1.amazonaws.com/a.pem",
        "https://sns.us-east-1.amazonaws.com.evil.example/a.pem",
        "https://sns.us-east-1.amazonaws.com@evil.example/a.pem",
        "https://evil.sns.us-east-1.amazonaws.com/a.pem",
        "https://bucket.s3.us-east-1.amazonaws.com/a.pem",
        "https://sns.us-east-1.amazonaws.com:8443/a.pem",
        "https://sns.us-east-1.amazonaws.com/a.txt",
        "https://[sns/a.pem",
        "",
    ],
)
def test_a_certificate_of_elsewhere_is_never_fetched(url: str) -> None:
    fetched: list[str] = []

    def fetch(place: str) -> bytes:
        fetched.append(place)
        return hooks.certified(SECRET)[1]

    keys, topics = Keys("AKID", SECRET), frozenset({hooks.TOPIC})
    gateway = Aws(region="us-east-1", keys=keys, topics=topics, fetch=fetch)
    webhook = hooks.sns_hook(AWS.report, changed={"SigningCertURL": url})
    assert not gateway.verify(webhook, NOW)
    assert fetched == []


@pytest.mark.parametrize("pem", [None, b"", b"no certificate", hooks.certified("else")[1]])
def test_without_the_right_certificate_nothing_counts(pem: bytes | None) -> None:
    gateway = dataclasses.replace(AWS.gateway, fetch=lambda url: pem)  # type: ignore[type-var]
    assert not gateway.verify(hooks.sns_hook(AWS.report), NOW)


def test_a_weak_key_or_a_certificate_that_is_over_does_not_count() -> None:
    weak = hooks.certified(SECRET, 1024)[1]
    gateway = dataclasses.replace(AWS.gateway, fetch=lambda url: weak)  # type: ignore[type-var]
    assert not gateway.verify(hooks.sns_hook(AWS.report, size=1024), NOW)
    later = NOW + dt.timedelta(days=40)
    assert not holds(AWS, hooks.sns_hook(AWS.report, at=int(later.timestamp())), later)


def test_only_our_own_topic_is_confirmed_and_only_at_sns() -> None:
    gateway = AWS.gateway
    assert isinstance(gateway, Aws)
    where = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"
    asks = {"Type": "SubscriptionConfirmation", "SubscribeURL": where, "Token": "t"}
    webhook = hooks.sns_hook("confirm", changed=asks)
    assert gateway.verify(webhook, NOW)
    assert list(gateway.parse(webhook)) == []
    assert gateway.subscription(webhook) == where
    called: list[str] = []

    def fetch(place: str) -> bytes:
        called.append(place)
        return b"<ok/>"

    knowing = dataclasses.replace(gateway, fetch=fetch)
    assert knowing.confirm(webhook) is True
    assert called == [where]
    deaf = dataclasses.replace(gateway, fetch=lambda _: None)
    assert deaf.confirm(webhook) is False
    assert knowing.confirm(hooks.sns_hook(AWS.report)) is None
    for changed in ({"SubscribeURL": "https://169.254.169.254/"}, {"TopicArn": "another"}):
        assert gateway.subscription(hooks.sns_hook("x", changed={**asks, **changed})) is None
    other = json.loads(webhook.body) | {"SubscribeURL": where + "x"}
    assert not gateway.verify(hooks.json_hook(other, {}), NOW)
    assert base64.b64decode(other["Signature"])
