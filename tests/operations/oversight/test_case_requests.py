"""Who has a case hands it on, and what goes beyond the first look takes a reason, and mostly a second person."""

from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


WHY = "To speak with the one who wrote it"


@pytest.fixture
def desk(house: House) -> Desk:
    """A reported message, in a group of three."""
    made = seated(house)
    made.report()
    return made


def test_names_are_revealed_by_two_and_only_to_who_asked(desk: Desk, refuses: Refuses) -> None:
    shown = desk.open("ivan")
    me, case = desk.me("ivan"), shown.case
    assert {one.person_id for one in shown.people} == {None}
    refuses(Conflict, lambda: desk.me("rhea").cases.request_reveal(case.id, reason=WHY))
    asked = me.cases.request_reveal(case.id, reason=WHY).requests[0]
    assert (asked.state, asked.whom, asked.reason) == ("waiting", "people", WHY)
    there = {name: desk.me(name).cases.list(seconds=True).data for name in ("ivan", "inga", "rhea")}
    assert {name: [one.id for one in some] for name, some in there.items()} == {
        "ivan": [],
        "inga": [case.id],
        "rhea": [],
    }
    read = [desk.me(name).cases.get(case.id).requests[0] for name in ("inga", "rhea")]
    assert [one.reason for one in read] == [WHY, None]
    refuses(Forbidden, lambda: me.cases.approve(case.id, asked.id, hash=asked.hash))
    refuses(Forbidden, lambda: desk.me("rhea").cases.approve(case.id, asked.id, hash=asked.hash))
    refuses(
        Conflict, lambda: desk.me("inga").cases.approve(case.id, asked.id, hash=case.policy_hash)
    )
    refuses(Forbidden, lambda: desk.open("rhea"))
    assert desk.open("inga").people[0].person_id is None
    assert desk.case("inga").assignee == "ivan"
    desk.me("inga").cases.approve(case.id, asked.id, hash=asked.hash)
    named = desk.open("ivan")
    assert [one.author for one in named.messages][-1] == "alice"
    assert [one.reporter for one in named.reports] == [None]
    assert desk.case("inga").person == case.person
    more = me.cases.request_reveal(case.id, reason=WHY, whom="reporters").requests[-1]
    desk.me("inga").cases.approve(case.id, more.id, hash=more.hash)
    assert [one.reporter for one in desk.open("ivan").reports] == ["bob"]
    assert findings(desk.house.room) == []


def test_what_nobody_decided_about_lapses_and_what_was_denied_is_not_done(
    desk: Desk, refuses: Refuses
) -> None:
    case = desk.open("ivan").case
    asked = desk.me("ivan").cases.request_reveal(case.id, reason=WHY).requests[0]
    refuses(Conflict, lambda: desk.me("ivan").cases.request_reveal(case.id, reason=WHY))
    done = desk.me("inga").cases.deny(case.id, asked.id, reason="It is not needed to decide")
    assert (done.requests[0].state, done.requests[0].decided_by) == ("denied", "inga")
    assert desk.open("ivan").people[0].person_id is None
    again = desk.me("ivan").cases.request_reveal(case.id, reason=WHY).requests[-1]
    desk.house.clock.forward(days=15)
    assert desk.me("ivan").cases.get(case.id).requests[-1].state == "lapsed"
    refuses(Conflict, lambda: desk.me("inga").cases.approve(case.id, again.id, hash=again.hash))
    assert findings(desk.house.room) == []


def test_more_is_shown_on_a_new_request_and_never_without_end(desk: Desk) -> None:
    assert len(desk.open().messages) == 6
    case = desk.me("rhea").cases.widen(desk.case().id, before=8, after=0, reason="It began before")
    assert (case.before, case.after, case.requests[0].state) == (8, 0, "approved")
    assert len(desk.open().messages) == 9
    whole = desk.me("rhea").cases.history(case.id)
    told, cursor = [one.type for one in whole.data], None
    pages: list[Any] = []
    while len(pages) < len(told):
        page = desk.me("rhea").cases.history(case.id, limit=2, cursor=cursor)
        pages, cursor = [*pages, *page.data], page.next_cursor
    assert (pages, cursor, whole.next_cursor) == (whole.data, None, None)
    assert told[-4:] == ["case.asked", "case.widened", "case.opened", "disclosure.made"]


def test_two_open_where_the_policy_says_so(desk: Desk) -> None:
    said = start("general").model_dump(mode="json")
    said["reviewers"][0]["two_person"] = ["open"]
    desk.house.put_in_force(PolicyDocument.model_validate(said))
    desk.open()
    case = desk.me("rhea").cases.widen(desk.case().id, before=8, after=0, reason="It began before")
    assert (case.before, case.requests[0].state) == (5, "waiting")
    asked = case.requests[0]
    assert desk.me("rex").cases.approve(case.id, asked.id, hash=asked.hash).before == 8
    watched = desk.me("audrey").watch.reviewers().data
    assert {one.person_id: one.widenings for one in watched}["rhea"] == 1
    assert all(one.widenings == 0 for one in watched if one.person_id != "rhea")
    assert findings(desk.house.room) == []


@pytest.mark.parametrize("party", [None, "member", "manager"])
def test_no_privacy_officer_is_told_of_a_reveal_in_a_case_that_concerns_them(
    desk: Desk, party: str | None
) -> None:
    if party == "member":
        desk.me("alice").conversations.add_members(desk.talk, ["prue"])
        desk.me("prue").messages.send(desk.talk, "I am in it")
    elif party == "manager":
        Case(desk.house, desk.talk).report_to("alice", "prue")
    case = desk.open("ivan").case
    asked = desk.me("ivan").cases.request_reveal(case.id, reason=WHY).requests[0]
    desk.me("inga").cases.approve(case.id, asked.id, hash=asked.hash)
    notices = desk.me("prue").notices.list().data
    told = [one.kind for one in notices if one.kind != "second"]
    assert told == ([] if party else ["reveal_identity"])


def test_who_hands_a_case_on_does_not_get_it_back(desk: Desk, refuses: Refuses) -> None:
    case = desk.open().case
    desk.me("rhea").cases.note(case.id, "Seen before")
    case = desk.case()
    handed = desk.me("rhea").cases.escalate(case.id, version=case.version, reason="It is above me")
    assert (handed.state, handed.assignee, handed.escalated_by) == ("escalated", None, "rhea")
    refuses(Forbidden, desk.open)
    for name in ("rhea", "alice", "cora", "nobody"):
        with pytest.raises(Forbidden):
            desk.me("rex").cases.assign(case.id, name, version=handed.version)
    given = desk.me("rex").cases.assign(case.id, "ivan", version=handed.version)
    assert (given.state, given.assignee, given.assigned_by) == ("escalated", "ivan", "rex")
    refuses(Forbidden, lambda: desk.open("rex"))
    assert [one.text for one in desk.open("ivan").notes] == ["Seen before", "It is above me"]
    refuses(NotFound, lambda: desk.me("alice").cases.history(case.id))
    assert findings(desk.house.room) == []
