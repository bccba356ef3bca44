"""A dry run counts what erasing would do, and no version that may destroy more is approved without it."""

import asyncio
import threading
from datetime import timedelta
from typing import Any

import anyio
import pytest
import sqlalchemy as sa

from onrecord.errors import Forbidden, Invalid, StillKept, TrialNeeded
from onrecord.wire.conversations import ListConversations
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord.wire.retention import RetentionTrial, TryRetention
from onrecord_server.core.actor import Actor
from onrecord_server.doorway.calls import READERS, Calls
from onrecord_server.holds.rules import Hold
from onrecord_server.messages.rows import messages
from onrecord_server.policy.starting import start
from onrecord_server.retention import counting
from onrecord_server.retention.erasing import Order, erase
from tests.operations.retention.conftest import Archive


def document(*rules: Retention) -> PolicyDocument:
    """Return the plainest policy with some rules of retention."""
    return start("general").model_copy(update={"retention": list(rules)})


#: What differs between a version and the next.
SINCE = {"version", "hash", "at"}
MONTH = Retention(id="month", maximum="P1M", disposition="erase", basis="Habit")


@pytest.fixture
def grown(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Messages of two conversations over some months, to the second in which a month ends."""
    monkeypatch.setattr(counting, "open_holds", lambda *_: tuple(archive.holds.values()))
    alice = archive.house.me("alice")
    other = alice.conversations.create(kind="group", members=["bob"], title="Other").id
    for days in (0, 1, 26, 1, 1, 1, 1, 30, 17):
        archive.house.clock.forward(days=days)
        sent = [archive.say(f"sold on {days}"), alice.messages.send(other, "bought")]
        if days == 30:
            archive.house.clock.forward(hours=7)
            alice.messages.edit(sent[0].id, "corrected")
    archive.other = other
    return archive


def _tried(archive: Archive, *rules: Retention) -> RetentionTrial:
    made = archive.house.me("paula").policy.draft(document(*rules))
    return archive.house.me("cora").retention.trial(made.version)


def _erased(archive: Archive, *rules: Retention) -> tuple[int, int, int]:
    """Return how many go, would be asked about and are held, asking about each message by itself."""
    archive.house.put_in_force(document(*rules))
    with archive.house.room.engines.prepared("acme").read() as connection:
        ids = list(connection.execute(sa.select(messages.c.id)).scalars())
    went = asked = held = 0
    for one in ids:
        try:
            archive.decide(erase, one, Order())
            went += 1
        except StillKept as refused:
            held += refused.extra["because"] == "hold"
            asked += archive.asks(one)
    return went, asked, held


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_counting_part_after_part_counts_everything_once(
    grown: Archive, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    whole = _tried(grown, MONTH)
    monkeypatch.setattr(counting, "PART", rows)
    parts = _tried(grown, MONTH)
    assert whole.messages == 18
    assert parts.model_dump(exclude=SINCE) == whole.model_dump(exclude=SINCE)


def test_who_counts_holds_up_nobody_who_writes(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, said = counting.count, list[str]()

    def while_somebody_writes(*given: Any) -> Any:
        writing = threading.Thread(target=lambda: said.append(archive.say("meanwhile").id))
        writing.start()
        writing.join(10)
        return count(*given)

    monkeypatch.setattr(counting, "count", while_somebody_writes)
    assert _tried(archive, MONTH).complete
    assert len(said) == 1, "it was written while the count went on"


def test_dry_runs_at_once_leave_the_readers_to_others(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, begun, on = counting.count, list[str](), threading.Event()

    def slowly(*given: Any) -> Any:
        begun.append("a count")
        on.wait(20)
        return count(*given)

    async def at_once(version: int) -> list[Any]:
        calls = Calls(archive.house.room.engines)
        trial, cora = TryRetention(version=version), Actor("acme", "cora")
        tried = [
            asyncio.create_task(calls.call("retention.try", trial, cora)) for _ in range(READERS)
        ]
        try:
            with anyio.fail_after(10):
                await calls.call("conversations.list", ListConversations(), Actor("acme", "alice"))
            assert len(begun) <= 1, "one counts, the others wait for it"
        finally:
            on.set()
        return list(await asyncio.gather(*tried))

    made = archive.house.me("paula").policy.draft(document(MONTH))
    monkeypatch.setattr(counting, "count", slowly)
    trials = asyncio.run(at_once(made.version))
    assert len(begun) == len(trials) == READERS
    assert {one.resource().messages for one in trials} == {0}


@pytest.mark.parametrize("case", ["plain", "places", "held", "words"])
def test_the_count_is_what_erasing_one_by_one_does(grown: Archive, case: str) -> None:
    rules = {
        "plain": [MONTH],
        "held": [MONTH],
        "words": [MONTH],
        "places": [
            MONTH.model_copy(update={"conversations": [grown.id]}),
            Retention(id="ask", maximum="P40D", basis="x", conversations=[grown.other]),
            Retention(id="least", minimum="P50D", basis="law", conversations=[grown.id]),
        ],
    }[case]
    if case == "held":
        grown.holds["one"] = Hold("one", "M-1", conversations=frozenset({grown.other}))
    if case == "words":
        grown.holds["words"] = Hold("words", "M-2", words=frozenset({"BOUGHT", "on 26"}))
    tried = _tried(grown, *rules)
    before = [one for one in tried.rules if one.goes or one.held or one.kept]
    assert before
    assert tried.messages == 18
    went, asked, held = _erased(grown, *rules)
    assert (tried.erase, tried.ask) == (went, asked)
    assert tried.complete
    if case in ("held", "words"):
        assert 0 < tried.held <= held, "what is not due yet is held as well"
    if case == "places":
        assert tried.kept > 0
        assert tried.ask > 0


def test_what_is_not_read_for_its_words_is_counted_as_held(
    grown: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown.holds["words"] = Hold("words", "M-2", words=frozenset({"nobody says this"}))
    free = _tried(grown, MONTH)
    monkeypatch.setattr(counting, "READ", 3)
    some = _tried(grown, MONTH)
    assert (free.held, free.complete) == (0, True)
    assert (some.erase, some.held, some.complete) == (3, free.erase - 3, False)


@pytest.mark.req("GDP-3")
def test_who_approves_has_counted_exactly_this_since_it_was_proposed(archive: Archive) -> None:
    house = archive.house
    made = house.me("paula").policy.draft(document(MONTH))
    cora, prue = house.me("cora"), house.me("prue")
    cora.retention.trial(made.version)
    proposed = house.me("paula").policy.propose(made.version)
    with pytest.raises(TrialNeeded):
        cora.policy.approve(made.version, hash=proposed.hash)
    cora.retention.trial(made.version)
    cora.policy.approve(made.version, hash=proposed.hash)
    with pytest.raises(TrialNeeded):
        prue.policy.approve(made.version, hash=proposed.hash)
    prue.retention.trial(made.version)
    assert prue.policy.approve(made.version, hash=proposed.hash).state == "in_force"
    same = house.propose(document(MONTH.model_copy(update={"basis": "Another word for it"})))
    assert house.me("cora").policy.approve(same.version, hash=same.hash).state == "proposed"
    for nobody in ("alice", "audrey", "paula"):
        with pytest.raises(Forbidden):
            house.me(nobody).retention.trial(made.version)
    (entry, *_) = [one for one in house.room.entries() if one.type == "retention.tried"]
    assert "Habit" not in entry.entry


@pytest.mark.parametrize(
    "faulty",
    [
        Retention(id="none", basis="x"),
        Retention(id="crossed", minimum="P2Y", maximum="P1Y", basis="x"),
    ],
)
def test_a_rule_sets_a_bound_and_does_not_contradict_itself(
    archive: Archive, faulty: Retention
) -> None:
    with pytest.raises(Invalid):
        archive.house.me("paula").policy.draft(document(faulty))


def test_a_party_reads_when_it_goes(archive: Archive) -> None:
    archive.house.put_in_force(document(Retention(id="y", maximum="P30D", basis="x")))
    archive.house.acknowledge("alice")
    sent = archive.say("hello")
    told = archive.house.me("bob").messages.retention(sent.id)
    assert told.goes_at == sent.created_at + timedelta(days=30)
