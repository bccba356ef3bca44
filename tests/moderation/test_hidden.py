"""Nothing hides a number or a word: each is found, at the place where it was written."""

import contextlib
import json
import re
import time
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.wire.lexicon_document import Expression, LexiconDocument, Term
from onrecord.wire.policy_document import DetectorTrigger, Entity
from onrecord_server.moderation.detectors import detect
from onrecord_server.moderation.drawn import drawn
from onrecord_server.moderation.expressions import ExpressionRefused
from onrecord_server.moderation.folding import bare
from onrecord_server.moderation.looks import detector_look
from onrecord_server.moderation.matching import MOST_HITS, Lexicon, TooManyPlaces
from onrecord_server.moderation.undone import others
from tests.support.project import ROOT


#: What the widgets parse, and what they make of it.
VECTORS: Final = json.loads((ROOT / "tests/data/markdown.json").read_text("utf-8"))
#: The same numbers as they are written plainly, dressed up.
DRESSED: list[tuple[Entity, str]] = [
    ("card", "4111\u200b1111\u200b1111\u200b1111"),
    ("card", "4111\u20031111\u20091111\u202f1111"),
    ("card", "4111\u20141111\u20121111\u22121111"),
    ("card", "4111  1111   1111 - 1111"),
    ("card", "4111 1111\n1111 1111"),
    ("card", "4.1.1.1 1.1.1.1 1.1.1.1 1.1.1.1"),
    ("card", "\uff14\uff11\uff11\uff11 1111 1111 1111"),
    ("card", "\u0664\u0661\u0661\u0661 1111 1111 1111"),
    ("card", "4\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3 1111 1111 1111"),
    ("card", "4\u00ad111\u2060111111111111"),
    ("ssn", "123\u20115\u200d4\u20116789".replace("5\u200d4", "45")),
    ("ssn", "123\u00a045\u00a06789"),
    ("ssn", "123 - 45 - 6789"),
    ("iban", "DE89\u202f3704\u202f0044\u202f0532\u202f0130\u202f00"),
    ("iban", "D\u200bE89-3704-0044-0532-0130-00"),
    ("iban", "\uff24\uff25\uff18\uff19 3704 0044 0532 0130 00"),
    ("npi", "12345\u200b67893"),
    ("phone", "+32\u00a02\u2011123\u201145\u201167"),
    ("email", "anna\u200b.b\uff20mail.example.com"),
]


@pytest.mark.parametrize(("entity", "text"), DRESSED, ids=ascii)
def test_no_dress_hides_a_number(entity: Entity, text: str) -> None:
    said = f"caf\u00e9\u200b: {text}, so"
    hits = [said[one.start : one.end] for one in detect(said, frozenset({entity}))]
    assert hits == [text]


_ODD = st.text(st.sampled_from("\u200b\u2060\u00ad\ufe0f\u202e"), max_size=3)


@settings(max_examples=25)
@given(st.lists(_ODD, min_size=15, max_size=15), st.text(max_size=20))
def test_whatever_is_hidden_in_it_a_card_is_found(odd: list[str], before: str) -> None:
    digits = "4111111111111111"
    card = "".join(a + b for a, b in zip(digits, [*odd, ""], strict=True))
    said = f"{before} x {card} y"
    assert said[len(before) + 3 :][: len(card)] in [
        said[one.start : one.end] for one in detect(said, frozenset({"card"}))
    ]


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_what_is_bare_knows_its_places_and_stays_bare(text: str) -> None:
    once = bare(text)
    assert len(once.ends) == len(once.text) == len(once.places) - 1
    assert list(once.places) == sorted(once.places)
    assert bare(once.text).text == once.text


def test_a_record_number_is_what_the_tenant_says() -> None:
    said, wanted = "patient mrn\u200b-0077 of MRN-12", frozenset[Entity]({"record_number"})
    found = detect(said, wanted, record_number=r"(?i)\bmrn-\d+")
    assert [said[one.start : one.end] for one in found] == ["mrn\u200b-0077", "MRN-12"]
    assert detect(said, wanted) == []
    assert detect(said, frozenset(), record_number=r"(?i)\bmrn-\d+") == []
    with pytest.raises(ExpressionRefused):
        detect(said, wanted, record_number="(")


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("email", "anna\uff20mail.example.com"),
        ("card", "\u2463\u2460\u2460\u2460 " + "\u2460" * 12),
        ("record_number", "file m\u200brn-x"),
    ],
    ids=ascii,
)
def test_what_the_policy_looks_for_is_found_in_any_dress(entity: Entity, text: str) -> None:
    trigger = DetectorTrigger(id="d", entities=[entity], record_number="mrn-[a-z]")
    found = detector_look(trigger)(text)
    assert found is not None
    assert [span.rule for span in found.spans] == [entity]


