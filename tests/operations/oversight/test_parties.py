"""Nobody shuts oversight out by putting people in: whoever others bring is no party of what was there before."""

from typing import Any

import pytest

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.cases import Case
from onrecord.wire.grants import GrantScope
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import host_actor
from onrecord_server.oversight.parties import is_party
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case as Talk
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


EVERYBODY = ["rhea", "rex", "ivan", "inga", "cora", "prue"]


@pytest.fixture
def desk(house: House) -> Desk:
    return seated(house)


def bring(desk: Desk, *people: str, go: bool = True, **more: Any) -> None:
    """Let alice put people into her group and, mostly, take them out again."""
    talks = desk.me("alice").conversations
    talks.add_members(desk.talk, list(people), **more)
    for name in people if go else ():
        talks.remove_member(desk.talk, name)


def ask(desk: Desk) -> Any:
    scope = GrantScope(conversations=[desk.talk])
    asked = desk.me("ivan").grants.request(
        "investigation", scope, reason="A claim of order 1042", lasts="P7D"
    )
    return desk.me("cora").grants.approve(asked.id, scope_hash=asked.scope_hash)


def test_whoever_is_put_in_reviews_what_was_written_before(desk: Desk, refuses: Refuses) -> None:
    desk.report()
    bring(desk, *EVERYBODY, history="from_now")
    bring(desk, "rex", go=False)
    assert desk.case("rex").state == "queued"
    opened = desk.me("rex").cases.open(desk.case("rex").id)
    assert [one.focus for one in opened.messages].count(True) == 1
    bring(desk, "rhea", go=False)
    assert desk.decide("rex", disposition="coach", told="Be kind").state != "opened"
    desk.me("rhea").messages.send(desk.talk, "I write here, so it is mine too")
    refuses(NotFound, lambda: desk.me("rhea").cases.get(opened.case.id))
    assert findings(desk.house.room) == []


def test_nor_by_putting_in_whom_they_report_to(desk: Desk) -> None:
    desk.report()
    desk.house.introduce("mona", [])
    said = UpsertPerson(
        person_id="rhea", name="Rhea", roles=["reviewer"], attributes={"manager": "mona"}
    )
    desk.house.room.engines.call("people.upsert", said, host_actor("acme"))
    Talk(desk.house, desk.talk).report_to("ivan", "mona")
    bring(desk, "mona", go=False)
    assert [one.id for one in desk.me("rhea").cases.list().data] == [desk.case("rhea").id]
    assert desk.open("rhea").messages
    assert ask(desk).state == "open"


def test_a_grant_opens_what_was_written_before_and_is_asked_for_and_found(
    desk: Desk, refuses: Refuses
) -> None:
    bring(desk, *EVERYBODY)
    grant = ask(desk)
    me = desk.me("ivan").grants
    bring(desk, "ivan", go=False)
    assert len(me.messages(grant.id, desk.talk).data) == 10
    assert [one.id for one in me.find("investigation", people=["alice"]).data] == [desk.talk]
    desk.me("alice").messages.send(desk.talk, "said while ivan is in")
    assert len(me.messages(grant.id, desk.talk).data) == 10
    desk.me("ivan").messages.send(desk.talk, "I write here")
    refuses(NotFound, lambda: me.messages(grant.id, desk.talk))
    refuses(Forbidden, lambda: ask(desk))
    assert findings(desk.house.room) == []


def test_who_was_there_and_read_it_is_a_party_though_they_went_and_came_again(
    desk: Desk, refuses: Refuses
) -> None:
    bring(desk, "rex", "rhea", go=False)
    desk.messages.append(desk.me("alice").messages.send(desk.talk, "and this").id)
    desk.me("rex").conversations.read(desk.talk, 10_000)
    for name in ("rex", "rhea"):
        desk.me("alice").conversations.remove_member(desk.talk, name)
    desk.report()
    case: Case = desk.case("rhea")
    bring(desk, "rex", "rhea")
    refuses(NotFound, lambda: desk.me("rex").cases.open(case.id))
    assert desk.me("rex").cases.list().data == []
    assert desk.open("rhea").messages
    assert findings(desk.house.room) == []


def test_giving_a_case_to_somebody_tells_nothing_of_why_they_may_not(
    desk: Desk, refuses: Refuses
) -> None:
    desk.report()
    bring(desk, "rex", go=False)
    desk.me("rex").messages.send(desk.talk, "so it is mine, too")
    case = desk.case("rhea")
    said = {
        str(
            refuses(
                Forbidden,
                lambda to=to: desk.me("rhea").cases.assign(case.id, to, version=case.version),  # type: ignore[misc]
            )
        )
        for to in ("rex", "alice", "nobody")
    }
    assert len(said) == 1


def test_the_rule() -> None:
    late = {"begun": 7, "place": 3}
    assert not is_party(**late, stayed=True, wrote=False)
    assert is_party(**late, stayed=False, wrote=True)
    assert is_party(-1, 3, stayed=False, wrote=False)
    assert is_party(3, 7, stayed=True, wrote=False)
    assert not is_party(3, 7, stayed=False, wrote=False)
