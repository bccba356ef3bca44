"""Holds, minimums, erasure requests and maximums meet in one function, which says what decided."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.retention.rules import (
    FOREVER,
    CaseReason,
    ErasureReason,
    HoldReason,
    Kept,
    MaximumReason,
    MinimumReason,
    RetentionRule,
    answer,
    end,
    faults,
    judge,
    matches,
)


@dataclass(frozen=True)
class Hold:
    """A hold that covers what is asked about."""

    id: str
    name: str


WRITTEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
MESSAGE = Kept(WRITTEN, "con-1", "spc-1", "text", frozenset({"brokers"}))
FINRA = RetentionRule(
    "finra", minimum="P6Y", maximum="P7Y", basis="FINRA 4511", disposition="erase"
)
M12 = Hold("hol-12", "M-12")

durations = st.sampled_from(["PT1H", "P1D", "P30D", "P1M", "P1Y", "P2Y6M", "P6Y", "P999Y"])
names = st.frozensets(st.sampled_from(["con-1", "con-2", "spc-1", "text", "brokers"]), max_size=2)
rules = st.lists(
    st.builds(
        RetentionRule,
        id=st.sampled_from("abcdef"),
        minimum=st.none() | durations,
        maximum=st.none() | durations,
        basis=st.just("because"),
        disposition=st.sampled_from(["erase", "ask"]),
        conversations=names,
        populations=names,
    ),
    max_size=5,
    unique_by=lambda rule: rule.id,
)
holds = st.lists(st.builds(Hold, id=st.sampled_from("xyz"), name=st.just("a matter")), max_size=3)
requests = st.none() | st.just("req-1")
nows = st.timedeltas(timedelta(), timedelta(days=366 * 9)).map(lambda later: WRITTEN + later)
quickly = settings(max_examples=150, deadline=None)


def minimum_ends(given_rules: list[RetentionRule]) -> list[datetime]:
    """Return when the minimums end that are about the message, reckoned another way."""
    about = [rule for rule in given_rules if matches(rule, MESSAGE)]
    return [end(WRITTEN, rule.minimum) for rule in about if rule.minimum is not None]


@pytest.mark.req("GDP-3")
@pytest.mark.req("INV-12")
@quickly
@given(rules, holds, requests, nows)
def test_nothing_goes_while_a_hold_covers_it_or_a_minimum_runs(
    some: list[RetentionRule], over: list[Hold], request: str | None, now: datetime
) -> None:
    verdict = judge(MESSAGE, some, over, request, now)
    if over or any(now < one for one in minimum_ends(some)):
        assert verdict.outcome == "keep"
        assert verdict.disposition is None
    elif request is not None:
        assert (verdict.outcome, verdict.disposition) == ("destroy", "erase")


@pytest.mark.req("LH-1")
@quickly
@given(rules, holds, holds, requests, nows)
def test_a_hold_only_keeps_and_its_release_does_nothing_else(
    some: list[RetentionRule],
    over: list[Hold],
    more: list[Hold],
    request: str | None,
    now: datetime,
) -> None:
    free = judge(MESSAGE, some, [], request, now)
    fewer, both = (judge(MESSAGE, some, held, request, now) for held in (over, over + more))
    assert both.outcome == "keep" or both == fewer
    assert fewer.outcome in ("keep", free.outcome)
    assert (fewer.until, fewer.under_minimum) == (free.until, free.under_minimum)


@pytest.mark.req("GDP-1")
@quickly
@given(rules, holds, requests, nows)
def test_the_explanation_names_exactly_what_decided(
    some: list[RetentionRule], over: list[Hold], request: str | None, now: datetime
) -> None:
    verdict = judge(MESSAGE, some, over, request, now)
    longest = max((one for one in minimum_ends(some) if now < one), default=None)
    expected = {hold.id for hold in over}
    assert {one.id for one in verdict.reasons if isinstance(one, HoldReason)} == expected
    running = [one for one in verdict.reasons if isinstance(one, MinimumReason)]
    assert {one.until for one in running} == ({longest} if longest else set())
    assert verdict.until == longest
    last = [one for one in verdict.reasons if isinstance(one, ErasureReason | MaximumReason)]
    assert len(last) == (verdict.outcome != "keep")
    assert [one.kind for one in last] == (
        ["erasure"] if last and request else ["maximum"] * len(last)
    )


@pytest.mark.req("GDP-1")
@quickly
@given(rules, holds, requests, nows)
def test_what_waits_for_a_decision_stays_whoever_asks_and_is_judged_as_ever_once_it_is_made(
    some: list[RetentionRule], over: list[Hold], request: str | None, now: datetime
) -> None:
    waiting = judge(replace(MESSAGE, waits=True), some, over, request, now)
    decided = judge(MESSAGE, some, over, request, now)
    assert (waiting.outcome, waiting.disposition, waiting.goes) == ("keep", None, None)
    before = decided.reasons if decided.outcome == "keep" else ()
    assert waiting.reasons == (*before, CaseReason())
    assert (waiting.until, waiting.under_minimum) == (decided.until, decided.under_minimum)
    assert CaseReason() not in decided.reasons


@quickly
@given(rules.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), nows)
def test_the_order_of_rules_does_not_matter(
    orders: tuple[list[RetentionRule], list[RetentionRule]], now: datetime
) -> None:
    one, other = (judge(MESSAGE, some, [], None, now) for some in orders)
    assert one == other


@pytest.mark.req("FIN-1")
def test_six_years_are_six_years_and_both_reasons_are_said() -> None:
    ends = WRITTEN.replace(year=2032)
    verdict = judge(MESSAGE, [FINRA], [M12], "req-1", ends - timedelta(microseconds=1))
    assert verdict.reasons == (
        HoldReason("hol-12", "M-12"),
        MinimumReason("finra", "FINRA 4511", ends),
    )
    assert (verdict.until, verdict.goes) == (ends, None)
    assert judge(MESSAGE, [FINRA], [], "req-1", ends).reasons == (ErasureReason("req-1"),)
    assert judge(MESSAGE, [FINRA], [], None, ends).outcome == "keep"
    gone = judge(MESSAGE, [FINRA], [], None, WRITTEN.replace(year=2033))
    assert (gone.outcome, gone.disposition, gone.goes) == (
        "destroy",
        "erase",
        WRITTEN.replace(year=2033),
    )


def test_the_longest_minimum_wins_and_a_maximum_under_it_does_nothing() -> None:
    short = RetentionRule("short", maximum="P1Y", basis="GDPR 5(1)(e)", disposition="erase")
    late = WRITTEN.replace(year=2036)
    only = replace(FINRA, maximum=None)
    verdict = judge(MESSAGE, [short, only], [], None, late)
    assert (verdict.outcome, verdict.reasons, verdict.under_minimum) == ("keep", (), ("short",))
    both = judge(MESSAGE, [short, FINRA], [], None, late)
    assert [one.rule for one in both.reasons if isinstance(one, MaximumReason)] == ["finra"]


def test_of_two_maximums_at_once_the_milder_is_taken() -> None:
    one = RetentionRule("a", maximum="P1Y", disposition="erase")
    verdict = judge(
        MESSAGE,
        [one, replace(one, id="b", disposition="ask")],
        [],
        None,
        WRITTEN.replace(year=2030),
    )
    assert (verdict.outcome, verdict.disposition) == ("ask", "ask")


def test_what_keeps_most_answers_a_request() -> None:
    now = WRITTEN + timedelta(days=1)
    held, kept, free = (
        judge(MESSAGE, some, over, "req-1", now)
        for some, over in (([], [M12]), ([FINRA], []), ([], []))
    )
    assert answer([free, kept, held]) == "denied_hold"
    waits = judge(replace(MESSAGE, waits=True), [], [], "req-1", now)
    assert answer([free, waits, kept]) == "denied_retention"
    assert answer([free, waits]) == "denied_case"
    assert answer([free]) == answer([]) == "scheduled"


lengths = st.builds("P{}Y{}M{}DT{}H".format, *(st.integers(0, most) for most in (9, 30, 800, 40)))
starts = st.timedeltas(timedelta(), timedelta(days=366 * 80)).map(lambda later: WRITTEN + later)


@quickly
@given(lengths, lengths, starts)
def test_bounds_that_are_accepted_never_cross(least: str, most: str, at: datetime) -> None:
    rule = RetentionRule("a", minimum=least, maximum=most, basis="because")
    if not faults([rule]):
        assert end(at, least) <= end(at, most)


def test_what_is_no_rule_is_named() -> None:
    crossed = replace(FINRA, maximum="P5Y")
    said = faults([FINRA, crossed, RetentionRule("none"), replace(FINRA, id="why", basis=" ")])
    assert said == [
        (1, "finra is there twice."),
        (1, "Its maximum can end before its minimum."),
        (2, "It sets neither bound."),
        (3, "Say what asks for a minimum."),
    ]
    assert faults([replace(FINRA, minimum="P28D", maximum="P1M")]) == []
    assert faults([replace(FINRA, minimum="P30D", maximum="P1M")]) != []
    assert end(WRITTEN, "P999Y").year == 3025
    assert end(FOREVER, "P1D") == FOREVER
