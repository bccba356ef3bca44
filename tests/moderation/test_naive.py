"""What is found at once is what a reading of every place finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.moderation.matching import Lexicon


_WORDS = st.text("ab ", min_size=1, max_size=4).map(lambda text: " ".join(text.split()) or "a")
_TERMS = st.builds(
    Term,
    text=_WORDS,
    place=st.sampled_from(["word", "beginning", "end", "anywhere"]),
    near=st.none() | _WORDS,
    within=st.integers(1, 3),
    unless=st.lists(_WORDS, max_size=2),
)


def _places(text: str, term: str) -> list[tuple[int, int]]:
    """Return every place of a term."""
    size = len(term)
    return [(at, at + size) for at in range(len(text)) if text[at : at + size] == term]


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1] != " " and text[at] != " "


def _lies(text: str, place: tuple[int, int], how: str) -> bool:
    begins = how in ("end", "anywhere") or not _joins(text, place[0])
    return begins and (how in ("beginning", "anywhere") or not _joins(text, place[1]))


def _nth(text: str, at: int) -> int:
    """Return in which word of a text a place begins."""
    return sum(text[n] != " " and (n == 0 or text[n - 1] == " ") for n in range(at + 1))


def _counts(text: str, term: Term, place: tuple[int, int]) -> bool:
    if not _lies(text, place, term.place):
        return False
    phrases = [one for phrase in term.unless for one in _places(text, phrase)]
    if any(one[0] <= place[0] and place[1] <= one[1] for one in phrases):
        return False
    others = [] if term.near is None else _places(text, term.near)
    return term.near is None or any(
        one != place
        and _lies(text, one, "word")
        and abs(_nth(text, one[0]) - _nth(text, place[0])) <= term.within
        for one in others
    )


@settings(max_examples=25)
@given(st.lists(_TERMS, min_size=1, max_size=4), st.text("ab ", max_size=40))
def test_every_place_that_counts_is_found_and_no_other(terms: list[Term], text: str) -> None:
    said = " ".join(text.split())
    words = Lexicon(LexiconDocument(name="lex", title="List", terms=terms))
    known: list[object] = [*terms]
    found = sorted((hit.start, hit.end, known.index(hit.rule)) for hit in words.find(said))
    wanted = sorted(
        (*place, terms.index(term))
        for term in terms
        for place in _places(said, term.text)
        if _counts(said, term, place)
    )
    assert found == wanted
