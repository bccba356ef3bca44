"""Requests, holds, a minimum and time in any order: by a request goes what nothing keeps, and all of that."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.wire.data_requests import DataRequest
from tests.operations.data_requests.conftest import WHY, Office


MINIMUM = timedelta(days=365)
STEPS = st.lists(
    st.one_of(
        st.sampled_from(["ask", "hold", "release", "withdraw"]),
        st.integers(min_value=8, max_value=200),
    ),
    max_size=7,
)


@dataclass
class World:
    """A message of alice's, and what may become of it."""

    office: Office
    message: str
    written: Any
    request: DataRequest | None = None
    hold: Any = None
    gone: bool = False

    def ask(self) -> None:
        """Ask that it goes, unless that is asked already."""
        if self.request is None:
            self.request = self.office.approved()

    def withdraw(self) -> None:
        """Take back what was not carried out yet."""
        alice = self.office.of("alice")
        if self.request is not None and alice.get(self.request.id).state == "approved":
            alice.withdraw(self.request.id)
            self.request = None

    def keep(self) -> None:
        """Hold it."""
        self.hold = self.hold or self.office.hold(persons=["alice"], silent=True)

    def release(self) -> None:
        """End the hold, which takes two people."""
        if self.hold is None:
            return
        me, other = (self.office.house.me(name).holds for name in ("cora", "lena"))
        if self.hold.state == "requested":
            self.hold = other.approve(self.hold.id, scope_hash=self.hold.scope_hash)
        me.ask_release(self.hold.id, reason=WHY)
        other.release(self.hold.id, scope_hash=self.hold.scope_hash)
        self.hold = None

    def wait(self, days: int) -> None:
        """Let time pass, and carry out what is due."""
        clock = self.office.house.clock
        clock.forward(days=days)
        self.office.carry_out()
        free = self.hold is None and clock() >= self.written + MINIMUM
        self.gone = self.gone or (self.request is not None and free)

    def go(self, step: str | int) -> None:
        """Do the next thing."""
        if isinstance(step, int):
            return self.wait(step)
        done = {"ask": self.ask, "hold": self.keep, "release": self.release}
        return done.get(step, self.withdraw)()


@pytest.mark.req("GDP-1")
@pytest.mark.req("GDP-3")
def test_by_a_request_goes_what_nothing_keeps(office: Office) -> None:
    office.house.introduce("lena", ["legal"])
    office.keep("P1Y")

    @settings(
        max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(STEPS)
    def any_order(steps: list[str | int]) -> None:
        world = World(office, office.say("a record"), office.house.clock())
        for step in [*steps, 8]:
            world.go(step)
            text = office.house.me("bob").messages.get(world.message).text
            assert (text is None) == world.gone, (steps, step)
        world.release()
        world.withdraw()

    any_order()
