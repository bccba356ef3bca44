"""Holds come and go, time passes, somebody asks for erasure: nothing goes that may not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.holds.rules import Facts, Hold, covers
from onrecord_server.retention.rules import Kept, RetentionRule, end, judge


WRITTEN = datetime(2026, 2, 28, tzinfo=UTC)
MESSAGE = Kept(WRITTEN, "con-1", "spc-1", "message")
FACTS = Facts("alice", "con-1", "spc-1", WRITTEN, "We bought it", frozenset({"bob"}))
RULE = RetentionRule("six", minimum="P6Y", maximum="P7Y", basis="FINRA 4511", disposition="erase")
HOLDS = {
    "wide": Hold("wide", "M-1", persons=frozenset({"bob"})),
    "words": Hold("words", "M-2", words=frozenset({"BOUGHT"})),
    "elsewhere": Hold("elsewhere", "M-3", conversations=frozenset({"con-2"})),
    "later": Hold("later", "M-4", since=WRITTEN + timedelta(days=1)),
}
COVERING = {"wide", "words"}

steps = st.lists(
    st.one_of(
        st.tuples(st.just("hold"), st.sampled_from(sorted(HOLDS))),
        st.tuples(st.just("release"), st.sampled_from(sorted(HOLDS))),
        st.tuples(st.just("wait"), st.sampled_from([1, 365, 365 * 3])),
        st.tuples(st.just("ask"), st.just("req-1")),
    ),
    max_size=12,
)


@pytest.mark.req("GDP-3")
@pytest.mark.req("LH-1")
@settings(max_examples=100, deadline=None)
@given(steps)
def test_content_goes_only_when_it_may(history: list[tuple[str, str | int]]) -> None:
    now, open_holds, request = WRITTEN, set[str](), None
    for kind, what in history:
        if kind == "wait":
            now += timedelta(days=int(what))
        elif kind == "ask":
            request = str(what)
        elif kind == "hold":
            open_holds.add(str(what))
        else:
            open_holds.discard(str(what))
        over = [HOLDS[one] for one in sorted(open_holds) if covers(HOLDS[one], FACTS)]
        verdict = judge(MESSAGE, [RULE], over, request, now)
        free = not open_holds & COVERING and now >= end(WRITTEN, "P6Y")
        due = request is not None or now >= end(WRITTEN, "P7Y")
        assert (verdict.outcome == "destroy") == (free and due)
