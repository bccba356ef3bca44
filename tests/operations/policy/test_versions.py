"""A policy is in force when two others than its author have approved exactly what they read."""

from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord.wire.policy_document import PolicyDocument
from tests.operations.conftest import Refuses
from tests.operations.policy.conftest import DAY, House
from tests.support.verified import findings


def changed(document: PolicyDocument, **parts: Any) -> PolicyDocument:
    """Return the document with some parts as said."""
    return PolicyDocument.model_validate(document.model_dump(mode="json") | parts)


def wider(document: PolicyDocument) -> PolicyDocument:
    """Return a policy that lets more be seen."""
    process = document.process.model_dump(mode="json") | {"context": 20}
    return changed(document, process=process)


def narrower(document: PolicyDocument) -> PolicyDocument:
    """Return a policy that lets less be seen."""
    process = document.process.model_dump(mode="json") | {"context": 1}
    return changed(document, process=process)


@pytest.mark.req("MIF-2")
def test_two_others_approve_and_it_is_in_force(house: House, general: PolicyDocument) -> None:
    drafted = house.me("paula").policy.draft(general)
    assert (drafted.version, drafted.state, drafted.approvals) == (1, "draft", [])
    assert house.me("alice").policy.get().version is None
    proposed = house.me("paula").policy.propose(1)
    assert (proposed.state, proposed.material, proposed.needs) == ("proposed", True, 1)
    once = house.me("cora").policy.approve(1, hash=drafted.hash)
    assert (once.state, [one.person_id for one in once.approvals]) == ("proposed", ["cora"])
    before = house.room.rows()
    assert house.me("cora").policy.approve(1, hash=drafted.hash) == once
    assert house.room.rows() == before, "approving twice is approving once"
    done = house.me("prue").policy.approve(1, hash=drafted.hash)
    assert (done.state, done.approvals_needed) == ("in_force", 2)
    seen = house.me("alice").policy.get(locales=["de"])
    assert (seen.version, seen.hash, seen.must_acknowledge) == (1, drafted.hash, True)
    assert seen.reading is not None
    assert seen.reading.locale == "de"
    assert [one for one in house.room.types() if one != "notice.made"][-5:] == [
        "policy.drafted",
        "policy.proposed",
        "policy.approved",
        "policy.approved",
        "policy.decided",
    ]
    assert findings(house.room) == []


def test_who_may_not_is_refused_and_nothing_is_written(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    for name in ("alice", "cora", "audrey"):
        refuses(Forbidden, lambda name=name: house.me(name).policy.draft(general))  # type: ignore[misc]
    made = house.propose(general, "theo")
    said = {"hash": made.hash}
    refuses(NotFound, lambda: house.me("alice").policy.approve(1, **said))
    for name in ("paula", "audrey", "theo"):
        refuses(Forbidden, lambda name=name: house.me(name).policy.approve(1, **said))  # type: ignore[misc]
    refuses(Forbidden, lambda: house.room.plain("cora").policy.approve(1, **said))
    refuses(Conflict, lambda: house.me("cora").policy.approve(1, hash="sha256:" + "0" * 64))
    refuses(NotFound, lambda: house.me("alice").policy.version(1))
    refuses(NotFound, lambda: house.me("cora").policy.version(2))
    refuses(Forbidden, lambda: house.me("alice").policy.check(general))
    refuses(Forbidden, house.me("alice").policy.starts)
    assert house.me("alice").policy.versions().data == []
    assert [one.version for one in house.me("audrey").policy.versions().data] == [1]


def test_who_alone_would_gain_by_it_does_not_approve_it(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    who = general.model_dump(mode="json")["reviewers"]
    own = [*who, {"duty": "compliance_officer", "may": ["open"], "triggers": ["report"]}]
    made = house.propose(changed(general, reviewers=own))
    refuses(Forbidden, lambda: house.me("cora").policy.approve(1, hash=made.hash))
    house.introduce("carl", ["compliance_officer"])
    assert len(house.me("cora").policy.approve(1, hash=made.hash).approvals) == 1


def test_what_is_no_policy_is_refused_with_each_fault(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    broken = changed(general, reviewers=[])
    refused = refuses(Invalid, lambda: house.me("paula").policy.draft(broken))
    assert isinstance(refused, Invalid)
    assert {error["pointer"] for error in refused.errors} >= {"/document/triggers/0"}
    checked = house.me("paula").policy.check(broken)
    assert len(checked.faults) == len(refused.errors)


def test_a_draft_is_written_anew_and_a_proposal_is_not(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    me = house.me("paula").policy
    first = me.draft(general)
    second = me.revise(1, wider(general), hash=first.hash)
    assert second.hash != first.hash
    assert me.revise(1, wider(general), hash=second.hash) == second
    refuses(Conflict, lambda: me.revise(1, general, hash=first.hash))
    me.propose(1)
    refuses(Conflict, lambda: me.revise(1, general, hash=second.hash))
    refuses(Conflict, lambda: me.propose(1))
    assert findings(house.room) == []


def test_a_date_to_come_is_waited_for(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    made = house.me("paula").policy.draft(general)
    start = house.clock() + 3 * DAY
    house.me("paula").policy.propose(1, effective_from=start)
    for name in ("cora", "prue"):
        waiting = house.me(name).policy.approve(1, hash=made.hash)
    assert (waiting.state, waiting.effective_from) == ("waiting", start)
    refuses(Forbidden, lambda: house.me("paula").policy.withdraw(1))
    seen = house.me("alice").policy.get()
    assert (seen.version, seen.coming, seen.coming_from) == (None, 1, start)
    house.clock.forward(days=4)
    seen = house.me("alice").policy.get()
    assert (seen.version, seen.coming) == (1, None)
    assert house.me("paula").policy.version(1).state == "in_force"
    assert findings(house.room) == []


def test_a_version_is_taken_back_until_it_is_in_force(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    house.propose(general)
    refuses(NotFound, lambda: house.me("alice").policy.withdraw(1))
    refuses(Forbidden, lambda: house.me("audrey").policy.withdraw(1))
    gone = house.me("cora").policy.withdraw(1, reason="too wide")
    assert gone.state == "withdrawn"
    assert house.me("paula").policy.version(1).withdrawn_reason == "too wide"
    refuses(Conflict, lambda: house.me("cora").policy.approve(1, hash=gone.hash))
    before = house.room.rows()
    assert house.me("paula").policy.withdraw(1) == gone
    assert house.room.rows() == before
    house.put_in_force(general)
    refuses(Forbidden, lambda: house.me("cora").policy.withdraw(2))
    assert findings(house.room) == []


def test_versions_follow_each_other_and_none_overtakes(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    house.put_in_force(general)
    early = house.me("paula").policy.draft(wider(general))
    assert (early.base, early.material) == (1, None), "what it is compared with"
    late = house.propose(narrower(general))
    stale = house.me("paula").policy.propose(early.version)
    for name in ("cora", "prue"):
        late = house.me(name).policy.approve(late.version, hash=late.hash)
    assert (late.state, late.base, late.material, late.needs) == ("in_force", 1, False, 1)
    refuses(Conflict, lambda: house.me("cora").policy.approve(stale.version, hash=stale.hash))
    detail = house.me("audrey").policy.version(late.version)
    assert [(one.pointer, one.effect) for one in detail.changes] == [
        ("/process/context", "narrower")
    ]
    states = [one.state for one in house.me("alice").policy.versions().data]
    assert states == ["in_force", "superseded"]
    assert findings(house.room) == []
