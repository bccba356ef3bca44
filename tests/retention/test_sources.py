"""A kept file goes with what it brought, where nothing of that is kept; where it brought nothing, by its own time."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord_server.retention.rules import (
    FOREVER,
    CaseReason,
    HoldReason,
    Kept,
    LostReason,
    MaximumReason,
    MinimumReason,
    RetentionRule,
    RunningReason,
    Source,
    judge,
    judge_source,
)


@dataclass(frozen=True)
class Hold:
    """A hold that covers what is asked about."""

    id: str
    name: str


BEGUN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
NOW = BEGUN + timedelta(days=100)
HERE, THERE = (Kept(BEGUN, place, None, "message") for place in ("cnv_1", "cnv_2"))
LOST = Source(BEGUN, runs=False, brought=(HERE, THERE), lost=True)
BOOKS = RetentionRule(
    "books", minimum="P1Y", basis="FINRA 4511", conversations=frozenset({"cnv_2"})
)
MONTH = RetentionRule("month", maximum="P1M", disposition="erase")
M1 = Hold("hol-1", "M-1")


def kinds(source: Source, *rules: RetentionRule, holds: tuple[Hold, ...] = ()) -> list[str]:
    verdict = judge_source(source, rules, holds, NOW)
    return [verdict.outcome, *(one.kind for one in verdict.reasons)]


def test_it_goes_once_something_of_it_is_gone_and_nothing_keeps_it() -> None:
    assert kinds(LOST) == ["destroy", "lost"]
    assert kinds(LOST, MONTH) == ["destroy", "lost"]
    assert kinds(replace(LOST, lost=False)) == ["keep"]
    assert kinds(replace(LOST, lost=False), MONTH) == ["keep"], "its messages are asked first"


def test_one_that_brought_something_nobody_knows_where_stays() -> None:
    unplaced = Source(BEGUN, runs=False, unplaced=True)
    assert kinds(unplaced, MONTH) == ["keep"]
    assert kinds(unplaced, MONTH, holds=(M1,)) == ["keep", "hold"]
    assert kinds(replace(unplaced, unplaced=False), MONTH) == ["destroy", "maximum"]


def test_what_keeps_one_part_of_it_keeps_it_and_is_said() -> None:
    waits = replace(LOST, brought=(HERE, replace(THERE, waits=True)), runs=True)
    verdict = judge_source(waits, [BOOKS], [M1], NOW)
    ends = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
    assert verdict.reasons == (
        HoldReason("hol-1", "M-1"),
        MinimumReason("books", "FINRA 4511", ends),
        CaseReason(),
        RunningReason(),
    )
    assert (verdict.outcome, verdict.until) == ("keep", ends)


def test_of_a_rule_the_date_that_comes_last_is_said_once() -> None:
    rule = replace(BOOKS, conversations=frozenset())
    later = replace(THERE, at=BEGUN + timedelta(days=30))
    for brought in ((HERE, later), (later, HERE)):
        verdict = judge_source(replace(LOST, brought=brought), [rule], (), NOW)
        (reason,) = verdict.reasons
        assert isinstance(reason, MinimumReason)
        assert reason.until == verdict.until == datetime(2027, 3, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (MONTH, ["destroy", "maximum"]),
        (replace(MONTH, disposition="ask"), ["ask", "maximum"]),
        (replace(MONTH, maximum="P1Y"), ["keep"]),
        (replace(MONTH, conversations=frozenset({"cnv_1"})), ["keep"]),
        (replace(MONTH, spaces=frozenset({"spc_1"})), ["keep"]),
        (replace(BOOKS, conversations=frozenset()), ["keep", "minimum"]),
    ],
)
def test_what_brought_nothing_goes_by_its_own_time(rule: RetentionRule, said: list[str]) -> None:
    source = Source(BEGUN, runs=False)
    assert kinds(source, rule) == said
    assert kinds(source, rule, holds=(M1,))[:2] == ["keep", "hold"]
    assert kinds(replace(source, runs=True), rule)[0] == "keep"


@pytest.mark.parametrize(
    ("rule", "brought", "goes"),
    [
        (replace(MONTH, maximum="P1Y"), (), datetime(2027, 3, 1, 9, 30, tzinfo=UTC)),
        (replace(MONTH, maximum="P9000Y"), (), FOREVER),
        (replace(MONTH, maximum="P1Y", disposition="ask"), (), None),
        (replace(BOOKS, conversations=frozenset()), (), None),
        (replace(BOOKS, maximum="P2Y", disposition="erase"), (), None),
        (
            RetentionRule("both", minimum="P1Y", maximum="P2Y", disposition="erase"),
            (),
            datetime(2028, 3, 1, 9, 30, tzinfo=UTC),
        ),
        (BOOKS, (HERE, THERE), datetime(2027, 3, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_when_it_goes_is_said_where_dates_alone_keep_it(
    rule: RetentionRule, brought: tuple[Kept, ...], goes: datetime | None
) -> None:
    source = replace(LOST, brought=brought, lost=bool(brought))
    assert judge_source(source, [rule], (), NOW).goes == goes
    assert judge_source(source, [rule], [M1], NOW).goes is None
    assert judge_source(replace(source, runs=True), [rule], (), NOW).goes is None
    if brought:
        assert judge_source(replace(source, lost=False), [rule], (), NOW).goes is None


rules = st.builds(
    RetentionRule,
    id=st.sampled_from(["a", "b", "c"]),
    minimum=st.sampled_from([None, "P1M", "P6M"]),
    maximum=st.sampled_from([None, "P2M", "P1Y"]),
    disposition=st.sampled_from(["erase", "ask"]),
    conversations=st.sampled_from([frozenset(), frozenset({"cnv_1"}), frozenset({"cnv_2"})]),
)


@given(
    about=st.lists(rules, max_size=4), waits=st.booleans(), holds=st.booleans(), runs=st.booleans()
)
def test_it_never_goes_while_something_of_it_is_kept(
    *, about: list[RetentionRule], waits: bool, holds: bool, runs: bool
) -> None:
    brought = (HERE, replace(THERE, waits=waits))
    over = [M1] if holds else []
    verdict = judge_source(replace(LOST, brought=brought, runs=runs), about, over, NOW)
    asked = [judge(one, about, over, "req-1", NOW).outcome for one in brought]
    assert (verdict.outcome == "destroy") == (set(asked) == {"destroy"} and not runs)
    if verdict.outcome == "destroy":
        assert isinstance(verdict.reasons[0], LostReason | MaximumReason)
