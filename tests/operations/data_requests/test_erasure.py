"""What somebody asks to be erased goes where two people let it, nothing keeps it, and the record says so."""

import json
from pathlib import Path

import pytest

from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord_server.core.ports import Ports
from onrecord_server.data_requests import carrying_out, weighing
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from tests.operations.data_requests.conftest import WHY, Office
from tests.support.statements import statements


@pytest.mark.req("GDP-1")
@pytest.mark.req("GDP-4")
def test_what_nothing_keeps_goes_in_steps_and_is_certified(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)
    for number in range(5):
        office.say(f"mine {number}")
    office.say("bob's", "bob")
    office.hold(conversations=[office.group], words=["mine 3"])
    made = office.of("alice").make("erasure")
    weighed = office.of("prue").weigh(made.id)
    office.say("said later")
    approved = office.of("cora").approve(made.id, weighing_hash=weighed.weighing_hash)
    assert office.carry_out() == 3
    assert office.texts() == [None, None, None, "mine 3", None, "bob's", "said later"]
    done = office.of("alice").get(approved.id)
    assert (done.state, done.erased, done.left) == ("done", 4, 1)
    (certificate,) = [one for one in office.house.room.entries() if one.position == done.position]
    assert certificate.type == "data_request.moved"
    assert office.carry_out() == 0


def test_who_asked_and_who_answers_prove_what_went(office: Office, tmp_path: Path) -> None:
    office.say("mine")
    request = office.approved()
    office.carry_out()
    signer = CheckpointSigner(KeyRing.load(tmp_path), "https://chat.example", Ports())
    signer.sign(office.house.room.engines.directory.database("acme"), "acme")
    position = office.of("alice").get(request.id).position
    for name in ("alice", "prue", "theo"):
        entry = json.loads(office.house.me(name).record.proof(position).entry)
        assert (entry["object"], entry["facts"]["erased"]) == (request.id, 1)
    with pytest.raises(NotFound):
        office.house.me("bob").record.proof(position)


@pytest.mark.req("GDP-1")
def test_what_becomes_free_later_goes_later_and_nobody_hears_while_nothing_changes(
    office: Office,
) -> None:
    office.keep("P1Y")
    office.say("a record")
    request = office.approved()
    office.carry_out()
    assert office.of("alice").get(request.id).left == 1
    end = office.house.room.end()
    office.house.clock.forward(days=8)
    assert office.carry_out() == 1
    (again,) = [one for one in office.house.room.entries() if one.position > end]
    assert (again.type, again.audience) == ("data_request.advanced", "-")
    office.house.clock.forward(days=365)
    office.carry_out()
    assert office.texts() == [None]
    done = office.of("alice").get(request.id)
    assert (done.erased, done.left) == (1, 0)


@pytest.mark.req("GDP-1")
@pytest.mark.req("LH-1")
def test_who_asked_reads_what_keeps_it_and_never_of_a_hold(office: Office) -> None:
    office.say("an apple")
    office.hold(persons=["alice"])
    open_ = office.of("alice").make("erasure", said="Please forget me, all of it")
    weighed = office.of("prue").weigh(open_.id)
    assert [(one.because, one.count) for one in weighed.kept] == [("hold", 1)]
    for name in ("alice", "theo"):
        (told,) = office.of(name).get(open_.id).kept
        assert (told.because, told.count, told.hold_id) == ("duty", 1, None)
    office.keep("P1Y")
    office.of("prue").weigh(open_.id)
    (told,) = office.of("alice").get(open_.id).kept
    assert (told.because, told.rule, told.basis) == ("minimum", "books", "FINRA 4511")
    assert told.until is not None
    heard = [one for one in office.house.room.entries() if one.type == "data_request.weighed"]
    assert {one.audience for one in heard} == {"-"}


