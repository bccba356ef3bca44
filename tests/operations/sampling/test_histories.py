"""Whatever happens in whatever order: each message is in one period at most, and every draw is drawn again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import PolicyUnacknowledged
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.actor import host_actor
from onrecord_server.policy.starting import start
from tests.operations.beginnings import begun
from tests.operations.policy.conftest import House
from tests.operations.sampling.conftest import SALES, Desk, drawing, settle
from tests.support.verified import findings


POLICIES: dict[str, Callable[[], PolicyDocument]] = {
    "half": drawing,
    "everything": lambda: drawing(percent=100, population=None),
    "for an hour": lambda: drawing(period="PT1H"),
    "nothing": lambda: start("general"),
}


def _talk(house: House) -> str:
    return settle(house).talk


@contextmanager
def beginning() -> Iterator[Desk]:
    """Give a desk with a history of its own, in a tenant whose policy draws."""
    with begun(_talk) as (house, talk):
        yield Desk(house, talk)


def _step(desk: Desk, step: tuple[Any, ...]) -> None:
    name, *given = step
    host = desk.house.room.plain(None)
    if name == "write":
        desk.write(given[0], given[1])
    elif name == "forward":
        desk.house.clock.forward(hours=given[0])
    elif name == "policy":
        document = POLICIES[given[0]]()
        desk.put_in_force(document)
    elif name == "tag":
        host.conversations.tag(desk.talk, given[0], reason="Counsel is in here")
    elif name == "untag":
        host.conversations.untag(desk.talk, given[0], reason="Counsel has left")
    elif name == "move":
        who, department = given
        said = UpsertPerson(person_id=who, name=who, attributes={"department": department})
        desk.house.room.engines.call("people.upsert", said, host_actor("acme"))
    else:
        desk.tick()


WHO = st.sampled_from(sorted(SALES))
TAG = st.sampled_from(("privileged", "harmless"))
STEPS = st.one_of(
    st.tuples(st.just("write"), st.integers(1, 4), WHO),
    st.tuples(st.just("tick")),
    st.tuples(st.just("tick")),
    st.tuples(st.just("forward"), st.sampled_from((1, 30, 170, 2000, -400))),
    st.tuples(st.just("policy"), st.sampled_from(sorted(POLICIES))),
    st.tuples(st.just("tag"), TAG),
    st.tuples(st.just("untag"), TAG),
    st.tuples(st.just("move"), WHO, st.sampled_from(("sales", "kitchen"))),
)


@settings(max_examples=15)
@given(st.lists(STEPS, min_size=4, max_size=25))
@pytest.mark.req("FIN-6")
@pytest.mark.req("INV-11")
@pytest.mark.req("INV-13")
def test_the_record_alone_draws_every_sample_again(steps: list[tuple[Any, ...]]) -> None:
    with beginning() as desk:
        for step in steps:
            with suppress(PolicyUnacknowledged):  # its date has come since
                _step(desk, step)
        desk.tick()
        assert findings(desk.house.room) == []
        seen: set[str] = set()
        for sample in desk.samples(state="drawn", limit=200):
            page = desk.house.me("audrey").samples.messages(sample.id)
            assert page.next_cursor is None
            assert seen.isdisjoint(page.eligible), "no message is in two periods"
            seen |= set(page.eligible)
            assert set(page.drawn) <= set(page.eligible)
