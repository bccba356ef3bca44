"""Scenes of the policy; bob reads it as everybody does."""

from datetime import UTC, datetime

from onrecord.client import Actor as Client
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.policy.starting import start
from tests.replay.scenes import Stage, scene
from tests.support.engines import Worker


ROLES = {"paula": "policy_author", "cora": "compliance_officer", "prue": "privacy_officer"}
LATER = datetime(2026, 6, 1, tzinfo=UTC)


def people(s: Stage) -> dict[str, Client]:
    """Return those who write and approve policies, who act by themselves."""
    engines = s.room.engines
    for name, role in ROLES.items():
        said = UpsertPerson(person_id=name, name=name.title(), roles=[role])
        engines.call("people.upsert", said, host_actor("acme"))
    return {name: Client(Worker(engines, Actor("acme", name))) for name in ROLES}


def _decide(house: dict[str, Client], begins: datetime | None = None) -> int:
    drafted = house["paula"].policy.draft(start("general"))
    house["paula"].policy.propose(drafted.version, effective_from=begins)
    for name in ("cora", "prue"):
        house[name].policy.approve(drafted.version, hash=drafted.hash)
    return drafted.version


@scene
def policy_acknowledged(s: Stage) -> None:
    """A policy comes into force; I acknowledge it, and others do without my hearing of it."""
    version = _decide(people(s))
    seen = s.carol.policy.get()
    s.carol.policy.acknowledge(version, hash=seen.hash or "")
    s.bob.policy.acknowledge(version, hash=seen.hash or "")
    s.say(s.bob, "under the policy")


@scene
def policy_withdrawn(s: Stage) -> None:
    """A policy is decided for a later date, and taken back before it has come."""
    house = people(s)
    version = _decide(house, LATER)
    house["cora"].policy.withdraw(version, reason="too early")
