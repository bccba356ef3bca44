"""What a provider tells is read into one shape, and rubbish into nothing that could be taken for news."""

import contextlib
import json
import re
from typing import Final, get_args

import pytest

from onrecord_server.sms.gateways import aws, local, plivo, sinch, telnyx, twilio, vonage
from onrecord_server.sms.gateways.base import Inbound, Report, Status, Unreadable, Webhook
from onrecord_server.sms.gateways.reading import (
    clean,
    moment,
    number,
    reference_in,
    status,
    with_reference,
)
from tests.sms.gateways import hooks
from tests.sms.gateways.doubles import AT, AWS, PLIVO, SINCH, TELNYX, TWILIO, VONAGE, Double


VOCABULARIES: Final = (
    twilio.STATUSES,
    vonage.STATUSES,
    telnyx.STATUSES,
    plivo.STATUSES,
    sinch.STATUSES,
    aws.STATUSES,
    local.STATUSES,
)


def only(double: Double, webhook: Webhook) -> Inbound | Report:
    (found,) = double.gateway.parse(webhook)
    return found


def test_a_report_says_which_text_what_and_why(double: Double) -> None:
    webhook = double.hook(double.report)
    found = only(double, webhook)
    assert isinstance(found, Report)
    assert (found.provider_id, found.status, found.reference) == ("SM1", "undelivered", "att-1")
    assert found.code == ("TEXT_UNREACHABLE" if double is AWS else "30003")
    assert found.at == (AT if "at" in double.told else None)
    assert found.raw == webhook.body


def test_a_text_from_outside_is_whole(double: Double) -> None:
    webhook = double.hook(double.inbound)
    found = only(double, webhook)
    assert isinstance(found, Inbound)
    assert (found.provider_id, found.text) == ("SM2", "STOP 👍")
    assert (found.sender, found.to) == ("+15550000002", "+15550000001")
    kind = "image/png" if "kind" in double.told else None
    expected = [] if double is AWS else [("https://media.example/1", kind)]
    assert [(one.url, one.kind) for one in found.media] == expected
    assert found.raw == webhook.body
    assert found.text not in repr(found)


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"null", b"[1]", b"{", b"[" * 100_000, b"{}", b"=1"]
)
def test_rubbish_is_unreadable_or_of_no_concern(double: Double, body: bytes) -> None:
    webhook = Webhook(hooks.URL, "POST", {"content-type": hooks.FORM}, body)
    with contextlib.suppress(Unreadable):
        assert list(double.gateway.parse(webhook)) == []


def test_what_names_no_text_is_unreadable(double: Double) -> None:
    for said, name in ((double.report, "SM1"), (double.inbound, "SM2")):
        if double is AWS:
            continue  # what names nothing is no event of a text
        nameless = json.loads(json.dumps(said).replace(f'"{name}"', '""'))
        with pytest.raises(Unreadable):
            double.gateway.parse(double.hook(nameless))


@pytest.mark.parametrize("words", VOCABULARIES)
def test_every_word_of_a_provider_means_one_of_ours(words: dict[str, Status]) -> None:
    assert set(words.values()) <= set(get_args(Status))
    assert all(word == word.lower() for word in words)
    assert status("  DELIVERED" if "delivered" in words else "TEXT_DELIVERED", words) == "delivered"
    assert status("a word that came later", words) == "unknown"


def test_words_that_end_nothing() -> None:
    """What was only passed on is never told as delivered."""
    assert aws.STATUSES["text_successful"] == "sent"
    assert vonage.STATUSES["submitted"] == "sent"
    assert sinch.STATUSES["dispatched"] == "sent"
    assert telnyx.STATUSES["delivery_unconfirmed"] == "unknown"


