"""Who is frozen reads on and cannot write, until it ends by itself or somebody ends it."""

from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Forbidden, Frozen, Invalid
from onrecord.wire.grants import GrantScope
from onrecord.wire.holds import HoldScope
from onrecord_server.core.actor import host_actor
from onrecord_server.core.operation import REGISTRY
from onrecord_server.moderation.freezing import LEADS
from tests.operations.judging.conftest import CARD, Talk
from tests.support import cased
from tests.support.clocked import Clock
from tests.support.engines import Worker


WHY = "A claim of a customer about order 1042"


def test_who_is_frozen_reads_on_and_cannot_write(talk: Talk, clock: Clock) -> None:
    ivan = talk.house.me("ivan")
    said = talk.say("hello")
    done = ivan.people.freeze("alice", lasts="PT2H", reason_code="spam").freeze
    assert done is not None
    assert talk.alice.people.my_freeze().freeze == done
    assert [one.person_id for one in ivan.people.frozen().data] == ["alice"]
    for write in (
        lambda: talk.say("no"),
        lambda: talk.alice.messages.edit(said.id, "no"),
        lambda: talk.alice.reactions.add(said.id, "👍"),
        lambda: talk.alice.conversations.add_members(talk.id, ["carol"]),
        lambda: talk.alice.conversations.remove_member(talk.id, "bob"),
        lambda: talk.alice.conversations.change_member(talk.id, "bob", role="owner"),
        lambda: talk.alice.conversations.archive(talk.id),
    ):
        with pytest.raises(Frozen) as caught:
            write()
        assert caught.value.extra["until"] == done.model_dump(mode="json")["ends_at"]
    assert talk.texts("alice") == ["hello"]
    talk.bob.messages.send(talk.id, "I am not")
    kinds = [(row.type, row.audience, row.actor) for row in talk.house.room.entries()][-4:-1]
    assert kinds == [
        ("freeze.decided", "-", "ivan"),
        ("person.frozen", "p:alice", "service:oversight"),
        ("notice.made", "p:alice", "service:oversight"),
    ]
    clock.forward(hours=2)
    talk.say("again")
    ivan.people.freeze("alice", lasts="PT2H", reason_code="spam")
    assert ivan.people.unfreeze("alice").freeze is None
    talk.say("and again")


def test_nobody_is_frozen_for_more_than_a_year(talk: Talk) -> None:
    people = talk.house.me("ivan").people
    for longer in ("P2Y", "P13M", "P1YT1H"):
        with pytest.raises(Invalid) as caught:
            people.freeze("alice", lasts=longer, reason_code="spam")
        assert [one["pointer"] for one in caught.value.errors] == ["/lasts"]
    assert people.frozen().data == []
    assert people.freeze("alice", lasts="P1Y", reason_code="spam").freeze is not None


def test_only_who_may_freeze_does_and_never_themselves(talk: Talk) -> None:
    for name, person in (("alice", "bob"), ("cora", "bob"), ("ivan", "ivan")):
        with pytest.raises(Forbidden):
            talk.house.me(name).people.freeze(person, lasts="PT1H", reason_code="spam")
    with pytest.raises(Forbidden):
        talk.alice.people.frozen()


def test_how_it_is_with_people_is_for_who_may_freeze_and_who_audits(
    talk: Talk, clock: Clock
) -> None:
    ivan, host = talk.house.me("ivan"), Client(Worker(talk.house.room.engines, host_actor("acme")))
    ivan.people.freeze("alice", lasts="PT2H", reason_code="spam")
    ivan.people.end_sessions("bob", reason_code="fraud")
    for name, roles in (("audrey", ["auditor"]), ("nina", []), ("otto", [])):
        talk.house.introduce(name, roles)
    host.people.deactivate("otto")
    for name in ("ivan", "audrey"):
        all_of_them = talk.house.me(name).people.standings
        (alice,) = all_of_them(state="frozen").data
        assert alice.freeze == talk.alice.people.my_freeze().freeze
        assert (alice.acknowledged, alice.must_acknowledge) == (1, False)
        (bob,) = all_of_them("bob").data
        assert bob.tokens_after is not None
        assert "nina" in [one.person.id for one in all_of_them(state="unacknowledged").data]
        (otto,) = all_of_them(state="deactivated").data
        assert (otto.person.id, otto.must_acknowledge) == ("otto", False)
        assert "otto" not in [one.person.id for one in all_of_them(state="active").data]
        first = all_of_them(limit=1)
        second = all_of_them(limit=1, cursor=first.next_cursor)
        assert first.data[0].person.name < second.data[0].person.name
        assert [one.person.id for one in all_of_them(ids=["alice", "ghost"]).data] == ["alice"]
    clock.forward(hours=2)
    assert ivan.people.standings(state="frozen").data == []
    for name in ("alice", "cora"):
        with pytest.raises(Forbidden):
            talk.house.me(name).people.standings()
    with pytest.raises(Forbidden):
        host.people.standings()


def test_a_trigger_freezes_after_so_many_times(talk: Talk, clock: Clock) -> None:
    often = {"freeze_after": 3, "freeze_within": "PT1H", "freeze_for": "PT2H"}
    trigger = {"id": "card", "kind": "detector", "entities": ["card"], "action": "block"}
    talk.adopt([{**trigger, **often}])
    for _ in range(2):
        talk.say(f"card {CARD}")
    clock.forward(hours=1)
    last = [talk.say(f"card {CARD}") for _ in range(3)][-1]
    with pytest.raises(Frozen) as caught:
        talk.say("hello")
    assert caught.value.extra["trigger"] == "card"
    ivan = talk.house.me("ivan")
    assert ivan.people.unfreeze("alice").freeze is None
    with pytest.raises(Frozen):  # else trying it with each would tell whose case it is
        talk.say("hello")
    about = cased.in_room(talk.house.room)
    case = next(one for one, message in about.items() if message == last.id)
    cleared: dict[str, Any] = {
        "disposition": "false_positive",
        "action": "release",
        "rationale": "Numbers for tests alone",
    }
    ivan.cases.decide(case, version=ivan.cases.open(case).case.version, **cleared)
    talk.say(f"card {CARD}")
    talk.say("hello")
    assert talk.texts() == [f"card {CARD}", "hello"]


def test_who_is_frozen_may_leave(talk: Talk) -> None:
    talk.alice.conversations.change_member(talk.id, "bob", role="owner")
    talk.house.me("ivan").people.freeze("alice", lasts="PT2H", reason_code="spam")
    talk.alice.conversations.remove_member(talk.id, "alice")


def test_who_is_frozen_writes_to_nobody_and_silences_nobody_by_a_duty(talk: Talk) -> None:
    cora = talk.house.me("cora")
    scope = HoldScope.model_validate({"persons": ["bob"]})
    talk.house.me("ivan").people.freeze("cora", lasts="PT2H", reason_code="spam")
    for acts in (
        lambda: cora.holds.create("Read this", scope, reason=WHY, notice="the customer list"),
        lambda: cora.import_requests.create("bob", "csv", reason="the customer list"),
        lambda: cora.people.freeze("ivan", lasts="PT1H", reason_code="spam"),
        lambda: cora.people.end_sessions("bob", reason_code="spam"),
        lambda: cora.grants.request(
            "investigation", GrantScope(people=["bob"]), reason=WHY, lasts="P1D"
        ),
    ):
        with pytest.raises(Frozen):
            acts()
    assert talk.bob.holds.notices().data == []
    assert cora.holds.list().data == []


def test_whatever_somebody_who_is_frozen_may_not_do_is_there() -> None:
    assert REGISTRY.keys() >= LEADS
