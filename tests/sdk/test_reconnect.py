"""The state of a stream: whatever is lost, doubled or cut, everything arrives once, in order."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.client._reconnect import (
    FIRST_BACKOFF,
    LONGEST_BACKOFF,
    Item,
    Leaving,
    Phase,
    StreamState,
)
from onrecord.errors import (
    APIConnectionError,
    Forbidden,
    OnRecordError,
    RateLimited,
    TokenExpired,
    TokenInvalid,
    Unauthenticated,
)
from onrecord.wire.frames import Resync
from tests.sdk.socket_server import envelope


def fresh(after: int | None = None, jitter: float = 0.5, retries: int = 3) -> StreamState:
    return StreamState(after=after, epoch=None, max_retries=retries, jitter=lambda: jitter)


def ready(position: int, epoch: str = "e1") -> str:
    return json.dumps({"type": "ready", "epoch": epoch, "position": position, "person": "alice"})


def stretch(after: int, upto: int, visible: set[int]) -> str:
    told = [envelope(p) for p in range(after + 1, upto + 1) if p in visible]
    return json.dumps({"type": "events", "after": after, "upto": upto, "events": told})


def frames_from(cursor: int, end: int, visible: set[int], cuts: list[int]) -> list[str]:
    """What a server says to a client that stands at a cursor, cut into frames."""
    edges = sorted({cursor, end, *(c for c in cuts if cursor < c < end)})
    return [stretch(a, b, visible) for a, b in pairwise(edges)]


@given(
    end=st.integers(1, 30),
    visible=st.sets(st.integers(0, 30)),
    connections=st.lists(
        st.tuples(
            st.lists(st.integers(0, 30), max_size=5),
            st.lists(st.sampled_from(["tell", "twice", "lose", "cut"]), max_size=6),
        ),
        max_size=5,
    ),
)
def test_a_faulty_line_doubles_and_reorders_nothing_and_loses_only_what_a_resync_tells(
    end: int, visible: set[int], connections: list[tuple[list[int], list[str]]]
) -> None:
    state, items = fresh(after=-1), list[Item]()
    for cuts, faults in [*connections, ([], ["tell"]), ([], ["tell"])]:
        hello = json.loads(state.hello(None, 0.0))
        try:
            state.take(ready(hello["after"]), 0.0)
            said = frames_from(hello["after"], end, visible, cuts)
            items += play(state, said, faults)
        except OnRecordError as failure:
            state.lost(failure)
    got = [item.position for item in items if not isinstance(item, Resync)]
    told = max((item.position for item in items if isinstance(item, Resync)), default=-1)
    assert got == sorted(set(got))
    assert {p for p in visible if p <= end} - set(got) <= set(range(told + 1))
    assert state.cursor == end


def play(state: StreamState, said: list[str], faults: list[str]) -> list[Item]:
    """Tell frames with these faults. What a gap gives out is nothing, so a raise loses nothing."""
    got: list[Item] = []
    for frame, fault in zip(said, faults, strict=False):
        if fault == "cut":
            break
        for _ in range({"tell": 1, "twice": 2, "lose": 0}[fault]):
            try:
                got += state.take(frame, 0.0)
            except APIConnectionError:
                return got
    return got


def test_the_pauses_double_with_full_jitter_up_to_a_ceiling() -> None:
    state = fresh(after=0, jitter=0.5)
    state.take(ready(0), 0.0)
    pauses = [state.lost(APIConnectionError("cut")) for _ in range(10)]
    assert pauses[:3] == [0.5 * FIRST_BACKOFF, FIRST_BACKOFF, 2 * FIRST_BACKOFF]
    assert pauses[-1] == 0.5 * LONGEST_BACKOFF
    assert state.phase is Phase.OFFLINE


def test_a_ready_makes_the_next_pause_short_again() -> None:
    state = fresh()
    state.lost(APIConnectionError("cut"))
    state.take(ready(0), 0.0)
    assert state.lost(APIConnectionError("cut")) == 0.5 * FIRST_BACKOFF


def test_attempts_are_bounded_until_the_first_ready_and_not_afterwards() -> None:
    state = fresh(retries=2)
    state.lost(APIConnectionError("one"))
    state.lost(APIConnectionError("two"))
    with pytest.raises(APIConnectionError, match="three"):
        state.lost(APIConnectionError("three"))
    state.take(ready(0), 0.0)
    for _ in range(50):
        state.lost(APIConnectionError("again"))


@pytest.mark.parametrize(
    ("failure", "pause"),
    [(RateLimited(retry_after=30), 30.0), (Leaving(1.5), 1.5), (APIConnectionError("x"), 0.0)],
)
def test_the_servers_hint_is_the_least_pause(failure: OnRecordError, pause: float) -> None:
    assert fresh(jitter=0.0).lost(failure) == pause


@pytest.mark.parametrize("failure", [Forbidden(), TokenInvalid(), Unauthenticated()])
def test_what_no_retry_can_help_ends_the_stream(failure: OnRecordError) -> None:
    with pytest.raises(type(failure)):
        fresh().lost(failure)


def test_a_token_is_renewed_once_for_each_connection_that_stood() -> None:
    state = fresh()
    assert state.wants_token(TokenExpired())
    assert not state.wants_token(TokenExpired())
    state.take(ready(0), 0.0)
    assert state.wants_token(Unauthenticated())
    assert not state.wants_token(TokenInvalid())


def test_a_ping_is_due_after_a_heartbeat_and_silence_after_that_ends_the_line() -> None:
    state = fresh()
    state.hello(None, 0.0)
    state.take(ready(0), 0.0)
    assert (state.due(19.0), state.listen_for(5.0)) == (None, 15.0)
    assert state.due(20.0) == '{"type":"ping"}'
    state.take('{"type":"pong","upto":0}', 21.0)
    assert state.due(30.0) is None
    assert state.due(40.0) is not None
    with pytest.raises(APIConnectionError, match="silent"):
        state.due(50.1)


def test_frames_of_other_kinds_and_calls_that_failed_are_not_ours() -> None:
    state = fresh(after=0)
    state.take(ready(0), 0.0)
    others: list[dict[str, Any]] = [
        {"type": "typing", "conversation_id": "c", "person": "bob"},
        {"type": "error", "id": "7", "problem": {"code": "not_found"}},
        {"type": "of a newer server"},
    ]
    assert [item for other in others for item in state.take(json.dumps(other), 0.0)] == []
