"""Whatever happened in whatever order: asked later, the record says what each saw at each moment."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.operations.beginnings import begun
from tests.operations.hindsight.days import STEPS, Day
from tests.operations.judging.conftest import LOOKS, ROLES, Talk
from tests.operations.policy.conftest import House


def _settle(house: House) -> str:
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    group = house.me("alice").conversations.create(kind="group", members=["bob"], title="Us").id
    Talk(house, group).adopt(LOOKS)
    house.acknowledge("carol")
    return group


@settings(max_examples=25)
@given(st.lists(STEPS, min_size=8, max_size=24))
def test_the_record_alone_says_what_each_saw_at_each_moment(steps: list[tuple[Any, ...]]) -> None:
    with begun(_settle) as (house, group):
        day = Day(house, group)
        for step in steps:
            day.step(step)
        for at, person, seen in day.seen:
            assert day.then(at, person, seen.threads if seen else ()) == seen, (at, person)
