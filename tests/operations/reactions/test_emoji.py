"""What one emoji is: the vectors that the widgets share, and laws over all of Unicode."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from onrecord_server.reactions.rules import emoji_of, has_room, may_use


VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "emoji.json").read_text(encoding="utf-8")
)
PARTS = [
    *("👍", "❤", "☝", "🏽", "🏻", "\u200d", "\ufe0f", "\ufe0e", "\u20e3", "1", "#", "a", " "),
    *("🇩", "🇪", "🏴", "\U000e0067", "\U000e007f", "\u0308", "♀", "🏳", "🌈", "👩"),
]
ANY = st.lists(st.sampled_from(PARTS), max_size=6).map("".join) | st.text(max_size=4)


@pytest.mark.parametrize("vector", VECTORS["emoji"], ids=lambda v: ascii(v["text"]))
def test_an_emoji_has_one_full_form(vector: dict[str, str]) -> None:
    assert emoji_of(vector["text"]) == vector["full"]
    assert emoji_of(vector["full"]) == vector["full"]


@pytest.mark.parametrize("text", VECTORS["other"], ids=ascii)
def test_anything_else_is_none(text: str) -> None:
    assert emoji_of(text) is None


@given(ANY)
def test_what_is_taken_is_one_grapheme_drawn_as_a_picture(text: str) -> None:
    full = emoji_of(text)
    if full is None:
        return
    assert regex.fullmatch(r"\X", text)
    assert regex.fullmatch(r"\X", full)
    assert emoji_of(full) == full, "the full form is its own"
    assert "\ufe0e" not in full
    assert len(full) <= 40
    shown = regex.search(r"\p{Emoji_Presentation}|\ufe0f|\p{Emoji_Modifier}", full)
    assert shown is not None


@given(ANY)
def test_variation_selectors_make_no_difference(text: str) -> None:
    full, bare = emoji_of(text), emoji_of(text.replace("\ufe0f", "").replace("\ufe0e", ""))
    assert full is None or full == bare


def test_no_single_character_that_is_not_an_emoji_is_taken() -> None:
    taken = [chr(c) for c in range(sys.maxunicode + 1) if emoji_of(chr(c)) is not None]
    assert all(regex.fullmatch(r"\p{Emoji}", one) for one in taken)
    assert not [one for one in taken if one.isascii()]
    assert len(taken) > 1_000


@given(st.sets(st.sampled_from("abcdef")), st.sampled_from("abcdef"), st.integers(1, 6))
def test_one_that_is_there_always_has_room(there: set[str], emoji: str, most: int) -> None:
    assert has_room(emoji, there, most) == (emoji in there or len(there) < most)


def test_an_allow_list_is_read_in_any_form() -> None:
    assert may_use("❤️", ["❤", "👍"]).allowed
    assert not may_use("👎", ["❤", "👍"]).allowed
    assert may_use("👎", None).allowed
