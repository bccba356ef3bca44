"""Anna leaves a house of employees and clients; Boris may take over, and the host says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Forbidden
from onrecord.wire.handovers import Handover, HandoverItem
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.files import Attachments
from onrecord_server.core.hooks import Gate, Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.handovers.executor import HandoverExecutor
from tests.support import engines
from tests.support.clocked import Clock, clock
from tests.support.engines import Room, Worker, check_invariants
from tests.support.verified import findings


__all__ = ["clock"]


PEOPLE = ("anna", "boris", "carl", "dora", "pat")
#: Whom the host's gate keeps apart; a test fills it.
APART: set[str] = set()


def keeps_apart(proposals: Any) -> list[Any]:
    """Refuse that somebody comes into a conversation that a test names, or begins one with whom it names."""

    def wrong(command: Any) -> bool:
        named = {getattr(command, "conversation_id", ""), *getattr(command, "members", [])}
        return bool(APART & {*named, getattr(command, "successor_id", "")})

    return [Forbidden("Kept apart.") if wrong(one.command) else None for one in proposals]


GATE = Gate(
    "apart",
    frozenset({"conversations.add_members", "conversations.create", "handovers.start"}),
    keeps_apart,
)


@dataclass
class House:
    """A tenant, and short ways to ask it."""

    room: Room
    clock: Clock

    @property
    def host(self) -> Client:
        """The host's own code."""
        return self.room.plain(None)

    def me(self, name: str) -> Client:
        """Return a person who acts by themselves, as over REST."""
        return Client(Worker(self.room.engines, Actor("acme", name)))

    def introduce(self, name: str, roles: tuple[str, ...] = ()) -> None:
        """Let the host say who somebody is."""
        said = UpsertPerson(person_id=name, name=name.title(), roles=list(roles))
        self.room.engines.call("people.upsert", said, host_actor("acme"))

    def group(self, *members: str, owner: str = "anna", **more: Any) -> str:
        """Let somebody start a group; one about a subject is started by the host in their name."""
        me = self.room.plain(owner) if "subject" in more else self.me(owner)
        return me.conversations.create(kind="group", members=list(members), **more).id

    def direct(self, one: str, other: str, text: str | None = "A word in private") -> str:
        """Let two people talk in private."""
        found = self.me(one).conversations.create(kind="direct", members=[other]).id
        if text is not None:
            self.me(one).messages.send(found, text)
        return found

    def start(self, leaver: str = "anna", successor: str = "boris") -> Handover:
        """Begin to hand over."""
        return self.host.handovers.start(leaver, successor, reason_code="left")

    def hand_over(self, leaver: str = "anna", successor: str = "boris") -> Handover:
        """Hand over, to the end."""
        begun = self.start(leaver, successor)
        self.run()
        return self.host.handovers.get(begun.id)

    def run(self) -> None:
        """Let a worker go on until nothing is left to do."""
        while self.step():
            pass

    def step(self) -> int:
        """Let a worker that has just begun go a step further."""
        return HandoverExecutor(self.room.engines).round(self.room.engines.prepared("acme"))

    def items(self, leaver: str = "anna", successor: str = "boris") -> dict[str, HandoverItem]:
        """Return what the preview says of each conversation, and of each space."""
        found = self.host.handovers.preview(leaver, successor, limit=200)
        return {one.conversation_id or one.space_id or "": one for one in found.data}

    def members(self, conversation: str, of: str) -> dict[str, str]:
        """Return who is in a conversation, as one who is in it sees it, with their roles."""
        found = self.me(of).conversations.members(conversation)
        return {one.person_id: one.role for one in found.data}

    def types(self) -> list[str]:
        """Return the types of the record's entries, in order."""
        return [one.type for one in self.room.entries()]


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room whose record is sound, and makes its tables, when the test is over."""
    APART.clear()
    options = {"ports": Ports(clock=clock), "attachments": Attachments()}
    with engines.room(database_url, hooks=Hooks(gates=(GATE,)), **options) as found:
        yield found
        check_invariants(found)
        assert findings(found) == []


@pytest.fixture
def house(room: Room, clock: Clock) -> House:
    """People who work here, and a client who is a guest of nothing yet."""
    found = House(room, clock)
    for name in PEOPLE:
        found.introduce(name)
    return found


def channel(house: House, *, guest: str = "pat", members: tuple[str, ...] = ()) -> tuple[str, str]:
    """Let carl make a space in which anna leads the channel of a client, who is a guest."""
    carl = house.me("carl")
    space = carl.spaces.create(title="Clients", members=["anna", *members]).id
    made = carl.conversations.create(
        kind="channel", title="Pat", space_id=space, joining="invited", members=["anna"]
    ).id
    carl.spaces.add_members(space, [guest], role="guest", channel_id=made)
    carl.conversations.change_member(made, "anna", role="owner")
    carl.conversations.remove_member(made, "carl")
    return space, made
