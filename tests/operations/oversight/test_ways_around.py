"""Ways round a review that somebody has tried: nothing is released that nobody looked at."""

from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, Forbidden
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.oversight.cases import taken
from onrecord_server.oversight.cases.appealing import TOO_LATE
from tests.operations.conftest import Refuses
from tests.operations.judging.conftest import IBAN, LOOKS, MAIL, policy
from tests.operations.oversight.desk import Desk, ending, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


WHY = "It is the number of the house, which is public"


@pytest.fixture
def desk(house: House) -> Desk:
    """A policy that flags, covers, holds and blocks, and a group that has acknowledged it."""
    made = seated(house)
    adopt(made, policy(LOOKS))
    return made


def adopt(desk: Desk, document: PolicyDocument) -> None:
    desk.house.put_in_force(document)
    for name in ("alice", "bob", "carol"):
        desk.house.acknowledge(name)


def alice(desk: Desk) -> Client:
    return desk.me("alice")


def decide(desk: Desk, name: str = "ivan", **more: Any) -> Any:
    """Decide the only open case, opened before."""
    (case,) = [one for one in desk.me(name).cases.list().data if one.state == "opened"]
    given: dict[str, Any] = {"version": case.version, "disposition": ending(more), **more}
    return desk.me(name).cases.decide(case.id, **given)


def text(desk: Desk, message: str) -> str | None:
    return desk.me("bob").messages.get(message).text


def test_an_edit_that_came_after_the_look_is_not_released_by_it(
    desk: Desk, refuses: Refuses
) -> None:
    message = alice(desk).messages.send(desk.talk, "hello").id
    alice(desk).messages.edit(message, f"pay {IBAN}")
    desk.open("ivan")
    alice(desk).messages.edit(message, f"pay it all to {IBAN}")
    refuses(Conflict, lambda: decide(desk, action="release"))
    desk.open("ivan")
    decide(desk, action="release")
    assert text(desk, message) == f"pay it all to {IBAN}"
    assert findings(desk.house.room) == []


def test_two_release_what_they_were_asked_about_and_nothing_later(
    desk: Desk, refuses: Refuses
) -> None:
    said = policy(LOOKS).model_dump(mode="json")
    for one in said["reviewers"]:
        one["two_person"] = sorted({*one["two_person"], "dispose"} & set(one["may"]))
    adopt(desk, PolicyDocument.model_validate(said))
    message = alice(desk).messages.send(desk.talk, "hello").id
    alice(desk).messages.edit(message, f"pay {IBAN}")
    desk.open("ivan")
    waits = decide(desk, action="release")
    (asked,) = waits.requests
    alice(desk).messages.edit(message, f"pay it all to {IBAN}")
    desk.open("ivan")
    desk.open("inga")
    approve = desk.me("inga").cases.approve
    refuses(Conflict, lambda: approve(waits.id, asked.id, hash=asked.hash))
    for _ in range(2):
        alice(desk).messages.withdraw(message)
    refuses(Forbidden, lambda: approve(waits.id, asked.id, hash=asked.hash))
    assert text(desk, message) == "hello"
    assert findings(desk.house.room) == []


def test_an_appeal_delivers_what_was_rejected_and_nothing_later(desk: Desk) -> None:
    message = alice(desk).messages.send(desk.talk, "hello").id
    alice(desk).messages.edit(message, f"pay {IBAN}")
    desk.open("ivan")
    decide(desk, action="reject")
    alice(desk).messages.edit(message, f"pay it all to {IBAN}")
    notice = next(one for one in alice(desk).notices.list().data if one.kind == "reject")
    appeal = alice(desk).appeals.make(WHY, notice_id=notice.id)
    (waits,) = desk.me("inga").appeals.list(deciding=True).data
    desk.me("inga").cases.open(waits.case_id or "")
    desk.me("inga").appeals.decide(appeal.id, upheld=True, rationale="It is public indeed")
    assert text(desk, message) == f"pay {IBAN}"
    assert [one.text for one in alice(desk).messages.held(desk.talk).data] == [
        f"pay it all to {IBAN}"
    ]
    assert findings(desk.house.room) == []


def test_an_appeal_that_comes_too_late_is_decided_and_its_author_told(desk: Desk) -> None:
    message = alice(desk).messages.send(desk.talk, "hello").id
    alice(desk).messages.edit(message, f"pay {IBAN}")
    desk.open("ivan")
    decide(desk, action="reject")
    alice(desk).messages.edit(message, "hello again")
    notice = next(one for one in alice(desk).notices.list().data if one.kind == "reject")
    appeal = alice(desk).appeals.make(WHY, notice_id=notice.id)
    desk.open("inga")
    said = {"rationale": "It is public indeed", "told": "You are right."}
    desk.me("inga").appeals.decide(appeal.id, upheld=True, **said)
    answered = alice(desk).appeals.get(appeal.id)
    assert (answered.state, text(desk, message)) == ("upheld", "hello again")
    assert answered.answer == f"You are right. {TOO_LATE}"
    assert findings(desk.house.room) == []