@pytest.mark.req("GDP-1")
def test_no_more_goes_than_was_weighed_and_what_was_not_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "MOST", 2)
    for number in range(3):
        office.say(f"mine {number}")
    made = office.of("alice").make("erasure")
    weighed = office.of("prue").weigh(made.id)
    assert (weighed.goes, weighed.complete) == (2, False)
    office.of("cora").approve(made.id, weighing_hash=weighed.weighing_hash)
    office.carry_out()
    assert office.texts() == [None, None, "mine 2"]
    done = office.of("alice").get(made.id)
    assert (done.state, done.erased, done.complete) == ("done", 2, False)
    again = office.of("prue").weigh(office.of("alice").make("erasure").id)
    assert (again.goes, again.complete) == (1, True)


def as_told(office: Office, who: str, request_id: str) -> dict[str, object]:
    """Return what somebody is told of a request, without what differs from one request to the next."""
    own = office.of(who).get(request_id).model_dump()
    return {name: own[name] for name in ("state", "goes", "kept", "left", "ended_at", "position")}


@pytest.mark.req("LH-4")
def test_no_certificate_counts_what_a_silent_hold_alone_keeps(office: Office) -> None:
    office.keep("P30D")
    for number in range(3):
        office.say(f"for the books {number}")
    made = office.approved()
    office.carry_out()
    assert (office.of("alice").get(made.id).state, office.of("alice").get(made.id).left) == (
        "done",
        3,
    )
    office.hold(words=["books 1"], silent=True)
    office.house.clock.forward(days=40)
    office.carry_out()
    done = office.of("alice").get(made.id)
    assert (done.state, done.erased, done.left, done.kept) == ("done", 2, 0, made.kept)
    assert office.texts() == [None, "for the books 1", None]


@pytest.mark.req("LH-4")
def test_what_only_a_silent_hold_delays_looks_as_what_is_still_in_work(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)
    for who in ("alice", "bob"):
        for number in range(3):
            office.say(f"{number} of {who}", who)
    group = office.house.me("alice").conversations.create(kind="group", members=["theo"])
    held = office.house.me("alice").messages.send(group.id, "the fourth").id
    office.say("3 of bob", "bob")
    hold = office.hold(conversations=[group.id], silent=True)
    ids = {who: office.of(who).make("erasure").id for who in ("alice", "bob")}
    weighed = {who: office.of("prue").weigh(ids[who]) for who in ids}
    assert [(one.because, one.count) for one in weighed["alice"].kept] == [("hold", 1)]
    for reader in (("alice", "bob"), ("theo", "theo")):
        told = [as_told(office, who, ids[of]) for who, of in zip(reader, ids, strict=True)]
        assert told[0] == told[1]
    for who, one in weighed.items():
        office.of("cora").approve(ids[who], weighing_hash=one.weighing_hash)
    office.carry_out()
    assert as_told(office, "bob", ids["bob"])["state"] == "done"
    own = office.of("alice").get(ids["alice"])
    assert (own.state, own.goes, own.kept, own.erased) == ("approved", 4, [], 3)
    assert (own.left, own.position, own.ended_at) == (0, None, None)
    office.house.me("cora").holds.refuse(hold.id, reason=WHY)
    office.house.clock.forward(days=8)
    office.carry_out()
    done = office.of("alice").get(ids["alice"])
    assert (done.state, done.erased, done.left) == ("done", 4, 0)
    assert office.house.me("theo").messages.get(held).text is None


@pytest.mark.req("LH-4")
def test_where_nothing_went_nobody_asks_what_silent_holds_keep(office: Office) -> None:
    for number in range(4):
        office.say(f"mine {number}")
    office.hold(persons=["alice"])
    made = office.approved()
    office.carry_out()
    done = office.of("alice").get(made.id)
    assert (done.state, done.left) == ("done", 4)
    office.hold(persons=["alice"], silent=True)
    office.house.clock.forward(days=8)
    with statements(office.house.room.engines.prepared("acme").engine) as asked:
        office.carry_out()
    assert [one for one in asked if "silent" in one.partition("WHERE")[2]] == []
    assert any("UPDATE" in one for one in asked), "it was looked at again"
    assert office.of("alice").get(made.id) == done


