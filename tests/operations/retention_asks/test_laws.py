"""The record alone shows that nothing went by an answer that one person, or nobody, let stand."""

from typing import Any

import pytest

from onrecord_server.record.findings import Report
from onrecord_server.record.laws import Court
from onrecord_server.record.spill import Spill
from onrecord_server.retention_asks import rules
from onrecord_server.retention_asks.laws import AskLaw


COUNTED: dict[str, Any] = {
    "rule": "month",
    "rule_hash": "sha256:1",
    "policy_version": 1,
    "space": None,
    "messages": 2,
    "held": 0,
    "first_at": 1,
    "last_at": 2,
    "upto": 9,
}
HASH = rules.hash_of("ask_1", COUNTED)
HOUSE = "service:retention-asks"


def entry(what: str, actor: str, **facts: Any) -> dict[str, Any]:
    """One entry as the record has it, without what no law asks for."""
    kind = what if "." in what else f"retention_ask.{what}"
    return {"type": kind, "object": "ask_1", "actor": actor, "facts": facts}


def moved(actor: str, step: str, state: str, **facts: Any) -> dict[str, Any]:
    return entry("moved", actor, step=step, state=state, **facts)


WRITTEN = entry("message.created", "alice", conversation="cnv_1") | {"version": 1}
ERASED = entry("message.erased", "service:retention", decision="ask_1", rule="month")
APPROVED = moved("cora", "approved", "approved", hash=HASH)


DRAFTED = entry("policy.drafted", "paula") | {"version": 1}
ASKS = {"document": {"retention": [{"id": "month"}, {"id": "habit", "disposition": "erase"}]}}


def unasked(rule: str, version: int = 1, kind: str = "message.erased") -> dict[str, Any]:
    """What went by a rule, and by no answer."""
    return entry(kind, "service:retention", rule=rule, policy_version=version)


def lawful(**other: dict[str, Any]) -> list[dict[str, Any]]:
    """A question from its beginning to what went by its answer, with something else in some places."""
    steps = {
        "drafted": DRAFTED,
        "written": WRITTEN,
        "counted": entry("counted", HOUSE, **COUNTED, hash=HASH),
        "answered": moved("prue", "answered", "proposed", hash=HASH),
        "approved": APPROVED,
        "erased": ERASED,
        "ended": moved(HOUSE, "carried_out", "done"),
    }
    return list((steps | other).values())


def about(**other: Any) -> dict[str, dict[str, Any]]:
    """A question about something else, as it was counted, answered and approved."""
    facts = COUNTED | other
    sealed = {"hash": rules.hash_of("ask_1", facts)}
    return {
        "counted": entry("counted", HOUSE, **facts, **sealed),
        "answered": moved("prue", "answered", "proposed", **sealed),
        "approved": moved("cora", "approved", "approved", **sealed),
    }


SPACED = entry("conversation.created", "alice", space_id="spc_1") | {"object": "cnv_1"}


def codes(entries: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the law finds."""
    monkeypatch.setattr("onrecord_server.record.laws.LAWS", {"asks": AskLaw})
    report = Report()
    with Spill() as spill:
        court = Court(report, spill)
        for position, one in enumerate(entries):
            court.follow(position, one, ASKS if one is DRAFTED else None)
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, []),
        ({"approved": ERASED}, ["ask_not_approved", "ask_not_approved"]),
        (
            {"approved": moved("prue", "approved", "approved", hash=HASH)},
            ["ask_decided_alone"],
        ),
        (
            {"answered": moved("prue", "answered", "kept", hash=HASH)},
            ["ask_not_proposed"],
        ),
        ({"approved": moved("service:host", "approved", "approved", hash=HASH)}, ["not_a_person"]),
        (
            {"approved": moved("cora", "approved", "approved", hash="sha256:0")},
            ["ask_count_differs"],
        ),
        (
            {"counted": entry("counted", HOUSE, **{**COUNTED, "messages": 3}, hash=HASH)},
            ["ask_count_differs"],
        ),
        (
            {
                "erased": entry(
                    "message.erased", "service:retention", decision="ask_1", rule="other"
                )
            },
            ["ask_not_approved"],
        ),
        ({"erased": unasked("month")}, ["ask_not_approved"]),
        ({"erased": unasked("month", kind="held.erased")}, ["ask_not_approved"]),
        ({"erased": unasked("month", 2)}, []),
        ({"erased": unasked("habit")}, []),
        ({"erased": entry("message.erased", "service:retention", request="ers_1")}, []),
        (about(upto=1), []),
        (about(upto=0), ["ask_not_about_it"]),
        (about(space="spc_1"), ["ask_not_about_it"]),
        ({"drafted": SPACED, **about(space="spc_1")}, []),
        ({"drafted": SPACED}, ["ask_not_about_it"]),
        (
            {"written": entry("message.created", "alice", conversation="cnv_1")},
            ["entry_unreadable", "ask_not_about_it"],
        ),
    ],
)
def test_the_law_of_questions(
    other: dict[str, Any], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(lawful(**other), monkeypatch) == found


def test_nothing_goes_once_it_is_over_and_nothing_is_counted_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again = entry("counted", HOUSE, **COUNTED, hash=HASH)
    found = codes([*lawful(), again, ERASED], monkeypatch)
    assert found == ["ask_count_differs", "ask_not_approved"]
