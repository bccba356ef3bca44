"""Nobody unveils a case alone: not by the people it froze, nor by the names of places and messages."""

import base64

import pytest

from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


@pytest.fixture
def desk(house: House) -> Desk:
    """Two reviewers, and a group with ten messages, the last by alice."""
    return seated(house)


WHY = "To speak with the one who wrote it"


def _frozen(desk: Desk) -> str:
    """Let a reviewer freeze the author of a case without knowing who that is."""
    desk.report()
    desk.open("ivan")
    assert desk.decide("ivan", action="freeze", rationale="It is the third time").action == "freeze"
    return desk.case().id


def _reveal(desk: Desk, case: str) -> None:
    """Let two people say who somebody is, in the case that one of them has."""
    asked = desk.me("ivan").cases.request_reveal(case, reason=WHY).requests[-1]
    desk.me("inga").cases.approve(case, asked.id, hash=asked.hash)


def test_who_was_frozen_on_a_pseudonym_is_nobody_until_revealed(desk: Desk) -> None:
    case = _frozen(desk)
    for name in ("ivan", "inga", "audrey"):
        people = desk.me(name).people
        (freeze,) = people.frozen().data
        assert (freeze.person_id, freeze.case_id) == (None, case)
        assert people.standings(state="frozen").data == []
        (alice,) = people.standings(ids=["alice"]).data
        assert alice.freeze is None
    mine = desk.me("alice").people.my_freeze().freeze
    assert mine is not None
    assert mine.person_id == "alice"
    assert findings(desk.house.room) == []


def test_who_was_frozen_is_named_to_whom_it_was_revealed(desk: Desk) -> None:
    desk.report()
    _reveal(desk, desk.open("ivan").case.id)
    desk.decide("ivan", action="freeze", rationale="It is the third time")
    ivan, inga = desk.me("ivan").people, desk.me("inga").people
    assert [(one.person_id, one.case_id) for one in ivan.frozen().data] == [("alice", None)]
    assert [one.person.id for one in ivan.standings(state="frozen").data] == ["alice"]
    assert [one.person_id for one in inga.frozen().data] == [None]


def test_who_is_outside_of_the_case_sees_the_name_and_no_case(desk: Desk) -> None:
    desk.me("alice").conversations.add_members(desk.talk, ["inga"])
    desk.house.acknowledge("inga")
    desk.me("inga").messages.send(desk.talk, "hello")
    _frozen(desk)
    (freeze,) = desk.me("inga").people.frozen().data
    assert (freeze.person_id, freeze.case_id) == ("alice", None)


def test_no_cursor_of_who_is_frozen_names_anybody(desk: Desk) -> None:
    ivan = desk.me("ivan").people
    for name in ("alice", "bob", "carol"):
        ivan.freeze(name, lasts="PT2H", reason_code="spam")
    listed, cursor = [], None
    while not listed or cursor:
        page = ivan.frozen(limit=1, cursor=cursor)
        cursor = page.next_cursor
        listed += [one.person_id for one in page.data]
        said = base64.urlsafe_b64decode((cursor or "") + "==")
        assert not any(name in said.decode() for name in ("alice", "bob", "carol"))
    assert listed == ["carol", "bob", "alice"]
