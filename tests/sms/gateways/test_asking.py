"""A provider that can be asked says what became of a text; silence, rubbish and strangers end nothing."""

import dataclasses

import httpx2
import pytest
import respx

from onrecord_server.sms.gateways.base import Busy, Refused, Report, Unsure
from tests.sms.gateways.doubles import (
    AT,
    AWS,
    DOUBLES,
    LOCAL,
    PLIVO,
    SINCH,
    TELNYX,
    TWILIO,
    VONAGE,
    Double,
)
from tests.sms.gateways.hooks import SECRET


ASKED = [TWILIO, TELNYX, PLIVO, SINCH, LOCAL]
IDS = ["twilio", "telnyx", "plivo", "sinch", "local"]
FOUND = "http://127.0.0.1:8099/v1/messages?reference=att-1"


def ask(double: Double, answer: httpx2.Response) -> Report | None:
    with respx.mock() as wire:
        wire.get(double.status_url).mock(return_value=answer)  # type: ignore[arg-type] # httpx, which is httpx2 here
        return double.gateway.ask("SM1")


@pytest.mark.parametrize("double", ASKED, ids=IDS)
def test_what_became_of_a_text_is_told(double: Double) -> None:
    found = ask(double, httpx2.Response(200, json=double.state))
    assert found is not None
    assert (found.provider_id, found.status, found.code) == ("SM1", "undelivered", "30003")
    assert found.at == (None if double is SINCH else AT)


@pytest.mark.parametrize("double", ASKED, ids=IDS)
def test_what_the_provider_does_not_know_is_nothing(double: Double) -> None:
    assert ask(double, httpx2.Response(404, json={})) is None


@pytest.mark.parametrize("double", ASKED, ids=IDS)
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx2.Response(401), Refused),
        (httpx2.Response(429), Busy),
        (httpx2.Response(500), Unsure),
        (httpx2.Response(302, headers={"location": "http://127.0.0.1/"}), Unsure),
        (httpx2.Response(200, text="rubbish"), Unsure),
        (httpx2.Response(200, json={}), Unsure),
        (httpx2.Response(200, json={"data": []}), Unsure),
    ],
)
def test_rubbish_ends_nothing(
    double: Double, answer: httpx2.Response, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as caught:
        ask(double, answer)
    assert SECRET not in str(caught.value)


def test_an_id_that_is_none_never_gets_into_a_url(double: Double) -> None:
    with respx.mock():
        for wrong in ("", "..", "../..", "a/b", "a?b", "a b", "é", "x" * 201):
            assert double.gateway.ask(wrong) is None


@pytest.mark.parametrize("double", [VONAGE, AWS])
def test_who_cannot_be_asked_says_nothing(double: Double) -> None:
    with respx.mock():
        assert double.gateway.ask("SM1") is None


def test_an_attempt_without_an_answer_is_found_by_our_reference() -> None:
    said = {**LOCAL.state, "reference": "att-1"}
    with respx.mock() as wire:
        wire.get(FOUND).respond(json={"data": [{**said, "reference": "att-9"}, said]})
        found = LOCAL.gateway.find("att-1")
    assert found is not None
    assert (found.provider_id, found.reference) == ("SM1", "att-1")
    with respx.mock() as wire:
        wire.get(FOUND).respond(json={"data": []})
        assert LOCAL.gateway.find("att-1") is None


@pytest.mark.parametrize(("status", "expected"), [(200, "undelivered"), (404, "queued")])
def test_sinch_finds_a_batch_by_reference(status: int, expected: str) -> None:
    batches = {"batches": [{"id": "SM1", "client_reference": "att-1"}]}
    with respx.mock() as wire:
        wire.get(SINCH.url, params={"client_reference": "att-1", "page_size": "2"}).respond(
            json=batches
        )
        wire.get(SINCH.status_url).respond(status, json=SINCH.state)
        found = SINCH.gateway.find("att-1")
    assert found is not None
    assert (found.provider_id, found.status) == ("SM1", expected)


@pytest.mark.parametrize("name", ["twilio", "vonage", "telnyx", "plivo", "aws"])
def test_others_cannot_be_asked_by_reference(name: str) -> None:
    with respx.mock():
        assert DOUBLES[name].gateway.find("att-1") is None
    assert dataclasses.is_dataclass(DOUBLES[name].gateway)
