"""Whatever splits a phrase or spells it out, it is found; ordinary text gives no hit that it did not give before."""

import time
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.moderation import matching
from onrecord_server.moderation.glancing import Glance
from onrecord_server.moderation.matching import Lexicon
from onrecord_server.moderation.starting import STARTS, read, start
from tests.support.project import ROOT


FILLERS: Final = "\u3164\uffa0\u115f\u1160"
SAID: Final = (ROOT / "tests/data/conversations/irc.txt").read_text("utf-8").splitlines()
#: What ordinary text gives now and did not before: a space is missing there.
MORE: Final = {"hey,guys"}
SPLIT: Final = [
    *(
        f"customer{one}list"
        for one in (*FILLERS, f" {FILLERS[0]} ", ".", "_", "-", "/", "...", "\u2022")
    ),
    "\u3164".join("customerlist"),
    *(
        f"customer\n{begun} list"
        for begun in (
            "-",
            "*",
            "+",
            ">",
            "#",
            "##",
            "1.",
            "2)",
            "a)",
            "- [x]",
            "> 1.",
            "> >",
            "\u2022 3.",
        )
    ),
    *("> customer\n> list", "# customer\n# list", "customer\n    list", "customer\U0001f642list"),
    *("customer `list`", "`customer`\n`list`", "customer\n```\nlist\n```", "**customer**.list"),
    *("c u s t o m e r  l i s t", "c u s t o m e r l i s t", "c  u  s  t  o  m  e  r  l  i  s  t"),
    *(
        "c-u-s-t-o-m-e-r-l-i-s-t",
        "g i v e  t h e  c u s t o m e r  l i s t",
        "gib c.u.s.t.o.m.e.r.l.i.s.t her",
    ),
]


def _list(**term: Any) -> Lexicon:
    return Lexicon(LexiconDocument(name="lex", title="List", terms=[Term(**term)]))


@pytest.mark.parametrize("text", SPLIT, ids=ascii)
def test_a_phrase_is_found_however_it_is_split(text: str) -> None:
    words = _list(text="customer list")
    (hit,) = words.find(f"so {text} now" if "\n" not in text else text)
    written = (f"so {text} now" if "\n" not in text else text)[hit.start : hit.end]
    assert (written[0], written[-1]) == ("c", "t")
    assert words.skim is not None
    assert not Glance([words.skim], numbers=False).passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "tell the customer. List them all",
        "the customer's list",
        "cafe\u0301customer list",
        "a b c d and so on",
        "i n s i d e r  t h r e a t",
        "cu sto mer li st",
    ],
)
def test_what_is_no_such_phrase_stays_none(text: str) -> None:
    assert _list(text="customer list").find(text) == []
    assert _list(text="insider", unless=["insider threat"]).find(text) == []


def _lists() -> list[Lexicon]:
    """Return the lists to start from, and those of the demo."""
    demo = sorted((ROOT / "examples/order_desk/words").glob("*.yaml"))
    documents = [*map(start, STARTS), *(read(path.read_text("utf-8")) for path in demo)]
    return [Lexicon(one) for one in documents]


def test_ordinary_text_gives_no_more_hits_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = _lists()
    now = {(text, hit.start, hit.end) for text in SAID for one in lists for hit in one.find(text)}
    monkeypatch.setattr(matching, "loose", lambda _: ())
    monkeypatch.setattr(matching, "runs", lambda _: ())
    found = {text for text, _, _ in now}
    before = {
        (text, hit.start, hit.end) for text in found for one in lists for hit in one.find(text)
    }
    assert before
    assert {text[start:end] for text, start, end in now - before} == MORE


@settings(max_examples=25)
@given(st.sampled_from(SAID), st.sampled_from(SAID), st.sampled_from(SPLIT))
def test_a_split_phrase_is_found_in_any_text(before: str, after: str, split: str) -> None:
    text = f"{before}\n\n{split}\n\n{after}"
    low, high = len(before) + 2, len(before) + 2 + len(split)
    hits = _list(text="customer list").find(text)
    assert any(low <= hit.start < hit.end <= high for hit in hits)


@pytest.mark.parametrize(
    "piece",
    ["a ", "a  ", "\u3164", "\n- ", "\n1. ", "\n> ", "\n" + " " * 40, "a.b", "-" * 9, "\n[ ]"],
)
def test_it_takes_time_linear_in_the_text(piece: str) -> None:
    words, started = _list(text="customer list"), time.process_time()
    words.find((piece * 64_000)[:64_000])
    assert time.process_time() - started < 3
