"""Where somebody offers to go on elsewhere is found, and where nobody does nothing is."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.sms.nudge import LONGEST, MOST, PHRASES, Span, faults, nudges


quickly = settings(max_examples=60, deadline=None)
words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüß"), min_size=1, max_size=8)
lists = st.lists(st.lists(words, min_size=1, max_size=3).map(" ".join), max_size=5)


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Just text me tonight", ["text me"]),
        ("TEXT  ME", ["TEXT  ME"]),
        ("text-me", ["text-me"]),
        ("text\nme", ["text\nme"]),
        ("I am on WhatsApp, or call my cell.", ["WhatsApp", "call my cell"]),
        ("what\u2019s app?", ["what\u2019s app"]),
        ("Whats App", ["Whats App"]),
        (
            "Schreib mir privat, meine private Nummer hast du",
            ["Schreib mir privat", "meine private Nummer"],
        ),
        ("Wir reden ÜBER SIGNAL", ["ÜBER SIGNAL"]),
        ("context menu", []),
        ("the text. Me too", []),
        ("text message", []),
        ("", []),
    ],
)
def test_known_drafts_offer_this(draft: str, found: list[str]) -> None:
    assert [draft[one.start : one.end] for one in nudges(draft)] == found


@pytest.mark.parametrize("phrase", PHRASES)
def test_each_phrase_of_ours_is_found_in_any_case_between_other_words(phrase: str) -> None:
    for draft in (phrase, phrase.upper(), f"Well, ({phrase})!", phrase.replace(" ", "  ")):
        assert phrase in {one.phrase for one in nudges(draft, [phrase])}
        assert nudges(draft)


@quickly
@given(lists, st.text(max_size=30), st.text(max_size=30), st.data())
def test_a_phrase_that_stands_alone_in_a_draft_is_found_where_it_is(
    phrases: list[str], before: str, after: str, data: st.DataObject
) -> None:
    if not phrases:
        assert nudges(before + after, phrases) == ()
        return
    phrase = data.draw(st.sampled_from(phrases))
    draft = f"{before} . {phrase} . {after}"
    start = len(before) + 3
    found = nudges(draft, phrases)
    assert any(one.start <= start and start + len(phrase) <= one.end for one in found)


@quickly
@given(lists, st.text(max_size=80))
def test_spans_are_in_order_apart_and_of_phrases_of_the_list(
    phrases: list[str], draft: str
) -> None:
    found = nudges(draft, phrases)
    assert all(one.end <= after.start for one, after in pairwise(found))
    assert all(0 <= one.start < one.end <= len(draft) and one.phrase in phrases for one in found)


def test_a_company_has_a_list_of_its_own_and_of_two_at_one_place_the_longest_counts() -> None:
    own = ["ring me", "ring me at home", "(secret)"]
    assert nudges("text me")
    assert not nudges("text me", own)
    assert nudges("Ring me at home", own) == (Span(0, 15, "ring me at home"),)
    assert nudges("it is (secret)", own) == (Span(6, 14, "(secret)"),)
    assert nudges("anything", []) == nudges("anything", ["", " - "]) == ()


def test_a_long_draft_without_a_phrase_is_gone_through_once() -> None:
    assert nudges("text " * 20_000) == ()
    assert nudges("text" + " " * 50_000) == ()


def test_what_is_wrong_with_a_list_is_said_with_its_place() -> None:
    assert faults(PHRASES) == []
    assert [place for place, _ in faults(["a", " ", "b" * (LONGEST + 1)])] == [1, 2]
    assert faults(["a"] * (MOST + 1)) == [(MOST, f"A list has at most {MOST} phrases.")]
