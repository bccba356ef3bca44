"""What a policy lets go is destroyed in small steps that go on where they stopped, and certified."""

import pytest

from onrecord.errors import Forbidden
from onrecord.wire.policy_document import Retention
from onrecord_server.core.ports import Ports
from onrecord_server.holds.rules import Hold
from onrecord_server.retention import disposing
from onrecord_server.retention.disposer import Disposer
from tests.operations.retention.conftest import Archive
from tests.operations.retention.test_trying import document
from tests.support import engines


def _texts(archive: Archive) -> list[str | None]:
    page = archive.house.me("bob").messages.list(archive.id)
    return [one.text for one in reversed(page.data)]


@pytest.fixture
def over(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Seven messages whose month is over, one of them held, and one that is new."""
    monkeypatch.setattr(disposing, "AT_ONCE", 3)
    for number in range(7):
        archive.say(f"old {number}" if number != 4 else "old, held")
    alice = archive.house.me("alice")
    archive.other = alice.conversations.create(kind="group", members=["bob"], title="Other").id
    alice.messages.send(archive.other, "asked about")
    archive.house.clock.forward(days=40)
    archive.say("new")
    archive.holds["w"] = Hold("w", "M-1", words=frozenset({"held"}))
    return archive


RULES = (
    Retention(id="month", maximum="P1M", disposition="erase", basis="Habit"),
    Retention(id="asked", maximum="P2W", basis="Habit"),
)


@pytest.mark.req("GDP-3")
@pytest.mark.req("SEC-2")
def test_a_run_goes_on_where_it_was_killed_and_destroys_nothing_twice(
    over: Archive, database_url: str
) -> None:
    rule = RULES[0]
    over.house.put_in_force(document(rule))
    first = Disposer(over.house.room.engines, every=0.0)
    assert first.round(over.house.room.engines.prepared("acme")) == 1
    assert _texts(over)[:4] == [None, None, None, "old 3"]
    ports = Ports(clock=over.house.clock)
    with engines.room(database_url, ports=ports) as other:
        then, database = Disposer(other.engines, every=0.0), other.engines.prepared("acme")
        while then.round(database):
            pass
        then.round(database)
    assert _texts(over) == [*[None] * 4, "old, held", None, None, "new"]
    entries = over.house.room.entries()
    gone = [one.object for one in entries if one.type == "message.erased"]
    assert len(gone) == len(set(gone)) == 7
    assert [one.type for one in entries if one.type.startswith("retention.")].count(
        "retention.begun"
    ) == 1
    (run,) = over.house.me("audrey").retention.runs().data
    assert (run.state, run.policy_version) == ("done", 1)
    (counted,) = run.rules
    assert (counted.erased, counted.held, counted.ask, counted.kept) == (7, 1, 0, 0)
    assert run.first_position is not None
    assert run.last_position is not None
    assert run.first_position < run.last_position
    (end,) = [one for one in entries if one.type == "retention.ended"]
    assert run.position == end.position
    for nobody in ("alice", "paula"):
        with pytest.raises(Forbidden):
            over.house.me(nobody).retention.runs()


def test_a_release_destroys_nothing_until_the_next_run_asks_again(over: Archive) -> None:
    asked = RULES[1].model_copy(update={"conversations": [over.other]})
    over.house.put_in_force(document(RULES[0], asked))
    database = over.house.room.engines.prepared("acme")
    look = Disposer(over.house.room.engines, every=0.0)
    while look.round(database):
        pass
    before = over.house.room.end()
    over.holds.clear()
    look.round(database)
    assert over.house.room.end() == before, "release is inert, and a run a day is enough"
    assert "old, held" in _texts(over)
    (run,) = over.house.me("cora").retention.runs().data
    counted = {one.rule: (one.erased, one.ask, one.held) for one in run.rules}
    assert counted == {"asked": (0, 1, 0), "month": (6, 0, 1)}
    over.house.clock.forward(days=2)
    while look.round(database):
        pass
    assert len(over.house.me("cora").retention.runs().data) == 2
    assert "old, held" not in _texts(over)


def test_nothing_is_begun_where_nothing_is_over_or_no_rule_erases(over: Archive) -> None:
    over.house.put_in_force(document(RULES[1]))
    before = over.house.room.end()
    Disposer(over.house.room.engines, every=0.0).round(over.house.room.engines.prepared("acme"))
    assert over.house.room.end() == before
    assert "old 0" in _texts(over)
