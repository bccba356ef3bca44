"""How often a socket may say what, and what the others hear of it."""

from dataclasses import replace
from typing import Any

import pytest

from onrecord_server import Rate, RateLimits
from onrecord_server.realtime import session
from onrecord_server.realtime.pace import FLOOD, NOTICES
from tests.realtime.conftest import room
from tests.support.live import Live, Wire, live
from tests.support.soon import soon


@pytest.fixture
def unfilled(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a socket may say at once is what it may say at all, however long a machine takes."""
    for name in ("NOTICES", "FLOOD"):
        rate = getattr(session, name)
        monkeypatch.setattr(session, name, replace(rate, per_second=1e-6))


@pytest.mark.usefixtures("unfilled")
def test_what_is_no_call_has_a_rate_and_a_flood_of_it_ends_the_socket(small: Live) -> None:
    conversation = room(small, "bob")
    alice, bob = small.socket("alice"), small.socket("bob")
    for socket in (alice, bob):
        socket.until("ready")
    allowed = _pinged(bob, NOTICES.burst)
    assert [frame["type"] for frame in allowed if frame["type"] != "presence"] == (
        ["pong"] * NOTICES.burst
    )
    (refused,) = _pinged(bob, 1)
    assert (refused["id"], refused["problem"]["code"]) == (None, "rate_limited")
    bob.send(type="typing", conversation_id=conversation)
    assert bob.call("me.get")["type"] == "result", "calls have a rate of their own"
    assert "typing" not in {frame["type"] for frame in alice.heard()}
    _pinged(bob, FLOOD.burst - NOTICES.burst - 2)
    bob.send(type="ping")
    assert bob.closes() == 4013


def _pinged(wire: Wire, count: int) -> list[dict[str, Any]]:
    """Ping so often; return what is said to that."""
    for _ in range(count):
        wire.send(type="ping")
    return wire.heard()


def test_a_call_that_is_costly_has_the_limit_of_writes(small_url: str) -> None:
    slow = RateLimits(person_writes=(Rate(0.01, 1),), person_reads=())
    with live(small_url, rate_limits=slow) as worker:
        socket = worker.socket("alice")
        socket.until("ready")
        first, second = (socket.call("spaces.preview_rule", rule="everybody") for _ in range(2))
        assert (first["type"], second["type"]) == ("result", "error")
        assert second["problem"]["code"] == "rate_limited"


def test_of_presence_only_what_it_has_come_to_is_told(small: Live) -> None:
    room(small, "bob")
    alice, bob = small.socket("alice"), small.socket("bob")
    for socket in (alice, bob):
        socket.until("ready")
    alice.heard()
    presence = small.doors.realtime.hub.presence
    for state in ("away", "active") * 20:
        bob.send(type="presence", state=state)
    bob.heard()
    soon(lambda: not presence._held, said="it is held for ever")
    assert alice.heard() == []
    for state in ("away", "active", "away"):
        bob.send(type="presence", state=state)
    assert alice.until("presence")["state"] == "away"
    assert alice.heard() == []


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
    alice.heard()
    for place in (*places, places[1]):
        bob.send(type="delivered", conversation_id=conversation, position=place)
    told = [alice.until("delivered")["position"] for _ in range(2)]
    assert told == [places[0], places[-1]]
