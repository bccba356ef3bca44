"""An officer answers, a second person lets it be erased, and nothing goes that something keeps by then."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    RetentionAskChanged,
    RetentionAskOver,
)
from onrecord.wire.policy_document import Retention
from onrecord.wire.retention_asks import RetentionAsk
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.ports import Ports
from onrecord_server.engine import Engines
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from onrecord_server.retention import pending
from onrecord_server.retention_asks import carrying_out
from onrecord_server.retention_asks.executor import AskExecutor
from tests.operations.retention_asks.conftest import MONTH, WHY, Office
from tests.support.killed import killed


OTHER = f"sha256:{'0' * 64}"


def group_of(office: Office, **run: Any) -> RetentionAsk:
    """Return what is asked about the group."""
    return next(one for one in office.run(**run) if one.space_id is None)


# -- two people ------------------------------------------------------------------------------------


@pytest.mark.req("GDP-3")
def test_what_two_people_let_go_goes_and_is_certified(asked: Office) -> None:
    one = group_of(asked)
    proposed = asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)
    assert (proposed.state, proposed.answered_by, proposed.reason) == ("proposed", "prue", WHY)
    asked.run()
    assert asked.texts()[0] == "old 0", "one person lets nothing go"
    approved = asked.of("theo").approve(one.id, hash=one.hash)
    assert (approved.state, approved.approved_by) == ("approved", "theo")
    asked.run()
    assert asked.texts() == [*[None] * 5, "new"]
    assert asked.texts(asked.channel) == ["sold 0", "sold 1"]
    over = asked.of("audrey").get(one.id)
    assert (over.state, over.erased, over.still_held, over.kept) == ("done", 5, 0, 0)
    entries = asked.house.room.entries()
    (end,) = [each for each in entries if each.position == over.position]
    assert (end.type, end.object) == ("retention_ask.moved", one.id)


def test_who_answers_and_who_audits_prove_what_went(asked: Office, tmp_path: Path) -> None:
    one = group_of(asked)
    asked.erase(one)
    asked.run()
    signer = CheckpointSigner(KeyRing.load(tmp_path), "https://chat.example", Ports())
    signer.sign(asked.house.room.engines.directory.database("acme"), "acme")
    over = asked.of("audrey").get(one.id)
    assert over.position is not None
    assert over.checkpoint is not None
    assert over.checkpoint > over.position
    for name in ("cora", "theo", "audrey"):
        entry = json.loads(asked.house.me(name).record.proof(over.position).entry)
        assert (entry["object"], entry["facts"]["erased"]) == (one.id, 5)
    with pytest.raises((Forbidden, NotFound)):
        asked.house.me("alice").record.proof(over.position)


def test_who_answered_does_not_approve_nor_does_their_line(asked: Office) -> None:
    one = group_of(asked)
    asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)
    with pytest.raises(Forbidden):
        asked.of("prue").approve(one.id, hash=one.hash)
    asked.report_to("prue", "cora")
    with pytest.raises(Forbidden):
        asked.of("cora").approve(one.id, hash=one.hash)
    asked.report_to("prue", "bob")
    asked.report_to("cora", "prue")
    with pytest.raises(Forbidden):
        asked.of("cora").approve(one.id, hash=one.hash)
    assert asked.of("theo").approve(one.id, hash=one.hash).state == "approved"


def test_officers_answer_and_nobody_else(asked: Office) -> None:
    one = group_of(asked)
    for name in ("theo", "audrey", "alice", "paula", "lena"):
        with pytest.raises(Forbidden):
            asked.of(name).answer(one.id, "erase", hash=one.hash, reason=WHY)
    asked.of("cora").answer(one.id, "erase", hash=one.hash, reason=WHY)
    for name in ("audrey", "alice", "paula", "lena"):
        with pytest.raises(Forbidden):
            asked.of(name).approve(one.id, hash=one.hash)
        with pytest.raises(Forbidden):
            asked.of(name).reopen(one.id, reason=WHY)


def test_whoever_may_approve_is_told_and_nobody_else(asked: Office) -> None:
    one = group_of(asked)
    asked.report_to("prue", "cora")
    asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)

    def told(name: str) -> list[bool]:
        found = asked.house.me(name).notices.list().data
        return [
            each.past for each in found if (each.needs, each.about) == ("retention_ask", one.id)
        ]

    told_now = {name: told(name) for name in ("cora", "prue", "theo", "audrey", "alice")}
    assert told_now == {"cora": [], "prue": [], "theo": [False], "audrey": [], "alice": []}
    asked.of("theo").approve(one.id, hash=one.hash)
    assert told("theo") == [True]


def test_it_is_answered_once_and_approved_once(asked: Office) -> None:
    one = group_of(asked)
    with pytest.raises(Conflict):
        asked.of("cora").approve(one.id, hash=one.hash)
    asked.erase(one)
    again: tuple[Callable[[], Any], ...] = (
        lambda: asked.of("cora").answer(one.id, "erase", hash=one.hash, reason=WHY),
        lambda: asked.of("theo").approve(one.id, hash=one.hash),
        lambda: asked.of("theo").reopen(one.id, reason=WHY),
    )
    for each in again:
        with pytest.raises(Conflict) as caught:
            each()
        assert caught.value.extra["state"] == "approved"


def test_an_answer_is_taken_back_by_somebody_else_or_oneself(asked: Office) -> None:
    one = group_of(asked)
    asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)
    again = asked.of("theo").reopen(one.id, reason="We need it for an audit")
    assert (again.state, again.answered_by, again.reason) == ("open", None, None)
    assert (again.refused_by, again.refusal) == ("theo", "We need it for an audit")
    asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)
    assert asked.of("prue").reopen(one.id, reason="A slip of mine").state == "open"
    asked.run(days=2)
    assert asked.texts()[0] == "old 0"


# -- what was read is what is decided --------------------------------------------------------------


def test_what_was_counted_anew_is_not_answered_unread(asked: Office) -> None:
    one = group_of(asked)
    asked.hold(words=["old 1"])
    (now,) = [each for each in asked.run(days=2) if each.id == one.id]
    assert now.hash != one.hash
    with pytest.raises(RetentionAskChanged):
        asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)
    asked.of("prue").answer(one.id, "erase", hash=now.hash, reason=WHY)
    with pytest.raises(RetentionAskChanged):
        asked.of("cora").approve(one.id, hash=OTHER)


def test_what_comes_under_it_after_the_count_is_asked_about_anew(asked: Office) -> None:
    one = group_of(asked)
    asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)
    grown = group_of(asked, days=40)
    assert grown.id != one.id
    assert grown.messages == 1
    asked.of("cora").approve(one.id, hash=one.hash)
    asked.run()
    assert asked.texts() == [*[None] * 5, "new"]
    asked.erase(grown)
    asked.run()
    assert asked.texts() == [None] * 6


def test_what_was_edited_after_the_count_stays(asked: Office) -> None:
    one = group_of(asked)
    page = asked.house.me("alice").messages.list(asked.group)
    asked.erase(one)
    asked.house.me("alice").messages.edit(page.data[-1].id, "corrected")
    asked.run()
    assert asked.texts() == ["corrected", *[None] * 4, "new"]
    assert asked.of("cora").get(one.id).erased == 4


def test_under_another_version_of_the_policy_it_is_read_again(asked: Office) -> None:
    one = group_of(asked)
    asked.of("prue").answer(one.id, "erase", hash=one.hash, reason=WHY)
    asked.govern(MONTH, Retention(id="books", minimum="P1D", basis="Habit"))
    with pytest.raises(RetentionAskOver):
        asked.of("cora").approve(one.id, hash=one.hash)
    fresh = group_of(asked)
    assert fresh.id != one.id
    assert asked.of("cora").get(one.id).state == "lapsed"
    with pytest.raises(Conflict):
        asked.of("cora").approve(one.id, hash=one.hash)
    asked.erase(fresh)
    asked.run()
    assert asked.texts()[0] is None


# -- carrying out ----------------------------------------------------------------------------------


def _carry_out(engines: Engines) -> None:
    """Carry out what was approved, two messages to a transaction."""
    setattr(carrying_out, "AT_ONCE", 2)  # noqa: B010 - in a process of its own
    executor = AskExecutor(engines, every=0.0)
    while executor.round(engines.prepared("acme")):
        pass


@pytest.mark.req("GDP-3")
def test_it_goes_on_where_it_was_killed_and_destroys_nothing_twice(
    asked: Office, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)
    one = group_of(asked)
    asked.erase(one)
    before = asked.house.room.end()
    killed(database_url, asked.house.clock(), "before_commit", _carry_out)
    assert asked.house.room.end() == before, "of what was killed in the middle nothing is left"
    assert asked.texts()[:3] == ["old 0", "old 1", "old 2"]
    killed(database_url, asked.house.clock(), "after_commit", _carry_out)
    assert asked.texts()[:3] == [None, None, "old 2"]
    asked.start()
    asked.run()
    assert asked.texts() == [*[None] * 5, "new"]
    gone = [each.object for each in asked.house.room.entries() if each.type == "message.erased"]
    assert len(gone) == len(set(gone)) == 5
    assert asked.types().count("retention_ask.advanced") == 2
    assert asked.of("cora").get(one.id).erased == 5


def test_whether_something_waits_is_asked_once_for_all_of_a_step(
    asked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.erase(group_of(asked))
    waiting, sizes = pending.waiting, list[int]()

    def noted(tx: Any, ids: list[str]) -> set[str]:
        sizes.append(len(ids))
        return waiting(tx, ids)

    monkeypatch.setattr(pending, "waiting", noted)
    asked.run()
    assert sizes == [5, *[1] * 5], "once for all, and of each as it goes"


@pytest.mark.req("GDP-3")
def test_what_a_hold_keeps_by_then_stays_and_is_asked_about_once_it_is_free(asked: Office) -> None:
    one = group_of(asked)
    asked.erase(one)
    held = asked.hold(words=["old 2"])
    asked.run()
    assert asked.texts() == [None, None, "old 2", None, None, "new"]
    over = asked.of("cora").get(one.id)
    assert (over.state, over.erased, over.still_held, over.kept) == ("done", 4, 1, 0)
    asked.release(held)
    assert asked.texts()[2] == "old 2", "release destroys nothing"
    assert next(each.messages for each in asked.run(days=2) if each.space_id is None) == 1
    assert asked.texts()[2] == "old 2"


def test_what_a_newer_minimum_keeps_stays(asked: Office) -> None:
    one = group_of(asked)
    asked.erase(one)
    asked.govern(MONTH, Retention(id="books", minimum="P6Y", basis="FINRA 4511"))
    asked.run()
    assert asked.texts()[0] == "old 0"
    over = asked.of("cora").get(one.id)
    assert (over.state, over.erased, over.kept) == ("done", 0, 5)


def test_an_answer_is_over_with_its_rule_and_what_went_is_certified(
    asked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)
    one = group_of(asked)
    asked.erase(one)
    asked.step()
    asked.govern(MONTH.model_copy(update={"maximum": "P2M"}))
    asked.run()
    assert asked.texts()[:3] == [None, None, "old 2"]
    over = asked.of("cora").get(one.id)
    assert (over.state, over.erased) == ("lapsed", 2)
    assert over.position is not None


# -- keeping ---------------------------------------------------------------------------------------


def test_what_is_kept_is_asked_about_again_after_its_date(asked: Office) -> None:
    one = group_of(asked)
    until = moment(micros(asked.house.clock())) + timedelta(days=100)
    kept = asked.of("prue").answer(one.id, "keep", hash=one.hash, reason=WHY, until=until)
    assert (kept.state, kept.until, kept.reason) == ("kept", until, WHY)
    later = group_of(asked, days=50)
    assert (later.id != one.id, later.messages) == (True, 1)
    asked.erase(later)
    asked.run()
    assert asked.texts() == [*(f"old {number}" for number in range(5)), None]
    again = group_of(asked, days=51)
    assert (again.id != one.id, again.messages) == (True, 5)
    assert asked.of("cora").get(one.id).state == "lapsed"


def test_what_is_kept_is_asked_about_at_once_where_the_answer_is_taken_back(asked: Office) -> None:
    one = group_of(asked)
    until = moment(micros(asked.house.clock())) + timedelta(days=100)
    asked.of("prue").answer(one.id, "keep", hash=one.hash, reason=WHY, until=until)
    assert asked.of("cora").reopen(one.id, reason="The audit is over").state == "open"
    asked.erase(one)
    asked.run()
    assert asked.texts()[0] is None


@pytest.mark.parametrize(("answer", "days"), [("keep", None), ("keep", -1), ("erase", 10)])
def test_a_date_fits_the_answer(asked: Office, answer: str, days: int | None) -> None:
    one = group_of(asked)
    now = moment(micros(asked.house.clock()))
    until = None if days is None else now + timedelta(days=days)
    with pytest.raises(Invalid) as caught:
        asked.of("prue").answer(one.id, answer, hash=one.hash, reason=WHY, until=until)
    assert caught.value.errors[0]["pointer"] == "/until"
