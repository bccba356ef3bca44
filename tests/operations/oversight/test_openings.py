"""What stays closed: to who lost the right, after a decision, and where the words are somebody else's."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.oversight.cases.veiling import veil
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.judging.conftest import IBAN, LOOKS, policy
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


WHY = "To speak with the one who wrote it"


@pytest.fixture
def desk(house: House) -> Desk:
    """A policy that flags and holds, and a group that has acknowledged it."""
    made = seated(house)
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "carol"):
        house.acknowledge(name)
    return made


def only(me: Client) -> Any:
    (case,) = me.cases.list().data
    return case


@pytest.mark.req("INV-13")
def test_what_was_held_stays_protected_once_the_tag_is_lifted(desk: Desk) -> None:
    desk.me("alice").messages.send(desk.talk, f"pay {IBAN}")
    host = desk.house.room.plain(None)
    host.conversations.tag(desk.talk, "privileged", reason="Counsel is in here")
    host.conversations.untag(desk.talk, "privileged", reason="Counsel has left")
    shown = desk.me("ivan").cases.open(only(desk.me("ivan")).id)
    assert (shown.case.protected, shown.messages, shown.disclosure_id) == (True, [], None)
    assert findings(desk.house.room) == []


def test_why_somebody_removed_it_is_their_case_and_no_words_of_the_author(desk: Desk) -> None:
    desk.me("alice").conversations.change_member(desk.talk, "bob", role="moderator")
    other = desk.me("alice").messages.send(desk.talk, "write to carol@example.org").id
    desk.me("bob").messages.remove(other, reason=f"stop it, {IBAN}")
    opened = [desk.me("ivan").cases.open(one.id) for one in desk.me("ivan").cases.list().data]
    mine = [one for one in opened if any(each.focus for each in one.messages)]
    assert sorted((one.case.severity, one.case.findings) for one in mine) == [
        ("low", 1),
        ("medium", 1),
    ]
    for one in mine:
        (focus,) = [each for each in one.messages if each.focus]
        assert focus.original is None or IBAN not in focus.original
    said = [found.said for one in mine for found in one.findings]
    assert [text for text in said if text] == [f"stop it, {IBAN}"]
    assert findings(desk.house.room) == []


@pytest.mark.req("INV-9")
def test_a_decision_ends_what_waited_for_a_second_person(desk: Desk, refuses: Refuses) -> None:
    desk.report()
    case = desk.open("ivan").case
    asked = desk.me("ivan").cases.request_reveal(case.id, reason=WHY).requests[0]
    decided = desk.decide("ivan")
    assert decided.state == "closed"
    assert [one.state for one in decided.requests] == ["lapsed"]
    given = {"hash": asked.hash}
    refuses(Conflict, lambda: desk.me("inga").cases.approve(case.id, asked.id, **given))
    refuses(
        Conflict, lambda: desk.me("inga").cases.deny(case.id, asked.id, reason="It is over anyway")
    )
    refuses(Forbidden, lambda: desk.me("inga").cases.open(case.id))
    assert findings(desk.house.room) == []


def test_who_reported_is_told_and_not_who_wrote(desk: Desk) -> None:
    desk.report()
    case = desk.open("ivan").case
    asked = desk.me("ivan").cases.request_reveal(case.id, reason=WHY, whom="reporters").requests[0]
    desk.me("inga").cases.approve(case.id, asked.id, hash=asked.hash)
    shown = desk.open("ivan")
    assert [one.reporter for one in shown.reports] == ["bob"]
    assert shown.case.person != "alice"
    assert {one.author for one in shown.messages if one.focus}.isdisjoint({"alice"})


def test_a_hidden_message_is_back_where_its_author_is_frozen_for_it(desk: Desk) -> None:
    value = start("general").model_dump(mode="json")
    triggers = [
        {**one, "hide_after": 1} if one["kind"] == "user_report" else one
        for one in value["triggers"]
    ]
    desk.house.put_in_force(PolicyDocument.model_validate({**value, "triggers": triggers}))
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)
    sent = desk.me("alice").messages.send(desk.talk, "hello").id
    desk.me("bob").reports.make("spam", message_id=sent)
    assert desk.me("bob").messages.get(sent).state == "removed"
    desk.open("ivan")
    desk.decide("ivan", action="freeze", disposition="violation", rationale="It was meant to hurt")
    assert desk.me("bob").messages.get(sent).state == "active"
    assert findings(desk.house.room) == []


def test_who_wrote_any_text_of_a_policy_approves_none_of_it(house: House, refuses: Refuses) -> None:
    house.introduce("both", ["policy_author", "compliance_officer"])
    me, document = house.me("both"), start("general")
    drafted = house.me("paula").policy.draft(document)
    changed = document.model_copy(update={"jurisdictions": ["DE"]})
    again = me.policy.revise(drafted.version, changed, hash=drafted.hash)
    house.me("paula").policy.propose(again.version)
    refuses(Forbidden, lambda: me.policy.approve(again.version, hash=again.hash))


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)


@settings(max_examples=200)
@given(st.lists(NAMES, min_size=1, max_size=3, unique=True), st.text(max_size=20), st.booleans())
def test_whatever_somebody_is_called_their_name_is_covered(
    names: list[str], around: str, shout: bool
) -> None:
    called = {f"p{at}": name for at, name in enumerate(names)}
    text = f"{around} {names[0]} {names[0].upper() if shout else ''}"
    said, _ = veil(called).over(text, [], lambda _: "P-1")
    assert isinstance(said, str)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bob K.", "ask Bob K. about it"),
        ("Carol Smith Jr.", "carol smith jr is away"),
        ("Hans", "ask Han\u017f"),
        ("Alice", "ask Al\u0131ce"),
        ("İpek", "ask İpek"),
        ("...", "nothing ... here"),
    ],
)
def test_odd_names_open_a_case_like_others(name: str, text: str) -> None:
    said, _ = veil({"someone": name}).over(text, [], lambda _: "P-1")
    assert name == "..." or name.split(maxsplit=1)[0] not in said


@pytest.mark.req("FIN-4")
def test_who_gave_a_case_to_whom_stays_named_after_it_was_decided(desk: Desk) -> None:
    desk.report()
    case = only(desk.me("rhea"))
    given = desk.me("rhea").cases.assign(case.id, person_id="rex", version=case.version)
    assert given.assignee == "rex"
    desk.open("rex")
    desk.decide("rex")
    told = [json.loads(row.entry) for row in desk.house.room.entries() if row.object == case.id]
    (handed,) = [one for one in told if one["type"] == "case.assigned"]
    (decided,) = [one for one in told if one["type"] == "case.decided"]
    assert (handed["actor"], handed["facts"]["to"], decided["actor"]) == ("rhea", "rex", "rex")
    assert findings(desk.house.room) == []


def test_who_handed_it_on_never_gets_it_back(desk: Desk, refuses: Refuses) -> None:
    desk.report()
    for name in ("rhea", "rex"):
        shown = desk.open(name)
        why = "It is too much for me alone"
        desk.me(name).cases.escalate(shown.case.id, version=shown.case.version, reason=why)
    for name in ("rhea", "rex"):
        refuses(Forbidden, lambda name=name: desk.open(name))  # type: ignore[misc]
    assert desk.open("ivan").case.state == "opened"
    assert findings(desk.house.room) == []


def test_who_brought_it_does_not_judge_whose_words_it_says_it_is(
    desk: Desk, refuses: Refuses
) -> None:
    desk.house.introduce("both", ["compliance_officer", "investigator"])
    desk.house.acknowledge("both")
    me = desk.me("both")
    said = {"author": "alice", "at": "2019-05-01T10:00:00Z", "text": "to bob@example.org"}
    made = me.imports.upload("jsonl", "old.jsonl", io.BytesIO(json.dumps(said).encode()))
    me.imports.start(made.id, people={"alice": "alice"})
    me.imports.advance(made.id)
    case = only(desk.me("ivan"))
    assert me.cases.list().data == []
    refuses(NotFound, lambda: me.cases.open(case.id))
    assert [one.focus for one in desk.me("ivan").cases.open(case.id).messages] == [True]
    refuses(
        Forbidden,
        lambda: desk.me("ivan").cases.assign(case.id, version=case.version + 1, person_id="both"),
    )
    assert findings(desk.house.room) == []
