"""Slow mode: between two messages of one member lies the pause, whoever sends them and however."""

from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.errors import Forbidden, Invalid, SlowMode
from onrecord_server.core.ports import Ports
from onrecord_server.messages import rules
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.clocked import Clock
from tests.support.engines import Room
from tests.support.verified import findings


PAUSE = 30


def talk(room: Room) -> str:
    """A group of three in slow mode; alice leads it."""
    made = room.person("alice").conversations.create(kind="group", members=["bob", "carol"])
    room.person("alice").conversations.update(made.id, slow_seconds=PAUSE)
    return made.id


def test_a_member_waits_and_who_leads_does_not(database_url: str, refuses: Refuses) -> None:
    clock = Clock()
    with engines.room(database_url, ports=Ports(clock=clock)) as room:
        here = talk(room)
        bob, alice = room.person("bob"), room.person("alice")
        first = bob.messages.send(here, "one", client_id="a")
        with pytest.raises(SlowMode) as told:
            bob.messages.send(here, "two")
        assert told.value.retry_after == PAUSE
        assert bob.messages.send(here, "one", client_id="a").id == first.id, "a retry is no second"
        room.person("carol").messages.send(here, "mine")
        for _ in range(3):
            alice.messages.send(here, "I lead")
        clock.forward(seconds=PAUSE)
        bob.messages.send(here, "two")
        clock.forward(seconds=-3_600)
        with pytest.raises(SlowMode) as back:
            bob.messages.send(here, "three")
        assert back.value.retry_after == PAUSE, "a clock that goes back makes nobody wait longer"
        clock.forward(seconds=PAUSE)
        bob.messages.send(here, "after one pause, whatever the clock had said")
        alice.conversations.update(here, slow_seconds=0)
        bob.messages.send(here, "three")
        assert findings(room) == []


def test_who_leads_sets_it_within_bounds(database_url: str, refuses: Refuses) -> None:
    with engines.room(database_url) as room:
        here = talk(room)
        assert room.person("bob").conversations.get(here).slow_seconds == PAUSE
        refuses(Forbidden, lambda: room.person("bob").conversations.update(here, slow_seconds=0))
        for wrong in (-1, 21_601):
            refuses(
                Invalid,
                lambda wrong=wrong: room.person("alice").conversations.update(  # type: ignore[misc]
                    here, slow_seconds=wrong
                ),
            )


_STEP = st.tuples(
    st.sampled_from(["bob", "carol"]), st.integers(0, 20), st.sampled_from([0, 0, 0, 7, 3_600])
)


@settings(max_examples=15)
@given(st.lists(_STEP, max_size=12))
@example([("bob", 0, 0), ("bob", 1, 3_600), ("bob", 20, 0), ("bob", 10, 0)])
def test_no_two_messages_of_one_member_lie_closer(steps: list[tuple[str, int, int]]) -> None:
    """By a clock on the wall that is never set back; a clock that is makes nobody wait longer than one pause."""
    clock, wall = Clock(), 0
    with (
        TemporaryDirectory() as folder,
        engines.room(f"sqlite:///{folder}/slow.db", ports=Ports(clock=clock)) as room,
    ):
        here, last, waits = talk(room), dict[str, int](), dict[str, int]()
        for who, seconds, back in steps:
            wall += seconds
            clock.forward(seconds=seconds - back)
            if back:
                waits.clear()
            try:
                room.person(who).messages.send(here, "x")
            except SlowMode:
                assert wall - waits.setdefault(who, wall) < PAUSE
            else:
                assert wall - last.get(who, -PAUSE) >= PAUSE
                last[who] = waits[who] = wall


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6))
def test_nobody_waits_longer_than_the_pause(last: int, now: int, pause: int) -> None:
    assert rules.wait(last, now, pause) <= pause
    assert rules.wait(None, now, pause) == 0
