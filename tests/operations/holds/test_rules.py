"""What a legal hold covers: laws of pure functions."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.holds.rules import (
    Facts,
    Hold,
    covers,
    covers_all_of,
    fold,
    may_widen,
    names_nothing,
)


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_NAMES = st.sampled_from(["a", "b", "c"])
_SETS = st.frozensets(_NAMES, max_size=2)
_TIMES = st.integers(-2, 2).map(lambda days: NOON + timedelta(days=days))
_SCOPES = st.builds(
    Hold,
    id=st.just("one"),
    name=st.just("One"),
    persons=_SETS,
    conversations=_SETS,
    spaces=_SETS,
    since=st.none() | _TIMES,
    until=st.none() | _TIMES,
    words=_SETS,
)
_FACTS = st.builds(
    Facts,
    author=_NAMES,
    conversation=_NAMES,
    space=st.none() | _NAMES,
    at=st.none() | _TIMES,
    text=st.none() | st.text("abcdé ", max_size=4),
    parties=_SETS,
)
FACTS = Facts("ann", "cnv", "spc", NOON, "Payment to Zürich", frozenset({"bob"}))


def _hold(**scope: Any) -> Hold:
    return Hold("one", "One", **scope)


@pytest.mark.req("LH-1")
@pytest.mark.parametrize(
    ("scope", "held"),
    [
        ({}, True),
        ({"persons": frozenset({"ann"})}, True),
        ({"persons": frozenset({"bob", "eve"})}, True),
        ({"persons": frozenset({"eve"})}, False),
        ({"conversations": frozenset({"cnv"})}, True),
        ({"conversations": frozenset({"other"})}, False),
        ({"spaces": frozenset({"spc"})}, True),
        ({"persons": frozenset({"ann"}), "spaces": frozenset({"other"})}, False),
        ({"since": NOON, "until": NOON}, True),
        ({"since": NOON + timedelta(microseconds=1)}, False),
        ({"until": NOON - timedelta(microseconds=1)}, False),
        ({"words": frozenset({"nothing", "zurich"})}, True),
        ({"words": frozenset({"PAYMENT  TO"})}, True),
        ({"words": frozenset({"nothing"})}, False),
    ],
)
def test_a_hold_covers_what_all_its_parts_name(scope: dict[str, Any], held: bool) -> None:
    assert covers(_hold(**scope), FACTS) is held


@settings(max_examples=25, deadline=None)
@given(_SCOPES, _FACTS)
def test_what_cannot_be_judged_is_held(hold: Hold, facts: Facts) -> None:
    if covers(hold, facts):
        assert covers(hold, dataclasses.replace(facts, text=None, at=None))


@settings(max_examples=25, deadline=None)
@given(_SCOPES, _SCOPES, _FACTS)
def test_a_wider_scope_loses_nothing(old: Hold, other: Hold, facts: Facts) -> None:
    joined = {
        name: getattr(old, name) | getattr(other, name) if getattr(old, name) else frozenset()
        for name in ("persons", "conversations", "spaces", "words")
    }
    since = old.since and other.since and min(old.since, other.since)
    new = dataclasses.replace(old, **joined, since=since, until=None)
    assert may_widen(old, new).allowed
    for wider in (one for one in (new, other) if covers_all_of(old, one)):
        assert covers(wider, facts) or not covers(old, facts)


def test_a_narrower_scope_is_refused_with_what_to_do() -> None:
    old = _hold(persons=frozenset({"ann", "bob"}))
    refused = may_widen(old, dataclasses.replace(old, persons=frozenset({"ann"})))
    assert not refused.allowed
    assert "release" in refused.reason
    assert not may_widen(_hold(), old).allowed
    assert not may_widen(old, dataclasses.replace(old, until=NOON)).allowed


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=8))
def test_letters_are_folded_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_hold_of_a_time_alone_names_nothing() -> None:
    assert names_nothing(_hold(since=NOON))
    assert not names_nothing(_hold(words=frozenset({"x"})))
