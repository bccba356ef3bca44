"""A report becomes a case; who may review it sees it without names, and each look is there for those concerned."""

from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.data_requests.executor import Executor
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support import cased
from tests.support.at_once import at_once
from tests.support.engines import Room, Worker
from tests.support.verified import findings


@pytest.fixture
def desk(house: House) -> Desk:
    """Two reviewers, and a group with ten messages, the last by alice."""
    return seated(house)


def test_a_report_becomes_a_case_that_is_opened_without_names_and_decided(desk: Desk) -> None:
    made = desk.report()
    assert (made.state, made.acted) == ("open", None)
    case = desk.case()
    assert (case.state, case.source, case.reports, case.assignee) == ("queued", "report", 1, None)
    assert case.person is not None
    assert case.person.startswith("P-")
    assert case.may == []
    assert desk.me("rhea").cases.get(case.id).may == ["open", "assign"]
    shown = desk.open()
    assert (shown.case.state, shown.case.assignee) == ("opened", "rhea")
    assert [one.focus for one in shown.messages] == [False] * 5 + [True]
    assert shown.messages[-1].author == case.person
    assert [(one.said, one.reporter) for one in shown.reports] == [("He is rude", None)]
    looks = desk.me("carol").disclosures.list().data
    assert [(one.id, one.kind, one.duty, one.messages) for one in looks] == [
        (shown.disclosure_id, "user_report", "reviewer", 6)
    ]
    done = desk.decide()
    assert (done.state, done.disposition, done.decided_by) == ("closed", "no_issue", "rhea")
    (after,) = desk.me("bob").reports.list().data
    assert (after.state, after.acted) == ("decided", False)
    assert findings(desk.house.room) == []


def test_no_name_is_shown_whoever_typed_it(desk: Desk) -> None:
    desk.report(said="Alice again; alicent is nobody")
    shown = desk.open()
    texts = [one.text or "" for one in shown.messages]
    assert all("<@P-" in text for text in texts)
    (report,) = shown.reports
    assert report.said == f"{shown.case.person} again; alicent is nobody"
    said = shown.model_copy(update={"reports": []}).model_dump_json().lower()
    assert [name for name in ("alice", "bob", "carol") if name in said] == []


def test_only_who_reviews_and_is_no_party_sees_it(desk: Desk, refuses: Refuses) -> None:
    desk.report()
    case = desk.case()
    for name in ("alice", "bob", "carol", "paula"):
        refuses(NotFound, lambda name=name: desk.me(name).cases.get(case.id))  # type: ignore[misc]
        refuses(NotFound, lambda name=name: desk.me(name).cases.open(case.id))  # type: ignore[misc]
        assert desk.me(name).cases.list().data == []
    assert [one.id for one in desk.me("audrey").cases.list().data] == [case.id]
    refuses(Forbidden, lambda: desk.me("audrey").cases.open(case.id))
    desk.me("alice").conversations.add_members(desk.talk, ["rex"])
    assert desk.me("rex").cases.get(case.id).id == case.id, "others do not make him a party"
    desk.me("rex").messages.send(desk.talk, "hello")
    refuses(NotFound, lambda: desk.me("rex").cases.open(case.id))
    desk.house.introduce("rhea", ["reviewer", "policy_author"])
    refuses(NotFound, lambda: desk.me("rhea").cases.open(case.id))


def test_no_cursor_tells_of_a_case_of_ones_manager(desk: Desk) -> None:
    desk.report("carol")
    desk.me("carol").reports.make("spam", message_id=desk.messages[-2])
    said = UpsertPerson(
        person_id="rex", name="Rex", roles=["reviewer"], attributes={"manager": "alice"}
    )
    desk.house.room.engines.call("people.upsert", said, host_actor("acme"))
    page = desk.me("rex").cases.list(limit=1)
    assert (page.data, page.next_cursor) == ([], None), "alice wrote one, and is beside the other"
    page = desk.me("rhea").cases.list(limit=1)
    assert len(desk.me("rhea").cases.list(limit=1, cursor=page.next_cursor).data) == 1


def test_the_same_report_again_is_one_and_the_reporter_is_nobodys_business(desk: Desk) -> None:
    first = desk.report()
    assert desk.report().id == first.id
    desk.report("carol", said=None)
    assert desk.case().reports == 2
    with pytest.raises(Forbidden):
        desk.report("alice")
    with pytest.raises(NotFound):
        desk.report("ivan")
    assert [one.id for one in desk.me("bob").reports.list().data] == [first.id]
    assert desk.me("alice").reports.list().data == []
    queued = [row for row in desk.house.room.entries() if row.object.startswith("cas_")]
    assert [row.actor for row in queued] == ["service:oversight"]
    assert findings(desk.house.room) == []


@pytest.mark.req("FIN-3")
def test_opening_is_no_review_and_one_of_two_decides(desk: Desk, refuses: Refuses) -> None:
    desk.report()
    case = desk.case()
    decide: dict[str, Any] = {"version": case.version, "disposition": "no_issue"}
    refuses(Conflict, lambda: desk.me("rhea").cases.decide(case.id, **decide))
    shown = desk.open()
    refuses(Conflict, lambda: desk.me("rhea").cases.decide(case.id, **decide))
    refuses(Forbidden, lambda: desk.me("rex").cases.open(case.id))
    refuses(Forbidden, lambda: desk.decide(disposition="violation"))
    refuses(Conflict, lambda: desk.decide("rex"))
    assert "decide" in shown.case.may
    desk.decide(disposition="violation", rationale="It is an insult, and not the first")
    refuses(Conflict, desk.decide)
    refuses(Forbidden, desk.open)


