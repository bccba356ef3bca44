"""Nobody unveils a case alone: not by the people it froze, nor by the names of places and messages."""

import base64
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import NotFound
from onrecord.wire.freezes import UnfreezePerson
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import begin
from onrecord_server.core.unit import Unit
from onrecord_server.oversight.cases import rules
from onrecord_server.rest.repeating import STATES
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.statements import statements
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


def test_where_it_was_said_is_named_to_whom_it_was_revealed(house: House) -> None:
    alice = seated(house).me("alice")
    space = alice.spaces.create(title="Sales", members=["bob", "carol"]).id
    orders = alice.conversations.create(
        kind="channel", title="Orders", space_id=space, members=["bob", "carol"]
    )
    desk = Desk(house, orders.id, [alice.messages.send(orders.id, "who said that?").id])
    desk.report()
    veiled = desk.open("ivan")
    assert (veiled.title, veiled.space_id, veiled.space) == (None, None, None)
    _reveal(desk, veiled.case.id)
    known = desk.open("ivan")
    assert (known.title, known.space_id, known.space) == ("Orders", space, "Sales")
    alice.spaces.update(space, title="Selling")
    assert desk.open("ivan").space == "Selling"


def test_what_was_said_in_no_space_names_none(desk: Desk) -> None:
    desk.report()
    _reveal(desk, desk.open("ivan").case.id)
    known = desk.open("ivan")
    assert (known.title, known.space_id, known.space) == (None, None, None)


def test_nobody_finds_out_by_unfreezing_whom_a_case_froze(desk: Desk) -> None:
    case = _frozen(desk)
    people = desk.me("ivan").people
    for name in ("alice", "bob", "carol"):
        assert people.unfreeze(name).freeze is None
        (freeze,) = people.frozen().data
        assert (freeze.person_id, freeze.case_id) == (None, case)
    assert desk.me("alice").people.my_freeze().freeze is not None
    assert {one.kind for one in desk.me("alice").notices.list().data} == {"freeze"}
    assert findings(desk.house.room) == []


def test_whoever_was_told_the_name_unfreezes_by_it(desk: Desk) -> None:
    desk.report()
    _reveal(desk, desk.open("ivan").case.id)
    desk.decide("ivan", action="freeze", rationale="It is the third time")
    assert desk.me("ivan").people.unfreeze("alice").freeze is None
    assert desk.me("alice").people.my_freeze().freeze is None


@pytest.mark.parametrize("name", ["people.unfreeze", "people.freeze"])
def test_nobody_finds_out_by_asking_again_whom_a_case_froze(desk: Desk, name: str) -> None:
    _frozen(desk)
    engines = desk.house.room.engines
    with engines.prepared("acme").write() as connection:
        unit = Unit(connection, engines.ports, engines.hooks, {})
        tx = begin(unit, Actor("acme", "ivan"), engines.limits)
        again = STATES[name](tx, UnfreezePerson(person_id="alice"))
    assert again.resource().freeze is None


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
    listed: list[str | None] = []
    cursor = None
    while not listed or cursor:
        page = ivan.frozen(limit=1, cursor=cursor)
        cursor = page.next_cursor
        listed += [one.person_id for one in page.data]
        said = base64.urlsafe_b64decode((cursor or "") + "==")
        assert not any(name in said.decode() for name in ("alice", "bob", "carol"))
    assert listed == ["carol", "bob", "alice"]


def _told(desk: Desk, name: str) -> str:
    """Return all that somebody is told of the case, in one text."""
    me, case = desk.me(name), desk.case(name)
    waits = me.appeals.list(deciding=True).data
    said = [case, me.cases.get(case.id), me.cases.history(case.id), *waits]
    if case.assignee == name:
        said.append(me.cases.open(case.id))
    return "".join(one.model_dump_json() for one in said)


def test_a_case_names_no_place_and_no_message_until_it_is_revealed(desk: Desk) -> None:
    desk.report()
    shown = desk.open("ivan")
    for name in ("ivan", "inga", "audrey"):
        assert not re.search(r"\b(msg|cnv|att)_", _told(desk, name))
    focus = shown.messages[-1]
    assert (focus.id, focus.message_id, focus.position) == (shown.case.message, None, None)
    assert len({one.id for one in shown.messages}) == len(shown.messages) == 6
    again = desk.open("ivan")
    assert [one.id for one in again.messages] == [one.id for one in shown.messages]
    _reveal(desk, shown.case.id)
    named = desk.open("ivan")
    assert (named.case.message_id, named.case.conversation_id) == (desk.messages[-1], desk.talk)
    assert [one.id for one in named.messages] == [one.id for one in shown.messages]
    assert [one.message_id for one in named.messages] == desk.messages[-6:]
    assert desk.messages[-1] in _told(desk, "ivan")
    assert desk.messages[-1] not in _told(desk, "inga")


def test_an_appeal_names_its_message_to_its_author_alone(desk: Desk) -> None:
    desk.report()
    desk.open("ivan")
    desk.decide("ivan", action="freeze", rationale="It is the third time")
    (notice,) = [one for one in desk.me("alice").notices.list().data if one.kind == "freeze"]
    made = desk.me("alice").appeals.make("It is a quote, no more", notice_id=notice.id)
    assert made.message_id == desk.messages[-1]
    (waits,) = desk.me("inga").appeals.list(deciding=True).data
    assert (waits.id, waits.message_id) == (made.id, None)
    assert desk.me("inga").appeals.get(made.id).message_id is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=12, unique=True), st.data())
def test_what_two_cases_call_people_messages_and_files_never_meets(
    names: list[str], data: st.DataObject
) -> None:
    one, other = data.draw(
        st.lists(st.binary(min_size=16, max_size=16), min_size=2, max_size=2, unique=True)
    )
    for called in (rules.pseudonym, rules.reference, rules.file_reference):
        here, there = ([called(pepper, name) for name in names] for pepper in (one, other))
        assert here == [called(one, name) for name in names]
        assert set(here).isdisjoint(there)
        assert len(set(here)) == len(names)


def _shape(statement: str) -> list[str]:
    """Return the words of a statement without its values, and how many it names."""
    return re.findall(r"[A-Za-z_.]+", re.sub(r"%\(\w+\)s(::\w+)?|\?", "", statement))


@pytest.mark.parametrize("name", ["alice", "bob", "rex", "paula", "dora"])
def test_who_may_not_see_a_case_cannot_tell_it_from_none(desk: Desk, name: str) -> None:
    desk.house.introduce("dora", [])
    desk.me("alice").conversations.add_members(desk.talk, ["rex"])
    desk.me("rex").messages.send(desk.talk, "hello")
    desk.report()
    case, asked = desk.case().id, []
    desk.me(name).cases.list()
    for one in (case, "cas_" + "0" * 32):
        engine = desk.house.room.engines.prepared("acme").engine
        with statements(engine) as made, pytest.raises(NotFound) as refused:
            desk.me(name).cases.get(one)
        asked.append((str(refused.value), [_shape(text) for text in made]))
    assert asked[0] == asked[1]
