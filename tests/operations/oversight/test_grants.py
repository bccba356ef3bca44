"""What one is not a party to opens under a grant and in no other way, and each look is there for those concerned."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord.wire.grants import GrantScope
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.ports import Ports
from onrecord_server.policy.starting import start
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case
from tests.support.verified import findings


def test_it_is_asked_for_approved_read_and_seen(case: Case) -> None:
    asked = case.ask()
    assert (asked.state, asked.approvals_needed, asked.duty) == ("requested", 1, "investigator")
    opened = case.approve(asked)
    assert (opened.state, [one.person_id for one in opened.approvals]) == ("open", ["cora"])
    assert opened.opened_at is not None
    assert opened.expires_at == opened.opened_at + timedelta(days=7)
    found = case.house.me("ivan").grants.conversations(asked.id)
    assert [(one.id, one.messages) for one in found.data] == [(case.talk, 6)]
    page = case.read(opened)
    assert [one.text for one in page.data] == [
        "bob 2",
        "alice 2",
        "bob 1",
        "alice 1",
        "bob 0",
        "alice 0",
    ]
    assert page.members == ["alice", "bob"]
    for name in ("alice", "bob"):
        (look,) = case.house.me(name).disclosures.list().data
        assert look.id == page.disclosure_id
        assert (look.conversation_id, look.messages, look.duty) == (case.talk, 6, "investigator")
        assert (look.kind, look.policy_version) == ("investigation", 1)
        assert "ivan" not in look.model_dump_json()
    assert case.house.me("carol").disclosures.list().data == []
    assert case.house.me("ivan").disclosures.list().data == []
    done = [one for one in case.house.room.types() if one != "notice.made"]
    assert done[-5:] == [
        "grant.requested",
        "grant.approved",
        "grant.opened",
        "grant.listed",
        "disclosure.made",
    ]
    assert "ivan" not in case.house.room.entries()[-1].entry, "people hear of the look"
    assert findings(case.house.room) == []


def test_nothing_opens_before_after_or_for_others(case: Case, refuses: Refuses) -> None:
    asked = case.ask()
    refuses(Forbidden, lambda: case.read(asked))
    case.approve(asked)
    for name in ("inga", "cora", "audrey", "alice", "carol"):
        refuses(NotFound, lambda name=name: case.read(asked, name))  # type: ignore[misc]
    refuses(Forbidden, lambda: case.house.room.plain("ivan").grants.messages(asked.id, case.talk))
    refuses(Forbidden, lambda: case.house.room.plain(None).grants.messages(asked.id, case.talk))
    case.read(asked)
    case.house.clock.forward(days=8)
    refuses(Forbidden, lambda: case.read(asked))
    assert case.house.me("ivan").grants.get(asked.id).state == "expired"
    for name in ("cora", "audrey", "inga"):
        assert [g.id for g in case.house.me(name).grants.list(state="expired").data] == [asked.id]
    assert case.house.me("alice").grants.list().data == []
    again = case.open()
    case.house.me("cora").grants.close(again.id, reason="It is settled by now")
    refuses(Forbidden, lambda: case.read(again))


def test_who_asked_hears_what_became_of_it_and_nobody_else(case: Case) -> None:
    case.open()
    case.house.me("cora").grants.deny(case.ask().id, reason="It names too many people")
    case.house.me("cora").grants.close(case.open().id, reason="It is settled by now")
    heard = [
        (row.type, row.audience)
        for row in case.house.room.entries()
        if row.type.startswith("grant.")
    ]
    assert {kind for kind, audience in heard if audience == "p:ivan"} == {
        *("grant.approved", "grant.opened", "grant.denied", "grant.closed")
    }
    assert {audience for _, audience in heard} == {"p:ivan", "-"}


def test_whom_a_grant_concerns_proves_what_was_done_with_it(
    case: Case, refuses: Refuses, tmp_path: Path
) -> None:
    opened = case.open()
    signer = CheckpointSigner(KeyRing.load(tmp_path), "https://chat.example", Ports())
    signer.sign(case.house.room.engines.directory.database("acme"), "acme")
    (at,) = [one.position for one in case.house.room.entries() if one.type == "grant.requested"]
    for name in ("ivan", "cora", "audrey"):
        proof = case.house.me(name).record.proof(at)
        assert json.loads(proof.entry)["object"] == opened.id
    for name in ("alice", "carol", "paula"):
        refuses(NotFound, lambda name=name: case.house.me(name).record.proof(at))  # type: ignore[misc]


def test_whoever_loses_the_duty_looks_no_more(case: Case, refuses: Refuses) -> None:
    waiting, opened = case.ask(), case.open()
    case.house.introduce("ivan", [])
    refuses(Forbidden, lambda: case.read(opened))
    refuses(Conflict, lambda: case.approve(waiting))
    case.house.introduce("ivan", ["investigator"])
    assert case.read(opened).data


def test_the_scope_is_in_the_query_itself(case: Case, refuses: Refuses) -> None:
    other = case.house.me("alice").conversations.create(kind="group", members=["carol"]).id
    case.house.me("alice").messages.send(other, "elsewhere")
    edge = case.house.clock()
    case.house.clock.forward(days=1)
    case.house.me("alice").messages.send(case.talk, "late")
    of_alice = case.open(scope=GrantScope(people=["alice"], until=edge))
    found = case.house.me("ivan").grants.conversations(of_alice.id)
    assert {one.id: one.messages for one in found.data} == {case.talk: 3, other: 1}
    assert [one.text for one in case.read(of_alice).data] == ["alice 2", "alice 1", "alice 0"]
    here = case.open(scope=GrantScope(conversations=[other]))
    refuses(NotFound, lambda: case.read(here))
    since = case.open(scope=GrantScope(conversations=[case.talk], since=edge))
    assert [one.text for one in case.read(since).data] == ["late"]


def test_pages_go_back_and_each_is_a_look(case: Case) -> None:
    opened, me = case.open(), case.house.me("ivan").grants
    first = me.messages(opened.id, case.talk, limit=4)
    rest = me.messages(opened.id, case.talk, limit=4, before=first.next_before)
    assert [len(first.data), len(rest.data), rest.next_before] == [4, 2, None]
    looks = case.house.me("bob").disclosures.list(limit=1)
    assert (looks.looks, looks.data[0].messages) == (2, 2)
    more = case.house.me("bob").disclosures.list(limit=1, cursor=looks.next_cursor)
    assert [one.messages for one in more.data] == [4]


def test_what_was_removed_is_there_for_who_may_look(case: Case) -> None:
    sent = case.house.me("alice").messages.send(case.talk, "c4nary")
    case.house.me("alice").messages.remove(sent.id)
    seen = case.read(case.open()).data[0]
    assert (seen.text, seen.state, seen.removed_by) == ("c4nary", "removed", "alice")


@pytest.mark.parametrize(
    "trouble",
    [
        {"trigger": "report"},
        {"trigger": "nothing"},
        {"scope": GrantScope()},
        {"lasts": "P31D"},
        {"trigger": "legal"},
        {"scope": GrantScope(people=["ivan"])},
    ],
    ids=str,
)
def test_what_the_policy_does_not_say_is_not_asked_for(
    case: Case, refuses: Refuses, trouble: dict[str, Any]
) -> None:
    refuses(Forbidden, lambda: case.ask(**trouble))


def test_who_has_no_duty_asks_for_nothing(case: Case, refuses: Refuses) -> None:
    for name in ("alice", "cora", "paula", "audrey"):
        refuses(Forbidden, lambda name=name: case.ask(name))  # type: ignore[misc]
    scope = GrantScope(conversations=[case.talk])
    for plain in (case.house.room.plain("ivan"), case.house.room.plain(None)):
        refuses(
            Forbidden,
            lambda me=plain: me.grants.request(  # type: ignore[misc]
                "investigation", scope, reason="A reason that is long", lasts="P1D"
            ),
        )
    nowhere = GrantScope(conversations=["cnv_" + "0" * 32])
    refuses(NotFound, lambda: case.ask(scope=nowhere))


def test_nobody_asks_or_decides_about_themselves(case: Case, refuses: Refuses) -> None:
    case.house.me("alice").conversations.create(kind="direct", members=["ivan"])
    own = case.house.me("ivan").conversations.create(kind="group", members=["cora"]).id
    case.house.me("ivan").messages.send(own, "mine")
    refuses(Forbidden, lambda: case.ask(scope=GrantScope(conversations=[own])))
    asked = case.ask()
    refuses(Forbidden, lambda: case.approve(asked, "ivan"))
    refuses(NotFound, lambda: case.approve(asked, "alice"))
    about = case.ask(scope=GrantScope(people=["cora"]))
    refuses(NotFound, lambda: case.approve(about, "cora"))
    case.approve(about, "prue")
    found = case.house.me("ivan").grants.conversations(about.id)
    assert found.data == [], "cora wrote nowhere but where ivan is"


def test_the_line_of_management_neither_looks_nor_decides(case: Case, refuses: Refuses) -> None:
    case.report_to("alice", "inga")
    case.report_to("inga", "cora")
    case.report_to("cora", "alice")
    of_alice: dict[str, Any] = {"scope": GrantScope(people=["alice"])}
    refuses(Forbidden, lambda: case.ask("inga", **of_alice))
    asked = case.ask("ivan", **of_alice)
    refuses(NotFound, lambda: case.approve(asked, "cora"))
    case.approve(asked, "prue")
    refuses(Forbidden, lambda: case.ask("inga"))
    many = case.house.me("alice").conversations.create(kind="group", members=_crowd(case)).id
    case.house.me("alice").messages.send(many, "to all")
    case.house.me("alice").messages.send(case.talk, "to bob")
    by_place = case.ask("inga", scope=GrantScope(conversations=[many]))
    case.approve(by_place, "prue")
    seen = case.house.me("inga").grants.messages(by_place.id, many)
    assert (seen.data, seen.withheld) == ([], 1)
    late = case.house.me("alice").conversations
    late.add_members(many, ["carol"], history="from_now")
    told = case.house.me("person0").disclosures.list().data
    assert [one.messages for one in told] == [0], "its title and who is in it were shown"
    assert case.house.me("carol").disclosures.list().data == []


def _crowd(case: Case) -> list[str]:
    names = [f"person{number}" for number in range(50)]
    for name in names:
        case.house.introduce(name, [])
    return names


@pytest.mark.parametrize("concerns", ["named", "member", "line"])
def test_nobody_sees_what_is_asked_about_them_or_their_line(
    case: Case, refuses: Refuses, concerns: str
) -> None:
    if concerns == "line":
        case.report_to("alice", "cora")
    people = {"named": ["cora"], "member": [], "line": ["alice"]}[concerns]
    with_cora = ["cora"] if concerns == "member" else ["bob"]
    place = case.house.me("alice").conversations.create(kind="group", members=with_cora).id
    scope = GrantScope(people=people, conversations=[] if people else [place])
    later = case.house.clock() + timedelta(days=30)
    asked = case.ask(scope=scope, reason="Suspected fraud by cora", defer_until=later)
    other = case.ask("inga", scope=GrantScope(people=["bob"]))
    cora, prue = case.house.me("cora").grants, case.house.me("prue").grants
    assert [one.id for one in cora.list(limit=1).data] == [other.id]
    for act in (
        lambda: cora.get(asked.id),
        lambda: cora.approve(asked.id, scope_hash=asked.scope_hash),
        lambda: cora.close(asked.id, reason="It is about me"),
    ):
        refuses(NotFound, act)
    assert {one.id for one in prue.list().data} == {asked.id, other.id}
    assert case.house.me("ivan").grants.get(asked.id).state == "requested"


def test_approvals_are_of_the_exact_scope_and_count_once(case: Case, refuses: Refuses) -> None:
    asked = case.ask("ivan", "investigation")
    me = case.house.me("cora").grants
    refuses(Conflict, lambda: me.approve(asked.id, scope_hash="sha256:" + "0" * 64))
    later = case.house.clock() + timedelta(days=30)
    two = case.ask(defer_until=later)
    assert two.approvals_needed == 2
    case.approve(two)
    before = case.house.room.rows()
    assert case.approve(two).state == "requested"
    assert case.house.room.rows() == before
    assert case.approve(two, "prue").state == "open"
    refuses(Conflict, lambda: case.approve(two, "prue"))
    case.house.clock.forward(days=15)
    refuses(Conflict, lambda: case.approve(asked))


def test_a_request_is_denied_with_a_reason_once(case: Case, refuses: Refuses) -> None:
    asked = case.ask()
    refuses(
        Forbidden, lambda: case.house.me("ivan").grants.deny(asked.id, reason="I changed my mind")
    )
    done = case.house.me("cora").grants.deny(asked.id, reason="There is no case for this")
    assert (done.state, done.ended_reason) == ("denied", "There is no case for this")
    refuses(Conflict, lambda: case.approve(asked))
    refuses(Conflict, lambda: case.house.me("ivan").grants.close(asked.id, reason="I take it back"))
    assert case.house.me("audrey").grants.get(asked.id) == done
    assert findings(case.house.room) == []


def test_a_deferred_look_appears_on_its_date_and_is_announced_before(
    case: Case, refuses: Refuses
) -> None:
    start_of = case.house.clock()
    late = refuses(Forbidden, lambda: case.ask(defer_until=start_of + timedelta(days=120)))
    past = refuses(Forbidden, lambda: case.ask(defer_until=start_of - timedelta(days=1)))
    assert ("90 days" in str(late), "is over" in str(past)) == (True, True)
    until = start_of + timedelta(days=30)
    opened = case.open(defer_until=until)
    case.read(opened)
    seen = case.house.me("alice").disclosures.list()
    assert (seen.data, seen.looks) == ([], 0)
    assert [(one.until, one.looks) for one in seen.deferred] == [(until, 1)]
    assert case.house.room.entries()[-1].audience == "-"
    case.house.clock.forward(days=31)
    seen = case.house.me("alice").disclosures.list()
    assert ([one.messages for one in seen.data], seen.deferred) == ([6], [])
    assert findings(case.house.room) == []


@pytest.mark.req("HIP-3")
def test_glass_is_broken_for_an_hour_told_at_once_and_reviewed_by_others(
    case: Case, refuses: Refuses
) -> None:
    refuses(Forbidden, lambda: case.ask(trigger="emergency", lasts="PT2H"))
    until = case.house.clock() + timedelta(days=1)
    refuses(Forbidden, lambda: case.ask(trigger="emergency", lasts="PT1H", defer_until=until))
    broken = case.ask(trigger="emergency", lasts="PT1H")
    assert (broken.state, broken.approvals) == ("open", [])
    assert broken.review_due is not None
    case.read(broken)
    assert case.house.me("bob").disclosures.list().data[0].kind == "break_glass"
    told = case.house.me("prue").notices.list().data[0]
    assert (told.kind, told.rule, told.case_id) == ("break_glass", "emergency", None)
    refuses(
        NotFound,
        lambda: case.house.me("prue").appeals.make("It was no emergency at all", notice_id=told.id),
    )
    finding = {"finding": "A threat, and the police were called"}
    refuses(Conflict, lambda: case.house.me("cora").grants.review(broken.id, **finding))
    case.house.clock.forward(hours=2)
    refuses(Forbidden, lambda: case.read(broken))
    refuses(Forbidden, lambda: case.house.me("ivan").grants.review(broken.id, **finding))
    done = case.house.me("prue").grants.review(broken.id, **finding)
    assert (done.reviewed_by, done.review) == ("prue", finding["finding"])
    refuses(Conflict, lambda: case.house.me("cora").grants.review(broken.id, **finding))
    assert findings(case.house.room) == []


def test_a_look_stays_told_to_who_is_added_anew(case: Case) -> None:
    alice, bob = case.house.me("alice"), case.house.me("bob")
    made = alice.conversations.create(kind="group", members=["bob", "carol"])
    alice.messages.send(made.id, "between us")
    group = Case(case.house, made.id)
    group.read(group.open())
    assert len(bob.disclosures.list().data) == 1
    for _ in range(2):
        alice.conversations.remove_member(made.id, "bob")
        alice.conversations.add_members(made.id, ["bob"], history="from_now")
        assert len(bob.disclosures.list().data) == 1
    assert findings(case.house.room) == []


def test_nothing_new_reaches_back(case: Case) -> None:
    wider = start("general").model_dump(mode="json")
    wider["triggers"][1]["longest"] = "P60D"
    case.house.put_in_force(PolicyDocument.model_validate(wider))
    for name in ("alice", "bob"):
        case.house.acknowledge(name)
    case.house.me("alice").messages.send(case.talk, "under the new one")
    assert [one.text for one in case.read(case.open()).data] == ["under the new one"]
    paper: dict[str, Any] = {"trigger": "legal", "document_hash": "0" * 64}
    assert len(case.read(case.open(**paper)).data) == 7


def test_the_record_names_no_person_and_no_word_of_a_request(case: Case) -> None:
    case.read(case.open(scope=GrantScope(people=["alice"])))
    for row in case.house.room.entries():
        if row.type.startswith("grant."):
            facts = json.loads(row.entry)["facts"]
            assert "alice" not in json.dumps(facts)
            assert "claim" not in json.dumps(facts)
            assert facts["policy_hash"].startswith("sha256:")


def test_dates_that_hold_nothing_between_them_are_refused_at_their_field(
    case: Case, refuses: Refuses
) -> None:
    now = case.house.clock()
    scope = GrantScope(people=["alice"], since=now, until=now - timedelta(days=1))
    me = case.house.me("ivan").grants
    words: dict[str, Any] = {"reason": "Something is wrong here", "lasts": "P1D"}
    error = refuses(Invalid, lambda: me.request("investigation", scope, **words))
    assert isinstance(error, Invalid)
    assert [one["pointer"] for one in error.errors] == ["/scope/until"]


def test_an_auditor_finds_a_look_by_who_looked(case: Case) -> None:
    case.read(case.open())
    search = case.house.me("audrey").record.search
    (look,) = search(area="disclosure").data
    assert search(area="disclosure", actor="ivan").data == [look]
    assert search(area="disclosure", actor="cora").data == []