def test_an_appeal_is_decided_by_who_has_looked_since(desk: Desk, refuses: Refuses) -> None:
    message = alice(desk).messages.send(desk.talk, f"pay {IBAN}").id
    desk.open("ivan")
    decide(desk, action="reject")
    appeal = alice(desk).appeals.make(WHY, message_id=message)
    case = desk.case("inga")
    desk.me("inga").cases.assign(case.id, version=case.version, person_id="inga")
    end: dict[str, Any] = {"upheld": False, "rationale": "It is not public"}
    refuses(Conflict, lambda: desk.me("inga").appeals.decide(appeal.id, **end))
    desk.open("inga")
    desk.me("inga").appeals.decide(appeal.id, **end)
    assert findings(desk.house.room) == []


@pytest.mark.parametrize("action", ["release", "reject"])
def test_what_waits_of_a_hidden_message_is_decided_with_it(desk: Desk, action: Any) -> None:
    said = policy(LOOKS).model_dump(mode="json")
    (taking,) = [one for one in said["triggers"] if one["kind"] == "user_report"]
    taking["hide_after"] = 1
    adopt(desk, PolicyDocument.model_validate(said))
    message = alice(desk).messages.send(desk.talk, "hello").id
    alice(desk).messages.edit(message, f"pay {IBAN}")
    desk.me("bob").reports.make("spam", message_id=message)
    assert text(desk, message) is None
    desk.open("ivan")
    decide(desk, action=action)
    assert text(desk, message) == (f"pay {IBAN}" if action == "release" else None)
    kept = alice(desk).messages.held(desk.talk).data
    assert [one.state for one in kept] == ([] if action == "release" else ["rejected"])
    assert findings(desk.house.room) == []


def test_a_longer_freeze_is_neither_cut_short_by_a_case_nor_ended_by_its_appeal(
    desk: Desk,
) -> None:
    alice(desk).messages.send(desk.talk, f"write to {MAIL}")
    inga = desk.me("inga")
    long = inga.people.freeze("alice", lasts="P30D", reason_code="spam").freeze
    desk.open("ivan")
    decide(desk, action="freeze", lasts="P1D")
    assert alice(desk).people.my_freeze().freeze == long
    notice = next(one for one in alice(desk).notices.list().data if one.kind == "freeze")
    appeal = alice(desk).appeals.make(WHY, notice_id=notice.id)
    desk.open("inga")
    inga.appeals.decide(appeal.id, upheld=True, rationale="It is public indeed")
    assert alice(desk).people.my_freeze().freeze == long
    assert findings(desk.house.room) == []


@pytest.mark.req("INV-13")
def test_a_case_that_a_tag_protects_by_now_ends_unread_and_against_nobody(
    desk: Desk, refuses: Refuses
) -> None:
    held = alice(desk).messages.send(desk.talk, f"pay {IBAN}")
    tag = {"tag": "privileged", "reason": "Counsel is in here"}
    desk.house.room.plain(None).conversations.tag(desk.talk, **tag)
    refused = refuses(Forbidden, desk.report)
    assert "Report the person" in str(refused)
    (case,) = desk.me("ivan").cases.list().data
    assert case.protected
    shown = desk.me("ivan").cases.open(case.id)
    assert (shown.messages, shown.findings, shown.title, shown.disclosure_id) == (
        [],
        [],
        None,
        None,
    )
    assert "decide" in shown.case.may
    refuses(Forbidden, lambda: decide(desk, action="reject"))
    assert decide(desk, action="release").state == "closed"
    assert text(desk, held.id) == f"pay {IBAN}"
    told = desk.me("bob").reports.make("fraud", person_id="alice", said="She paid herself")
    assert told.state == "open"
    assert findings(desk.house.room) == []


def test_nobody_tags_a_conversation_of_their_own(desk: Desk, refuses: Refuses) -> None:
    desk.house.acknowledge("cora")
    made = desk.me("cora").conversations.create(kind="group", members=["bob"])
    tag: dict[str, Any] = {"reason": "Counsel is in here"}
    refuses(Forbidden, lambda: desk.me("cora").conversations.tag(made.id, "privileged", **tag))
    (done,) = desk.me("prue").conversations.tag(made.id, "privileged", **tag).data
    assert done.protects


@pytest.mark.parametrize("older", [False, True])
def test_what_a_silent_rule_found_is_told_to_nobody_by_a_report_of_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, older: bool
) -> None:
    if older:  # entries that do not say which rule took the report
        monkeypatch.setattr(taken, "_named", lambda _: None)
    watch = {"id": "secret-watch", "kind": "detector", "entities": ["email"], "severity": "high"}
    said = policy([watch]).model_dump(mode="json")
    (taking,) = [one for one in said["triggers"] if one["kind"] == "user_report"]
    taking["hide_after"] = 1
    adopt(desk, PolicyDocument.model_validate(said))
    message = alice(desk).messages.send(desk.talk, f"write to {MAIL}").id
    desk.me("bob").reports.make("spam", message_id=message)
    assert desk.case("ivan").trigger == "secret-watch"
    assert desk.me("carol").messages.get(message).removed_reason == taking["id"]
    desk.open("ivan")
    decide(desk)
    told = [one for name in ("alice", "bob") for one in desk.me(name).notices.list().data]
    assert [(one.kind, one.rule) for one in told] == [
        ("restore", taking["id"]),
        ("remove", taking["id"]),
        ("report_decided", taking["id"]),
    ]
    assert findings(desk.house.room) == []
