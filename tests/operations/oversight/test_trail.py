"""An auditor sees what oversight did: no word, not who reported, and not whom a case is about."""

from typing import Any

import pytest

from onrecord.errors import Forbidden
from tests.operations.conftest import Refuses
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


@pytest.fixture
def desk(house: House) -> Desk:
    """A report was made, opened and decided."""
    made = seated(house)
    made.report()
    made.open()
    made.decide(disposition="violation", rationale="It is an insult, and not the first")
    return made


def types(found: Any) -> list[str]:
    return [one.type for one in found.data]


def test_what_was_done_stands_there_and_by_whom(desk: Desk) -> None:
    found = desk.me("audrey").record.search(area="case")
    assert types(found) == ["case.decided", "case.opened", "case.queued"]
    decided, opened, queued = found.data
    assert (decided.actor, opened.actor) == ("rhea", "rhea")
    assert queued.actor == "service:oversight"
    assert decided.policy_hash is not None
    assert {one.object for one in found.data} == {queued.object}
    proof = {row.position: row.leaf.hex() for row in desk.house.room.entries()}
    assert all(proof[one.position] == one.leaf for one in found.data)
    assert findings(desk.house.room) == []


def test_nobody_is_named_whom_it_was_about(desk: Desk) -> None:
    found = desk.me("audrey").record.search(limit=200)
    told = [one for one in found.data if one.type.partition(".")[0] not in ("policy", "person")]
    assert {"report.made", "notice.made", "case.queued"} <= {one.type for one in told}
    assert not any(word in str(told) for word in ("'alice'", "'bob'", "an insult", "Bob", "Alice"))
    assert [one for one in found.data if one.type in ("message.created", "conversation.read")] == []
    assert desk.me("audrey").record.search(actor="bob", area="report").data == []


def test_it_is_narrowed_and_paged(desk: Desk) -> None:
    me = desk.me("audrey")
    assert types(me.record.search(actor="rhea", area="case")) == ["case.decided", "case.opened"]
    case = me.record.search(type="case.queued").data[0]
    assert len(me.record.search(object=case.object).data) == 4
    first = me.record.search(area="case", limit=2)
    rest = me.record.search(area="case", limit=2, before=first.next_before)
    assert (len(first.data), types(rest), rest.next_before) == (2, ["case.queued"], None)
    assert me.record.search(area="case", since=desk.house.clock(), limit=1).data == []
    assert me.record.search(area="case", until=case.at).data == []
    (searched, *_) = me.record.search(area="record").data
    assert (searched.actor, searched.facts["asked"]["area"]) == ("audrey", "case")


def test_nobody_learns_there_that_they_were_reported(desk: Desk) -> None:
    made = desk.me("carol").reports.make("spam", person_id="audrey")
    search = desk.me("audrey").record.search
    assert made.id not in {one.object for one in search(area="report").data}
    queued = [one for one in desk.house.room.entries() if one.type == "case.queued"]
    assert len(search(type="case.queued").data) == len(queued) - 1


def test_only_who_opens_nothing_may_search(desk: Desk, refuses: Refuses) -> None:
    for name in ("rhea", "cora", "alice", "paula"):
        refuses(Forbidden, lambda name=name: desk.me(name).record.search())  # type: ignore[misc]
    refuses(Forbidden, desk.house.room.plain("audrey").record.search)


def test_a_look_is_found_by_who_looked(desk: Desk) -> None:
    search = desk.me("audrey").record.search
    (look,) = search(area="disclosure").data
    assert search(area="disclosure", actor="rhea").data == [look]
    assert search(area="disclosure", actor="rex").data == []
