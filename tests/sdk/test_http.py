"""Over HTTP, with the other side faked at the wire: retries, keys, tokens, typed refusals."""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import anyio.lowlevel
import httpx2
import pytest
import respx

from onrecord import (
    APIConnectionError,
    APITimeoutError,
    AsyncClient,
    Client,
    NotFound,
    RateLimited,
    Refusal,
    ServerError,
    TokenExpired,
    Unavailable,
)
from onrecord.client._flow import seconds_until
from onrecord.errors import refusals


URL = "https://app.example.com/chat"
CNV = "cnv_" + "0" * 32
MSG = "msg_" + "1" * 32
BODY = {
    "id": MSG,
    "conversation_id": CNV,
    "position": 4,
    "author": "alice",
    "text": "Hi",
    "created_at": "2026-01-02T03:04:05.000006Z",
}
SEND = f"{URL}/v1/conversations/{CNV}/messages"
CREATE = f"{URL}/v1/conversations"

#: To respx it is httpx's class, to mypy it is not.
Response: Any = httpx2.Response


class Both:
    """Runs one call with the blocking and with the async client; all pauses are kept, none waited."""

    def __init__(self, colour: str) -> None:
        self.colour = colour
        self.pauses: list[float] = []

    async def run(self, call: Callable[[Any], Any], **options: Any) -> Any:
        if self.colour == "blocking":
            with Client(URL, **options) as me:
                return call(me)
        async with AsyncClient(URL, **options) as me:
            return await call(me)


@pytest.fixture(params=["blocking", "asyncio", "trio"])
def both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Both:
    found = Both(request.param)

    async def keep(seconds: float) -> None:
        found.pauses.append(seconds)

    monkeypatch.setattr(anyio, "sleep", keep)
    monkeypatch.setattr(time, "sleep", found.pauses.append)
    monkeypatch.setattr(random, "random", lambda: 0.5)
    return found


@pytest.fixture
def anyio_backend(both: Both) -> str:
    return "trio" if both.colour == "trio" else "asyncio"


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    with respx.mock(assert_all_called=False) as router:
        yield router


def problem(code: str, **more: Any) -> Any:
    kind = refusals()[code]
    document = {"type": "about:blank", "title": kind.title, "status": kind.status, "code": code}
    headers = {"content-type": "application/problem+json", "x-request-id": "req-1"}
    return Response(kind.status, json=document | more, headers=headers)


#: What says that nothing was changed and that the same may work in a moment.
RETRIED = {"rate_limited", "unavailable", "storage_unavailable", "key_unavailable"}


def say_hi(me: Any) -> Any:
    return me.messages.send(CNV, "Hi", client_id="mine")


async def test_a_send_is_a_post_with_token_and_client_id(
    both: Both, wire: respx.MockRouter
) -> None:
    route = wire.post(SEND).respond(201, json=BODY)
    message = await both.run(say_hi, token="secret")
    assert (message.id, message.text) == (MSG, "Hi")
    [call] = route.calls
    assert call.request.headers["authorization"] == "Bearer secret"
    assert call.request.content == b'{"text":"Hi","client_id":"mine"}'
    assert "idempotency-key" not in call.request.headers


async def test_ids_travel_percent_encoded_and_lists_are_repeated(
    both: Both, wire: respx.MockRouter
) -> None:
    route = wire.route().respond(200, json={"data": []})
    await both.run(lambda me: me.people.list(query="ä b", ids=["x/y", "z&"]))
    assert str(route.calls[0].request.url).endswith("/v1/people?query=%C3%A4+b&ids=x%2Fy&ids=z%26")
    route.respond(200, json={"id": "x/y?#", "name": "X"})
    await both.run(lambda me: me.people.get("x/y?#"))
    assert route.calls[1].request.url.raw_path == b"/chat/v1/people/x%2Fy%3F%23"


@pytest.mark.parametrize("code", ["rate_limited", "unavailable"])
async def test_429_and_503_are_retried_after_the_servers_own_hint(
    both: Both, wire: respx.MockRouter, code: str
) -> None:
    answers = [problem(code, retry_after=7), Response(201, json=BODY)]
    route = wire.post(SEND).mock(side_effect=answers)
    assert (await both.run(say_hi)).id == MSG
    assert both.pauses == [7.25]
    assert route.calls[0].request.content == route.calls[1].request.content


async def test_the_retry_after_header_counts_where_the_body_is_a_proxys(
    both: Both, wire: respx.MockRouter
) -> None:
    busy = Response(503, text="<html>busy</html>", headers={"retry-after": "3"})
    wire.post(SEND).mock(side_effect=[busy, Response(201, json=BODY)])
    await both.run(say_hi)
    assert both.pauses == [3.25]


async def test_a_lost_answer_is_retried_with_the_same_idempotency_key(
    both: Both, wire: respx.MockRouter
) -> None:
    made = {"id": CNV, "kind": "group", "role": "owner", "member_count": 2}
    answer = Response(201, json=made | {"created_at": BODY["created_at"]})
    lost = [httpx2.ReadTimeout("late"), httpx2.RemoteProtocolError("gone")]
    route = wire.post(CREATE).mock(side_effect=[*lost, answer])
    await both.run(lambda me: me.conversations.create(kind="group", members=["bob"]))
    keys = {call.request.headers["idempotency-key"] for call in route.calls}
    assert len(route.calls) == 3
    assert len(keys) == 1
    assert both.pauses == [0.25, 0.5]