def test_an_expression_sees_what_is_hidden() -> None:
    words = LexiconDocument(
        name="lex", title="L", expressions=[Expression(name="ring", pattern=r"ring me")]
    )
    said = "r\u200bing\u00a0me"
    assert [said[hit.start : hit.end] for hit in Lexicon(words).find(said)] == [said]


def _list(*terms: Term) -> Lexicon:
    return Lexicon(LexiconDocument(name="lex", title="List", terms=list(terms)))


def test_a_thousand_hits_are_all_told_and_more_are_too_many() -> None:
    words = _list(Term(text="short"))
    assert len(words.find("short " * MOST_HITS)) == MOST_HITS
    with pytest.raises(TooManyPlaces):
        words.find("short " * (MOST_HITS + 1))


@pytest.mark.parametrize(
    "term",
    [
        Term(text="a", unless=["a a", "a a a"]),
        Term(text="a", near="b", within=50),
        Term(text="a", near="a", within=50, unless=["a a"]),
    ],
    ids=["unless", "near", "both"],
)
def test_what_excuses_a_place_is_found_at_once_in_a_hostile_text(term: Term) -> None:
    started = time.process_time()
    with contextlib.suppress(TooManyPlaces):
        _list(term).find("a " * 32_000)
    assert time.process_time() - started < 5


def test_a_term_is_found_across_the_pieces_of_a_long_text() -> None:
    words = _list(Term(text="off the record"))
    for filler in range(4_080, 4_110):
        text = "x" * filler + " off the record " + "y" * 50
        assert [hit.start for hit in words.find(text)] == [filler + 1]


@pytest.mark.parametrize("piece", ["1 ", "+1", "a@", "DE11", "a.", "\u200b1", "- 4111 "])
def test_detectors_take_time_linear_in_the_text(piece: str) -> None:
    started = time.process_time()
    detect(piece * (65_000 // len(piece)), frozenset({"card", "ssn", "iban", "phone", "email"}))
    assert time.process_time() - started < 5


#: Words and numbers as the widgets draw them unbroken, split by their markup.
DRAWN = [
    "customer **list**",
    "custo**mer** list",
    "_customer_ ~~list~~",
    "`customer` list",
    "[custo](https://example.com/a_(b))mer list",
    "customer \\-list",
    "custo\u3164mer list",
    "customer\u2800list",
    "\U0001f172\U0001f184\U0001f182tomer list",
]


@pytest.mark.parametrize("text", DRAWN, ids=ascii)
def test_no_markup_hides_a_word(text: str) -> None:
    terms = [Term(text="customer list", place="anywhere")]
    found = Lexicon(LexiconDocument(name="x", title="X", purpose="supervision", terms=terms))
    said = f"(the {text})"
    (hit,) = found.find(said)
    assert said[hit.start : hit.end].startswith(text.lstrip("*_`[")[:1])
    assert "list" in said[hit.start : hit.end]


#: What a widget draws as it is written joins nothing.
LITERAL = [
    "in*sider",
    "2 * in * sider",
    "in_sider_s",
    "in\\*sid\\*er",
    "in[sider] or [sider](see below)",
    "in`sider",
    "in~sid~er",
    "in__sider__",
    "in*sider\n\nand *that",
]


@pytest.mark.parametrize("text", LITERAL)
def test_signs_that_are_drawn_join_no_words(text: str) -> None:
    words = _list(Term(text="insider", place="anywhere"))
    assert words.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "in*sid*er",
        "in*\n\nin*sid*er",
        "*a* in**s**ider",
        "in`sider\\`",
        "in[s](mailto:a@b.c)ider",
    ],
)
def test_signs_that_are_not_drawn_join_what_is_around_them(text: str) -> None:
    words = _list(Term(text="insider", place="anywhere"))
    assert len(words.find(text)) == 1


