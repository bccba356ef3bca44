"""People whose messages are over by a rule that asks, and officers who answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from onrecord.wire.holds import HoldScope
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord.wire.retention_asks import RetentionAsk
from onrecord_server.core.actor import host_actor
from onrecord_server.core.files import Attachments
from onrecord_server.core.ports import Ports
from onrecord_server.policy.starting import start
from onrecord_server.retention_asks.executor import AskExecutor
from tests.operations.policy.conftest import ROLES, House
from tests.support import engines
from tests.support.clocked import Clock, clock
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


__all__ = ["clock"]


WHY = "Because its time is over"
MONTH = Retention(id="month", maximum="P1M", disposition="ask", basis="Data economy")


@dataclass
class Office:
    """The house, a group of alice and bob, a channel of a space, and who carries answers out."""

    house: House
    group: str
    channel: str
    space: str
    executor: AskExecutor = field(init=False)

    def __post_init__(self) -> None:
        """Begin as a process does."""
        self.start()

    def start(self) -> None:
        """Begin again, as after a kill."""
        self.executor = AskExecutor(self.house.room.engines, every=0.0)

    def of(self, name: str) -> Any:
        """Return what somebody does with questions."""
        return self.house.me(name).retention_asks

    def say(self, text: str, where: str | None = None) -> str:
        """Let alice write; return the message's id."""
        return self.house.me("alice").messages.send(where or self.group, text).id

    def govern(self, *rules: Retention) -> None:
        """Put a policy with these rules in force, and let people go on writing."""
        document: PolicyDocument = start("general").model_copy(update={"retention": list(rules)})
        self.house.put_in_force(document)
        self.house.acknowledge("alice")

    def hold(self, *, silent: bool = False, **scope: Any) -> Any:
        """Hold what a scope covers."""
        made = HoldScope.model_validate(scope)
        held = self.house.me("cora").holds.create("M-1", made, reason=WHY, silent=silent)
        if silent:
            self.house.me("lena").holds.approve(held.id, scope_hash=held.scope_hash)
        return held

    def release(self, held: Any) -> None:
        """Release a hold, as two people do."""
        self.house.me("cora").holds.ask_release(held.id, reason=WHY)
        self.house.me("lena").holds.release(held.id, scope_hash=held.scope_hash)

    def report_to(self, name: str, manager: str) -> None:
        """Let the host say whom somebody reports to."""
        said = UpsertPerson(
            person_id=name, name=name.title(), roles=ROLES[name], attributes={"manager": manager}
        )
        self.house.room.engines.call("people.upsert", said, host_actor("acme"))

    def step(self) -> int:
        """Go a step further."""
        return self.executor.round(self.house.room.engines.prepared("acme"))

    def run(self, *, days: float = 0) -> list[RetentionAsk]:
        """Let time pass, count, and carry out; return what is open, the earliest period first."""
        self.house.clock.forward(days=days)
        while self.step():
            pass
        found = list(self.of("audrey").iterate(state="open"))
        return sorted(found, key=lambda one: (one.first_at, one.space_id or ""))

    def erase(self, asked: RetentionAsk) -> RetentionAsk:
        """Let prue propose that it goes, and cora approve it."""
        self.of("prue").answer(asked.id, "erase", hash=asked.hash, reason=WHY)
        found: RetentionAsk = self.of("cora").approve(asked.id, hash=asked.hash)
        return found

    def texts(self, where: str | None = None) -> list[str | None]:
        """Return what bob reads, the earliest first."""
        page = self.house.me("bob").messages.list(where or self.group)
        return [one.text for one in reversed(page.data)]

    def types(self) -> list[str]:
        """Return the types of the record's entries, in order."""
        return [one.type for one in self.house.room.entries()]


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
    """A group and a channel with nothing in them yet."""
    house = House(room, clock)
    for name, roles in ({**ROLES, "lena": ["legal"]}).items():
        house.introduce(name, roles)
    alice = house.me("alice")
    group = alice.conversations.create(kind="group", members=["bob"]).id
    space = alice.spaces.create(title="Desk", members=["bob"]).id
    channel = alice.conversations.create(
        kind="channel", title="Trades", space_id=space, members=["bob"]
    ).id
    return Office(house, group, channel, space)


@pytest.fixture
def asked(office: Office) -> Office:
    """Five messages in the group and two in the channel whose month is over, and one that is new."""
    for number in range(5):
        office.say(f"old {number}")
    for number in range(2):
        office.say(f"sold {number}", office.channel)
    office.house.clock.forward(days=40)
    office.say("new")
    office.govern(MONTH)
    return office
