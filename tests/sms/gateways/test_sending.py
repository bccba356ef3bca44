"""One contract for all providers: a send ends accepted, refused, busy or unsure, and never says a secret."""

import dataclasses
import json
import traceback

import httpx2
import pytest
import respx

from onrecord.errors import UsageError
from onrecord_server.sms.gateways.base import Busy, Refused, Unsure
from onrecord_server.sms.gateways.wire import MOST, wait
from tests.sms.gateways.doubles import AWS, OUTGOING, SINCH, VONAGE, Double
from tests.sms.gateways.hooks import SECRET


NEVER_LEFT = [httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout]
LEFT = [
    httpx2.ReadTimeout,
    httpx2.WriteTimeout,
    httpx2.ReadError,
    httpx2.WriteError,
    httpx2.CloseError,
    httpx2.RemoteProtocolError,
    httpx2.LocalProtocolError,
]


@pytest.fixture
def wire() -> respx.MockRouter:
    return respx.MockRouter(assert_all_called=False)


def answers(wire: respx.MockRouter, double: Double, answer: httpx2.Response) -> respx.Route:
    return wire.post(double.url).mock(return_value=answer)  # type: ignore[arg-type] # httpx, which is httpx2 here


def ends(wire: respx.MockRouter, double: Double) -> Exception:
    """Send, and return how it ended: asked once, and never with a secret anywhere in it."""
    with wire:
        with pytest.raises((Refused, Busy, Unsure)) as caught:
            double.gateway.send(OUTGOING)
        assert len(wire.calls) == 1
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert SECRET not in said
    assert caught.value.__context__ is None
    return caught.value


def test_what_the_provider_took_has_its_name(wire: respx.MockRouter, double: Double) -> None:
    route = answers(wire, double, httpx2.Response(double.created, json=double.success))
    with wire:
        accepted = double.gateway.send(OUTGOING)
        assert route.call_count == 1
    assert (accepted.provider_id, accepted.status) == ("SM1", "queued")
    assert accepted.segments in (2, None)


def test_a_refusal_is_for_good_and_has_the_providers_code(
    wire: respx.MockRouter, double: Double
) -> None:
    answers(wire, double, httpx2.Response(400, json=double.refusal))
    refused = ends(wire, double)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.status) == (double.code, 400)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 413, 422])
def test_a_refusal_without_a_code_has_its_status(
    wire: respx.MockRouter, double: Double, status: int
) -> None:
    answers(wire, double, httpx2.Response(status, text=f"<html>{SECRET}"))
    refused = ends(wire, double)
    assert isinstance(refused, Refused)
    assert refused.code == str(status)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("hint", "after"), [("7", 7.0), ("", None), ("soon", None)])
def test_a_busy_provider_is_heeded(
    wire: respx.MockRouter, double: Double, status: int, hint: str, after: float | None
) -> None:
    headers = {"retry-after": hint} if hint else {}
    answers(wire, double, httpx2.Response(status, headers=headers, json=double.refusal))
    busy = ends(wire, double)
    assert isinstance(busy, Busy)
    assert busy.after == after


@pytest.mark.parametrize("error", NEVER_LEFT)
def test_what_never_left_us_was_surely_not_taken(
    wire: respx.MockRouter, double: Double, error: type[httpx2.RequestError]
) -> None:
    wire.post(double.url).mock(side_effect=error(SECRET))
    assert isinstance(ends(wire, double), Busy)


@pytest.mark.parametrize("error", LEFT)
def test_of_what_left_us_without_an_answer_nobody_is_sure(
    wire: respx.MockRouter, double: Double, error: type[httpx2.RequestError]
) -> None:
    wire.post(double.url).mock(side_effect=error(SECRET))
    assert isinstance(ends(wire, double), Unsure)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 408, 499, 500, 501, 502, 504, 520])
def test_nor_of_an_answer_that_decides_nothing(
    wire: respx.MockRouter, double: Double, status: int
) -> None:
    headers = {"location": "http://169.254.169.254/"}
    answers(wire, double, httpx2.Response(status, headers=headers, json=double.success))
    assert isinstance(ends(wire, double), Unsure)


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"OK", b"<html>", b"null", b"[]", b"{}", b"1", b"\xff", b'{"id":', b"[" * 50_000],
)
def test_nor_of_a_success_that_is_rubbish(
    wire: respx.MockRouter, double: Double, rubbish: bytes
) -> None:
    answers(wire, double, httpx2.Response(double.created, content=rubbish))
    assert isinstance(ends(wire, double), Unsure)


@pytest.mark.parametrize("wrong", ["../x", "a b", "", "x" * 201, None, {}, ["SM1"], 1.5])
def test_nor_of_a_success_that_names_nothing(
    wire: respx.MockRouter, double: Double, wrong: object
) -> None:
    said = json.loads(json.dumps(double.success).replace('"SM1"', json.dumps(wrong)))
    answers(wire, double, httpx2.Response(double.created, json=said))
    assert isinstance(ends(wire, double), Unsure)


def test_a_huge_success_is_not_read_and_a_huge_refusal_refuses(
    wire: respx.MockRouter, double: Double
) -> None:
    huge = json.dumps({**double.success, "pad": "x" * MOST}).encode()
    answers(wire, double, httpx2.Response(double.created, content=huge))
    assert isinstance(ends(wire, double), Unsure)
    answers(wire, double, httpx2.Response(400, content=huge))
    assert isinstance(ends(wire, double), Refused)


def test_a_gateway_and_what_it_sends_tell_nothing_when_printed(double: Double) -> None:
    said = repr(double.gateway) + repr(OUTGOING)
    assert SECRET not in said
    assert OUTGOING.text not in said


def test_what_aws_throttles_is_busy_though_its_status_is_400(wire: respx.MockRouter) -> None:
    answers(wire, AWS, httpx2.Response(400, json={"__type": "ThrottlingException"}))
    assert isinstance(ends(wire, AWS), Busy)


@pytest.mark.parametrize("double", [VONAGE, SINCH])
def test_what_a_provider_cannot_carry_is_refused_before_it_is_asked(double: Double) -> None:
    two = ("https://media.example/1", "https://media.example/2")
    with pytest.raises(Refused, match="one-media-only"):
        double.gateway.send(dataclasses.replace(OUTGOING, media=two))


def test_aws_takes_media_from_its_own_store_alone() -> None:
    with pytest.raises(Refused, match="media-not-in-s3"):
        AWS.gateway.send(dataclasses.replace(OUTGOING, media=("https://media.example/1",)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ""},
        {"to": "+1\r\nX: y"},
        {"sender": "a\x00"},
        {"text": ""},
        {"text": "\ud83d"},
        {"reference": "a b"},
        {"reference": "a\n"},
        {"callback": "file:///etc/passwd"},
        {"media": ("https://a b",)},
    ],
)
def test_what_nobody_could_carry_is_no_text(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        dataclasses.replace(OUTGOING, **wrong)  # type: ignore[arg-type]


def test_a_hint_is_seconds_or_a_date_and_at_most_a_day() -> None:
    assert wait("120", 0) == 120
    assert wait("999999999", 0) == 86_400
    assert wait("Thu, 01 Jan 1970 00:01:00 GMT", 0) == 60
    assert wait("Thu, 01 Jan 1970 00:01:00 GMT", 100) == 0
    assert [wait(hint, 0) for hint in ("", "-1", "nan", "1e9", "٣", "x" * 99)] == [None] * 6
