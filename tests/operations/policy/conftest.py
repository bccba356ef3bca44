"""A tenant with people of every duty, who act by themselves, and a clock that a test sets forward."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policies import PolicyVersion
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.policy.profiles import completed
from onrecord_server.policy.starting import start
from tests.support.clocked import Clock, clock, room
from tests.support.engines import Room, Worker


__all__ = ["clock", "room"]


ROLES = {
    "paula": ["policy_author"],
    "cora": ["compliance_officer"],
    "prue": ["privacy_officer"],
    "theo": ["tenant_owner", "policy_author"],
    "audrey": ["auditor"],
    "alice": [],
    "bob": [],
}


@dataclass(frozen=True)
class House:
    """A tenant, and short ways to ask it."""

    room: Room
    clock: Clock

    def me(self, name: str, tenant: str = "acme") -> Client:
        """Return a person who acts by themselves, as over REST."""
        return Client(Worker(self.room.engines, Actor(tenant, name)))

    def introduce(self, name: str, roles: list[str], tenant: str = "acme") -> None:
        """Let the host say who somebody is."""
        said = UpsertPerson(person_id=name, name=name.title(), roles=roles)
        self.room.engines.call("people.upsert", said, host_actor(tenant))

    def propose(self, document: PolicyDocument, author: str = "paula") -> PolicyVersion:
        """Write a version and ask for its approval."""
        drafted = self.me(author).policy.draft(document)
        return self.me(author).policy.propose(drafted.version)

    def put_in_force(self, document: PolicyDocument) -> PolicyVersion:
        """Write, propose and approve a version."""
        made = self.propose(document)
        for name in ("cora", "prue"):
            if any(one.maximum for one in completed(document).retention):
                self.me(name).retention.trial(made.version)
            made = self.me(name).policy.approve(made.version, hash=made.hash)
        return made

    def acknowledge(self, name: str) -> None:
        """Let somebody acknowledge the policy in force."""
        me = self.me(name)
        seen = me.policy.get()
        assert seen.version is not None
        assert seen.hash is not None
        me.policy.acknowledge(seen.version, hash=seen.hash)


@pytest.fixture
def house(room: Room, clock: Clock) -> House:
    """People of every duty."""
    found = House(room, clock)
    for name, roles in ROLES.items():
        found.introduce(name, roles)
    return found


@pytest.fixture
def general() -> PolicyDocument:
    """The plainest policy to start from."""
    return start("general")


DAY = timedelta(days=1)
