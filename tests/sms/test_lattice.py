"""Reports that come twice, late and in any order end the same, and none takes a delivery back."""

from itertools import combinations_with_replacement, permutations
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.sms.lattice import (
    RANK,
    TERMINAL,
    Delivery,
    State,
    from_provider,
    join,
    report,
    told,
)


STATES: tuple[State, ...] = get_args(State)
quickly = settings(max_examples=300, deadline=None)
states = st.sampled_from(STATES)
histories = st.lists(states, max_size=12)
deliveries = st.frozensets(states, min_size=1).map(Delivery)


def followed(history: list[State] | tuple[State, ...]) -> list[Delivery]:
    """Return the delivery after each report."""
    found = [Delivery()]
    for state in history:
        found.append(report(found[-1], state).delivery)
    return found


def test_each_state_has_a_rank_of_its_own() -> None:
    assert sorted(RANK.values()) == list(range(len(STATES)))
    assert set(RANK) == set(STATES)
    assert {state for state in STATES if RANK[state] > RANK["sent"]} == TERMINAL


@pytest.mark.req("SMS-7")
@pytest.mark.parametrize("length", [2, 3, 4])
def test_every_interleaving_of_every_few_reports_ends_the_same(length: int) -> None:
    for reports in combinations_with_replacement(STATES, length):
        ends = {followed(order)[-1] for order in permutations(reports)}
        assert len(ends) == 1


@pytest.mark.req("SMS-7")
@quickly
@given(histories, st.data())
def test_duplicates_and_another_order_end_the_same(
    history: list[State], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(history), max_size=5)) if history else []
    mixed = data.draw(st.permutations(history + again))
    assert followed(mixed)[-1] == followed(history)[-1] == told(*history)


@quickly
@given(deliveries, deliveries, deliveries)
def test_joining_commutes_associates_and_repeats_for_nothing(
    one: Delivery, two: Delivery, three: Delivery
) -> None:
    assert join(one, two) == join(two, one)
    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(one, one) == one
    assert RANK[join(one, two).state] == max(RANK[one.state], RANK[two.state])


@pytest.mark.req("SMS-7")
@quickly
@given(histories)
def test_no_report_takes_an_attempt_back(history: list[State]) -> None:
    steps = followed(history)
    ranks = [RANK[one.state] for one in steps]
    assert ranks == sorted(ranks)
    ended = [one.terminal for one in steps]
    assert ended == sorted(ended)


@quickly
@given(histories)
def test_every_report_is_kept_and_each_that_is_contradicted_is_named(history: list[State]) -> None:
    end = followed(history)[-1]
    assert end.reports == {"queued", *history}
    assert {*end.contrary} | ({end.state} & TERMINAL) == {*history} & TERMINAL


@quickly
@given(histories, states)
def test_a_step_says_what_the_report_did(history: list[State], state: State) -> None:
    before = followed(history)[-1]
    step = report(before, state)
    assert step.moved == (step.delivery.state != before.state)
    assert step.known == (state in before.reports) == (step.delivery == before)
    assert step.contrary == (step.delivery.contrary != before.contrary)


@pytest.mark.parametrize(
    ("history", "state", "contrary"),
    [
        ([], "queued", ()),
        (["sending", "unconfirmed"], "unconfirmed", ()),
        (["sending", "unconfirmed", "sent"], "sent", ()),
        (["delivered", "sent", "queued"], "delivered", ()),
        (["sent", "delivered", "failed"], "delivered", ("failed",)),
        (["failed", "delivered"], "delivered", ("failed",)),
        (["sent", "undelivered", "expired"], "undelivered", ("expired",)),
        (["canceled", "sent"], "canceled", ()),
    ],
)
def test_known_histories_end_like_this(
    history: list[State], state: State, contrary: tuple[State, ...]
) -> None:
    end = told(*history)
    assert (end.state, end.contrary) == (state, contrary)


def test_whatever_a_provider_says_it_has_the_text() -> None:
    assert {from_provider(state) for state in STATES if state not in TERMINAL} == {"sent"}
    assert all(from_provider(state) == state for state in TERMINAL)
    assert told("sending", "unconfirmed", from_provider("queued")).state == "sent"
