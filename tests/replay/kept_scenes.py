"""Scenes of messages that a rule keeps back; bob writes some of them."""

from collections.abc import Callable
from typing import Any, Final

from onrecord.client import Actor as Client
from onrecord.wire.people import UpsertPerson
from onrecord_server.core import stream
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.operation import begin
from onrecord_server.core.unit import Unit
from onrecord_server.core.writer import Committed
from onrecord_server.messages import holding, removing
from onrecord_server.moderation import freezing
from onrecord_server.retention.erasing import Order, erase
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy
from tests.replay.policy_scenes import people
from tests.replay.scenes import Stage, scene
from tests.support.engines import Worker


FREE: Final = "nothing to see"


def _adopt(s: Stage, looks: list[dict[str, Any]] = LOOKS) -> None:
    """Put a policy in force that holds and blocks, under which everybody writes."""
    house = people(s)
    drafted = house["paula"].policy.draft(policy(looks))
    house["paula"].policy.propose(drafted.version)
    for name in ("cora", "prue"):
        house[name].policy.approve(drafted.version, hash=drafted.hash)
    for who in (s.alice, s.bob, s.carol):
        _acknowledge(who)


def _acknowledge(who: Client) -> None:
    seen = who.policy.get()
    who.policy.acknowledge(seen.version or 0, hash=seen.hash or "")


def decide(s: Stage, how: Callable[..., Any], about: str, **more: Any) -> None:
    """Decide as a case does: in a transaction of a reviewer."""
    engines = s.room.engines
    with engines.prepared("acme").write() as connection:
        unit = Unit(connection, engines.ports, engines.hooks, {})
        how(begin(unit, Actor("acme", "cora"), engines.limits), about, **more)
        sealed = stream.seal(unit)
    engines.tell(Committed(sealed))


@scene
def kept_back(s: Stage) -> None:
    """A rule keeps back what I write; of what it keeps back from others I hear nothing."""
    _adopt(s)
    s.say(s.bob, f"pay {IBAN}")
    s.say(s.bob, f"take {CARD}")
    s.say(s.alice, f"mine is {IBAN}")
    s.say(s.bob, f"in the thread {IBAN}", thread_id=s.sent[0].id)
    s.bob.messages.edit(s.sent[1].id, f"second with {CARD}")
    s.say(s.carol, FREE)


@scene
def kept_slowed(s: Stage) -> None:
    """A flood slows the group down, and who leads it ends that."""
    flood = {"id": "flood", "kind": "flood", "repeats": 1, "action": "block"}
    _adopt(s, [*LOOKS, {**flood, "slow_after": 1, "slow_for": "PT1H"}])
    for _ in range(2):
        s.say(s.carol, FREE)
    s.alice.conversations.update(s.group, slow_seconds=0)


@scene
def kept_taken_back(s: Stage) -> None:
    """What is held I take back, and write it differently."""
    _adopt(s)
    held = s.say(s.bob, f"pay {IBAN}")
    s.bob.messages.withdraw(held.id)
    s.say(s.bob, FREE)


@scene
def kept_decided(s: Stage) -> None:
    """A reviewer releases one of my messages and rejects another, and releases one of alice."""
    _adopt(s)
    one, two = s.say(s.bob, f"pay {IBAN}"), s.say(s.bob, f"or {IBAN}")
    hers = s.say(s.alice, f"mine is {IBAN}")
    edited = s.bob.messages.edit(s.sent[1].id, f"second with {IBAN}")
    decide(s, holding.release, one.id)
    decide(s, holding.reject, two.id)
    decide(s, holding.release, hers.id)
    decide(s, holding.release, edited.id)


@scene
def kept_restored(s: Stage) -> None:
    """Oversight takes messages out of sight and puts them back; one of them is mine."""
    _adopt(s)
    mine = s.say(s.bob, FREE)
    for one in (s.sent[0], mine):
        decide(s, removing.remove_by_oversight, one.id, reason="report")
    decide(s, removing.restore_by_oversight, mine.id)
    decide(s, removing.restore_by_oversight, s.sent[0].id)


@scene
def kept_frozen(s: Stage) -> None:
    """I am frozen, and then no more; that others are I do not hear."""
    _adopt(s)
    for name in ("carol", "bob"):
        decide(s, freezing.freeze, name, lasts="P1D")
    decide(s, freezing.unfreeze, "bob")
    s.say(s.bob, FREE)


def _reviewer(s: Stage) -> Client:
    ivan = UpsertPerson(person_id="ivan", name="Ivan", roles=["investigator"])
    s.room.engines.call("people.upsert", ivan, host_actor("acme"))
    return Client(Worker(s.room.engines, Actor("acme", "ivan")))


@scene
def kept_erased(s: Stage) -> None:
    """What was rejected of mine is erased, and what I took back; of what is erased of others I do not hear."""
    _adopt(s)
    reviewer, kept = _reviewer(s), []
    for who in (s.bob, s.alice, s.bob):
        kept.append(s.say(who, f"pay {IBAN}"))
        (case,) = reviewer.cases.list(state="queued").data
        version = reviewer.cases.open(case.id).case.version
        decided: dict[str, Any] = {"version": version, "disposition": "coach", "action": "reject"}
        if len(kept) == 3:
            s.bob.messages.withdraw(kept[-1].id)
            decided |= {"disposition": "no_issue", "action": "none"}
        reviewer.cases.decide(case.id, **decided)
    for one in kept:
        decide(s, erase, one.id, order=Order(request="ers_1"))
    s.say(s.bob, FREE)


@scene
def kept_reviewed(s: Stage) -> None:
    """What is held I dispute; a reviewer looks at it and releases it, and I report something."""
    _adopt(s)
    reviewer = _reviewer(s)
    held = s.say(s.bob, f"pay {IBAN}")
    s.bob.appeals.make("It is the number of the house", message_id=held.id)
    (case,) = reviewer.cases.list().data
    opened = reviewer.cases.open(case.id)
    reviewer.cases.decide(
        case.id, version=opened.case.version, disposition="no_issue", action="release"
    )
    s.bob.notices.read(s.bob.notices.list().data[0].id)
    s.bob.reports.make("spam", message_id=s.say(s.alice, FREE).id)
