"""An order desk that texts with people outside: anna and boris share a number, cora looks after it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.policy_sms import Sms
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.doc import micros
from onrecord_server.core.ports import Ports
from onrecord_server.policy.starting import start as policy_start
from onrecord_server.sms.commands import (
    ApplyHook,
    BeginAttempt,
    InboundItem,
    KeepHook,
    SettleAttempt,
    StatusItem,
    house,
)
from tests.support import engines
from tests.support.clocked import Clock, clock
from tests.support.engines import Room, Worker, check_invariants
from tests.support.verified import findings


__all__ = ["clock"]

DESK = "+4915735990001"
CLIENT = "+4915112345678"
#: How the mount is seen from outside: the page of a notice is below it.
SEEN = "https://chat.example/desk"
MINUTE = 60_000_000


@dataclass
class Desk:
    """A tenant that texts, and short ways to ask it."""

    room: Room
    clock: Clock
    sender: str = ""
    account: str = ""
    keys: Any = field(default_factory=count)

    def me(self, name: str) -> Client:
        """Return a person who acts by themselves, as over REST."""
        return Client(Worker(self.room.engines, Actor("acme", name)))

    def introduce(self, name: str, *roles: str) -> None:
        """Let the host say who somebody is."""
        said = UpsertPerson(person_id=name, name=name.title(), roles=list(roles))
        self.room.engines.call("people.upsert", said, host_actor("acme"))

    def house(self, name: str, command: Any) -> Any:
        """Let the worker, or the door of providers, ask for something."""
        return self.room.engines.call(name, command, house("acme")).value

    @property
    def now(self) -> int:
        """Return the time in microseconds."""
        return micros(self.clock())

    def open(self, number: str = CLIENT, by: str = "anna") -> str:
        """Begin to write to somebody."""
        return self.me(by).sms.open(self.sender, number=number).id

    def agree(self, number: str = CLIENT, **more: Any) -> None:
        """Write down that somebody agreed to texts."""
        self.me("cora").sms.enter_consent(
            number, "consent", "Yes, text me about my orders.", means="form", **more
        )

    def begin(self, text_id: str) -> dict[str, Any]:
        """Begin an attempt, with a turn of a minute."""
        lease = self.now + MINUTE
        found: dict[str, Any] = self.house(
            "sms.begin_attempt", BeginAttempt(text_id=text_id, lease=lease)
        )
        return found

    def settle(self, text_id: str, fence: int, outcome: str, **more: Any) -> dict[str, Any]:
        """Say what came of an attempt."""
        said = SettleAttempt.model_validate(
            {"text_id": text_id, "fence": fence, "outcome": outcome, **more}
        )
        found: dict[str, Any] = self.house("sms.settle_attempt", said)
        return found

    def texts(self, conversation: str, by: str = "anna") -> list[Any]:
        """Return the texts of a conversation, the newest first."""
        return list(self.me(by).sms.texts(conversation).data)

    def hook(self, kind: str, key: str | None = None) -> str:
        """Keep a request of the provider."""
        said = KeepHook.model_validate(
            {
                "account_id": self.account,
                "key": key or f"key-{next(self.keys)}",
                "kind": kind,
                "method": "POST",
                "url": "https://chat.example/sms/hooks",
                "headers": {"content-type": "application/json"},
                "body": "e30=",
            }
        )
        return str(self.house("sms.keep_hook", said)["hook_id"])

    def receive(
        self, text: str, number: str = CLIENT, provider_id: str | None = None
    ) -> dict[str, Any]:
        """Let somebody outside write to the desk."""
        name = provider_id or f"in-{next(self.keys)}"
        item = InboundItem(provider_id=name, sender=number, to=DESK, text=text)
        hook = self.hook("inbound")
        found: dict[str, Any] = self.house(
            "sms.apply_hook", ApplyHook(hook_id=hook, inbound=(item,))
        )
        return found

    def report(self, status: str, hook: str | None = None, **more: Any) -> dict[str, Any]:
        """Let the provider say what became of a text."""
        item = StatusItem.model_validate({"provider_id": "prov-1", "status": status, **more})
        kept = hook or self.hook("status")
        found: dict[str, Any] = self.house(
            "sms.apply_hook", ApplyHook(hook_id=kept, statuses=(item,))
        )
        return found

    def put_in_force(self, begun: PolicyDocument | None = None, /, **said: Any) -> None:
        """Let a policy be in force that says something of texts, and everybody acknowledge it."""
        for name, duty in (("paula", "policy_author"), ("prue", "privacy_officer")):
            self.introduce(name, duty)
        started = begun or policy_start("general")
        document = started.model_copy(update={"sms": Sms.model_validate(said)})
        drafted = self.me("paula").policy.draft(document)
        made = self.me("paula").policy.propose(drafted.version)
        for name in ("cora", "prue"):
            if any(one.maximum for one in document.retention):
                self.me(name).retention.trial(made.version)
            made = self.me(name).policy.approve(made.version, hash=made.hash)
        for name in ("anna", "boris"):
            self.me(name).policy.acknowledge(made.version, hash=made.hash)

    def leave(self, text_id: str, provider_id: str = "prov-1") -> None:
        """Let a text leave."""
        begun = self.begin(text_id)
        assert begun["goes"], begun
        self.settle(text_id, begun["fence"], "accepted", provider_id=provider_id)

    def kinds(self) -> list[str]:
        """Return the types of the record's entries, in order."""
        return [one.type for one in self.room.entries()]


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room whose record is sound, and makes its tables, when the test is over."""
    with engines.room(database_url, ports=Ports(clock=clock), public_base_url=SEEN) as found:
        yield found
        check_invariants(found)
        assert findings(found) == []


@pytest.fixture
def desk(room: Room, clock: Clock) -> Desk:
    """A desk with a number that anna and boris write from."""
    found = Desk(room, clock)
    for name in ("anna", "boris", "dora"):
        found.introduce(name)
    found.introduce("cora", "compliance_officer")
    cora = found.me("cora").sms
    found.account = cora.add_account("local", "desk", settings={"base": "http://127.0.0.1:9"}).id
    found.sender = cora.add_sender(found.account, DESK, "Order desk", inbox=["anna", "boris"]).id
    return found
