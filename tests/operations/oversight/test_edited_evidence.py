"""An edit takes nothing from who looks: a case and a grant show what was said before it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from onrecord.errors import Forbidden
from onrecord.wire.grants import Grant, GrantScope
from onrecord_server.oversight.cases.rules import first_shown
from tests.operations.conftest import Refuses
from tests.operations.judging.conftest import LOOKS, MAIL, policy
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


@pytest.fixture
def desk(house: House) -> Desk:
    made = seated(house)
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "carol"):
        house.acknowledge(name)
    return made


def test_a_case_shows_what_was_reported_though_it_was_edited_since(desk: Desk) -> None:
    alice = desk.me("alice").messages
    desk.messages.append(alice.send(desk.talk, "hello all").id)
    alice.edit(desk.messages[-1], "I will hurt you, Carol")
    desk.report("carol")
    alice.edit(desk.messages[-1], "I will help you, Carol")
    (shown,) = [one for one in desk.open("rhea").messages if one.focus]
    assert [one.version for one in shown.versions] == [2, 3]
    first, newest = shown.versions
    assert (first.text or "").startswith("I will hurt you, P-"), "names are covered there too"
    assert newest.text == shown.text
    made = [row for row in desk.house.room.entries() if row.type == "report.made"]
    assert json.loads(made[-1].entry)["facts"]["message_version"] == 2
    assert findings(desk.house.room) == []


def test_a_case_shows_what_was_flagged_and_where_in_that_version(desk: Desk) -> None:
    alice = desk.me("alice").messages
    desk.messages.append(alice.send(desk.talk, f"write to {MAIL}").id)
    alice.edit(desk.messages[-1], "write to me")
    (shown,) = [one for one in desk.open("ivan").messages if one.focus]
    (first, newest) = shown.versions
    domain = MAIL.partition("@")[2]
    assert (first.text or "").startswith("write to P-")
    assert (first.text or "").endswith(f"@{domain}"), "the name in it is covered"
    assert (first.version, newest.text, len(first.spans)) == (1, "write to me", 1)
    assert (newest.spans, shown.spans) == ([], [])


def test_a_grant_shows_what_was_said_before(desk: Desk) -> None:
    alice = desk.me("alice").messages
    message = alice.send(desk.talk, "one").id
    for text in ("two", "three"):
        alice.edit(message, text)
    asked = desk.me("ivan").grants.request(
        "investigation",
        GrantScope(conversations=[desk.talk]),
        reason="A claim of order 1042",
        lasts="P7D",
    )
    desk.me("cora").grants.approve(asked.id, scope_hash=asked.scope_hash)
    page = desk.me("ivan").grants.messages(asked.id, desk.talk)
    assert [(one.version, one.text) for one in page.data[0].versions] == [(1, "one"), (2, "two")]
    assert page.data[1].versions == []


def _opened(desk: Desk, **dates: Any) -> Grant:
    scope = GrantScope(conversations=[desk.talk], **dates)
    asked = desk.me("ivan").grants.request(
        "investigation", scope, reason="A claim of order 1042", lasts="P7D"
    )
    return desk.me("cora").grants.approve(asked.id, scope_hash=asked.scope_hash)


def test_a_grant_shows_no_edit_that_came_after_it_opened(desk: Desk) -> None:
    alice, ivan = desk.me("alice").messages, desk.me("ivan").grants
    message, plain = alice.send(desk.talk, "a walrus").id, alice.send(desk.talk, "a seal").id
    alice.edit(message, "two walruses")
    grant = _opened(desk)
    alice.edit(message, "an otter")
    alice.edit(plain, "an otter")
    shown = {one.id: one for one in ivan.messages(grant.id, desk.talk).data}
    first, second = shown[message], shown[plain]
    assert (first.text, first.version, first.edited_later) == ("two walruses", 2, True)
    assert [one.text for one in first.versions] == ["a walrus"]
    assert (second.text, second.version, second.versions) == ("a seal", 1, [])
    assert (second.edited_at, second.edited_later) == (None, True)
    assert ivan.search(grant.id, "otter").data == []
    assert [one.message_id for one in ivan.search(grant.id, "walruses").data] == [message]
    assert findings(desk.house.room) == []


def test_a_grant_shows_no_edit_that_came_after_its_dates(desk: Desk) -> None:
    alice, ivan = desk.me("alice").messages, desk.me("ivan").grants
    message = alice.send(desk.talk, "one").id
    until = desk.house.clock() + timedelta(seconds=1)
    desk.house.clock.forward(seconds=2)
    alice.edit(message, "two")
    grant = _opened(desk, until=until)
    (shown,) = [one for one in ivan.messages(grant.id, desk.talk).data if one.id == message]
    assert (shown.text, shown.edited_later) == ("one", True)
    seen = ivan.as_of(grant.id, desk.talk, viewer="bob", at=desk.house.clock())
    assert "two" not in seen.model_dump_json()
    assert "one" in [one.message.text for one in seen.data]


def test_whoever_handed_a_case_on_never_gets_it_back(desk: Desk, refuses: Refuses) -> None:
    desk.report("carol")
    for name in ("rhea", "ivan"):
        case = desk.open(name).case
        desk.me(name).cases.escalate(case.id, version=case.version, reason="Somebody else")
    for name in ("rhea", "ivan"):
        assert "open" not in desk.case(name).may
        refuses(Forbidden, lambda name=name: desk.open(name))  # type: ignore[misc]
    assert desk.open("rex").messages
    assert findings(desk.house.room) == []


def test_from_which_version_on() -> None:
    said = {1: 10, 2: 20, 3: 30}
    assert first_shown(said, 25, ()) == 2
    assert first_shown(said, 25, (1,)) == 1
    assert first_shown({}, 25, ()) == 1
