"""A tenant whose words may go, and a group of alice and bob; every room verifies at its end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from onrecord.wire.messages import Message
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord_server.core import stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.files import Attachments
from onrecord_server.core.operation import begin
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit
from onrecord_server.core.writer import Committed
from onrecord_server.holds.rules import Hold
from onrecord_server.messages import queries
from onrecord_server.policy.starting import start
from onrecord_server.retention import weighing
from onrecord_server.retention.erasing import Order, erase
from tests.operations.policy.conftest import ROLES, House
from tests.support import engines
from tests.support.clocked import Clock, clock
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


__all__ = ["clock"]


PRUE = Actor("acme", "prue")


@dataclass
class Archive:
    """The house, a group of alice and bob, and the holds that are open."""

    house: House
    id: str
    holds: dict[str, Hold] = field(default_factory=dict)
    other: str = ""
    request: str = ""

    def say(self, text: str, who: str = "alice", **more: Any) -> Message:
        """Let somebody write."""
        return self.house.me(who).messages.send(self.id, text, **more)

    def govern(self, *rules: Retention) -> None:
        """Put a policy with these rules in force."""
        document: PolicyDocument = start("general").model_copy(update={"retention": list(rules)})
        self.house.put_in_force(document)
        for name in ("alice", "bob"):
            self.house.acknowledge(name)

    def erase(self, message_id: str, **order: Any) -> Message:
        """Erase as an officer who executes a request does: in a transaction of theirs."""
        doc: Doc[Message] = self.decide(erase, message_id, Order(**order))
        return doc.resource()

    def asks(self, message_id: str) -> bool:
        """Say whether an officer is to be asked about a message."""
        room = self.house.room.engines
        with room.prepared("acme").write() as connection:
            tx = begin(Unit(connection, room.ports, room.hooks, {}), PRUE, room.limits)
            row = tx.execute(queries.by_id("acme", message_id)).one()
            return weighing.weigh(tx, row).verdict.outcome == "ask"

    def asked(self) -> str:
        """Return a request of alice that everything of hers goes, which two people have let go."""
        if not self.request:
            prue, made = self.house.me("prue"), self.house.me("alice").data_requests.make("erasure")
            weighed = prue.data_requests.weigh(made.id)
            cora = self.house.me("cora").data_requests
            self.request = cora.approve(made.id, weighing_hash=weighed.weighing_hash).id
        return self.request

    def decide(self, how: Callable[..., Doc[Any]], *asked: Any) -> Doc[Any]:
        """Run something in a transaction of an officer."""
        room = self.house.room.engines
        with room.prepared("acme").write() as connection:
            unit = Unit(connection, room.ports, room.hooks, {})
            doc = how(begin(unit, PRUE, room.limits), *asked)
            sealed = stream.seal(unit)
        room.tell(Committed(sealed))
        return doc


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room whose record is sound, and makes its tables, when the test is over."""
    ports = Ports(clock=clock)
    with engines.room(database_url, ports=ports, attachments=Attachments()) as found:
        yield found
        check_invariants(found)
        assert findings(found) == []


@pytest.fixture
def archive(room: Room, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """A group of alice and bob; holds are what the test opens."""
    house = House(room, clock)
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    group = house.me("alice").conversations.create(kind="group", members=["bob"]).id
    found = Archive(house, group)
    monkeypatch.setattr(weighing, "open_holds", lambda *_: tuple(found.holds.values()))
    return found
