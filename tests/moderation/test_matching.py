"""A term is found whatever it is dressed up as, at the place where it was written, and not where it only seems to be."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.wire.lexicon_document import Expression, LexiconDocument, Term
from onrecord_server.moderation.expressions import ExpressionRefused
from onrecord_server.moderation.folding import fold
from onrecord_server.moderation.matching import Lexicon, TooManyPlaces


def lexicon(*terms: Term | str, **more: object) -> Lexicon:
    """Return a list of these terms."""
    given = [Term(text=one) if isinstance(one, str) else one for one in terms]
    return Lexicon(LexiconDocument(name="lex", title="List", terms=given, **more))  # type: ignore[arg-type]


def found(words: Lexicon, text: str) -> list[str]:
    """Return what was hit, as it was written."""
    return [text[hit.start : hit.end] for hit in words.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "keep it off the record, please",
        "OFF THE RECORD",
        "off  the\trecord",
        "off the rec\u200bord",
        "o\u00adff the record",
        "\u202eoff the record\u202c",
        "off the re\u0301cord",
        "\uff4f\uff46\uff46 the record",
        "\u043eff the r\u0435\u0441\u043erd",
        "0ff the rec0rd",
        "off the r3c0rd!",
        "off-the-record",
        "off \u2013 the_record",
    ],
    ids=ascii,
)
def test_no_disguise_hides_a_phrase(text: str) -> None:
    assert len(found(lexicon("off the record"), text)) == 1


@pytest.mark.parametrize(
    ("place", "hits"),
    [
        ("word", ["short"]),
        ("beginning", ["short", "short"]),
        ("end", ["short", "short"]),
        ("anywhere", ["short", "short", "short", "short"]),
    ],
)
def test_a_term_lies_in_words_as_it_says(place: str, hits: list[str]) -> None:
    text = "short shorten ultrashort unshortened"
    assert found(lexicon(Term(text="short", place=place)), text) == hits  # type: ignore[arg-type]


def test_scripts_without_spaces_have_no_borders() -> None:
    assert found(lexicon("\u5185\u5e55"), "\u8fd9\u662f\u5185\u5e55\u6d88\u606f") == [
        "\u5185\u5e55"
    ]


def test_a_phrase_excuses_and_another_term_makes_it_count() -> None:
    excused = lexicon(Term(text="short", unless=["short break", "in short"]))
    assert found(excused, "a short break, in short: we are short") == ["short"]
    near = lexicon(Term(text="delete", near="evidence", within=4))
    assert found(near, "delete all of the evidence") == ["delete"]
    assert found(near, "evidence! Now delete it") == ["delete"]
    assert found(near, "delete the old draft before anybody looks at the evidence") == []
    assert found(near, "delete this evidenced thing") == []


def test_a_disguise_is_undone_and_plain_numbers_stay_numbers() -> None:
    assert found(lexicon("password"), "my p4ssw0rd") == ["p4ssw0rd"]
    assert fold("10 orders of 4711, at 3").text == "10 orders of 4711, at 3"
    assert found(lexicon("password", lookalikes=False), "my p4ssw0rd") == []


def test_every_apostrophe_is_one() -> None:
    for text in ("don't", "don\u2019t", "don\u02bct", "don\u00b4t", "don`t"):
        assert found(lexicon("don't"), text) == [text]
        assert found(lexicon(text), "don't") == ["don't"]


def test_overlapping_terms_are_all_found() -> None:
    words = lexicon("insider", "insider trading", "trading tip")
    assert found(words, "insider trading tip") == ["insider trading", "insider", "trading tip"]


def test_an_expression_takes_time_linear_in_the_text() -> None:
    words = lexicon(expressions=[Expression(name="evil", pattern="^(a+)+$")])
    started = time.process_time()
    assert found(words, "a" * 50_000 + "b") == []
    assert time.process_time() - started < 5
    with pytest.raises(ExpressionRefused, match="escape"):
        lexicon(expressions=[Expression(name="back", pattern=r"(a)\1")])


def test_a_hundred_thousand_terms_and_hostile_texts_stay_bounded() -> None:
    chance = random.Random(1)
    terms = {"".join(chance.choices("abcdefghij", k=chance.randint(5, 12))) for _ in range(100_000)}
    words = lexicon(*sorted(terms), *("a" * size for size in range(1, 100)))
    started = time.process_time()
    for hostile in ("a " * 30_000, "a" * 60_000):
        with pytest.raises(TooManyPlaces):
            words.find(hostile)
    assert time.process_time() - started < 5
    one = min(terms)
    assert one in found(words, f"so {one} it is")


_TEXT = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("\u200b\u202e\u0301 aeo0@")),
    max_size=60,
)


@given(before=_TEXT, after=_TEXT)
def test_whatever_stands_around_it_the_place_is_the_one_that_was_written(
    before: str, after: str
) -> None:
    text = f"{before} zyxw {after}"
    assert (len(before) + 1, len(before) + 5) in [
        (hit.start, hit.end) for hit in lexicon(Term(text="zyxw", place="anywhere")).find(text)
    ]


@given(_TEXT)
def test_folding_is_stable_and_knows_its_places(text: str) -> None:
    folded = fold(text)
    assert len(folded.ends) == len(folded.text) == len(folded.places) - 1
    assert list(folded.places) == sorted(folded.places)
    assert "  " not in folded.text
