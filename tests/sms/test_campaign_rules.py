"""What a template says is what was filled in, and a campaign moves only to where it may."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord_server.sms.campaigns import rules


WORDS = st.text(st.characters(exclude_characters="{}"), max_size=40)
NAMES = st.from_regex(re.compile(r"[a-z][a-z0-9_]{0,9}"), fullmatch=True)


@given(st.lists(st.tuples(WORDS, NAMES), max_size=6), st.dictionaries(NAMES, WORDS))
def test_every_field_is_filled_or_named_as_missing(
    parts: list[tuple[str, str]], filled: dict[str, str]
) -> None:
    template = "".join(f"{words}{{{name}}}" for words, name in parts)
    assert rules.trouble(template) is None
    lacks = rules.missing(template, filled, "Pat")
    values = {"name": "Pat", **filled}
    for name in lacks:
        assert not values.get(name, "").strip()
    if not lacks:
        expected = "".join(words + values[name] for words, name in parts)
        assert rules.text(template, filled, "Pat") == expected


def test_what_fills_a_field_is_never_read_as_a_field() -> None:
    assert rules.text("{a}", {"a": "{b}", "b": "no"}, "Pat") == "{b}"


@pytest.mark.parametrize("template", ["{", "}", "{Time}", "{ time }", "{}", "{{time}}", "{time"])
def test_a_brace_of_no_field_is_refused(template: str) -> None:
    assert rules.trouble(template) is not None


def test_nobody_approves_what_they_wrote_and_nobody_in_their_name() -> None:
    campaign = SimpleNamespace(owner="anna")
    assert rules.may_approve(campaign, "boris", None).allowed
    assert not rules.may_approve(campaign, "anna", None).allowed
    assert not rules.may_approve(campaign, "boris", "service:host").allowed
    assert not rules.may_approve(campaign, "service:host", None).allowed


def test_nothing_goes_on_from_an_end() -> None:
    assert not any({"stopped", "done"} & origins for origins in rules.MOVES.values())


@given(st.integers(0, 10**16), st.integers(0, 10**16), st.integers(1, 6000))
def test_a_pace_is_kept_and_a_pause_saves_up_nothing(slot_at: int, now: int, pace: int) -> None:
    following = rules.slot(slot_at, now, pace)
    assert following >= now + rules.MINUTE // pace
    assert following >= slot_at
