"""What passes at a glance holds nothing that anybody looks for; most plain texts do."""

from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord.wire.policy_document import Entity
from onrecord_server.moderation.detectors import _DETECTORS, detect
from onrecord_server.moderation.glancing import Glance
from onrecord_server.moderation.matching import Lexicon
from onrecord_server.moderation.skimming import LONGEST, Skim


_ALL: Final = frozenset[Entity](_DETECTORS)
_PARTS = st.sampled_from(
    [
        *("a", "b", "ab", "A", "á", "ß", "а", "ｂ", "0", "4", "7", "20", "1111", "212", "DE"),  # noqa: RUF001
        *(" ", "  ", "\t", "\r", "\n", "-", "_", ".", ",", "/", "(", ")", "+", "'", "!", "@", "$"),
        *("|", "*", "**", "`", "~", "[", "](https://a.example)", "\\", ">", ":", "\x00", "\x7f"),
        *("\u200b", "\u0301", "內", "ท", "🙂", "DE89 3704 0044 0532 0130 00", "NO9386011117947"),
        *("4111 1111 1111 1111", "123-45-6789", "a@b.example", "+1 212 555 1212", "1234567893"),
    ]
)
_SAID = st.lists(_PARTS, min_size=1, max_size=6).map("".join)
_TERM = st.builds(
    Term,
    text=_SAID.map(
        lambda text: " ".join(text.split()).replace("\x00", "").replace("\x7f", "") or "a"
    ),
    place=st.sampled_from(["word", "beginning", "end", "anywhere"]),
)


def _list(terms: list[Term], *, lookalikes: bool = True) -> Lexicon:
    return Lexicon(LexiconDocument(name="lex", title="List", terms=terms, lookalikes=lookalikes))


def _in_full(lists: list[Lexicon], text: str) -> list[object]:
    """Return what is found without any short cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Skim, "passes", lambda *_: False)
        return [*(hit for one in lists for hit in one.find(text)), *detect(text, _ALL)]


@settings(max_examples=25)
@given(
    st.lists(st.lists(_TERM, min_size=1, max_size=2), max_size=2),
    st.booleans(),
    st.lists(_SAID, min_size=1, max_size=8),
)
@example([[Term(text="ab")]], True, ["4b", "$b", "b4", "*a*b", "a_b", "A-B", "\tab\r"])
@example([[Term(text="abab")]], True, ["a b a b", "a.b.a.b", "%61bab", "x a-b-a-b"])
@example([], True, ["to%20bob%40mail.example"])
@example([], True, ["a **4111** 1111 1111 1111", "12\t3 - 45\n6789", "(+1)212-555-1212"])
@example([], True, ["to DE \n89 3704 0044 0532 0130 00", "De-89\r3704 0044 0532 0130 00."])
def test_what_passes_holds_nothing(terms: list[list[Term]], looks: bool, texts: list[str]) -> None:
    lists = [_list(some, lookalikes=looks) for some in terms]
    glance = Glance([one.skim for one in lists if one.skim], numbers=True)
    for text in [*texts, "".join(texts), *(f"{texts[0]} {one[0].text}" for one in terms)]:
        assert not glance.passes(text) or _in_full(lists, text) == []


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_no_text_passes_that_holds_something(text: str) -> None:
    lists = [_list([Term(text="a"), Term(text="0b", place="anywhere")])]
    glance = Glance([one.skim for one in lists if one.skim], numbers=True)
    assert not glance.passes(text) or _in_full(lists, text) == []


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("We meet at 10:45 for 1200 EUR, and talk!", True),
        ("see version 2.11 (of 3), in room 12; or call me: it's $5", True),
        ("we bribe", False),
        ("br1be", False),
        ("*we* talk", False),
        ("anna@example.com", False),
        ("on 2026-11-26 10:45", False),
        ("schön", False),
        ("a " * LONGEST, False),
    ],
)
def test_most_plain_texts_pass(text: str, passes: bool) -> None:
    skim = _list([Term(text="bribe"), Term(text="off the record")]).skim
    assert skim is not None
    assert Glance([skim], numbers=True).passes(text) is passes


def test_a_list_with_expressions_is_never_passed_over_at_a_glance() -> None:
    document = LexiconDocument.model_validate(
        {"name": "lex", "title": "List", "expressions": [{"name": "any", "pattern": "a+"}]}
    )
    assert Lexicon(document).skim is None
