"""People who write, and people who answer what they ask about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.wire.data_requests import DataRequest
from onrecord.wire.holds import HoldScope
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord_server.core.files import Attachments
from onrecord_server.core.ports import Ports
from onrecord_server.data_requests.executor import Executor
from onrecord_server.policy.starting import start
from tests.operations.policy.conftest import ROLES, House
from tests.support import engines
from tests.support.clocked import Clock, clock
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


__all__ = ["clock"]


WHY = "Because the law says so"


@dataclass
class Office:
    """The house, and a group of alice and bob."""

    house: House
    group: str

    def of(self, name: str) -> Any:
        """Return what somebody does with requests."""
        return self.house.me(name).data_requests

    def say(self, text: str, who: str = "alice") -> str:
        """Let somebody write; return the message's id."""
        return self.house.me(who).messages.send(self.group, text).id

    def keep(self, duration: str) -> None:
        """Let the policy keep everything for a while."""
        rule = Retention(id="books", minimum=duration, basis="FINRA 4511")
        document: PolicyDocument = start("general").model_copy(update={"retention": [rule]})
        self.house.put_in_force(document)
        for name in ("alice", "bob"):
            self.house.acknowledge(name)

    def hold(self, name: str = "cora", *, silent: bool = False, **scope: Any) -> Any:
        """Hold what a scope covers."""
        made = HoldScope.model_validate(scope)
        return self.house.me(name).holds.create("M-1", made, reason=WHY, silent=silent)

    def approved(self, kind: str = "erasure", who: str = "alice") -> DataRequest:
        """Let somebody ask, prue weigh and cora approve."""
        made = self.of(who).make(kind)
        weighed = self.of("prue").weigh(made.id)
        found: DataRequest = self.of("cora").approve(made.id, weighing_hash=weighed.weighing_hash)
        return found

    def carry_out(self) -> int:
        """Carry out what is due; return in how many steps."""
        database = self.house.room.engines.prepared("acme")
        executor, steps = Executor(self.house.room.engines, every=0.0), 0
        while executor.round(database):
            steps += 1
        return steps

    def texts(self) -> list[str | None]:
        """Return what bob reads, the earliest first."""
        page = self.house.me("bob").messages.list(self.group)
        return [one.text for one in reversed(page.data)]


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room whose record is sound, and makes its tables, when the test is over."""
    ports = Ports(clock=clock)
    with engines.room(database_url, ports=ports, attachments=Attachments()) as found:
        yield found
        check_invariants(found)
        assert findings(found) == []


@pytest.fixture
def office(room: Room, clock: Clock) -> Office:
    """A group of alice and bob."""
    house = House(room, clock)
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    return Office(house, house.me("alice").conversations.create(kind="group", members=["bob"]).id)
