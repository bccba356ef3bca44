"""Twilio's own Python library accepts what we sign, signs what we accept, and asks as we ask."""

import dataclasses
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlparse

import pytest
import requests
import respx
from hypothesis import given
from hypothesis import strategies as st
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from typing_extensions import override

from onrecord_server.sms.gateways import twilio
from onrecord_server.sms.gateways.base import Outgoing, Webhook
from onrecord_server.sms.gateways.reading import with_reference
from tests.sms.gateways.doubles import OUTGOING, TWILIO
from tests.sms.gateways.hooks import FORM, NOW, SECRET


VALIDATOR = RequestValidator(SECRET)
URLS = [
    "https://app.example.com/sms",
    "https://app.example.com:443/sms?a=1&b=%20",
    "http://app.example.com:80/sms",
    "https://app.example.com:8443/sms?reference=att-1",
    "http://localhost:8000/",
]


class Many(dict[str, list[str]]):
    """Fields as frameworks hand them to the validator: several values of one name."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def form(url: str, fields: list[tuple[str, str]], signature: str) -> Webhook:
    headers = {"content-type": FORM, "x-twilio-signature": signature}
    return Webhook(url, "POST", headers, urlencode(fields).encode())


def grouped(fields: list[tuple[str, str]]) -> Many:
    many = Many()
    for name, value in fields:
        many.setdefault(name, []).append(value)
    return many


WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
FIELDS = st.lists(st.tuples(WORDS.filter(bool), WORDS), min_size=1, max_size=6)


@given(fields=FIELDS, url=st.sampled_from(URLS))
def test_the_validator_accepts_what_we_sign_and_we_what_it_signs(
    fields: list[tuple[str, str]], url: str
) -> None:
    ours = twilio.signature(SECRET, url, fields)
    theirs = VALIDATOR.compute_signature(url, grouped(fields))
    assert VALIDATOR.validate(url, grouped(fields), ours)
    assert TWILIO.gateway.verify(form(url, fields, theirs), NOW)


@pytest.mark.parametrize("url", URLS)
def test_both_take_a_signature_with_and_without_the_port(url: str) -> None:
    parsed = urlparse(url)
    fields = [("MessageSid", "SM1")]
    bare = parsed._replace(netloc=parsed.hostname or "").geturl()
    port = parsed._replace(
        netloc=f"{parsed.hostname}:{parsed.port or (443 if parsed.scheme == 'https' else 80)}"
    ).geturl()
    for signed in (bare, port):
        mac = VALIDATOR.compute_signature(signed, grouped(fields))
        assert VALIDATOR.validate(url, grouped(fields), mac)
        assert TWILIO.gateway.verify(form(url, fields, mac), NOW)


@pytest.mark.parametrize("body", ['{"a": "ü"}', "{}", " "])
def test_both_take_json_whose_hash_is_in_the_url(body: str) -> None:
    digest = hashlib.sha256(body.encode()).hexdigest()
    url = f"https://app.example.com/sms?bodySHA256={digest}"
    mac = VALIDATOR.compute_signature(url, {})
    assert VALIDATOR.validate(url, body, mac)
    headers = {"content-type": "application/json", "x-twilio-signature": mac}
    webhook = Webhook(url, "POST", headers, body.encode())
    assert TWILIO.gateway.verify(webhook, NOW)
    for changed in (
        dataclasses.replace(webhook, body=body.encode() + b" "),
        dataclasses.replace(webhook, url=url[:-1] + ("0" if url[-1] != "0" else "1")),
        dataclasses.replace(webhook, url=url.partition("?")[0]),
    ):
        assert not TWILIO.gateway.verify(changed, NOW)


@pytest.mark.parametrize("url", URLS)
def test_both_take_a_get(url: str) -> None:
    mac = VALIDATOR.compute_signature(url, {})
    webhook = Webhook(url, "GET", {"x-twilio-signature": mac}, b"")
    assert VALIDATOR.validate(url, {}, mac)
    assert TWILIO.gateway.verify(webhook, NOW)
    assert not TWILIO.gateway.verify(dataclasses.replace(webhook, body=b"a=1"), NOW)


class Listening(HttpClient):  # type: ignore[misc] # it ships no types
    """Stands where the network is: takes what the library would send, as requests prepares it."""

    def __init__(self) -> None:
        self.sent: list[requests.PreparedRequest] = []

    @override
    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        asked = requests.Request(method, url, headers, data=data, params=params, auth=auth)
        self.sent.append(asked.prepare())
        return Response(201, '{"sid": "SM1"}')


MEDIA = ("https://media.example/1.png", "https://media.example/2.png")


@pytest.mark.parametrize("sender", ["+15550000001", "MG0123456789abcdef0123456789abcdef"])
@pytest.mark.parametrize("media", [(), MEDIA])
@pytest.mark.parametrize("callback", ["", OUTGOING.callback])
def test_its_client_asks_with_the_same_url_login_and_fields(
    sender: str, media: tuple[str, ...], callback: str
) -> None:
    outgoing = dataclasses.replace(OUTGOING, sender=sender, media=media, callback=callback)
    theirs = _asked_by_the_library(outgoing)
    with respx.mock() as wire:
        route = wire.post(TWILIO.url).respond(201, json=TWILIO.success)
        TWILIO.gateway.send(outgoing)
        ours = route.calls.last.request
    assert (ours.method, str(ours.url)) == (theirs.method, theirs.url)
    for name in ("authorization", "content-type", "accept"):
        assert ours.headers[name] == theirs.headers[name]
    assert _fields(ours.content.decode()) == _fields(str(theirs.body))


def _fields(body: str) -> list[tuple[str, str]]:
    return sorted(parse_qsl(body, strict_parsing=True))


def _asked_by_the_library(outgoing: Outgoing) -> requests.PreparedRequest:
    http = Listening()
    service = outgoing.sender.startswith("MG")
    said = {
        "messaging_service_sid" if service else "from_": outgoing.sender,
        **({"media_url": list(outgoing.media)} if outgoing.media else {}),
    }
    if outgoing.callback:
        said["status_callback"] = with_reference(outgoing.callback, outgoing.reference)
    client = Client("AC1", SECRET, http_client=http)
    client.messages.create(to=outgoing.to, body=outgoing.text, **said)
    return http.sent[0]
