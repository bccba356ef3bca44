"""The stream over a real socket: nothing lost, nothing doubled, whatever the line does."""

import random
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import anyio
import pytest

from onrecord import (
    APIConnectionError,
    AsyncClient,
    Client,
    Envelope,
    Forbidden,
    NotFound,
    Resync,
    ResyncNeeded,
    TokenExpired,
    Unauthenticated,
    UnknownEnvelope,
)
from onrecord.client import _reconnect
from onrecord.client._async import stream as async_stream
from onrecord.client._async.stream import AsyncStream
from onrecord.client._sync import stream as sync_stream
from tests.sdk.socket_server import Line, Scene, Theatre, envelope, playing


class Colour:
    """Takes a number of items from a stream, blocking or async."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def take(
        self, url: str, count: int, *, token: Any = None, retries: int = 3, **options: Any
    ) -> tuple[list[Any], Any]:
        if self.name == "blocking":
            with (
                Client(url, token=token, max_retries=retries) as me,
                me.stream(**options) as stream,
            ):
                return [next(stream) for _ in range(count)], stream
        us = AsyncClient(url, token=token, max_retries=retries)
        async with us, us.stream(**options) as flow:
            return [await anext(flow) for _ in range(count)], flow


@pytest.fixture(params=["blocking", "asyncio", "trio"])
def colour(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Colour:
    monkeypatch.setattr(random, "random", lambda: 0.01)
    return Colour(request.param)


@pytest.fixture
def anyio_backend(colour: Colour) -> str:
    return "trio" if colour.name == "trio" else "asyncio"


def positions(items: list[Any]) -> list[int]:
    return [item.position for item in items]


def plain(position: int, *then: tuple[int, ...]) -> Scene:
    """Welcome at a position, tell some stretches, stay."""

    def scene(line: Line) -> None:
        line.welcome(position)
        for after, *told in then:
            line.tell(after, *told)
        line.hold()

    return scene


async def test_the_first_frame_is_a_hello_with_token_and_cursor(colour: Colour) -> None:
    with playing(plain(812, (812, 813))) as theatre:
        items, stream = await colour.take(theatre.url, 1, token="t", after=812, epoch="e1")
    assert theatre.hellos == [{"type": "hello", "token": "t", "after": 812, "epoch": "e1"}]
    assert theatre.requests[0].path == "/chat/v1/stream"
    assert "authorization" not in theatre.requests[0].headers
    assert isinstance(items[0], Envelope)
    assert (stream.epoch, stream.position, stream.person) == ("e1", 813, "alice")


async def test_without_a_position_the_stream_begins_now(colour: Colour) -> None:
    with playing(plain(40, (40, 41, 42))) as theatre:
        items, _ = await colour.take(theatre.url, 2)
    assert theatre.hellos == [{"type": "hello"}]
    assert positions(items) == [41, 42]


async def test_a_lost_line_is_resumed_from_the_cursor_without_loss_or_double(
    colour: Colour,
) -> None:
    def first(line: Line) -> None:
        line.welcome(0)
        line.tell(0, 1, 2, upto=5)
        line.drop()

    with playing(first, plain(5, (5, 6))) as theatre:
        items, _ = await colour.take(theatre.url, 3, after=0)
    assert positions(items) == [1, 2, 6]
    assert theatre.hellos[1] == {"type": "hello", "after": 5, "epoch": "e1"}


async def test_a_frame_after_a_gap_is_not_given_out_but_asked_for_again(colour: Colour) -> None:
    with playing(plain(0, (0, 1), (2, 3)), plain(1, (1, 2, 3))) as theatre:
        items, _ = await colour.take(theatre.url, 3, after=0)
    assert positions(items) == [1, 2, 3]
    assert theatre.hellos[1]["after"] == 1


async def test_a_gap_that_a_resume_does_not_close_is_a_resync(colour: Colour) -> None:
    with playing(plain(0, (5, 6)), plain(0, (5, 6))) as theatre, pytest.raises(ResyncNeeded):
        await colour.take(theatre.url, 1, after=0)


async def test_what_is_told_twice_is_given_out_once(colour: Colour) -> None:
    with playing(plain(0, (0, 1, 2), (0, 1, 2), (1, 2, 3))) as theatre:
        items, _ = await colour.take(theatre.url, 3, after=0)
    assert positions(items) == [1, 2, 3]


async def test_an_event_of_a_newer_server_is_given_out_unread(colour: Colour) -> None:
    def scene(line: Line) -> None:
        line.welcome(0)
        line.say(type="confetti", colour="red")
        line.say(type="events", after=0, upto=1, events=[envelope(1, "poll.opened")])
        line.hold()

    with playing(scene) as theatre:
        [item], _ = await colour.take(theatre.url, 1, after=0)
    assert isinstance(item, UnknownEnvelope)
    assert (item.event.type, item.event.data["version"]) == ("poll.opened", 1)


def resyncing(line: Line) -> None:
    line.welcome(90, epoch="e2")
    line.tell(90, 91)
    line.hold()


async def test_another_epoch_is_a_resync_that_raises(colour: Colour) -> None:
    with playing(resyncing) as theatre, pytest.raises(ResyncNeeded) as caught:
        await colour.take(theatre.url, 1, after=3, epoch="e1")
    assert (caught.value.epoch, caught.value.position) == ("e2", 90)


async def test_or_a_resync_that_is_yielded_and_the_stream_goes_on(colour: Colour) -> None:
    with playing(resyncing) as theatre:
        items, _ = await colour.take(theatre.url, 2, after=3, epoch="e1", on_resync="yield")
    assert items[0] == Resync(epoch="e2", position=90)
    assert positions(items) == [90, 91]


async def test_a_resync_frame_moves_the_cursor(colour: Colour) -> None:
    def scene(line: Line) -> None:
        line.welcome(3)
        line.say(type="resync", epoch="e1", position=70)
        line.tell(70, 71)
        line.hold()

    with playing(scene) as theatre:
        items, _ = await colour.take(theatre.url, 2, after=3, on_resync="yield")
    assert positions(items) == [70, 71]


async def test_a_worker_that_goes_away_says_when_to_come_back(colour: Colour) -> None:
    def leaving(line: Line) -> None:
        line.welcome(0)
        line.say(type="going_away", after_ms=50)
        line.hold()

    with playing(leaving, plain(0, (0, 1))) as theatre:
        items, _ = await colour.take(theatre.url, 1, after=0)
    assert positions(items) == [1]


async def test_a_slow_consumer_who_is_closed_resumes(colour: Colour) -> None:
    def closing(line: Line) -> None:
        line.welcome(0)
        line.tell(0, 1)
        line.socket.close(4008, "too slow")

    with playing(closing, plain(1, (1, 2))) as theatre:
        items, _ = await colour.take(theatre.url, 2, after=0)
    assert positions(items) == [1, 2]


class Clock:
    """The clock of the client, which the other side sets forward: no line is silent by a slow machine."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    for module in (async_stream, sync_stream):
        monkeypatch.setattr(module, "_now", found)
    return found