def test_what_is_of_no_concern_is_nothing() -> None:
    assert (
        VONAGE.gateway.parse(hooks.json_hook({"channel": "whatsapp", "status": "read"}, {})) == []
    )
    fine = {"data": {"event_type": "number_order.complete", "payload": {}}}
    assert TELNYX.gateway.parse(hooks.json_hook(fine, {})) == []
    assert SINCH.gateway.parse(hooks.json_hook({"type": "mo_binary"}, {})) == []
    voice = {"eventType": "VOICE_ANSWERED", "messageId": "v"}
    assert AWS.gateway.parse(hooks.sns_hook(voice)) == []


def test_sinch_reports_of_a_batch_are_read_too() -> None:
    said = {
        "type": "delivery_report_sms",
        "batch_id": "SM1",
        "statuses": [{"status": "Expired", "code": 406}],
    }
    found = only(SINCH, hooks.sinch_hook(said))
    assert isinstance(found, Report)
    assert (found.status, found.code) == ("expired", "406")


def test_plivo_says_000_when_nothing_went_wrong() -> None:
    said = {"MessageUUID": "SM1", "Status": "delivered", "ErrorCode": "000"}
    found = only(PLIVO, hooks.plivo_hook(said))
    assert isinstance(found, Report)
    assert (found.status, found.code) == ("delivered", None)


def test_twilio_may_ask_by_get() -> None:
    url = "https://app.example.com/sms?MessageSid=SM1&MessageStatus=sent&reference=att-1"
    headers = {"X-Twilio-Signature": twilio.signature(hooks.SECRET, url, [])}
    webhook = Webhook(url, "GET", headers, b"")
    assert TWILIO.gateway.verify(webhook, hooks.NOW)
    found = only(TWILIO, webhook)
    assert isinstance(found, Report)
    assert (found.provider_id, found.status, found.reference) == ("SM1", "sent", "att-1")


def test_the_first_of_two_fields_of_one_name_counts() -> None:
    body = b"MessageSid=SM1&MessageStatus=sent&MessageSid=SM9"
    found = only(TWILIO, Webhook(hooks.URL, "POST", {"content-type": hooks.FORM}, body))
    assert found.provider_id == "SM1"


def test_text_is_such_that_every_database_keeps_it() -> None:
    assert clean("a\ud83db\x00c👍") == "a\ufffdb\ufffdc👍"
    assert clean("\ud83d\udc4d") == "👍"


def test_numbers_get_their_plus_and_short_codes_and_names_stay() -> None:
    assert number("15550000001") == number("+15550000001") == "+15550000001"
    assert [number(one) for one in ("72345", "ACME", "0155500000", "")] == [
        "72345",
        "ACME",
        "0155500000",
        "",
    ]


def test_times_are_utc_or_none() -> None:
    assert moment("2026-11-28T09:59:58+01:00") == moment("2026-11-28 08:59:58") == AT
    assert [moment(one) for one in ("", "soon", "0001-01-01T00:00:00+23:00")] == [None] * 3


def test_a_reference_comes_back_out_of_the_callback_it_went_into() -> None:
    for url in ("https://a.example/x", "https://a.example/x?y=1", "https://a.example"):
        assert reference_in(with_reference(url, "att-1")) == "att-1"
    assert with_reference("", "att-1") == ""
    assert reference_in("https://a.example/?reference=a&reference=b") is None
    assert reference_in("https://[::1") is None


def test_every_field_of_a_report_may_be_of_another_kind(double: Double) -> None:
    """A number where a text is awaited, a list where an object is: nothing else is raised."""
    for said in (double.report, double.inbound):
        text = json.dumps(said)
        for value in sorted(set(re.findall(r': ("[^"]*"|\d+|\[|\{)', text))):
            for other in ("null", "[]", "{}", "true", "-1.5", '"\\ud800"'):
                if value in "[{":
                    continue
                changed = json.loads(text.replace(f": {value}", f": {other}"))
                body = json.dumps(changed).encode()
                webhook = hooks.json_hook(changed, {}, body)
                with contextlib.suppress(Unreadable):
                    double.gateway.parse(webhook)