async def test_the_number_of_retries_is_bounded(both: Both, wire: respx.MockRouter) -> None:
    route = wire.post(SEND).mock(side_effect=httpx2.ConnectTimeout("no"))
    with pytest.raises(APITimeoutError):
        await both.run(say_hi, max_retries=2)
    assert len(route.calls) == 3


async def test_an_edit_is_repeated_only_when_it_cannot_have_arrived(
    both: Both, wire: respx.MockRouter
) -> None:
    def edit(me: Any) -> Any:
        return me.messages.edit(MSG, "Hi!")

    route = wire.patch(f"{URL}/v1/messages/{MSG}")
    route.mock(side_effect=[httpx2.ConnectError("down"), Response(200, json=BODY)])
    assert (await both.run(edit)).id == MSG
    route.mock(side_effect=httpx2.ReadError("cut"))
    with pytest.raises(APIConnectionError, match="cut"):
        await both.run(edit)
    assert len(route.calls) == 3


async def test_a_hint_of_more_than_a_minute_is_the_callers_to_decide(
    both: Both, wire: respx.MockRouter
) -> None:
    wire.post(SEND).mock(return_value=problem("rate_limited", retry_after=3600))
    with pytest.raises(RateLimited) as caught:
        await both.run(say_hi)
    assert (caught.value.retry_after, both.pauses) == (3600, [])


@pytest.mark.parametrize("code", sorted(set(refusals()) - RETRIED))
async def test_every_refusal_arrives_as_its_own_class_and_is_not_retried(
    both: Both, wire: respx.MockRouter, code: str
) -> None:
    route = wire.post(SEND).mock(return_value=problem(code, detail="Because.", rule="r1"))
    with pytest.raises(Refusal) as caught:
        await both.run(say_hi)
    assert type(caught.value) is refusals()[code]
    assert caught.value.request_id == "req-1"
    assert caught.value.extra == {"rule": "r1"}
    assert str(caught.value) == f"Because. [{code}] (request req-1)"
    assert len(route.calls) == 1


async def test_a_code_of_a_newer_server_falls_back_to_its_status(
    both: Both, wire: respx.MockRouter
) -> None:
    document = {"code": "brand_new", "detail": "New rule."}
    wire.post(SEND).respond(404, json=document)
    with pytest.raises(NotFound, match=r"New rule\."):
        await both.run(say_hi)


async def test_an_expired_token_is_renewed_once(both: Both, wire: respx.MockRouter) -> None:
    tokens = iter(["old", "new", "third"])
    expired = problem("token_expired")
    route = wire.post(SEND).mock(side_effect=[expired, Response(201, json=BODY)])
    await both.run(say_hi, token=lambda: next(tokens))
    sent = [call.request.headers["authorization"] for call in route.calls]
    assert sent == ["Bearer old", "Bearer new"]


async def test_a_token_that_is_expired_again_is_the_callers_problem(
    both: Both, wire: respx.MockRouter
) -> None:
    route = wire.post(SEND).mock(return_value=problem("token_expired"))
    with pytest.raises(TokenExpired):
        await both.run(say_hi, token=lambda: "old")
    with pytest.raises(TokenExpired):
        await both.run(say_hi, token="fixed")
    assert len(route.calls) == 3


@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_the_async_client_awaits_a_token_that_is_fetched(
    wire: respx.MockRouter, anyio_backend: str
) -> None:
    async def mint() -> str:
        await anyio.lowlevel.checkpoint()
        return "minted"

    route = wire.post(SEND).respond(201, json=BODY)
    async with AsyncClient(URL, token=mint) as me:
        await me.messages.send(CNV, "Hi")
    assert route.calls[0].request.headers["authorization"] == "Bearer minted"


async def test_a_token_does_not_follow_a_redirect(both: Both, wire: respx.MockRouter) -> None:
    elsewhere = wire.route(host="evil.example").respond(200)
    wire.post(SEND).respond(307, headers={"location": "https://evil.example/"})
    with pytest.raises(Refusal):
        await both.run(say_hi, token="secret")
    assert not elsewhere.called


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"id": 1}'])
async def test_an_answer_of_another_shape_is_a_typed_error(
    both: Both, wire: respx.MockRouter, body: bytes
) -> None:
    wire.post(SEND).respond(200, content=body)
    with pytest.raises(ServerError, match=r"messages\.send"):
        await both.run(say_hi)


async def test_members_that_a_newer_server_adds_are_ignored(
    both: Both, wire: respx.MockRouter
) -> None:
    wire.post(SEND).respond(201, json=BODY | {"mood": "sunny"})
    assert (await both.run(say_hi)).id == MSG


async def test_a_client_that_was_given_is_used_and_left_open(wire: respx.MockRouter) -> None:
    route = wire.post(SEND).respond(201, json=BODY)
    with httpx2.Client(headers={"traceparent": "00-1-1-00"}) as http:
        with Client(URL, http_client=http) as me:
            me.messages.send(CNV, "Hi")
        assert not http.is_closed
    assert route.calls[0].request.headers["traceparent"] == "00-1-1-00"


async def test_an_owned_client_is_closed(both: Both, wire: respx.MockRouter) -> None:
    wire.post(SEND).respond(201, json=BODY)
    kept: list[Any] = []

    def call(me: Any) -> Any:
        kept.append(me)
        return say_hi(me)

    await both.run(call)
    assert kept[0]._transport.http.is_closed


def test_retry_after_may_be_a_date() -> None:
    assert seconds_until("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert seconds_until("Fri, 31 Dec 2100 23:59:59 GMT") > 1e9  # type: ignore[operator]
    assert seconds_until("soon") is None
    assert issubclass(Unavailable, Refusal)
