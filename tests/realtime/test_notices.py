"""How often a socket may say what, and what the others hear of it."""

import contextlib
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from onrecord_server import Rate, RateLimits
from tests.realtime.conftest import room
from tests.support.live import Live, live


def test_what_is_no_call_has_a_rate_and_a_flood_of_it_ends_the_socket(small: Live) -> None:
    conversation = room(small, "bob")
    alice, bob = small.socket("alice"), small.socket("bob")
    for socket in (alice, bob):
        socket.until("ready")
    refused = _refused(bob)
    assert (refused["id"], refused["problem"]["code"]) == (None, "rate_limited")
    for _ in range(150):
        bob.send(type="ping")
    bob.send(type="typing", conversation_id=conversation)
    assert bob.call("me.get")["type"] == "result", "calls have a rate of their own"
    assert "typing" not in {frame["type"] for frame in _all(alice)}
    with contextlib.suppress(ConnectionClosed):
        for _ in range(4000):
            bob.send(type="ping")
    with pytest.raises(ConnectionClosed) as closed:
        list(iter(bob.frame, None))
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4013


def test_a_call_that_is_costly_has_the_limit_of_writes(small_url: str) -> None:
    slow = RateLimits(person_writes=(Rate(0.01, 1),), person_reads=())
    with live(small_url, rate_limits=slow) as worker:
        socket = worker.socket("alice")
        socket.until("ready")
        first, second = (socket.call("spaces.preview_rule", rule="everybody") for _ in range(2))
        assert (first["type"], second["type"]) == ("result", "error")
        assert second["problem"]["code"] == "rate_limited"


def _refused(wire: Any) -> dict[str, Any]:
    """Say too much until it is refused; while many frames wait, the refusal itself is left out."""
    for _ in range(60):
        for _ in range(200):
            wire.send(type="ping")
        for frame in _all(wire):
            if frame["type"] == "error":
                return frame
    raise AssertionError("nothing was refused")


def _all(wire: Any, seconds: float = 0.5) -> list[dict[str, Any]]:
    """Return the frames that still come."""
    found = []
    with contextlib.suppress(TimeoutError):
        while True:
            found.append(wire.frame(seconds))
    return found


def test_of_presence_only_what_it_has_come_to_is_told(small: Live) -> None:
    room(small, "bob")
    alice, bob = small.socket("alice"), small.socket("bob")
    for socket in (alice, bob):
        socket.until("ready")
    _all(alice)
    for state in ("away", "active") * 20:
        bob.send(type="presence", state=state)
    assert _all(alice, 2.5) == []
    for state in ("away", "active", "away"):
        bob.send(type="presence", state=state)
    assert [frame["state"] for frame in _all(alice, 2.5)] == ["away"]


def test_of_arrivals_in_one_second_the_first_and_the_furthest_are_told(small: Live) -> None:
    conversation = room(small, "bob")
    alice, bob = small.socket("alice"), small.socket("bob")
    for socket in (alice, bob):
        socket.until("ready")
    places = [
        alice.call("messages.send", conversation_id=conversation, text="hi")["result"]["position"]
        for _ in range(5)
    ]
    bob.events(5)
    _all(alice)
    for place in (*places, places[1]):
        bob.send(type="delivered", conversation_id=conversation, position=place)
    told = [frame["position"] for frame in _all(alice, 1.5) if frame["type"] == "delivered"]
    assert told == [places[0], places[-1]]
