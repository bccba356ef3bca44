"""What is passed over at once holds nothing; most texts are passed over."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.moderation import detectors
from onrecord_server.moderation.detectors import _DETECTORS, detect, hinted
from onrecord_server.moderation.folding import bare, bare_text
from onrecord_server.moderation.matching import Lexicon
from onrecord_server.moderation.skimming import LONGEST, Skim


_PARTS = st.sampled_from(
    [
        *("a", "b", "ab", "A", "á", "ß", "ss", "а", "ｂ", "ı", "0", "4", "7", "1"),  # noqa: RUF001
        *(" ", "  ", "\t", "\n", "-", "–", "_", ".", "'", "’", "!", "@", "$", "|"),  # noqa: RUF001
        *("\u200b", "\u0301", "\u00ad", "\x00", "\x7f", "½", "²", "内", "ท", "क", "ि", "🙂"),
    ]
)
_SAID = st.lists(_PARTS, min_size=1, max_size=5).map("".join)
_TERM = st.builds(
    Term,
    text=_SAID.map(
        lambda text: " ".join(text.split()).replace("\x00", "").replace("\x7f", "") or "a"
    ),
    place=st.sampled_from(["word", "beginning", "end", "anywhere"]),
)


@settings(max_examples=25)
@given(st.lists(_TERM, min_size=1, max_size=3), st.lists(_SAID, max_size=4), st.booleans())
def test_what_is_passed_over_holds_no_term(
    terms: list[Term], around: list[str], looks: bool
) -> None:
    document = LexiconDocument(name="lex", title="List", terms=terms, lookalikes=looks)
    listed = Lexicon(document)
    for term in terms:
        for text in (f"{' '.join(around)} {term.text}", term.text.join(["", *around, ""])):
            hits = listed.find(text)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Skim, "passes", lambda *_: False)
                assert hits == listed.find(text)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("we meet at 10:45 for 1200 EUR, and talk", True),
        ("nothing on the file, but off the wall: this record", True),
        ("“Grüße” – nous avons été là… 🙂", True),  # noqa: RUF001
        ("off – THE_record", False),  # noqa: RUF001
        ("unbribed", True),
        ("briber", False),
        ("we ｂribe", False),  # noqa: RUF001
        ("0ff the record", False),
        ("内幕", False),
        ("a" * (LONGEST + 1), False),
        ("in 2026 we were 0ff the record", False),
    ],
)
def test_most_texts_are_passed_over_and_no_disguise_is(text: str, passes: bool) -> None:
    terms = [Term(text="off the record"), Term(text="bribe", place="beginning")]
    document = LexiconDocument(name="lex", title="List", terms=terms)
    assert Skim(document).passes(text) is passes


def test_a_sign_that_is_a_term_is_looked_for() -> None:
    terms = [Term(text="🤐"), Term(text="off the record")]
    skim = Skim(LexiconDocument(name="lex", title="List", terms=terms))
    assert skim.passes("all 🙂 here")
    assert not skim.passes("all 🤐 here")


@settings(max_examples=25)
@given(st.text(max_size=40) | st.lists(_SAID, max_size=8).map("".join))
def test_bare_text_is_the_text_of_what_is_bare(text: str) -> None:
    assert bare_text(text) == bare(text).text


_DIGITS = ["0", "1", "4", "20", "11", "٤", "④", "1111", "212"]
_NUMBER = st.lists(
    st.sampled_from([*_DIGITS, " ", "  ", "\n", "-", ".", "/", "(", ")", "+", "DE", "at", "ı"])  # noqa: RUF001
    | st.sampled_from(["DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "a@b.example", "\t"]),
    max_size=24,
).map("".join)


@settings(max_examples=25)
@given(_NUMBER)
@example("123 - 45 - 6789")
@example("DE \n89 3704 0044 0532 0130 00")
@example("NO9386011117947")
@example("(212) 555-1212")
@example("+1 (2) (1) 2 5 5 5 1 2")
def test_of_what_is_not_hinted_at_there_is_none(text: str) -> None:
    plain, there = bare(text).text, hinted(text)
    assert [one for one, find in _DETECTORS.items() if one not in there and [*find(plain)]] == []


_MARKED = st.lists(
    _NUMBER | st.sampled_from(["*", "_", "`", "[", "](https://a.example)", "> "])
).map("".join)


@settings(max_examples=50)
@given(_NUMBER | _MARKED)
@example("DE  89 3704 0044 0532 0130 00")
@example("so D\x00E89 3704 0044 0532 0130 00")
@example("**4111** 1111 1111 1111")
@example("D*E*89 3704 0044 0532 0130 00")
@example("call 21 25 55 12 1")
def test_what_is_free_at_once_is_free_when_it_is_looked_through(text: str) -> None:
    wanted = frozenset(_DETECTORS)
    found = detect(text, wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detectors, "_is_free", lambda _: False)
        assert found == detect(text, wanted)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("we meet at 10:45 for 1200 EUR or so, the lot of us", set()),
        ("version 2.11 of 3 parts, in room 12", set()),
        ("“schön” – so… 🙂", set()),  # noqa: RUF001
        ("anna@example.com", {"email"}),
        ("on 2026-11-26 10:45", {"card", "ssn", "npi", "phone"}),
    ],
)
def test_plain_talk_hints_at_nothing(text: str, there: set[str]) -> None:
    assert hinted(text) == there