async def test_a_silent_line_is_pinged_and_given_up(colour: Colour, clock: Clock) -> None:
    heard: list[dict[str, Any]] = []

    def silent(line: Line) -> None:
        line.welcome(0, heartbeat=0.1)
        heard.append(line.hear())
        clock.ahead += _reconnect.PATIENCE + 1
        while True:
            heard.append(line.hear())

    with playing(silent, plain(0, (0, 1))) as theatre:
        items, _ = await colour.take(theatre.url, 1, after=0)
    assert positions(items) == [1]
    assert heard[0] == {"type": "ping"}


async def test_a_pong_keeps_the_line(colour: Colour, clock: Clock) -> None:
    def alive(line: Line) -> None:
        line.welcome(0, heartbeat=0.05)
        for _ in range(8):
            assert line.hear() == {"type": "ping"}
            clock.ahead += _reconnect.PATIENCE / 2
            line.say(type="pong", upto=0)
        line.tell(0, 1)
        line.hold()

    with playing(alive) as theatre:
        items, _ = await colour.take(theatre.url, 1, after=0)
    assert positions(items) == [1]
    assert len(theatre.hellos) == 1


def expire(line: Line) -> None:
    line.say(type="error", id=None, problem={"code": "token_expired", "status": 401})
    line.socket.close(4401)


