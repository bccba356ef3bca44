"""Whatever happened in whatever order: asked later, the record says what each saw at each moment."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.operations.beginnings import begun
from tests.operations.hindsight.days import Day, steps
from tests.operations.judging.conftest import LOOKS, ROLES, Talk
from tests.operations.policy.conftest import House


def settle(house: House) -> str:
    """Put a policy in force that covers and holds, and let alice and bob have a group."""
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    group = house.me("alice").conversations.create(kind="group", members=["bob"], title="Us").id
    Talk(house, group).adopt(LOOKS)
    house.acknowledge("carol")
    return group


@settings(max_examples=12)
@given(st.integers(0, 2**32))
def test_the_record_alone_says_what_each_saw_at_each_moment(seed: int) -> None:
    with begun(settle) as (house, group):
        day = Day(house, group)
        for step in steps(seed, 16):
            day.step(step)
        for at, person, seen in day.seen:
            assert day.then(at, person, seen.threads if seen else ()) == seen, (at, person)
