"""People who hold, and a conversation of some who do not."""

from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.wire.holds import Hold, HoldScope
from tests.operations.policy.conftest import House
from tests.support.clocked import Clock, clock, room
from tests.support.engines import Room


__all__ = ["clock", "room"]


ROLES = {
    "cora": ["compliance_officer"],
    "lena": ["legal"],
    "otto": ["compliance_officer"],
    "audrey": ["auditor"],
    "alice": [],
    "bob": [],
    "carol": [],
}
WHY = "A claim of a customer about order 1042"


@dataclass(frozen=True)
class Matter:
    """A house, and a conversation of alice and bob that a claim is about."""

    house: House
    talk: str

    def scope(self, **more: Any) -> HoldScope:
        """What alice and bob say to each other."""
        return HoldScope.model_validate({"persons": ["alice", "bob"], **more})

    def place(self, name: str = "cora", **more: Any) -> Hold:
        """Hold it."""
        scope = more.pop("scope", None) or self.scope()
        return self.house.me(name).holds.create("Acme v. Bolt", scope, reason=WHY, **more)

    def release(self, hold: Hold, asker: str = "cora", other: str = "lena") -> Hold:
        """End it, as two people do."""
        self.house.me(asker).holds.ask_release(hold.id, reason=WHY)
        return self.house.me(other).holds.release(hold.id, scope_hash=hold.scope_hash)


@pytest.fixture
def matter(room: Room, clock: Clock) -> Matter:
    """People who hold, and a conversation."""
    house = House(room, clock)
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    alice = house.me("alice")
    talk = alice.conversations.create(kind="direct", members=["bob"]).id
    sent = alice.messages.send(talk, "Ship it late")
    house.me("bob").messages.send(talk, "Who would notice")
    alice.messages.remove(sent.id)
    return Matter(house, talk)
