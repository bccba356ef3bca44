"""Who watches is watched: in numbers for who audits, and in few of them for everybody."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire.grants import GrantScope
from onrecord_server.oversight.watching import reading, rules
from onrecord_server.oversight.watching.rules import Act, Tally
from onrecord_server.oversight.watching.watcher import Watcher
from tests.operations.conftest import Refuses
from tests.operations.sampling.conftest import Desk, drawing
from tests.support.verified import findings


NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def _reviewed(desk: Desk, count: int) -> None:
    """Let ivan open all of some drawn messages, and decide all but one."""
    desk.put_in_force(drawing(percent=100))
    desk.tick()
    desk.write(count, "alice")
    desk.house.clock.forward(days=7)
    desk.tick()
    me = desk.house.me("ivan").cases
    waiting = me.list(source="sample").data
    for number, one in enumerate(waiting):
        opened = me.open(one.id)
        desk.house.clock.forward(hours=1)
        if number:
            said = "violation" if number == 1 else "false_positive"
            me.decide(
                one.id,
                version=opened.case.version,
                disposition=said,  # type: ignore[arg-type]
                rationale="It names a customer" if number == 1 else None,
            )


def test_an_auditor_sees_what_reviewers_do_and_nothing_of_what_they_saw(
    desk: Desk, refuses: Refuses
) -> None:
    _reviewed(desk, 4)
    scope = GrantScope(conversations=[desk.talk])
    why = "A claim of a customer about order 1042"
    asked = desk.house.me("inga").grants.request("investigation", scope, reason=why, lasts="P7D")
    desk.house.me("cora").grants.approve(asked.id, scope_hash=asked.scope_hash)
    desk.house.me("inga").grants.messages(asked.id, desk.talk)
    seen = desk.house.me("audrey").watch.reviewers()
    assert [one.person_id for one in seen.data] == ["inga", "ivan"]
    inga, ivan = seen.data
    assert (inga.grants, inga.looks, inga.opened) == ({"investigation": 1}, 1, 0)
    assert (ivan.opened, ivan.decided, ivan.found, ivan.found_percent) == (4, 3, 1, 33)
    assert (ivan.triggers, ivan.median_seconds) == ({"chance": 4}, 3600)
    assert ivan.dispositions == {"violation": 1, "false_positive": 2}
    assert not any(word in seen.model_dump_json() for word in ("line", desk.talk, "alice", "1042"))
    for name in ("ivan", "cora", "alice", "paula"):
        refuses(Forbidden, desk.house.me(name).watch.reviewers)
    refuses(Forbidden, desk.house.room.plain("audrey").watch.reviewers)
    with pytest.raises(Invalid):
        desk.house.me("audrey").watch.reviewers(since=seen.until, until=seen.since)


def test_who_freezes_by_hand_and_who_decides_an_appeal_has_decided(desk: Desk) -> None:
    ivan, alice, inga = (desk.house.me(name) for name in ("ivan", "alice", "inga"))
    ivan.people.freeze("bob", lasts="PT2H", reason_code="spam")
    ivan.people.unfreeze("bob")
    ivan.people.freeze("alice", lasts="P2D", reason_code="spam")
    (notice,) = alice.notices.list().data
    made = alice.appeals.make("It was no spam", notice_id=notice.id)
    (case,) = inga.cases.list(appeals=True).data
    inga.cases.open(case.id)
    desk.house.clock.forward(hours=1)
    between = desk.house.clock()
    inga.appeals.decide(made.id, upheld=False, rationale="It was spam indeed")
    watch = desk.house.me("audrey").watch
    seen = {one.person_id: one for one in watch.reviewers().data}
    assert {name: one.decided for name, one in seen.items()} == {"ivan": 3, "inga": 1}
    assert (seen["ivan"].opened, seen["inga"].opened) == (0, 1)
    assert (seen["ivan"].found_percent, seen["ivan"].dispositions) == (None, {})
    assert seen["inga"].median_seconds == 3600
    late = watch.reviewers(since=between).data
    assert [(one.person_id, one.opened, one.decided) for one in late] == [("inga", 0, 1)]


def test_everybody_reads_what_oversight_did_in_a_quarter(desk: Desk) -> None:
    _reviewed(desk, 7)
    me = desk.house.me("carol").transparency
    (running,) = me.list().data
    assert (running.quarter, running.complete) == ("2026-Q1", False)
    assert me.get("2026-Q1").triggers == [], "what was found just now tells what is looked for"
    report = desk.house.me("audrey").transparency.get("2026-Q1")
    mine, now = me.get("2026-Q1"), desk.house.clock()
    assert now - report.counted_until < timedelta(seconds=1)
    assert report.next_count_at is None
    assert (mine.counted_until.weekday(), mine.counted_until <= now) == (0, True)
    assert mine.next_count_at == mine.counted_until + timedelta(days=7)
    (chance,) = report.triggers
    assert (chance.trigger, chance.found, chance.decided) == ("chance", "7", "6")
    assert (chance.false_positive_percent, chance.violation_percent) == (83, 17)
    assert (report.looks, report.sampled, report.overdue) == ("7", "7", "0")
    assert report.policy_versions == [1, 2]
    with pytest.raises(NotFound):
        me.get("2025-Q4")
    desk.house.clock.forward(days=7)
    assert [one.found for one in me.get("2026-Q1").triggers] == ["7"]
    desk.house.clock.forward(days=93)
    assert [one.quarter for one in me.list().data] == ["2026-Q2", "2026-Q1"]
    assert me.get("2026-Q1").overdue == "<5", "nobody is told from a small number"
    assert me.get("2026-Q2").triggers == []
    over = me.get("2026-Q1")
    assert (over.counted_until, over.next_count_at) == (over.until, None)


def test_no_number_moves_between_two_counts(desk: Desk) -> None:
    _reviewed(desk, 7)
    me, ivan, inga = (desk.house.me(name) for name in ("carol", "ivan", "inga"))
    ivan.people.freeze("bob", lasts="P9D", reason_code="spam")
    (notice,) = desk.house.me("bob").notices.list().data
    made = desk.house.me("bob").appeals.make("It was no spam", notice_id=notice.id)
    desk.house.clock.forward(days=7)
    quarter = me.transparency.list().data[0].quarter
    before = me.transparency.get(quarter)
    (left,) = ivan.cases.list(state="opened", source="sample").data
    ivan.cases.decide(left.id, version=left.version, disposition="false_positive")
    (case,) = inga.cases.list(appeals=True).data
    inga.cases.open(case.id)
    inga.appeals.decide(made.id, upheld=True, rationale="It was no spam indeed")
    assert me.transparency.get(quarter) == before
    assert [one.decided for one in before.triggers if one.trigger == "chance"] == ["6"]
    desk.house.clock.forward(days=7)
    after = me.transparency.get(quarter)
    assert [one.decided for one in after.triggers if one.trigger == "chance"] == ["7"]
    assert (before.appeals, before.appeals_upheld, after.appeals_upheld) == ("<5", "0", "<5")


def _acts(kind: str, count: int, at: datetime = NOON, **more: str) -> list[Act]:
    return [
        Act("ivan", kind, f"case {number}", at + timedelta(seconds=number), **more)
        for number in range(count)
    ]


ODD = {
    "out_of_hours": [
        *_acts("opened", 10, NOON.replace(hour=23)),
        *_acts("decided", 10, NOON + timedelta(days=1)),
    ],
    "rarely_finds": _acts("decided", 50, what="no_issue"),
    "in_haste": [
        one
        for n in range(10)
        for one in (
            Act("ivan", "opened", f"{n}", NOON),
            Act("ivan", "decided", f"{n}", NOON + timedelta(seconds=2), "violation"),
        )
    ],
    "opens_and_leaves": _acts("opened", 10, what="chance"),
    "reveals_often": _acts("revealed", 5),
    "widens_often": _acts("widened", 5),
    "the_same_conversation": _acts("looked", 10, place="cnv_1"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_out_of_the_ordinary_is_named(name: str) -> None:
    tally = rules.tallies(ODD[name], timedelta())["ivan"]
    assert rules.oddities(tally, [Tally(), Tally()]) == [name]


def test_what_is_usual_is_not_odd() -> None:
    acts = [
        one
        for n in range(20)
        for one in (
            Act("ivan", "opened", f"{n}", NOON, "chance", f"cnv_{n}"),
            Act("ivan", "decided", f"{n}", NOON + timedelta(minutes=5), "violation"),
        )
    ]
    assert rules.oddities(rules.tallies(acts, timedelta())["ivan"], []) == []


def test_small_numbers_and_shares_of_few_are_not_told() -> None:
    assert [rules.counted(n) for n in (0, 1, 4, 5, 1000)] == ["0", "<5", "<5", "5", "1000"]
    assert rules.shares(Counter({"violation": 4})) == (None, None)
    assert rules.quarter_of(datetime(2026, 12, 31, 23, tzinfo=UTC)) == "2026-Q4"


def test_who_audits_is_told_once_of_what_is_out_of_the_ordinary(desk: Desk) -> None:
    room = desk.house.room
    watcher, database = Watcher(room.engines, first=0), room.engines.prepared("acme")
    _reviewed(desk, 12)
    assert watcher.round(database) == 1
    assert watcher.round(database) == 0
    told = [row for row in room.entries() if row.type == "reviewer.noticed"]
    assert {row.audience for row in told} == {"p:audrey"}
    said = [json.loads(row.entry)["facts"] for row in told]
    odd = desk.house.me("audrey").watch.reviewers().data[0].odd
    assert sorted(one["odd"] for one in said) == sorted(odd)
    assert {(one["person_id"], one["quarter"]) for one in said} == {("ivan", "2026-Q1")}
    assert Watcher(room.engines, first=0).round(database) == 1
    assert [row.type for row in room.entries()].count("reviewer.noticed") == len(told)
    desk.house.clock.forward(days=91)
    assert findings(room) == []


def test_more_than_can_be_counted_at_once_is_refused(
    desk: Desk, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reviewed(desk, 3)
    monkeypatch.setattr(reading, "MOST", 2)
    refused = refuses(Invalid, desk.house.me("audrey").watch.reviewers)
    assert "name a shorter one" in str(refused)
