"""Whoever a look concerns neither decides about it nor learns of it: by no list, no notice and no trail."""

from datetime import timedelta
from typing import Any

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.grants import GrantScope
from onrecord.wire.holds import HoldScope
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case


OF_BOB: dict[str, Any] = {"scope": GrantScope(people=["bob"])}


def _needs(case: Case, name: str) -> list[str | None]:
    return [one.needs for one in case.house.me(name).notices.list().data if one.needs != "policy"]


def test_whoever_shares_a_conversation_with_whom_it_names_is_a_party(
    case: Case, refuses: Refuses
) -> None:
    house = case.house
    talk = house.me("bob").conversations.create(kind="direct", members=["cora"]).id
    house.me("bob").messages.send(talk, "private words to cora")
    asked = case.ask(**OF_BOB)
    me = house.me("cora").grants
    refuses(NotFound, lambda: me.get(asked.id))
    refuses(NotFound, lambda: case.approve(asked, "cora"))
    refuses(NotFound, lambda: me.deny(asked.id, reason="I am in it"))
    assert (me.list().data, _needs(case, "cora")) == ([], [])
    assert _needs(case, "prue") == ["grant"]
    assert case.approve(asked, "prue").state == "open"


def test_whoever_shares_nothing_of_its_dates_is_none(case: Case) -> None:
    house = case.house
    talk = house.me("bob").conversations.create(kind="direct", members=["cora"]).id
    house.me("cora").messages.send(talk, "bob has said nothing here")
    later = house.me("bob").conversations.create(kind="direct", members=["prue"]).id
    until = house.clock()
    house.clock.forward(hours=1)
    house.me("bob").messages.send(later, "after the dates")
    asked = case.ask(scope=GrantScope(people=["bob"], until=until))
    for name in ("cora", "prue"):
        assert house.me(name).grants.get(asked.id).id == asked.id
    assert case.approve(asked, "cora").state == "open"


def test_nobody_is_a_party_by_being_one_of_all(case: Case) -> None:
    house = case.house
    names = [f"person{number}" for number in range(50)]
    for name in names:
        house.introduce(name, [])
    talk = house.me("bob").conversations.create(kind="group", members=["cora", *names]).id
    house.me("bob").messages.send(talk, "to all")
    assert case.approve(case.ask(**OF_BOB), "cora").state == "open"


def test_nobody_decides_what_their_line_of_management_asked_for(
    case: Case, refuses: Refuses
) -> None:
    case.report_to("ivan", "cora")
    house = case.house
    asked = case.ask()
    refuses(Forbidden, lambda: case.approve(asked, "cora"))
    refuses(Forbidden, lambda: house.me("cora").grants.deny(asked.id, reason="He is mine"))
    assert _needs(case, "cora") == []
    glass = case.ask(trigger="emergency", lasts="PT1H")
    house.me("ivan").grants.close(glass.id, reason="It is over")
    review = {"finding": "It was one, and it is over"}
    refuses(Forbidden, lambda: house.me("cora").grants.review(glass.id, **review))
    assert house.me("prue").grants.review(glass.id, **review).reviewed_by == "prue"
    case.report_to("ivan", "inga")
    of_inga = case.ask("inga")
    refuses(Forbidden, lambda: case.approve(of_inga, "ivan"))
    assert case.approve(of_inga, "prue").state == "open"


def test_the_trail_says_nothing_of_a_look_to_an_auditor_whom_it_concerns(case: Case) -> None:
    house = case.house
    house.introduce("otto", ["auditor"])
    talk = house.me("alice").conversations.create(kind="direct", members=["audrey"]).id
    house.me("alice").messages.send(talk, "to audrey")
    later = house.clock() + timedelta(days=30)
    kept = case.open(scope=GrantScope(conversations=[talk]), defer_until=later)
    house.me("ivan").grants.messages(kept.id, talk)
    other = case.open()
    scope = HoldScope(persons=["audrey"])
    hold = house.me("cora").holds.create(
        "Acme v. Bolt", scope, reason="A claim of order 1042", silent=True
    )
    trail = house.me("audrey").record.search(limit=200)
    said = trail.model_dump_json()
    assert [one for one in (kept.id, talk, hold.id) if one in said] == []
    assert other.id in {one.object for one in trail.data}
    assert house.me("audrey").record.search(object=kept.id).data == []
    assert house.me("otto").record.search(object=hold.id).data
    (look,) = house.me("otto").record.search(type="disclosure.made").data
    assert look.object == kept.id
    assert {"conversation", "low", "high"}.isdisjoint(look.facts)
    house.clock.forward(days=31)
    (look,) = house.me("otto").record.search(type="disclosure.made").data
    assert look.facts["conversation"] == talk