def _shown(nodes: Any) -> str:
    """Return the words that a widget draws of what it has parsed."""
    if isinstance(nodes, list):
        return "".join(map(_shown, nodes))
    said = str(nodes.get("text", " ")) if nodes["kind"] in ("text", "code", "break") else ""
    return said + _shown(nodes.get("children", []))


@pytest.mark.parametrize("vector", VECTORS, ids=[one["name"] for one in VECTORS])
def test_what_the_widgets_draw_side_by_side_is_read_side_by_side(vector: Any) -> None:
    plain = drawn(vector["text"])
    read = vector["text"] if plain is None else plain.text
    for block in vector["blocks"]:
        if block["kind"] == "paragraph":
            for word in re.findall(r"\w+", _shown(block["children"])):
                assert word in read or word in vector["text"]


def test_no_quote_hides_a_word() -> None:
    terms = [Term(text="customer list")]
    found = Lexicon(LexiconDocument(name="x", title="X", purpose="supervision", terms=terms))
    assert len(found.find("> customer\n>> list")) == 1


@pytest.mark.parametrize(
    "card",
    [
        "4111 **1111** 1111 1111",
        "4111`1111`11111111",
        "4111\\-1111\\-1111\\-1111",
        "4111_1111_ 1111 1111",
        "4111](https://example.com)1111 1111 1111",
    ],
)
def test_no_markup_hides_a_number(card: str) -> None:
    said = f"it is [{card}" if "](" in card else f"it is {card}"
    (found,) = detect(said, frozenset({"card"}))
    assert said[found.start : found.end] == card


def test_signs_that_are_everywhere_are_read_in_little_time() -> None:
    began = time.process_time()
    for said in ("[" * 8_000, "](https://" * 800, "*a" * 4_000, "> " * 4_000, "\\*" * 4_000):
        detect(said, frozenset({"card"}))
    assert time.process_time() - began < 2


#: A word as people write it for others to read, and not for us.
UNDONE = [
    "i n s i d e r",
    "I.N.S.I.D.E.R",
    "so i-n-s-i-d-e-r!",
    "i n s i d e r   t i p s",
    "%69%6E%73ider",
    "https://example.com/?q=%69nsider",
    "the \u202eredisni\u202c word",
    "*i* n s i d e r",
    "\u0456n\u0455\u0456d\u0435r",
    "in\u0455\u0268\u0111er",
]


@pytest.mark.parametrize("text", UNDONE, ids=ascii)
def test_no_disguise_hides_a_word(text: str) -> None:
    hits = _list(Term(text="insider")).find(text)
    assert len({(hit.start, hit.end) for hit in hits}) == 1
    assert 0 <= hits[0].start < hits[0].end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "i n-s i d e r",
        "ins i d e r s",
        "in s i der",
        "an i n s i d e rs",
        "%69nside",
        "redisni",
        "%zz insid",
    ],
)
def test_what_is_no_disguise_is_read_as_it_stands(text: str) -> None:
    assert _list(Term(text="insider")).find(text) == []


def test_an_address_in_an_escape_or_turned_round_is_found() -> None:
    wanted = frozenset[Entity]({"email", "card"})
    said = "see https://x.example/?to=bob%40mail.example and \u202e1111 1111 1111 1114\u202c"
    found = {one.entity: said[one.start : one.end] for one in detect(said, wanted)}
    assert found["email"].endswith("bob%40mail.example")
    assert "1114" in found["card"]


@settings(max_examples=25)
@given(st.text(st.sampled_from("ab %6.\u202e\u202c*_"), max_size=40))
def test_every_other_reading_knows_its_places(text: str) -> None:
    for read in others(text):
        assert len(read.ends) == len(read.text) == len(read.places) - 1
        for at in range(len(read.text)):
            start, end = read.origin(at, at + 1)
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "piece", ["a b ", "a.b.c ", "%41", "%", "\u202ea", "\u202ea\u202c", "a a a "]
)
def test_disguises_are_undone_in_time_linear_in_the_text(piece: str) -> None:
    started = time.process_time()
    for _ in others(piece * (65_000 // len(piece))):
        pass
    assert time.process_time() - started < 2
