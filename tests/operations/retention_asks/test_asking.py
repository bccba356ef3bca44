"""What a rule asks is put up once for each rule, space and year, with what is held, and counted anew."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.policy_document import Retention
from onrecord_server.attachments.settling import system
from onrecord_server.retention_asks import asking, counting
from tests.operations.retention_asks.conftest import MONTH, Office


def test_it_is_asked_once_for_each_rule_space_and_year(asked: Office) -> None:
    group, channel = sorted(asked.run(), key=lambda one: one.space_id or "")
    assert (group.space_id, channel.space_id) == (None, asked.space)
    assert (group.messages, group.held, channel.messages) == (5, 0, 2)
    assert (group.rule, group.maximum, group.basis) == ("month", "P1M", "Data economy")
    assert group.policy_version == 1
    assert group.first_at.date() == group.last_at.date() == datetime(2026, 1, 2, tzinfo=UTC).date()
    before = asked.house.room.end()
    assert {one.id for one in asked.run(days=2)} == {group.id, channel.id}
    assert asked.house.room.end() == before, "a count that finds what is there changes nothing"


def test_years_are_asked_about_apart(office: Office) -> None:
    office.say("last year")
    office.house.clock.forward(days=370)
    office.say("this year")
    office.house.clock.forward(days=60)
    office.govern(MONTH)
    assert [(one.first_at.year, one.messages) for one in office.run()] == [(2026, 1), (2027, 1)]


def test_thousands_of_messages_are_one_question(asked: Office) -> None:
    for number in range(40):
        asked.say(f"more {number}")
    found = {one.space_id: one.messages for one in asked.run(days=40)}
    assert found == {None: 46, asked.space: 2}


def test_an_open_question_grows_and_its_hash_with_it(asked: Office) -> None:
    first = {one.id: one for one in asked.run()}
    for _ in range(2):
        grown = {one.id: one for one in asked.run(days=20)}
    assert grown.keys() == first.keys()
    changed = [one for one in grown if grown[one].hash != first[one].hash]
    assert [(first[one].messages, grown[one].messages) for one in changed] == [(5, 6)]
    assert all(grown[one].upto > first[one].upto for one in changed)


def test_what_holds_keep_is_counted_beside_and_what_only_they_keep_is_not_asked(
    asked: Office,
) -> None:
    asked.hold(words=["old 3"])
    whole = asked.hold(spaces=[asked.space])
    (group,) = asked.run()
    assert (group.space_id, group.messages, group.held) == (None, 4, 1)
    asked.release(whole)
    assert len(asked.run(days=2)) == 2


def test_what_a_silent_hold_keeps_reads_as_what_would_go_and_stays(asked: Office) -> None:
    asked.hold(silent=True, conversations=[asked.group])
    group = next(one for one in asked.run() if one.space_id is None)
    assert (group.messages, group.held) == (5, 0)
    asked.erase(group)
    asked.run()
    over = asked.of("audrey").get(group.id)
    assert (over.state, over.erased, over.still_held, over.kept) == ("done", 0, 0, 5)
    assert asked.texts()[:5] == [f"old {number}" for number in range(5)]


def test_what_a_minimum_keeps_and_what_another_rule_erases_is_not_asked(asked: Office) -> None:
    books = Retention(id="books", minimum="P6Y", basis="FINRA 4511", conversations=[asked.group])
    asked.govern(MONTH, books)
    assert [one.space_id for one in asked.run()] == [asked.space]
    sooner = Retention(id="sooner", maximum="P2W", disposition="erase", basis="Habit")
    asked.govern(MONTH, sooner)
    assert asked.run() == []


def test_a_question_ends_with_its_rule(asked: Office) -> None:
    before = asked.run()
    asked.govern(MONTH.model_copy(update={"maximum": "P3W"}))
    after = asked.run()
    assert {one.id for one in before}.isdisjoint({one.id for one in after})
    assert {asked.of("cora").get(one.id).state for one in before} == {"lapsed"}
    asked.govern()
    assert asked.run() == []


def test_under_another_version_with_the_same_rule_it_is_the_same_question(asked: Office) -> None:
    before = asked.run()
    asked.govern(MONTH, Retention(id="books", minimum="P1D", basis="Habit"))
    after = asked.run()
    assert [one.id for one in after] == [one.id for one in before]
    assert {one.policy_version for one in after} == {2}


def test_many_questions_are_put_up_in_several_steps(
    asked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", 1)
    assert len(asked.run()) == 2


def test_who_counts_holds_up_nobody_who_writes(
    asked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, said = counting.count, list[str]()

    def while_somebody_writes(*given: Any) -> Any:
        writing = threading.Thread(target=lambda: said.append(asked.say("meanwhile")))
        writing.start()
        writing.join(10)
        assert not writing.is_alive(), "it was written while the count went on"
        return count(*given)

    monkeypatch.setattr(counting, "count", while_somebody_writes)
    assert len(asked.run()) == 2
    assert said


def test_what_changed_between_the_count_and_its_turn_is_counted_again(asked: Office) -> None:
    engines, house = asked.house.room.engines, system("acme")
    found = engines.ahead("retention_asks.count", asking.CountAsks(), house)
    asked.govern(MONTH, Retention(id="books", minimum="P6Y", basis="FINRA 4511"))
    outcome: Any = engines.writer("acme").call("retention_asks.count", found, house)
    assert outcome.resource().more
    assert asked.run() == [], "the minimum keeps everything"


def test_officers_and_auditors_read_questions_and_nobody_else(asked: Office) -> None:
    one = asked.run()[0]
    for name in ("cora", "prue", "theo", "audrey"):
        assert asked.of(name).get(one.id).id == one.id
        with pytest.raises(NotFound):
            asked.of(name).get("ask_" + "7" * 32)
    for name in ("alice", "paula", "lena"):
        with pytest.raises(Forbidden):
            asked.of(name).get(one.id)
        with pytest.raises(Forbidden):
            asked.of(name).list()


def test_a_page_goes_on_where_it_ended(asked: Office) -> None:
    whole = {one.id for one in asked.run()}
    first = asked.of("cora").list(limit=1)
    then = asked.of("cora").list(limit=1, cursor=first.next_cursor)
    assert {first.data[0].id, then.data[0].id} == whole
    assert then.next_cursor is None
