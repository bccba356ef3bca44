"""A group in which something is reported, and reviewers who sit over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.client import Actor as Client
from onrecord.wire.cases import Case, OpenedCase
from onrecord.wire.reports import Report
from tests.operations.policy.conftest import House


REVIEWERS = {"rhea": ["reviewer"], "rex": ["reviewer"]}


@dataclass(frozen=True)
class Desk:
    """A group of alice, bob and carol; what alice wrote last is reported."""

    house: House
    talk: str
    messages: list[str]

    def me(self, name: str) -> Client:
        return self.house.me(name)

    def report(self, name: str = "bob", said: str | None = "He is rude") -> Report:
        return self.me(name).reports.make("harassment", message_id=self.messages[-1], said=said)

    def case(self, name: str = "rhea") -> Case:
        """Return the case of what was reported; a freeze by hand is one of its own."""
        (found,) = [one for one in self.me(name).cases.list().data if one.source != "freeze"]
        return found

    def open(self, name: str = "rhea") -> OpenedCase:
        return self.me(name).cases.open(self.case(name).id)

    def decide(self, name: str = "rhea", **more: Any) -> Case:
        case = self.case(name)
        given = {"version": case.version, "disposition": ending(more), **more}
        return self.me(name).cases.decide(case.id, **given)


def ending(decision: Mapping[str, Any]) -> str:
    """Return how a review ends that does this: nothing wrong, unless it is against somebody."""
    return "coach" if decision.get("action") in {"reject", "remove", "freeze"} else "no_issue"


def seated(house: House) -> Desk:
    """Seat two reviewers, and let a group write ten messages, the last by alice."""
    for name, roles in REVIEWERS.items():
        house.introduce(name, roles)
        house.acknowledge(name)
    made = house.me("alice").conversations.create(kind="group", members=["bob", "carol"])
    sent = [
        house.me(name).messages.send(made.id, f"<@carol> {name} {number}").id
        for number in range(5)
        for name in ("bob", "alice")
    ]
    return Desk(house, made.id, sent)
