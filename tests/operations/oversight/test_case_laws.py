"""The record alone says whether reviews kept their rules: tampered entries are found."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.oversight.cases.laws import CaseLaw
from onrecord_server.oversight.cases.on_record import LOOKS
from onrecord_server.oversight.cases.rules import case_id
from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill
from tests.operations.oversight.test_laws import HASH, SCOPE, Entry, T, entry


CASE = "cas_1"
UNDER = {"policy_hash": HASH}


def lawful() -> list[Entry]:
    """A policy, a report of alice, names revealed by two, a removal by two, and an appeal."""
    asked = {"kind": "decide", "hash": SCOPE, **UNDER}
    decided = {"decided_by": "ivan", "approved_by": "inga", "state": "decided", **UNDER}
    decided |= {"action": "remove"}
    start = {"version": 1, "hash": HASH}
    return [
        entry("policy.drafted", "paula", "policy:1", 0, **start),
        entry(
            "policy.decided", "prue", "policy:1", 0, needs=1, effective_from=T.format(1), **start
        ),
        entry("conversation.created", "alice", "cnv_1", 1, members=["alice", "bob"]),
        entry("case.queued", "service:oversight", CASE, 2, conversation="cnv_1", person="alice"),
        entry("case.opened", "rhea", CASE, 2, duty="reviewer", **UNDER),
        entry("disclosure.made", "service:oversight", "dsc_1", 2, conversation="cnv_1"),
        entry("case.escalated", "rhea", CASE, 2, **UNDER),
        entry("case.opened", "ivan", CASE, 3, duty="investigator", **UNDER),
        entry("disclosure.made", "service:oversight", "dsc_1", 3, conversation="cnv_1"),
        entry("case.asked", "ivan", CASE, 3, request="crq_1", **asked),
        entry("case.approved", "inga", CASE, 4, request="crq_1", hash=SCOPE, **UNDER),
        entry("case.revealed", "inga", CASE, 4, asked="crq_1", **UNDER),
        entry("case.decided", "inga", CASE, 4, **decided),
        entry("notice.made", "service:oversight", "ntc_1", 4, kind="remove", case=CASE),
        entry("case.appealed", "service:oversight", CASE, 5),
        entry("case.opened", "mia", CASE, 6, duty="investigator", **UNDER),
        entry("disclosure.made", "service:oversight", "dsc_1", 6, conversation="cnv_1"),
        entry("case.closed", "mia", CASE, 6, upheld=True, **UNDER),
    ]


def codes(entries: list[Entry], spill: Spill, case: str = CASE) -> list[str]:
    report = Report()
    law = CaseLaw(report, spill)
    for position, one in enumerate(entries):
        law.follow(position, one, {"case": case})
    return [finding.code for finding in report.findings]


@pytest.fixture
def spill() -> Iterator[Spill]:
    with Spill() as found:
        yield found


def test_an_older_look_that_says_aloud_where_it_looked_gives_the_same_row() -> None:
    facts = {"conversation": "cnv_1", "duty": "reviewer", "messages": 3}
    reach = {"low": 8, "high": 10}
    rows = []
    for aloud, sealed in ((reach, {}), ({}, reach)):
        one = entry("disclosure.made", "service:oversight", "dsc_1", 2, **facts, **aloud)
        looks = LOOKS.fold(one | {"position": 4}, lambda _: None, {"case": CASE, **sealed})
        rows.append(list(looks))
    assert rows[0] == rows[1]
    assert [row and (row["low"], row["high"]) for _, row in rows[0]] == [(8, 10)]


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([], ["erased_under_review"]),
        (["case.decided"], []),
        (["case.decided", "case.appealed"], ["erased_under_review"]),
        (["case.decided", "case.appealed", "case.closed"], []),
    ],
)
def test_words_are_not_destroyed_while_somebody_decides_about_them(
    spill: Spill, steps: list[str], found: list[str]
) -> None:
    case = case_id("msg_1", 0)
    said = {"action": "reject", "state": "decided", "upheld": False, **UNDER}
    story = [
        entry("message.flagged", "alice", "msg_1", 2, conversation="cnv_1"),
        *(entry(kind, "ivan", case, 3, **said) for kind in steps),
        entry("held.erased", "service:retention", "msg_1", 4, number=1),
    ]
    assert [one for one in codes(story, spill) if one == "erased_under_review"] == found


def test_a_lawful_review_has_no_finding(spill: Spill) -> None:
    assert codes(lawful(), spill) == []


def without(index: int) -> list[Entry]:
    entries = lawful()
    del entries[index]
    return entries


def changed(index: int, /, **values: object) -> list[Entry]:
    entries = lawful()
    for name, value in values.items():
        one = entries[index]
        (one if name in one else one["facts"])[name] = value
    return entries


BROKEN: Mapping[str, tuple[list[Entry], str]] = {
    "nothing was found": (without(3), "case_unknown"),
    "a look without an opening": (without(4), "look_unopened"),
    "handed on unopened": (changed(4, actor="rex"), "review_unopened"),
    "who handed it on has it again": (changed(7, actor="rhea"), "review_handed_on"),
    "a party reviews": (changed(7, actor="bob"), "review_own"),
    "a service reviews": (changed(7, actor="service:host"), "not_a_person"),
    "under another policy": (changed(7, policy_hash=SCOPE), "policy_differs"),
    "approved oneself": (changed(10, actor="ivan"), "approved_oneself"),
    "something else approved": (changed(10, hash=HASH), "scope_differs"),
    "nobody approved": (without(10), "review_unapproved"),
    "decided alone": (changed(12, approved_by="ivan"), "approved_oneself"),
    "decided unopened": (changed(12, decided_by="rex"), "review_unopened"),
    "the decider decides the appeal": (changed(17, actor="ivan"), "appeal_by_decider"),
    "an appeal that nobody approved": (changed(17, asked="crq_9"), "review_unapproved"),
    "who approved decides the appeal": (
        changed(17, actor="inga", decided_by="mia"),
        "appeal_by_decider",
    ),
    "changed after it was closed": (changed(12, state="closed"), "case_closed"),
    "nobody was told": (without(13), "notice_missing"),
    "nobody was told what was found": (
        changed(12, action="none", appeal_until=T.format(9)),
        "notice_missing",
    ),
    "told to somebody else alone": (changed(5, person="carol"), "look_unopened"),
    "elsewhere": (changed(5, conversation="cnv_2"), "look_outside"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_breach_is_found(name: str, spill: Spill) -> None:
    entries, code = BROKEN[name]
    assert code in codes(entries, spill)


PEOPLE: Final = ("rhea", "ivan", "inga", "mia", "zoe", "service:host")


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(PEOPLE),
    st.sampled_from(("message.created", "message.held", "message.blocked")),
    st.booleans(),
)
def test_whoever_brought_a_message_does_not_judge_it(who: str, kind: str, found: bool) -> None:
    """A case of its own, or one that a finding made: who reviews did not bring it, whoever they are."""
    written = entry(kind, "alice", "msg_1", 1, conversation="cnv_1") | {"on_behalf_of": who}
    case = case_id("msg_1", 0)
    facts = {"conversation": "cnv_1", "person": "alice", "message": "msg_1"}
    queued = entry("case.queued", "service:oversight", case, 2, **facts)
    flagged = entry("message.flagged", "alice", "msg_1", 2, author="alice", conversation="cnv_1")
    renamed = [one | {"object": case} if one["object"] == CASE else one for one in lawful()[4:]]
    entries = [*lawful()[:3], written, flagged if found else queued, *renamed]
    with Spill() as spill:
        told = [one for one in codes(entries, spill, case) if one == "review_brought"]
    assert bool(told) == (who in PEOPLE[:4])
