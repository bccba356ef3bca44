"""A trial counts what a list would have flagged, tells of nobody, and is on the record."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.errors import Forbidden, NotFound, QuotaExceeded
from onrecord.wire.lexicon_document import Expression, LexiconDocument
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.tags import TagConversation
from onrecord_server.core.actor import host_actor
from onrecord_server.moderation import noise
from onrecord_server.oversight import trials
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.moderation.conftest import House, words
from tests.support.verified import findings


WRITERS = ("alice", "bob", "carol")


pytestmark = pytest.mark.usefixtures("exact")


@pytest.fixture
def talk(house: House) -> str:
    """A conversation of three, under a policy that leaves out who is on the board."""
    for name, roles in (("carol", []), ("dora", ["board"])):
        house.introduce(name, roles)
    said = start("general").model_dump(mode="json")
    said["scope"] |= {
        "populations": [{"name": "board", "rule": "'board' in roles"}],
        "excluded": ["board"],
    }
    house.put_in_force(PolicyDocument.model_validate(said))
    for name in (*WRITERS, "dora"):
        house.acknowledge(name)
    others = [*WRITERS[1:], "dora"]
    return house.me("alice").conversations.create(kind="group", members=others, title="Talk").id


def say(house: House, where: str, *texts: str, by: tuple[str, ...] = WRITERS) -> None:
    """Let some people write, one after another."""
    for number, text in enumerate(texts):
        house.me(by[number % len(by)]).messages.send(where, text)


def next_day(house: House) -> None:
    """Let the day end: trials count whole days."""
    house.clock.forward(days=1)


def test_it_counts_what_is_frequent_and_of_several_people(house: House, talk: str) -> None:
    house.me("paula").lexicons.put(words("shred", "wipe", "burn"))
    say(house, talk, *["shred it"] * 17, *["nothing"] * 3)
    say(house, talk, *["wipe it"] * 11)
    say(house, talk, *["burn it"] * 16, by=("bob",))
    say(house, talk, "shred " * 1_001)
    say(house, talk, "shred it", by=("dora",))
    next_day(house)
    found = house.me("cora").lexicons.trial("lex-1", 1)
    assert [(one.rule, one.messages) for one in found.rules] == [("shred", 15)]
    assert (found.looked_at, found.flagged, found.complete) == (45, 45, True)
    house.me("paula").lexicons.put(words("burn"))
    of_one = house.me("cora").lexicons.trial("lex-1", 2)
    assert (of_one.flagged, of_one.rules) == (0, []), "nobody is asked about one person"
    entry, _ = [row for row in house.room.entries() if row.type == "lexicon.tried"]
    assert (entry.actor, entry.audience, entry.content_id) == ("cora", "-", None)
    assert findings(house.room) == []


def test_what_is_protected_old_or_gone_is_not_looked_at(house: House, talk: str) -> None:
    house.me("paula").lexicons.put(words("shred"))
    say(house, talk, *["shred it"] * 6)
    house.clock.forward(days=31)
    say(house, talk, *["shred it"] * 3)
    gone = house.me("alice").messages.send(talk, "shred it")
    house.me("alice").messages.remove(gone.id)
    closed = house.me("alice").conversations.create(kind="group", members=["bob"], title="Law").id
    said = TagConversation(conversation_id=closed, tag="privileged", reason="Our lawyers")
    house.room.engines.call("conversations.tag", said, host_actor("acme"))
    say(house, closed, *["shred it"] * 3, by=("alice", "bob"))
    say(house, talk, *["shred it"] * 4)
    next_day(house)
    assert house.me("paula").lexicons.trial("lex-1", 1).looked_at == 5


def test_who_may_not_is_refused_and_without_a_policy_nobody_counts(
    house: House, refuses: Refuses
) -> None:
    house.me("paula").lexicons.put(words("shred"))
    for name in ("alice", "audrey", "paula"):
        refuses(Forbidden, lambda name=name: house.me(name).lexicons.trial("lex-1", 1))  # type: ignore[misc]
    house.put_in_force(start("general"))
    for name in ("alice", "audrey"):
        refuses(Forbidden, lambda name=name: house.me(name).lexicons.trial("lex-1", 1))  # type: ignore[misc]
    refuses(NotFound, lambda: house.me("cora").lexicons.trial("lex-1", 2))


def test_it_looks_at_so_much_at_most_and_says_so(house: House, talk: str, monkeypatch: Any) -> None:
    house.me("paula").lexicons.put(words("shred"))
    say(house, talk, *["shred it"] * 12)
    next_day(house)
    monkeypatch.setattr(trials, "_AT_ONCE", 2)
    for name, most in (("MOST", 5), ("MOST_CHARACTERS", 40), ("REACH", 7), ("SECONDS", -1)):
        with monkeypatch.context() as bounded:
            bounded.setattr(trials, name, most)
            found = house.me("cora").lexicons.trial("lex-1", 1)
        least = 0 if name == "SECONDS" else 5
        assert (found.looked_at, found.complete) == (least, False), name
    assert house.me("cora").lexicons.trial("lex-1", 1).complete


def test_nobody_asks_so_often_that_single_messages_show(
    house: House, talk: str, refuses: Refuses
) -> None:
    house.me("paula").lexicons.put(words("shred"))
    for _ in range(trials.A_DAY):
        house.me("cora").lexicons.trial("lex-1", 1)
    refuses(QuotaExceeded, lambda: house.me("cora").lexicons.trial("lex-1", 1))
    house.me("prue").lexicons.trial("lex-1", 1)
    house.clock.forward(days=1)
    house.me("cora").lexicons.trial("lex-1", 1)


def test_who_asks_counts_nothing_of_their_own(house: House, talk: str) -> None:
    house.introduce("bob", ["compliance_officer"])
    house.me("paula").lexicons.put(words("shred"))
    say(house, talk, *["shred it"] * 15)
    say(house, talk, *["shred it"] * 25, by=("bob",))
    next_day(house)
    assert house.me("bob").lexicons.trial("lex-1", 1).flagged == 0
    assert house.me("cora").lexicons.trial("lex-1", 1).flagged == 40


def test_many_spellings_of_one_rule_are_one_answer(
    house: House, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noise, "SPREAD", 5.0)
    said = [f"(?i:shred)|zqzq{{{many}}}x{{{many}}}" for many in range(1, 41)]
    expressions = [Expression(name=f"e{at}", pattern=one) for at, one in enumerate(said)]
    house.me("paula").lexicons.put(
        LexiconDocument(name="lex-1", title="List", expressions=expressions)
    )
    say(house, talk, *["shred it"] * 50)
    told = set()
    for _ in range(9):  # about every fourth day nothing is told
        next_day(house)
        found = house.me("cora").lexicons.trial("lex-1", 1)
        assert {one.messages for one in found.rules} == ({found.flagged} - {0})
        told.add(len(found.rules))
    assert 40 in told <= {0, 40}


def test_where_the_clock_ends_it_there_are_few_ends(
    house: House, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.me("paula").lexicons.put(words("shred"))
    say(house, talk, *["shred it"] * 12)
    next_day(house)
    monkeypatch.setattr(trials, "_AT_ONCE", 1)
    for late in range(1, 8):
        clock = iter([0.0] * late + [99.0] * 99)
        stopped = SimpleNamespace(monotonic=lambda clock=clock: next(clock))
        monkeypatch.setattr(trials, "time", stopped)
        house.me("cora").lexicons.trial("lex-1", 1)
    tried = [one.entry for one in house.room.entries() if one.type == "lexicon.tried"]
    assert {json.loads(one)["facts"]["messages"] for one in tried} == {1, 2, 4, 8, 12}


def test_asking_again_and_together_teaches_nothing(
    house: House, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rule over the same days has the same noise: for everybody, however it is written, all day long."""
    monkeypatch.setattr(noise, "SPREAD", 40.0)
    house.me("paula").lexicons.put(words("shred"))
    house.me("paula").lexicons.put(words("SHRED", name="lex-2"))
    say(house, talk, *["shred it"] * 200)
    next_day(house)
    first = house.me("cora").lexicons.trial("lex-1", 1)
    for name in ("cora", "prue"):
        say(house, talk, *["shred it"] * 40)
        for listed in ("lex-1", "lex-2"):
            again = house.me(name).lexicons.trial(listed, 1)
            assert [one.messages for one in again.rules] == [one.messages for one in first.rules]
            assert (again.flagged, again.looked_at) == (first.flagged, first.looked_at)
    answers = {first.flagged}
    for _ in range(25):  # with so much noise about half the days tell nothing
        next_day(house)
        answers.add(house.me("cora").lexicons.trial("lex-1", 1).flagged)
    assert len(answers) > 1, "other days are another answer"