async def test_an_expired_token_is_renewed(colour: Colour) -> None:
    tokens = iter(["old", "new"])
    with playing(expire, plain(0, (0, 1))) as theatre:
        items, _ = await colour.take(theatre.url, 1, after=0, token=lambda: next(tokens))
    assert positions(items) == [1]
    assert [hello["token"] for hello in theatre.hellos] == ["old", "new"]


async def test_a_token_that_stays_expired_ends_the_stream(colour: Colour) -> None:
    with playing(expire, expire) as theatre, pytest.raises(TokenExpired):
        await colour.take(theatre.url, 1, token=lambda: "old")


@pytest.mark.parametrize(("code", "kind"), [(4401, Unauthenticated), (4403, Forbidden)])
async def test_a_close_code_that_says_no_is_a_typed_refusal(
    colour: Colour, code: int, kind: type[Exception]
) -> None:
    def refusing(line: Line) -> None:
        line.socket.close(code)

    with playing(refusing) as theatre, pytest.raises(kind):
        await colour.take(theatre.url, 1)


async def test_a_refused_upgrade_is_a_typed_refusal(colour: Colour) -> None:
    with playing() as theatre:
        theatre.refuse(HTTPStatus.NOT_FOUND, "not_found")
        with pytest.raises(NotFound):
            await colour.take(theatre.url, 1)


async def test_a_busy_upgrade_is_tried_again(colour: Colour) -> None:
    with playing(plain(0, (0, 1))) as theatre:
        theatre.refuse(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable")
        items, _ = await colour.take(theatre.url, 1, after=0)
    assert positions(items) == [1]


async def test_an_address_where_nobody_listens_is_given_up(colour: Colour) -> None:
    with pytest.raises(APIConnectionError):
        await colour.take("http://127.0.0.1:9/chat", 1, retries=1)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"type":"ready"}', '{"type":"events"}'])
async def test_a_frame_that_is_not_ours_is_survived(colour: Colour, text: str) -> None:
    def garbage(line: Line) -> None:
        line.socket.send(text)
        line.hold()

    with playing(garbage, plain(0, (0, 1))) as theatre:
        items, _ = await colour.take(theatre.url, 1, after=0)
    assert positions(items) == [1]


async def test_a_frame_of_a_megabyte_in_pieces_arrives_whole(colour: Colour) -> None:
    def big(line: Line) -> None:
        line.welcome(0)
        text = '{"type":"events","after":0,"upto":1,"pad":"' + "x" * 1_000_000 + '","events":[]}'
        line.socket.send(text[i : i + 65_536] for i in range(0, len(text), 65_536))
        line.tell(1, 2)
        line.hold()

    with playing(big) as theatre:
        items, _ = await colour.take(theatre.url, 1, after=0)
    assert positions(items) == [2]


async def test_the_position_waits_for_what_was_not_given_out_yet(colour: Colour) -> None:
    with playing(plain(0, (0, 1, 2, 3))) as theatre:
        seen = await _first_position(colour, theatre)
    assert seen == 1


async def _first_position(colour: Colour, theatre: Theatre) -> int | None:
    if colour.name == "blocking":
        with Client(theatre.url) as me, me.stream(after=0) as stream:
            next(stream)
            return stream.position
    async with AsyncClient(theatre.url) as us, us.stream(after=0) as flow:
        await anext(flow)
        return flow.position


@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_a_wait_may_be_given_up_and_taken_up_again(anyio_backend: str) -> None:
    go: list[Callable[[], None]] = []

    def scene(line: Line) -> None:
        go.append(lambda: line.tell(0, 1))
        line.welcome(0)
        line.hold()

    async def give_up(stream: AsyncStream[Any], scope: anyio.CancelScope) -> None:
        while stream.person is None:  # noqa: ASYNC110 - it tells nobody
            await anyio.sleep(0.01)
        scope.cancel()

    with playing(scene) as theatre:
        async with AsyncClient(theatre.url) as me, me.stream(after=0) as stream:
            async with anyio.create_task_group() as group:
                group.start_soon(give_up, stream, group.cancel_scope)
                await anext(stream)
            assert group.cancel_scope.cancelled_caught
            go[0]()
            assert (await anext(stream)).position == 1
    assert len(theatre.hellos) == 1
