"""What another worker commits between an operation's last look and its seal is seen there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import Full, NotFound, Refusal
from onrecord_server.core.settings import Limits
from tests.support import engines
from tests.support.engines import Room, check_invariants


@contextmanager
def _meanwhile(room: Room, meddle: Callable[[], Any]) -> Iterator[None]:
    """Let another worker do something right before this one's first seal takes the lock."""
    pending = [meddle]

    def before(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if pending and "FOR UPDATE" in statement:
            pending.pop()()

    engine = room.engines.prepared("acme").engine
    sa.event.listen(engine, "before_cursor_execute", before)
    try:
        yield
        assert not pending, "somebody meddled"
    finally:
        sa.event.remove(engine, "before_cursor_execute", before)


@pytest.fixture
def workers(large_url: str) -> Iterator[tuple[Room, Room]]:
    """Only PostgreSQL lets another worker commit meanwhile."""
    limits = Limits(pins=1)
    with engines.room(large_url, limits=limits) as one:
        one.person("alice")
        one.person("bob")
        with engines.room(large_url, limits=limits) as other:
            yield one, other
        check_invariants(one)


@pytest.mark.parametrize("closing", ["closed", "request"])
def test_nobody_joins_a_space_that_was_closed_meanwhile(
    workers: tuple[Room, Room], closing: Any
) -> None:
    one, other = workers
    alice = one.plain("alice")
    space = alice.spaces.create(title="Open house", access="open").id
    close = lambda: alice.spaces.update(space, access=closing)  # noqa: E731
    with _meanwhile(other, close), pytest.raises(Refusal) as caught:
        other.plain("bob").spaces.join(space)
    assert isinstance(caught.value, NotFound) == (closing == "closed")
    assert [member.person_id for member in alice.spaces.members(space).data] == ["alice"]


def test_the_last_place_for_a_pin_is_given_once(workers: tuple[Room, Room]) -> None:
    one, other = workers
    alice, bob = one.plain("alice"), other.plain("bob")
    made = alice.conversations.create(kind="group", members=["bob"]).id
    first, second = (alice.messages.send(made, text).id for text in ("one", "two"))
    with _meanwhile(other, lambda: alice.pins.add(first)), pytest.raises(Full):
        bob.pins.add(second)
    assert [pin.message.id for pin in bob.pins.list(made).data] == [first]
