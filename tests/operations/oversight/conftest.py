"""A tenant with a policy in force, a private conversation, and people who may ask to look at it."""

from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.wire.grants import Grant, GrantedPage, GrantScope
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import host_actor
from onrecord_server.policy.starting import start
from tests.operations.policy.conftest import House
from tests.support.clocked import Clock, clock, room
from tests.support.engines import Room


__all__ = ["clock", "room"]


ROLES = {
    "paula": ["policy_author"],
    "cora": ["compliance_officer"],
    "prue": ["privacy_officer"],
    "ivan": ["investigator"],
    "inga": ["investigator"],
    "audrey": ["auditor"],
    "alice": [],
    "bob": [],
    "carol": [],
}
REASON = "A claim of a customer about order 1042"


@dataclass(frozen=True)
class Case:
    """The house, and a private conversation of alice and bob that somebody asks to look at."""

    house: House
    talk: str

    def ask(self, name: str = "ivan", trigger: str = "investigation", **more: Any) -> Grant:
        """Ask to look at the conversation."""
        scope = more.pop("scope", GrantScope(conversations=[self.talk]))
        given = {"reason": REASON, "lasts": "P7D", **more}
        return self.house.me(name).grants.request(trigger, scope, **given)

    def open(self, name: str = "ivan", **more: Any) -> Grant:
        """Ask, and have it approved."""
        asked = self.ask(name, **more)
        for other in ("cora", "prue")[: asked.approvals_needed]:
            asked = self.approve(asked, other)
        return asked

    def approve(self, asked: Grant, name: str = "cora") -> Grant:
        """Approve a request."""
        return self.house.me(name).grants.approve(asked.id, scope_hash=asked.scope_hash)

    def read(self, grant: Grant, name: str = "ivan") -> GrantedPage:
        """Look under a grant."""
        return self.house.me(name).grants.messages(grant.id, self.talk)

    def report_to(self, name: str, manager: str) -> None:
        """Let the host say whom somebody reports to."""
        said = UpsertPerson(
            person_id=name,
            name=name.title(),
            roles=ROLES.get(name, []),
            attributes={"manager": manager},
        )
        self.house.room.engines.call("people.upsert", said, host_actor("acme"))


@pytest.fixture
def house(room: Room, clock: Clock) -> House:
    """People of every duty, the plainest policy in force, and everybody has acknowledged it."""
    found = House(room, clock)
    for name, roles in ROLES.items():
        found.introduce(name, roles)
    found.put_in_force(start("general"))
    for name in ROLES:
        found.acknowledge(name)
    return found


@pytest.fixture
def case(house: House) -> Case:
    """Alice and bob have talked in private."""
    made = house.me("alice").conversations.create(kind="direct", members=["bob"])
    for number in range(3):
        house.me("alice").messages.send(made.id, f"alice {number}")
        house.me("bob").messages.send(made.id, f"bob {number}")
    return Case(house, made.id)