def test_two_people_decide_about_exactly_what_was_weighed(office: Office) -> None:
    office.say("mine")
    made = office.of("alice").make("erasure")
    assert made.state == "identified"
    with pytest.raises(Conflict):
        office.of("cora").approve(made.id)
    weighed = office.of("prue").weigh(made.id)
    for name, digest, refusal in (
        ("prue", weighed.weighing_hash, Forbidden),
        ("alice", weighed.weighing_hash, Forbidden),
        ("audrey", weighed.weighing_hash, Forbidden),
        ("bob", weighed.weighing_hash, NotFound),
        ("cora", "sha256:" + "0" * 64, Conflict),
    ):
        with pytest.raises(refusal):
            office.of(name).approve(made.id, weighing_hash=digest)
    with pytest.raises(Conflict):
        office.of("alice").make("erasure")
    assert office.of("alice").withdraw(made.id).state == "withdrawn"
    assert office.of("alice").make("erasure").state == "identified"
    assert office.texts() == ["mine"]


def test_nobody_decides_about_themselves(office: Office) -> None:
    own = office.of("prue").make("erasure")
    with pytest.raises(Forbidden):
        office.of("prue").weigh(own.id)
    weighed = office.of("cora").weigh(own.id)
    with pytest.raises(Forbidden):
        office.of("prue").approve(own.id, weighing_hash=weighed.weighing_hash)
    office.of("theo").approve(own.id, weighing_hash=weighed.weighing_hash)


@pytest.mark.req("GDP-1")
def test_who_asked_by_letter_is_identified_told_of_the_delay_and_of_the_refusal(
    office: Office,
) -> None:
    with pytest.raises(Forbidden):
        office.of("bob").make("erasure", person="alice")
    made = office.of("prue").make("erasure", said=WHY, person="alice")
    assert (made.state, (made.due_at - made.received_at).days) == ("received", 31)
    with pytest.raises(Conflict):
        office.of("prue").weigh(made.id)
    office.of("prue").identify(made.id, how="She came with her passport")
    longer = office.of("prue").extend(made.id, reason="There are very many messages")
    assert (longer.due_at - made.received_at).days in range(89, 93)
    with pytest.raises(Conflict):
        office.of("prue").extend(made.id, reason="There are very many messages")
    office.house.clock.forward(days=100)
    assert office.of("prue").list(everybody=True).data[0].overdue
    office.of("prue").refuse(made.id, reason=WHY, until=office.house.clock())
    told = office.of("alice").list().data[0]
    assert (told.state, told.answer, told.extended) == (
        "refused",
        WHY,
        "There are very many messages",
    )
    assert office.of("audrey").get(made.id).said is None
    for who in ("alice", "bob"):
        with pytest.raises(Forbidden):
            office.of(who).list(everybody=True)


@pytest.mark.req("GDP-2")
def test_a_restriction_hides_and_keeps_and_what_it_hid_comes_back(office: Office) -> None:
    office.keep("P1Y")
    office.say("mine")
    taken = office.say("taken back")
    office.house.me("alice").messages.remove(taken)
    office.say("bob's", "bob")
    made = office.approved("restriction")
    office.carry_out()
    assert office.texts() == [None, None, "bob's"]
    done = office.of("alice").get(made.id)
    assert (done.state, done.erased, done.left) == ("done", 1, 0)
    with pytest.raises(Forbidden):
        office.of("alice").lift(made.id, reason="It was a mistake")
    office.of("prue").lift(made.id, reason="Who is right is settled")
    office.carry_out()
    assert office.texts() == ["mine", None, "bob's"]
    assert office.of("alice").get(made.id).state == "lifted"
    assert office.house.me("alice").search.messages("mine").data != []


@pytest.mark.parametrize(("kind", "state"), [("access", "approved"), ("correction", "done")])
def test_nothing_goes_by_what_is_answered(office: Office, kind: str, state: str) -> None:
    office.say("mine")
    made = office.of("alice").make(kind, said=WHY)
    with pytest.raises(Conflict):
        office.of("prue").weigh(made.id)
    if kind == "correction":
        with pytest.raises(Invalid):
            office.of("prue").approve(made.id)
    done = office.of("prue").approve(made.id, answer="It lies at the front desk")
    assert (done.state, done.answer, office.carry_out()) == (state, "It lies at the front desk", 0)
    assert office.texts() == ["mine"]
