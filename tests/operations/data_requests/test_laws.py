"""The record alone shows that nothing went by a request that one person, or nobody, let go."""

from typing import Any

import pytest

from onrecord_server.data_requests import rules
from onrecord_server.data_requests.laws import RequestLaw
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import Court
from onrecord_server.record.spill import Spill


Told = tuple[dict[str, Any], dict[str, Any] | None]
WEIGHED: dict[str, Any] = {"request": "drq_1", "goes": 1, "kept": []}
HASH = rules.hash_of(WEIGHED)


def entry(what: str, actor: str, content: dict[str, Any] | None = None, **facts: Any) -> Told:
    """One entry as the record has it, without what no law asks for, and its content."""
    kind = what if "." in what else f"data_request.{what}"
    return {"type": kind, "object": "drq_1", "actor": actor, "facts": facts}, content


ERASED = entry("message.erased", "service:retention", request="drq_1")
KEPT_BACK = entry("held.erased", "service:retention", request="drq_1")


def lawful(**other: Told) -> list[Told]:
    """A request from its beginning to what went by it, with something else in some places."""
    steps = {
        "made": entry("made", "ann", kind="erasure", person_id="ann"),
        "weighed": entry("weighed", "prue", WEIGHED, hash=HASH),
        "approved": entry("moved", "cora", step="approved", state="approved", hash=HASH),
        "erased": ERASED,
        "ended": entry("moved", "service:data-requests", step="carried_out", state="done"),
    }
    return list((steps | other).values())


def codes(entries: list[Told], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the law finds."""
    monkeypatch.setattr("onrecord_server.record.laws.LAWS", {"requests": RequestLaw})
    report = Report()
    with Spill() as spill:
        court = Court(report, spill)
        for position, (one, content) in enumerate(entries):
            court.follow(position, one, content)
    return [finding.code for finding in report.findings]


@pytest.mark.req("GDP-1")
@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, []),
        ({"approved": ERASED}, ["request_not_approved", "request_not_approved"]),
        ({"erased": KEPT_BACK}, []),
        ({"approved": KEPT_BACK, "erased": KEPT_BACK}, ["request_not_approved"] * 2),
        (
            {"approved": entry("moved", "prue", step="approved", hash=HASH)},
            ["request_decided_alone"],
        ),
        (
            {"approved": entry("moved", "ann", step="approved", hash=HASH)},
            ["request_decided_oneself"],
        ),
        (
            {"approved": entry("moved", "service:host", step="approved", hash=HASH)},
            ["not_a_person"],
        ),
        (
            {"approved": entry("moved", "cora", step="approved", hash="sha256:0")},
            ["request_weighing_differs"],
        ),
        (
            {"weighed": entry("weighed", "prue", {"goes": 2}, hash=HASH)},
            ["request_weighing_differs"],
        ),
        (
            {"made": entry("made", "ann", kind="restriction", person_id="ann")},
            ["request_not_approved"],
        ),
    ],
)
def test_the_law_of_requests(
    other: dict[str, Told], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(lawful(**other), monkeypatch) == found


def test_nothing_goes_after_it_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    back = entry("moved", "ann", step="withdrawn", state="withdrawn")
    assert codes([*lawful(), back, ERASED], monkeypatch) == ["request_not_approved"]
