"""What one may ask for is found by its outside alone, and that somebody looked is on the record."""

import json

import pytest

from onrecord.errors import Forbidden
from onrecord.wire.grant_places import FoundPlaces
from onrecord.wire.grants import GrantScope
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case
from tests.support.verified import findings


def find(case: Case, *people: str, query: str = "", name: str = "ivan") -> FoundPlaces:
    return case.house.me(name).grants.find("investigation", people=people, query=query)


@pytest.mark.req("HIP-10")
def test_a_private_conversation_is_found_by_who_is_in_it_without_a_word(case: Case) -> None:
    alice = case.house.me("alice")
    group = alice.conversations.create(kind="group", title="Falcon", members=["carol"])
    alice.messages.send(group.id, "about the falcon")
    latest, first = find(case, "alice").data
    assert (latest.id, latest.kind, latest.member_count) == (group.id, "group", 2)
    assert (first.id, first.kind, first.first_on) == (case.talk, "direct", first.last_on)
    assert [one.id for one in find(case, "alice", "bob").data] == [case.talk]
    assert find(case, "bob", "carol").data == []
    assert "alcon" not in find(case, "alice").model_dump_json(), "neither its title nor its words"
    assert find(case, "alice", query="falcon").data == []
    asked = case.ask(scope=GrantScope(conversations=[group.id]))
    (place,) = case.house.me("cora").grants.get(asked.id).places
    assert (place.kind, place.title, place.member_count) == ("group", None, 2)


def test_a_channel_is_found_by_a_name_that_everybody_may_know(case: Case) -> None:
    alice = case.house.me("alice")
    for access, title in (("open", "Sales"), ("closed", "Board")):
        space = alice.spaces.create(title=title, access=access)  # type: ignore[arg-type]
        for name, joining in (("orders", "free"), ("pay", "invited")):
            made = alice.conversations.create(
                kind="channel",
                title=f"{title} {name}",
                space_id=space.id,
                joining=joining,  # type: ignore[arg-type]
            )
            alice.messages.send(made.id, "hello")
    assert [(one.title, one.space) for one in find(case, query="orders").data] == [
        ("Sales orders", "Sales")
    ]
    assert [one.title for one in find(case).data] == ["Sales orders"]
    titles = {one.title for one in find(case, "alice").data}
    assert titles == {None, "Sales orders"}
    case.report_to("alice", "ivan")
    assert find(case, query="orders").data == [], "a small one with somebody of the asker's line"


def test_a_conversation_is_found_by_what_it_is_about_in_the_hosts_words(case: Case) -> None:
    alice = case.house.room.plain("alice")
    about = {
        key: alice.conversations.create(kind="group", members=["bob"], subject=f"order:{key}").id
        for key in ("1042", "1043", "1044")
    }
    for key in ("1042", "1043"):
        alice.messages.send(about[key], "about the order")
    ivan = case.house.me("ivan").grants
    (place,) = ivan.find("investigation", subject="order:1042").data
    assert (place.id, place.subject, place.title) == (about["1042"], "order:1042", None)
    assert find(case, "alice").data[0].subject is None
    assert ivan.find("investigation", subject="order:1042", people=["carol"]).data == []
    case.house.me("cora").conversations.tag(about["1043"], "privileged", reason="Counsel is in it")
    none = [ivan.find("investigation", subject=f"order:{key}") for key in ("1043", "1044", "9")]
    assert [one.data for one in none] == [[], [], []], "protected, silent and unknown are alike"
    assert "order" not in case.house.room.entries()[-1].entry
    assert findings(case.house.room) == []


def test_left_out_is_what_could_not_be_asked_for(case: Case, refuses: Refuses) -> None:
    alice = case.house.me("alice")
    mine = alice.conversations.create(kind="group", members=["ivan"])
    alice.messages.send(mine.id, "ivan is here")
    alice.conversations.create(kind="group", members=["bob"])
    assert [one.id for one in find(case, "alice").data] == [case.talk], "nor where nothing was said"
    refuses(Forbidden, lambda: find(case, "ivan"))
    refuses(Forbidden, lambda: find(case, "alice", name="cora"))
    refuses(Forbidden, lambda: find(case, "bob", name="alice"))
    refuses(Forbidden, lambda: case.house.room.plain("ivan").grants.find("investigation"))
    case.house.me("cora").conversations.tag(
        case.talk, "privileged", reason="Counsel is in this conversation"
    )
    assert find(case, "alice").data == []


def test_that_somebody_looked_is_on_the_record_and_names_nobody_there(case: Case) -> None:
    find(case, "alice", "bob")
    entry = json.loads(case.house.room.entries()[-1].entry)
    assert (entry["type"], entry["actor"]) == ("grant.sought", "ivan")
    assert {name: entry["facts"][name] for name in ("people", "found", "duty")} == {
        "people": 2,
        "found": 1,
        "duty": "investigator",
    }
    assert "alice" not in case.house.room.entries()[-1].entry
    (seen,) = case.house.me("audrey").record.search(type="grant.sought").data
    assert seen.actor == "ivan"
    assert findings(case.house.room) == []
