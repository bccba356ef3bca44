"""The record alone shows that a hold was not ended, hidden or made narrower by one person."""

from typing import Any

import pytest

from onrecord_server.holds import rules
from onrecord_server.holds.laws import HoldLaw
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import Court
from onrecord_server.record.spill import Spill


Entry = dict[str, Any]
Told = tuple[Entry, dict[str, Any] | None]
EVERYWHERE: dict[str, Any] = {
    **dict.fromkeys(("conversations", "spaces", "words"), ()),
    **dict.fromkeys(("since", "until")),
}


def content(*persons: str) -> dict[str, Any]:
    """What is written of a hold on some people."""
    return {"name": "Acme", "scope": {**EVERYWHERE, "persons": list(persons)}}


FIRST, WIDER = content("ann"), content("ann", "bob")


def entry(kind: str, actor: str, said: dict[str, Any] | None = None, **facts: Any) -> Told:
    """One entry as the record has it, without what no law asks for, and its content."""
    sealed = {"scope_hash": rules.hash_of(said)} if said and "scope" in said else {}
    entry = {"type": f"hold.{kind}", "object": "hld_1", "actor": actor, "facts": sealed | facts}
    return entry, said


def lawful(*, silent: bool = False) -> list[Told]:
    """The life of a hold, from its beginning to its end."""
    last = rules.hash_of(FIRST if silent else WIDER)
    first = entry("placed", "cora", FIRST, silent=silent, revision=1)
    told = [
        entry("told", "cora", person_id="ann", what="asked"),
        entry("acknowledged", "ann", person_id="ann"),
        entry("told", "service:onrecord", person_id="ann", what="reminded"),
        entry("widened", "cora", WIDER, revision=2),
    ]
    approved = [entry("approved", "lena", scope_hash=last)]
    asked = entry("release_asked", "cora", {"reason": "It is settled"}, scope_hash=last)
    return [
        first,
        *(approved if silent else told),
        asked,
        entry("refused", "cora", {"reason": "It is not"}, state="open"),
        asked,
        entry("released", "lena", scope_hash=last),
    ]


def codes(entries: list[Told]) -> list[str]:
    """What the law finds."""
    report = Report()
    law = HoldLaw(report, Spill())
    for position, (one, said) in enumerate(entries):
        law.follow(position, one, said)
    return [one.code for one in report.findings]


def instead(kind: str, *, silent: bool = False, **other: Any) -> list[Told]:
    """The lawful record with other members in each entry of a type."""
    return [
        ({**one, **other}, said) if one["type"] == f"hold.{kind}" else (one, said)
        for one, said in lawful(silent=silent)
    ]


def without(kind: str, *, silent: bool = False) -> list[Told]:
    """The lawful record without the entries of a type."""
    return [one for one in lawful(silent=silent) if one[0]["type"] != f"hold.{kind}"]


NARROW = content("bob")
BREACHES: dict[str, list[Told]] = {
    "hold_decided_oneself": instead("released", actor="cora"),
    "hold_scope_differs": instead("released", facts={"scope_hash": "sha256:0"}),
    "hold_out_of_turn": without("release_asked"),
    "hold_narrowed": [lawful()[0], entry("widened", "cora", NARROW, revision=2)],
    "hold_silent_widened": [
        *lawful(silent=True)[:2],
        entry("widened", "cora", WIDER, revision=2),
    ],
    "hold_not_silent": [*lawful(silent=True)[:2], entry("told", "cora", person_id="ann")],
    "hold_acknowledged_for": instead("acknowledged", actor="cora"),
    "not_a_person": instead("released", actor="service:host"),
}


@pytest.mark.req("LH-1")
@pytest.mark.req("LH-4")
def test_the_life_of_a_hold_breaks_no_law() -> None:
    assert codes(lawful()) == []
    assert codes(lawful(silent=True)) == []


@pytest.mark.parametrize("code", BREACHES)
def test_what_breaks_the_law_is_found(code: str) -> None:
    assert code in codes(BREACHES[code])


@pytest.mark.req("LH-4")
def test_nobody_approves_their_own_silence_nor_opens_a_hold_without_it() -> None:
    assert codes(instead("approved", silent=True, actor="cora")) == ["hold_decided_oneself"]
    assert "hold_out_of_turn" in codes(without("approved", silent=True))


def test_a_hash_that_is_not_of_what_was_written_is_found() -> None:
    forged = entry("placed", "cora", FIRST, silent=False, scope_hash="sha256:0")
    assert codes([forged]) == ["hold_scope_differs"]


def test_an_entry_that_the_law_cannot_read_is_a_finding() -> None:
    report = Report()
    court = Court(report, Spill())
    court.follow(0, {"type": "hold.released", "object": "hld_9", "actor": "a", "facts": {}}, None)
    assert [one.code for one in report.findings] == ["entry_unreadable"]
