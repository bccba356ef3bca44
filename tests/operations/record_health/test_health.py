"""Who answers for the record sees how it stands; nobody else does, and no secret is said."""

from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import Forbidden
from onrecord_server.checks import checker
from onrecord_server.checks.rows import self_checks
from onrecord_server.core.reactors import reactors
from onrecord_server.journaling.given import Journal
from onrecord_server.journaling.worker import Journaling
from onrecord_server.record.checking import Checked
from onrecord_server.record.findings import Report
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import NAME
from tests.operations.journaling.conftest import Archive
from tests.operations.record_health.conftest import Ward


def test_only_who_answers_for_the_record_sees_how_it_stands(ward: Ward) -> None:
    for nobody in ("alice", "bob", "paula"):
        with pytest.raises(Forbidden):
            ward.health(nobody)
    seen = {name: ward.health(name).state for name in ("cora", "prue", "theo", "audrey")}
    assert set(seen.values()) == {"never"}


@pytest.mark.req("SEC-3")
def test_a_check_that_passes_makes_it_sound_until_the_next_one_is_overdue(ward: Ward) -> None:
    asked = ward.house.me("cora").record.check()
    assert (asked.asked_by, asked.by_schedule) == ("cora", False)
    found = ward.health()
    assert (found.state, found.last) == ("never", None)
    assert found.running is not None
    assert found.running.id == asked.id
    ward.check()
    found = ward.health()
    assert found.last is not None
    assert (found.state, found.running, found.last.asked_by) == ("sound", None, "cora")
    assert found.due_at is not None
    assert (found.due_at - found.last.begun_at).total_seconds() == found.every_seconds == 86_400
    assert found.entries == found.last.entries + 1
    ward.wait(days=2, minutes=1)
    assert ward.health().state == "overdue"


@pytest.mark.req("SEC-3")
def test_a_check_that_found_something_is_not_made_good_by_its_row(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Checked:
        report = Report()
        report.find("leaf_differs", "entry 3", "its leaf hash is not its own")
        return Checked(report, entries=9, codes={"leaf_differs": 1})

    monkeypatch.setattr(checker, "check_tenant", broken)
    ward.check()
    ward.forge(sa.update(self_checks).values(state="passed", counts="{}"))
    found = ward.health()
    assert found.last is not None
    assert (found.state, found.last.state, found.last.findings) == ("failed", "failed", 1)


def test_the_signature_has_its_age_and_the_keys_that_the_record_knows(ward: Ward) -> None:
    assert ward.health().signing.state == "never"
    size = ward.sign()
    found = ward.health().signing
    assert (found.state, found.size, found.waiting) == ("signed", size, 0)
    (first,) = found.keys
    ring = KeyRing.load(ward.keys)
    ring.rotate("here/acme", "2026-01-02T00:00:00Z")
    ward.wait(minutes=2)
    ward.house.introduce("dora", [])
    ward.sign()
    former, active = ward.health().signing.keys
    assert (former.id, former.active, active.active) == (first.id, False, True)
    assert active.vouched
    secrets = [one.key.seed().hex() for one in KeyRing.load(ward.keys).files("here/acme")]
    said = ward.health().model_dump_json()
    assert [one for one in secrets if one in said] == []
    ward.house.introduce("emil", [])
    ward.wait(minutes=11)
    late = ward.health().signing
    assert (late.state, late.waiting) == ("late", ward.health().entries - late.size)


def test_a_signer_that_has_given_up_says_so(ward: Ward) -> None:
    ward.sign()
    row = {"tenant": "acme", "name": NAME, "position": 0, "token": 1, "lease_until": 0}
    problem = "the database no longer holds what was signed for here/acme"
    ward.forge(sa.insert(reactors).values(**row, failures=1, parked=True, problem=problem))
    found = ward.health().signing
    assert (found.state, found.reason) == ("stopped", "differs")


def test_a_witness_that_fails_says_since_when_and_why_and_no_address(ward: Ward) -> None:
    (one,) = ward.health().witnesses
    assert (one.kind, one.name, one.state) == ("bucket", "keep.example.org", "never")
    size = ward.sign()
    ward.keeper.away = OSError("https://keep.example.org/heads/t0k3n answers 403")
    assert ward.hand_out() == 0
    first = ward.health().at
    ward.wait(minutes=1)
    assert ward.hand_out() == 0
    (one,) = ward.health().witnesses
    assert (one.state, one.reason, one.tries, one.kept_at) == ("failing", "not_allowed", 2, None)
    assert one.failing_since is not None
    assert one.failing_since <= first
    assert "t0k3n" not in ward.health().model_dump_json()
    ward.keeper.away = None
    ward.wait(hours=7)
    assert ward.hand_out() == 1
    (one,) = ward.health().witnesses
    assert (one.state, one.size, one.reason, one.failing_since) == ("current", size, None, None)


def test_a_witness_that_nobody_hands_anything_is_behind(ward: Ward) -> None:
    ward.sign()
    ward.hand_out()
    ward.house.introduce("dora", [])
    ward.sign()
    assert [one.state for one in ward.health().witnesses] == ["current"]
    ward.wait(minutes=11)
    assert [one.state for one in ward.health().witnesses] == ["behind"]


def test_a_witness_that_is_not_set_up_any_more_is_said_to_be(ward: Ward) -> None:
    ward.sign()
    ward.keeper.called = "folder /mnt/before"
    ward.hand_out()
    assert {one.name: one.state for one in ward.health().witnesses} == {
        "keep.example.org": "never",
        "before": "retired",
    }


def deliver(ward: Ward, archive: Archive) -> None:
    """Let a fresh process deliver what is due."""
    journal = Journal("archive", archive, "jsonl", every=0.0, late=1800.0)
    Journaling([journal], ward.house.room.engines).deliver(ward.database)


def test_a_journal_says_how_far_it_is_and_why_it_fails(ward: Ward) -> None:
    (one,) = ward.health().journals
    assert (one.name, one.format, one.state) == ("archive", "jsonl", "never")
    archive = Archive()
    ward.wait(seconds=1)
    deliver(ward, archive)
    (one,) = ward.health().journals
    assert (one.state, one.behind_entries, one.behind_seconds) == ("current", 0, 0)
    assert one.delivered > 0
    (talk,) = ward.house.me("alice").conversations.list().data
    ward.house.me("bob").messages.send(talk.id, "hi")
    archive.away = ConnectionRefusedError("10.0.0.7 refused")
    ward.wait(seconds=1)
    deliver(ward, archive)
    (one,) = ward.health().journals
    assert (one.state, one.reason, one.tries) == ("failing", "unreachable", 1)
    assert one.failing_since is not None
    assert one.behind_entries > 0
    assert "10.0.0.7" not in ward.health().model_dump_json()
    archive.away = None
    ward.wait(hours=1)
    deliver(ward, archive)
    (one,) = ward.health().journals
    assert (one.state, one.failing_since, one.behind_seconds) == ("current", None, 0)


def test_a_journal_that_nobody_delivers_is_late(ward: Ward) -> None:
    ward.wait(seconds=1)
    deliver(ward, Archive())
    (talk,) = ward.house.me("alice").conversations.list().data
    ward.house.me("bob").messages.send(talk.id, "hi")
    ward.wait(minutes=31)
    (one,) = ward.health().journals
    assert (one.state, one.late_since) == ("late", None)
    assert 1860 <= one.behind_seconds < 1920