def test_who_lost_the_duty_has_no_case_any_more(desk: Desk, refuses: Refuses) -> None:
    desk.report()
    desk.open()
    desk.house.introduce("rhea", [])
    case = desk.case("rex")
    assert (case.state, case.assignee) == ("queued", None)
    assert desk.me("rex").cases.list(state="opened").data == []
    assert len(desk.me("rex").cases.list(state="queued").data) == 1
    assert desk.open("rex").case.assignee == "rex"
    desk.house.introduce("rhea", ["reviewer"])
    refuses(Conflict, lambda: desk.decide("rhea"))


@pytest.mark.req("INV-10")
def test_what_was_written_under_a_narrower_policy_is_reported_under_that(desk: Desk) -> None:
    desk.house.clock.forward(days=1)
    said = start("general").model_dump(mode="json")
    said["process"]["context"] += 3
    said["process"]["dispositions"].append("legal")
    desk.house.put_in_force(PolicyDocument.model_validate(said))
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)
    desk.report()
    before = desk.case()
    assert (before.policy_version, before.before) == (1, 5)
    assert len(desk.open().messages) == 6
    desk.me("alice").messages.send(desk.talk, "and on")
    fresh = desk.me("alice").messages.send(desk.talk, "and on")
    desk.me("bob").reports.make("harassment", message_id=fresh.id)
    about = cased.in_room(desk.house.room)
    (case,) = [one for one in desk.me("rhea").cases.list().data if about[one.id] == fresh.id]
    assert (case.policy_version, case.before) == (2, 8)
    assert len(desk.me("rhea").cases.open(case.id).messages) == 2
    assert findings(desk.house.room) == []


def test_what_enough_people_reported_is_hidden_until_it_is_decided(desk: Desk) -> None:
    said = start("general").model_dump(mode="json")
    said["triggers"][0]["hide_after"] = 2
    desk.house.put_in_force(PolicyDocument.model_validate(said))
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)
    message = desk.me("alice").messages.send(desk.talk, "this one").id
    desk.me("bob").reports.make("spam", message_id=message)
    desk.me("bob").reports.make("spam", message_id=message)
    assert desk.me("carol").messages.get(message).state == "active"
    desk.me("carol").reports.make("spam", message_id=message)
    gone = desk.me("bob").messages.get(message)
    assert (gone.state, gone.removed_by, gone.removed_reason) == (
        "removed",
        "service:oversight",
        "report",
    )
    assert [one.kind for one in desk.me("alice").notices.list().data] == ["remove"]
    desk.open()
    desk.decide()
    assert desk.me("bob").messages.get(message).text == "this one"
    told = desk.me("alice").notices.list().data
    assert [(one.kind, one.past) for one in told] == [("restore", False), ("remove", True)]
    for name in ("bob", "carol"):
        assert desk.me(name).reports.make("spam", message_id=message).state == "open"
    assert desk.me("bob").messages.get(message).state == "active", "that was decided"
    desk.me("alice").messages.edit(message, "and that one")
    (case,) = desk.me("rhea").cases.list(state="queued").data
    desk.me("rhea").cases.open(case.id)
    case = desk.me("rhea").cases.get(case.id)
    desk.me("rhea").cases.decide(case.id, version=case.version, disposition="no_issue")
    desk.me("alice").messages.edit(message, "and another")
    for name in ("bob", "carol"):
        desk.me(name).reports.make("spam", message_id=message)
    assert desk.me("bob").messages.get(message).state == "removed", "it says something else"
    assert findings(desk.house.room) == []


@pytest.mark.req("GDP-2")
def test_no_decision_brings_back_what_a_restriction_keeps_out_of_sight(desk: Desk) -> None:
    said = start("general").model_dump(mode="json")
    said["triggers"][0]["hide_after"] = 2
    desk.house.put_in_force(PolicyDocument.model_validate(said))
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)
    message = desk.me("alice").messages.send(desk.talk, "this one").id
    for name in ("bob", "carol"):
        desk.me(name).reports.make("spam", message_id=message)
    asked = desk.me("alice").data_requests.make("restriction")
    weighed = desk.me("prue").data_requests.weigh(asked.id)
    desk.me("cora").data_requests.approve(asked.id, weighing_hash=weighed.weighing_hash)
    executor = Executor(desk.house.room.engines, every=0.0)
    while executor.round(desk.house.room.engines.prepared("acme")):
        pass
    assert desk.me("bob").messages.get(message).state == "removed"
    desk.open()
    with pytest.raises(Conflict):
        desk.decide()
    assert desk.me("bob").messages.get(message).state == "removed"
    desk.me("prue").data_requests.lift(asked.id, reason="Who is right is settled")
    desk.decide()
    assert desk.me("bob").messages.get(message).state == "active"


def test_two_who_decide_at_once_decide_once(desk: Desk, elsewhere: Room) -> None:
    desk.report()
    case = desk.open().case
    other = Client(Worker(elsewhere.engines, Actor("acme", "rhea")))
    answers = at_once(
        [
            lambda one=one: one.cases.decide(case.id, version=case.version, disposition="no_issue")  # type: ignore[misc]
            for one in (desk.me("rhea"), other)
        ]
    )
    assert sorted(type(one).__name__ for one in answers) == ["Case", "Conflict"]
    assert findings(desk.house.room) == []
