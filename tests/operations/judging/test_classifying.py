"""A message waits until the host's classifier has answered; where it does not, it stays held."""

from collections.abc import Iterator

import anyio
import pytest

from onrecord.client import Actor as Client
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.inprocess import DirectCaller, actor_for
from onrecord_server.moderation.classifying import Classifier
from onrecord_server.realtime.classifying import classifier
from tests.operations.attachments.conftest import TEXT
from tests.operations.judging.conftest import Talk
from tests.support import engines
from tests.support.clocked import Clock
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


async def answer(tenant: str, text: str) -> object:
    """Say what the text asks for."""
    if "slow" in text:
        await anyio.sleep(60)
    if "broken" in text:
        raise ValueError(text)
    return {"odd": "perhaps", "none": None, "bad": True}.get(text.split(maxsplit=1)[0], False)


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room with a classifier."""
    hooks = Hooks(classifiers={"toxic": Classifier(answer, deadline=1.0)})  # type: ignore[arg-type]
    with engines.room(database_url, ports=Ports(clock=clock), hooks=hooks) as found:
        yield found
        check_invariants(found)
        assert findings(found) == []


def react(room: Room) -> None:
    """Let the reactor see the whole stream."""
    reactor = classifier(room.engines, anyio.CapacityLimiter(4))
    stretch = [{"type": row.type, "object": row.object} for row in room.entries()]

    async def run() -> None:
        done = reactor.handle("acme", stretch)
        assert done is not None
        await done

    anyio.run(run)


@pytest.mark.parametrize("action", ["flag", "hold", "block"])
def test_it_waits_and_goes_where_the_answer_says(talk: Talk, action: str) -> None:
    trigger = {"id": "cls", "kind": "classifier", "classifier": "toxic", "action": action}
    talk.adopt([trigger])
    said = {text: talk.say(text) for text in ("good", "bad", "odd", "none", "slow", "broken")}
    assert {one.state for one in said.values()} == {"held"}
    assert talk.texts() == []
    assert "message.flagged" not in talk.house.room.types()
    for _ in range(2):  # at least once
        react(talk.house.room)
    states = {text: talk.alice.messages.get(one.id).state for text, one in said.items()}
    bad = {"flag": "active", "hold": "held", "block": "rejected"}[action]
    unanswered = dict.fromkeys(("odd", "none", "slow", "broken"), "held")
    assert states == {"good": "active", "bad": bad, **unanswered}
    flagged = [row for row in talk.house.room.entries() if row.type == "message.flagged"]
    assert len(flagged) == len({row.object for row in flagged}) == 5


def test_one_whom_nobody_can_ask_holds(talk: Talk) -> None:
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "gone"}])
    assert talk.say("hello").state == "held"
    assert "message.flagged" in talk.house.room.types()
    react(talk.house.room)
    assert talk.texts() == []


@pytest.mark.parametrize("then", ["other", "nothing"])
def test_a_policy_that_came_meanwhile_lets_nothing_pass(talk: Talk, then: str) -> None:
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "toxic", "action": "block"}])
    said = [talk.say("good"), talk.say("bad")]
    other = {"id": "other", "kind": "detector", "entities": ["iban"], "action": "hold"}
    talk.adopt([other] if then == "other" else [])
    for _ in range(2):  # at least once
        react(talk.house.room)
    assert talk.texts() == []
    assert [talk.alice.messages.get(one.id).state for one in said] == ["held", "held"]
    assert talk.house.room.types().count("message.flagged") == 2


def test_a_newer_edit_takes_the_one_back_that_waits_for_an_answer(talk: Talk) -> None:
    said = talk.say("hello")
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "toxic"}])
    for text in ("good one", "good two"):
        assert talk.alice.messages.edit(said.id, text).state == "held"
    react(talk.house.room)
    assert talk.texts() == ["good two"]
    assert talk.alice.messages.held(talk.id).data == []
    for text in ("odd one", "good three"):
        talk.alice.messages.edit(said.id, text)
        react(talk.house.room)
    (waits,) = talk.alice.messages.held(talk.id).data
    assert waits.text == "odd one"  # it has a case: nobody knows what is in it
    assert talk.texts() == ["good three"]


def test_what_cannot_be_delivered_any_more_comes_before_a_person(talk: Talk) -> None:
    said = talk.say("hello")
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "toxic"}])
    kept = talk.alice.messages.edit(said.id, "good")
    talk.adopt([])
    talk.alice.messages.edit(said.id, "hello again")
    new = talk.alice.conversations.create(kind="group", members=["bob"]).id
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "toxic"}])
    assert talk.alice.messages.send(new, "good").state == "held"
    talk.alice.conversations.archive(new)
    react(talk.house.room)
    assert kept.state == "held"
    assert talk.texts() == ["hello again"]
    assert talk.bob.messages.list(new).data == []
    assert talk.house.room.types().count("message.flagged") == 2


@pytest.mark.parametrize("gone", ["removed", "frozen"])
@pytest.mark.parametrize("text", ["good", "bad"])
def test_it_delivers_for_nobody_who_may_not_write_meanwhile(
    talk: Talk, gone: str, text: str
) -> None:
    talk.alice.conversations.add_members(talk.id, ["carol"])
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "toxic", "action": "flag"}])
    carol = talk.house.me("carol")
    talk.house.acknowledge("carol")
    said = carol.messages.send(talk.id, text)
    if gone == "removed":
        talk.alice.conversations.remove_member(talk.id, "carol")
    else:
        talk.house.me("ivan").people.freeze("carol", lasts="P2D", reason_code="spam")
    react(talk.house.room)
    assert talk.texts() == []
    assert carol.messages.get(said.id).state == "held"
    (case,) = (
        talk.house.me("ivan").cases.list(source="unjudged" if text == "good" else "classifier").data
    )
    assert case.trigger == "cls"


def test_names_and_descriptions_of_files_are_asked_about_too(talk: Talk) -> None:
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "toxic", "action": "block"}])
    house = talk.house.room
    carrier = Client(DirectCaller(house.engines, actor_for("acme", "alice", "host")))
    names = ("good.txt", "bad .txt")
    files = [
        carrier.attachments.upload(TEXT, name=name, conversation_id=talk.id).id for name in names
    ]
    said = [talk.say("", attachments=[one]) for one in files]
    assert [one.state for one in said] == ["held", "held"]
    react(house)
    states = [talk.alice.messages.get(one.id).state for one in said]
    assert states == ["active", "rejected"]
