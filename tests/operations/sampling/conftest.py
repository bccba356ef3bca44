"""A tenant whose policy draws by chance, people who write, and a clock that a test sets forward and back."""

from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.wire.people import UpsertPerson
from onrecord.wire.policies import PolicyVersion
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.samples import DrawnSamples, DrawSamples, Sample
from onrecord_server.attachments.settling import system
from onrecord_server.core.actor import host_actor
from onrecord_server.oversight.sampling.operations import TICK
from onrecord_server.policy.starting import start
from tests.operations.oversight.conftest import ROLES
from tests.operations.policy.conftest import House
from tests.support.clocked import Clock, clock, room
from tests.support.engines import Room


__all__ = ["clock", "room"]


SALES = {"alice": "sales", "bob": "sales", "carol": "kitchen"}


def drawing(**more: Any) -> PolicyDocument:
    """Return a policy that draws half of what sales writes in a week."""
    said = start("general").model_dump(mode="json")
    said["scope"]["populations"] = [{"name": "sales", "rule": 'department == "sales"'}]
    trigger = {"id": "chance", "kind": "random_sample", "percent": 50, "population": "sales"}
    said["triggers"].append(trigger | {"due": "P7D"} | more)
    return PolicyDocument.model_validate(said)


@dataclass(frozen=True)
class Desk:
    """The house, a conversation of everybody who writes, and short ways to draw."""

    house: House
    talk: str

    def tick(self) -> DrawnSamples:
        """Do what the running app does every few seconds."""
        outcome = self.house.room.engines.call(TICK.name, DrawSamples(), system("acme"))
        return DrawnSamples.model_validate(outcome.value)

    def write(self, count: int = 10, *names: str) -> list[str]:
        """Let people say something in turn; return the ids."""
        who = names or tuple(SALES)
        return [
            self.house.me(who[number % len(who)]).messages.send(self.talk, f"line {number}").id
            for number in range(count)
        ]

    def samples(self, name: str = "audrey", **asked: Any) -> list[Sample]:
        """Return the periods, the latest first."""
        return self.house.me(name).samples.list(**asked).data

    def put_in_force(self, document: PolicyDocument) -> PolicyVersion:
        """Put another version in force, and let everybody acknowledge it."""
        made = self.house.put_in_force(document)
        for name in SALES:
            if self.house.me(name).policy.get().version is not None:  # the clock was not set back
                self.house.acknowledge(name)
        return made


def settle(house: House) -> Desk:
    """Put a policy that draws in force, with everybody in a conversation; nobody has written anything."""
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    for name, department in SALES.items():
        said = UpsertPerson(
            person_id=name, name=name.title(), attributes={"department": department}
        )
        house.room.engines.call("people.upsert", said, host_actor("acme"))
    house.put_in_force(drawing())
    for name in SALES:
        house.acknowledge(name)
    made = house.me("alice").conversations.create(kind="group", members=["bob", "carol"])
    return Desk(house, made.id)


@pytest.fixture
def desk(room: Room, clock: Clock) -> Desk:
    """A policy that draws is in force; nobody has written anything under it."""
    return settle(House(room, clock))
