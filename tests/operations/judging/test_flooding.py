"""Who sends too much, or the same too often, is held; every worker counts alike."""

from onrecord.client import Actor as Client
from onrecord_server.core.actor import Actor
from tests.operations.judging.conftest import Talk
from tests.support import engines
from tests.support.clocked import Clock
from tests.support.engines import Worker


FLOOD = {"id": "flood", "kind": "flood", "messages": 4, "repeats": 2}


def test_a_flood_is_held_and_is_over_after_a_minute(talk: Talk, clock: Clock) -> None:
    talk.adopt([FLOOD])
    states = [talk.say(f"number {number}").state for number in range(6)]
    assert states == ["active"] * 4 + ["held"] * 2
    assert talk.bob.messages.send(talk.id, "I am another").state == "active"
    clock.forward(minutes=2)
    assert talk.say("calm").state == "active"


def test_the_same_again_and_again_is_a_flood(talk: Talk, clock: Clock) -> None:
    talk.adopt([FLOOD])
    states = []
    for text in ("Buy now!", "buy  NOW!", "buy now!", "something else"):
        clock.forward(minutes=2)
        states.append(talk.say(text).state)
    assert states == ["active", "active", "held", "active"]


def test_who_edits_too_much_is_held_and_mending_a_word_is_no_repeat(
    talk: Talk, clock: Clock
) -> None:
    talk.adopt([FLOOD])
    said = talk.say("one")
    edits = [talk.alice.messages.edit(said.id, text).state for text in ("One", "one", "ONE", "on")]
    assert edits == ["active"] * 3 + ["held"]
    assert talk.say("two").state == "held"  # edits and sends are counted together
    assert talk.texts() == ["ONE"]
    (waits,) = (one for one in talk.alice.messages.held(talk.id).data if one.id == said.id)
    assert waits.text == "on"
    assert "message.flagged" in talk.house.room.types()
    clock.forward(minutes=2)
    assert talk.alice.messages.edit(said.id, "calm").state == "active"
    assert talk.texts() == ["calm"]


def test_where_only_repeats_are_a_flood_edits_are_none(talk: Talk) -> None:
    talk.adopt([{"id": "flood", "kind": "flood", "repeats": 1}])
    said = talk.say("one")
    edits = [talk.alice.messages.edit(said.id, text).state for text in ("two", "one", "two")]
    assert edits == ["active"] * 3
    assert talk.say("two").state == "active"
    assert talk.say("two").state == "held"


def test_two_workers_count_alike(talk: Talk, database_url: str, clock: Clock) -> None:
    talk.adopt([FLOOD])
    with engines.room(database_url, ports=talk.house.room.engines.ports) as other:
        there = Client(Worker(other.engines, Actor("acme", "alice")))
        states = []
        for number in range(3):
            states.append(talk.say(f"here {number}").state)
            states.append(there.messages.send(talk.id, f"there {number}").state)
        assert states == ["active"] * 4 + ["held"] * 2
