"""A tenant whose policy covers, holds and blocks what detectors find, and alice and bob who talk."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.messages import Message
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core import stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, begin
from onrecord_server.core.unit import Unit
from onrecord_server.core.writer import Committed
from onrecord_server.policy.starting import start
from tests.operations.policy.conftest import House
from tests.support.clocked import Clock, clock, sound_room
from tests.support.engines import Room


__all__ = ["clock", "sound_room"]


ROLES: Final = {
    "paula": ["policy_author"],
    "cora": ["compliance_officer"],
    "prue": ["privacy_officer"],
    "ivan": ["investigator"],
    "alice": [],
    "bob": [],
    "carol": [],
}
CARD, IBAN, SSN = "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "536-90-4399"
MAIL = "bob@example.org"
LOOKS: Final = [
    {"id": "mail", "kind": "detector", "entities": ["email"], "severity": "low"},
    {"id": "ssn", "kind": "detector", "entities": ["ssn"], "action": "mask"},
    {"id": "iban", "kind": "detector", "entities": ["iban"], "action": "hold"},
    {"id": "card", "kind": "detector", "entities": ["card"], "action": "block"},
]


def policy(triggers: list[dict[str, Any]], **scope: Any) -> PolicyDocument:
    """Return the plainest policy with some triggers more."""
    value = start("general").model_dump(mode="json")
    told = [
        {**one, "of": [*one["of"], "hold"]} if one["to"] == "author" else one
        for one in value["notices"]
    ]
    more: dict[str, Any] = {"triggers": [*value["triggers"], *triggers], "notices": told}
    more["scope"] = {**value["scope"], **scope}
    return PolicyDocument.model_validate(value | more)


@dataclass(frozen=True)
class Talk:
    """The house, and a group of alice and bob."""

    house: House
    id: str

    @property
    def alice(self) -> Client:
        """Who writes."""
        return self.house.me("alice")

    @property
    def bob(self) -> Client:
        """Who reads."""
        return self.house.me("bob")

    def say(self, text: str, **more: Any) -> Message:
        """Let alice write."""
        return self.alice.messages.send(self.id, text, **more)

    def texts(self, name: str = "bob") -> list[str | None]:
        """Return what somebody reads, the oldest first."""
        page = self.house.me(name).messages.list(self.id)
        return [one.text for one in reversed(page.data)]

    def decide(self, how: Callable[..., Doc[Message]], message_id: str, **more: Any) -> Message:
        """Decide about what was kept back, as cases do: inside a transaction of a reviewer."""
        room = self.house.room
        with room.engines.prepared("acme").write() as connection:
            ports, hooks = room.engines.ports, room.engines.hooks
            unit = Unit(connection, ports, hooks, {})
            tx: Tx = begin(unit, Actor("acme", "ivan"), room.engines.limits)
            doc = how(tx, message_id, **more)
            sealed = stream.seal(unit)
        room.engines.tell(Committed(sealed))
        return doc.resource()

    def adopt(self, triggers: list[dict[str, Any]], **scope: Any) -> None:
        """Put another policy in force, and acknowledge it."""
        self.house.put_in_force(policy(triggers, **scope))
        for name in ("alice", "bob"):
            self.house.acknowledge(name)


@pytest.fixture
def talk(room: Room, clock: Clock) -> Talk:
    """A group of alice and bob under a policy that looks."""
    house = House(room, clock)
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    group = house.me("alice").conversations.create(kind="group", members=["bob"]).id
    found = Talk(house, group)
    found.adopt(LOOKS)
    return found


def words(text: str) -> set[str]:
    """Return the digits and words of a text that nobody may be shown."""
    return set(re.findall(r"\w{4,}", text))
