"""The record alone says whether oversight kept its rules: tampered entries are found, true ones are told."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import onrecord_server.verifying  # noqa: F401 - knows who tells what of an entry
from onrecord_server.oversight.laws import OversightLaw
from onrecord_server.policy.laws import PolicyLaw
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import Court, Law
from onrecord_server.record.spill import Spill
from onrecord_server.record.story import story
from onrecord_server.record.verify import snapshot
from tests.operations.oversight.conftest import Case


Entry = dict[str, Any]
HASH, SCOPE = "sha256:" + "a" * 64, "sha256:" + "b" * 64
T = "2026-01-02T{:02}:00:00.000000Z"


def entry(what: str, actor: str, about: str, hour: int, /, **facts: Any) -> Entry:
    """One entry as the record has it, without what no law asks for."""
    version = facts.pop("version", None)
    return {
        "type": what,
        "actor": actor,
        "object": about,
        "at": T.format(hour),
        "version": version,
        "facts": facts,
    }


def lawful() -> list[Entry]:
    """A policy, an acknowledgement, a message, a grant, and a look under it."""
    asked = {"kind": "investigation", "scope_hash": SCOPE, "approvals_needed": 1}
    start, under = {"version": 1, "hash": HASH}, {"policy_hash": HASH}
    return [
        entry("policy.drafted", "paula", "policy:1", 0, **start),
        entry("policy.approved", "cora", "policy:1", 0, **start),
        entry("policy.approved", "prue", "policy:1", 0, **start),
        entry(
            "policy.decided", "prue", "policy:1", 0, needs=1, effective_from=T.format(1), **start
        ),
        entry("policy.acknowledged", "alice", "policy:1", 1, person_id="alice", **start),
        entry("conversation.created", "alice", "cnv_1", 1, members=["alice", "bob"]),
        entry("message.created", "alice", "msg_1", 2),
        entry("grant.requested", "ivan", "grt_1", 3, **under, **asked),
        entry("grant.approved", "cora", "grt_1", 3, scope_hash=SCOPE, **under),
        entry("grant.opened", "cora", "grt_1", 3, expires_at=T.format(9), **under),
        entry("disclosure.made", "service:oversight", "grt_1", 4, conversation="cnv_1", **under),
    ]


@pytest.fixture
def spill() -> Iterator[Spill]:
    with Spill() as found:
        yield found


def codes(spill: Spill, entries: list[Entry]) -> list[str]:
    """What the laws find."""
    report = Report()
    laws: list[Law] = [PolicyLaw(report, spill), OversightLaw(report, spill)]
    for position, one in enumerate(entries):
        for law in laws:
            law.follow(position, one, None)
    return [finding.code for finding in report.findings]


def test_a_lawful_record_has_no_finding(spill: Spill) -> None:
    assert codes(spill, lawful()) == []


def without(*kinds: str) -> list[Entry]:
    return [one for one in lawful() if one["type"] not in kinds]


def changed(what: str, /, **values: Any) -> list[Entry]:
    """The lawful record with other members, or other facts, in the last entry of a type."""
    entries = lawful()
    last = [one for one in entries if one["type"] == what][-1]
    for name, value in values.items():
        (last if name in last else last["facts"])[name] = value
    return entries


def back_to_back(*, alone: bool, reviewed: bool = False) -> list[Entry]:
    """Two emergencies of one person and scope, the second opened alone or not."""
    under = {"policy_hash": HASH}
    asked = {"kind": "break_glass", "scope_hash": SCOPE, "approvals_needed": 0, **under}
    review = [entry("grant.reviewed", "prue", "grt_2", 5, **under)] if reviewed else []
    return [
        *lawful(),
        entry("grant.requested", "ivan", "grt_2", 4, alone=True, **asked),
        entry("grant.opened", "ivan", "grt_2", 4, expires_at=T.format(5), **under),
        *review,
        entry("grant.requested", "ivan", "grt_3", 6, alone=alone, **asked),
        entry("grant.opened", "ivan", "grt_3", 6, expires_at=T.format(7), **under),
    ]


@pytest.mark.parametrize("made", [{"alone": False}, {"alone": True, "reviewed": True}])
def test_an_emergency_after_a_review_or_an_approval_is_lawful(
    spill: Spill, made: dict[str, bool]
) -> None:
    assert codes(spill, back_to_back(**made)) == []


BROKEN: Mapping[str, tuple[list[Entry], str]] = {
    "nobody asked": (without("grant.requested", "grant.approved", "grant.opened"), "look_unasked"),
    "nobody approved": (without("grant.approved"), "grant_unapproved"),
    "it never opened": (without("grant.opened"), "look_closed"),
    "it was over": (changed("disclosure.made", at=T.format(9)), "look_closed"),
    "one's own": (changed("conversation.created", members=["alice", "ivan"]), "look_own"),
    "approved oneself": (changed("grant.approved", actor="ivan"), "approved_oneself"),
    "another scope": (changed("grant.approved", scope_hash=HASH), "scope_differs"),
    "another policy": (changed("grant.requested", policy_hash=SCOPE), "policy_differs"),
    "a look of another policy": (changed("disclosure.made", policy_hash=SCOPE), "policy_differs"),
    "a service approves": (changed("grant.approved", actor="service:host"), "not_a_person"),
    "an emergency of six hours": (
        changed("grant.requested", kind="break_glass"),
        "emergency_too_long",
    ),
    "emergencies back to back": (back_to_back(alone=True), "emergency_again"),
    "the author approves": (changed("policy.approved", actor="paula"), "policy_unapproved"),
    "one approves twice": (changed("policy.approved", actor="cora"), "policy_unapproved"),
    "another text approved": (changed("policy.approved", hash=SCOPE), "policy_unapproved"),
    "never acknowledged": (without("policy.acknowledged"), "written_unasked"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_law_is_found(spill: Spill, name: str) -> None:
    entries, code = BROKEN[name]
    assert code in codes(spill, entries)


def test_a_look_outside_of_its_scope_is_found_where_the_scope_opens(spill: Spill) -> None:
    report = Report()
    law = OversightLaw(report, spill)
    for position, one in enumerate(lawful()):
        scope = {"scope": {"conversations": ["cnv_2"]}}
        law.follow(position, one, scope if one["type"] == "grant.requested" else None)
    assert report.codes() == {"look_outside"}


def test_an_entry_that_no_law_can_read_is_a_finding(spill: Spill) -> None:
    report = Report()
    Court(report, spill).follow(3, {"type": "conversation.created", "facts": None}, None)
    assert report.codes() == {"entry_unreadable"}


def test_the_story_of_a_grant_is_told_from_its_entries(case: Case) -> None:
    opened = case.open()
    case.read(opened)
    case.house.me("ivan").grants.close(opened.id, reason="It is settled by now")
    with snapshot(case.house.room.engines.prepared("acme")) as connection:
        told = list(story(connection, "acme", opened.id))
    said = [line.split("  ")[2].split(",")[0] for line in told]
    assert said[0].startswith("ivan asked as investigator to look at 0 people and 1 conversations")
    assert said[1].startswith("cora approved the scope sha256:")
    assert said[2].startswith("cora opened it until 2026-01-09T")
    assert said[3] == f"service:oversight wrote down a look at 6 messages of {case.talk}"
    assert said[4] == "ivan ended it"
    assert "under policy sha256:" in told[0]
