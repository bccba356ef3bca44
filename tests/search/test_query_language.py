"""Every text is a query or a problem with its place; what a query means does not hang on chance."""

import re
from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord_server.search import words
from onrecord_server.search.dates import Calendar, read_day
from onrecord_server.search.matching import Match, Matcher, excerpt, rank
from onrecord_server.search.rules import MOST_TERMS, Problem, Query, parse


DAY = 24 * 3600 * 1_000_000
NOON = int(datetime(2026, 3, 3, 12, tzinfo=UTC).timestamp()) * 1_000_000
CALENDAR = Calendar(NOON)
#: What is punctuation here, an operator there, or an accent, a ligature or half of a letter.
NASTY = st.sampled_from(
    "\"-*:()^&|!<>'\\ {}[]~+\u201e\u201c\u00ab\u0301\u00df\ufb01\u200d\u4e0a\u6d77"
)
TEXTS = st.text(alphabet=st.one_of(NASTY, st.characters(codec="utf-8")), max_size=80)
SYNTAX = re.compile(r"[a-z0-9\u0080-\U0010ffff]+")


@given(TEXTS)
@example('from:"')
@example("-")
@example('NEAR("a" b) OR c*')
@example("-*a")
@example("before:9999-12-31")
@example("on:0000")
def test_every_text_is_a_query_or_a_problem_with_its_place(text: str) -> None:
    parsed = parse(text, CALENDAR)
    if isinstance(parsed, Problem):
        assert parsed.reason
        assert parsed.detail
        assert 0 <= parsed.at <= len(text)
        assert 0 <= parsed.at + parsed.length <= max(len(text), 1)
    else:
        assert parsed != Query()
        assert len(parsed.terms) + len(parsed.without) <= MOST_TERMS


@given(TEXTS)
def test_no_token_is_syntax_to_a_database(text: str) -> None:
    """FTS5's ascii tokenizer and a quoted lexeme keep them whole: no space, quote or ASCII sign."""
    parsed = parse(text, CALENDAR)
    folded = words.fold(words.clean(text)).text
    asked = {t for term in getattr(parsed, "terms", ()) for t in term.tokens}
    for token in asked | words.tokens(folded):
        assert SYNTAX.fullmatch(token), token


@given(TEXTS, st.integers(0, 80), st.integers(1, 12))
def test_a_text_has_the_tokens_of_every_piece_that_is_found_in_it(
    text: str, start: int, size: int
) -> None:
    """The index proposes whatever is confirmed: it never hides a match."""
    held = words.tokens(words.fold(words.clean(text)).text)
    piece = text[start : start + size]
    for query in (piece, f'"{piece}"', f"*{piece}*", f"{piece}*", f"*{piece}"):
        parsed = parse(query, CALENDAR)
        if isinstance(parsed, Query) and Matcher(parsed).match(text) is not None:
            assert all(term.tokens <= held for term in parsed.terms)


@given(TEXTS)
def test_a_text_is_found_by_itself(text: str) -> None:
    quoted = text.replace('"', " ").replace("\u201c", " ").replace("\u201d", " ")
    parsed = parse(f'"{quoted}"', CALENDAR)
    if isinstance(parsed, Query):
        assert Matcher(parsed).match(quoted) is not None


@given(TEXTS, TEXTS)
def test_an_excerpt_is_the_text_in_pieces(text: str, query: str) -> None:
    parsed = parse(query, CALENDAR)
    match = Matcher(parsed).match(text) if isinstance(parsed, Query) else None
    if match is not None:
        pieces = excerpt(match)
        assert "".join(piece for piece, _ in pieces) == words.clean(text)
        assert sum(hit for _, hit in pieces) == len(match.spans)
        assert all(0 <= first < last <= len(match.text) for first, last in match.spans)


@given(st.text(max_size=30), st.text(alphabet="abc \u00e9\u00df", max_size=600))
def test_an_excerpt_is_short_and_shows_a_hit(before: str, after: str) -> None:
    parsed = parse("needle", CALENDAR)
    assert isinstance(parsed, Query)
    match = Matcher(parsed).match(f"{after} needle {before} {after}")
    assert match is not None
    pieces = excerpt(match)
    assert sum(len(text) for text, _ in pieces) <= 242
    assert any(hit for _, hit in pieces)


@given(TEXTS)
def test_folding_knows_where_every_character_came_from(text: str) -> None:
    shown = words.clean(text)
    folded = words.fold(shown)
    for index in range(len(folded.text)):
        first, last = folded.origin(index, index + 1)
        assert 0 <= first <= last <= len(shown)
    assert folded.origin(0, len(folded.text))[1] == len(shown)


def test_case_accents_ligatures_and_forms_do_not_matter() -> None:
    alike = (
        ("STRASSE", "stra\u00dfe"),
        ("\u00c4pfel", "A\u0308pfel"),
        ("apfel", "\u00c4PFEL"),
        ("\ufb01nd", "find"),
        ("\uff21\uff22", "ab"),
        ("\u0399\u03a3", "\u03b9\u03c2"),
        ("\u0130stanbul", "istanbul"),
        ("\u304b\u3099", "\u304c"),
        ("soft\u00adhyphen", "softhyphen"),
    )
    for one, other in alike:
        assert words.fold(words.clean(one)).text == words.fold(words.clean(other)).text
    assert words.fold("\u304b").text != words.fold("\u304c").text


def test_days_begin_where_the_asker_is() -> None:
    for offset in (-600, 0, 60, 840):
        calendar = Calendar(NOON, offset)
        first, last = read_day("2026-03-03", calendar) or (0, 0)
        assert (first + offset * 60_000_000) % DAY == 0
        assert last - first == DAY
        today = read_day("today", calendar)
        assert today is not None
        assert today[0] <= NOON < today[1]
    march = read_day("2026-03", CALENDAR)
    assert march is not None
    assert march[1] - march[0] == 31 * DAY
    for none in ("2026-13", "2026-02-30", "0000", "soon", "2026-1-1-1", "99999"):
        assert read_day(none, CALENDAR) is None


def test_the_rarer_and_denser_comes_first_and_the_newer_of_equals() -> None:
    dense, thin = Match("needle needle", ((0, 6), (7, 13)), (2,)), Match("x" * 500, (), (1,))
    assert rank([thin, dense]) == [1, 0]
    assert rank([dense, dense, dense]) == [0, 1, 2]
    assert rank([]) == []
