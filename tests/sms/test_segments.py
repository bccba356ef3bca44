"""A text is counted as phones count it, and its parts are the text."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.sms.segments import (
    ALONE,
    GSM7_BASIC,
    GSM7_EXTENSION,
    TOGETHER,
    alphabet_of,
    segments,
    units,
    wide,
)


#: The composer counts by the same texts.
VECTORS: Final = json.loads(
    (Path(__file__).parents[1] / "data" / "segments.json").read_text("utf-8")
)

quickly = settings(max_examples=300, deadline=None)
narrow = st.text(st.sampled_from(GSM7_BASIC + GSM7_EXTENSION), max_size=700)
anything = st.text(max_size=400)
astral = st.text(st.sampled_from("a€😀𝄞é€中"), max_size=400)
texts = narrow | anything | astral


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_the_alphabet_has_its_127_characters_and_ten_more() -> None:
    assert len(GSM7_BASIC) == len(set(GSM7_BASIC)) == 127
    assert len(GSM7_EXTENSION) == len(set(GSM7_EXTENSION)) == 10
    assert not set(GSM7_BASIC) & set(GSM7_EXTENSION)


@pytest.mark.req("SMS-7")
@pytest.mark.parametrize(
    ("text", "alphabet", "sizes"),
    [
        ("", "gsm7", []),
        ("a" * 160, "gsm7", [160]),
        ("a" * 161, "gsm7", [153, 8]),
        ("a" * 306, "gsm7", [153, 153]),
        ("a" * 307, "gsm7", [153, 153, 1]),
        ("€" * 80, "gsm7", [80]),
        ("€" * 81, "gsm7", [76, 5]),
        ("a" * 152 + "€" * 5, "gsm7", [152, 5]),
        ("a" * 151 + "€" * 5, "gsm7", [152, 4]),
        ("中" * 70, "ucs2", [70]),
        ("中" * 71, "ucs2", [67, 4]),
        ("😀" * 35, "ucs2", [35]),
        ("😀" * 36, "ucs2", [33, 3]),
        ("中" * 66 + "😀" * 3, "ucs2", [66, 3]),
        ("a" * 69 + "ç", "ucs2", [70]),
        ("a" * 70 + "`", "ucs2", [67, 4]),
        ("Ç" * 160, "gsm7", [160]),
        ("a" * 100 + "\n" * 60, "gsm7", [160]),
    ],
)
def test_known_texts_have_these_parts(text: str, alphabet: str, sizes: list[int]) -> None:
    found = segments(text)
    assert (found.alphabet, [len(part) for part in found.parts]) == (alphabet, sizes)
    assert found.count == len(sizes)


@pytest.mark.req("SMS-7")
@pytest.mark.parametrize("known", VECTORS, ids=lambda known: known["name"])
def test_a_text_is_counted_as_the_composer_counts_it(known: dict[str, Any]) -> None:
    found = segments(known["text"])
    spans = list(dict.fromkeys(one.text for one in wide(known["text"])))
    counted = [found.alphabet, list(found.parts), found.units, found.room, spans]
    assert counted == [known[name] for name in ("alphabet", "parts", "units", "room", "wide")]


@pytest.mark.req("SMS-7")
@quickly
@given(texts)
def test_the_parts_together_are_the_text(text: str) -> None:
    found = segments(text)
    assert "".join(found.parts) == text
    assert all(found.parts)


@quickly
@given(texts)
def test_no_part_is_over_full_and_none_could_have_taken_what_follows_it(text: str) -> None:
    found = segments(text)
    room = (ALONE if found.count <= 1 else TOGETHER)[found.alphabet]
    assert all(units(part, found.alphabet) <= room for part in found.parts)
    for part, after in zip(found.parts, found.parts[1:], strict=False):
        assert units(part + after[0], found.alphabet) > room


@quickly
@given(texts)
def test_units_are_septets_with_escapes_or_units_of_utf_16(text: str) -> None:
    found = segments(text)
    escapes = sum(one in GSM7_EXTENSION for one in text)
    assert found.units == (len(text) + escapes if found.alphabet == "gsm7" else utf16(text))


@quickly
@given(texts)
def test_room_is_exactly_how_much_more_fits_before_another_part(text: str) -> None:
    found = segments(text)
    filler = "a" if found.alphabet == "gsm7" else "中"
    full = segments(text + filler * found.room)
    assert full.count == max(found.count, 1)
    assert segments(text + filler * (found.room + 1)).count > full.count


@quickly
@given(texts)
def test_one_wide_character_makes_the_whole_text_wide_and_is_shown(text: str) -> None:
    spans = wide(text)
    assert (alphabet_of(text) == "ucs2") == bool(spans)
    assert all(text[one.start : one.end] == one.text for one in spans)
    without = "".join(one for one in text if one not in "".join(span.text for span in spans))
    assert alphabet_of(without) == "gsm7"


def test_neighbours_that_are_wide_are_one_span() -> None:
    assert [(one.start, one.end, one.text) for one in wide("Voilà ça: “ok”")] == [
        (6, 7, "ç"),
        (10, 11, "“"),
        (13, 14, "”"),
    ]
    assert [one.text for one in wide("a😀😀b中")] == ["😀😀", "中"]
