"""A transcript as PDF, read by a parser that is not ours: the standard that it says, and all that was said."""

import re
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import Invalid
from onrecord_server.exports import told
from onrecord_server.exports.formats import known, pdf
from onrecord_server.exports.told import Room, Told, Words
from tests.exports import scenes
from tests.exports.test_kept import ROOM
from tests.support.require import skip_or_fail


def read(data: bytes) -> Any:
    """Parse a file."""
    pypdf: Any = import_module("pypdf")
    return pypdf.PdfReader(BytesIO(data), strict=True)


def shown(told: Told) -> str:
    """Return the text of all files, without where lines break."""
    files = scenes.written(pdf.write(told))
    pages = (page for path in files if path.startswith("pdf/") for page in read(files[path]).pages)
    return flat("".join(page.extract_text() for page in pages))


def flat(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


@pytest.fixture(autouse=True, scope="module")
def _there() -> None:
    """Skip where what writes or reads it is not installed."""
    for needed in ("typst", "pypdf"):
        try:
            __import__(needed)
        except ImportError:
            skip_or_fail("pdf", f"{needed} is not installed: pip install typst pypdf")


def whole(font: Any) -> bool:
    """Say whether a font lies in the file: its outlines, or for pictures of emoji its drawings."""
    if font["/Subtype"] == "/Type3":
        return bool(font["/CharProcs"])
    (inner,) = font["/DescendantFonts"]
    return bool({"/FontFile2", "/FontFile3"} & inner.get_object()["/FontDescriptor"].keys())


@pytest.mark.req("SEC-6")
def test_a_file_for_each_day_says_which_standard_it_keeps() -> None:
    found = scenes.written(pdf.write(scenes.whole()))
    days = ["pdf/cnv_1/2026-03-01.pdf", "pdf/cnv_1/2026-03-02.pdf"]
    assert list(found) == [*days, "files/msg_1/att_1-offer.pdf"]
    for path in days:
        file = read(found[path])
        root = file.trailer["/Root"]
        said = root["/Metadata"].get_data().decode()
        for mark in ("part>2<", "conformance>A<"):
            assert f"<pdfaid:{mark}" in said
        assert "<pdfuaid:part>1<" in said
        assert root["/MarkInfo"]["/Marked"].value
        assert {"/StructTreeRoot", "/OutputIntents"} <= root.keys()
        assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & root.keys()
        for page in file.pages:
            assert "/Annots" not in page
            assert all(whole(one.get_object()) for one in page["/Resources"]["/Font"].values())
    assert found == scenes.written(pdf.write(scenes.whole())), "the same bytes again"


def test_it_tells_every_event_and_what_was_kept_back() -> None:
    text = shown(scenes.whole(ROOM))
    for piece in (
        "Alice Moreau (alice) 2026-03-01T22:00:00.000000Z, entry 10",
        "We offer 12 a ton. Are you in?",
        "[edited, version 2] We offer 11 a ton.",
        "[has read up to 14]",
        "[called it: Ore 2026]",
        "[removed the message of Robert Tanaka: rule 4] =HYPERLINK(1)",
        "[erased by event 30]",
        "[file: offer.pdf, SHA-256 0536032f",
        "[left, by Carol Okafor]",
        "[blocked by the rule leaving, not delivered] our client list",
    ):
        assert flat(piece) in text


def test_what_people_chose_is_text_and_nothing_else() -> None:
    text = shown(scenes.hostile())
    assert flat("<script>alert(1)</script>]]>") in text
    assert "x" * 2000 in text, "a long word is broken, not cut off"
    assert "\u202e" not in text
    evil = '#panic("ran") $x$ *bold* @preview <label> \\ #read("/etc/passwd") `raw`'
    said = told.Said(1, scenes.at(0), "msg_1", scenes.ALICE, Words(evil))
    room = Room(scenes.scene('#eval("1") = _T_'), lambda: iter([said]))
    text = shown(scenes.whole(room))
    assert flat(evil) in text
    assert flat('#eval("1") = _T_, 2026-03-01 UTC') in text


@settings(max_examples=12)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_is_written(words: str) -> None:
    said = told.Said(1, scenes.at(0), "msg_1", scenes.ALICE, Words(f"{words} the end"))
    text = shown(scenes.whole(Room(scenes.scene(words), lambda: iter([said]))))
    assert "theend" in text


def test_what_no_font_shows_is_named_by_its_number() -> None:
    said = told.Said(1, scenes.at(0), "msg_1", scenes.ALICE, Words("a\u0378\U00013000\uf140b"))
    text = shown(scenes.whole(Room(scenes.scene(), lambda: iter([said]))))
    assert "a[U+0378][U+13000][U+F140]b" in text


def test_a_long_day_has_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "EVENTS", 4)
    paths = [path for path in scenes.written(pdf.write(scenes.whole())) if path[:4] == "pdf/"]
    assert paths[:2] == ["pdf/cnv_1/2026-03-01.pdf", "pdf/cnv_1/2026-03-01-2.pdf"]


def test_without_it_one_reads_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    known.demand(known.FORMATS)
    monkeypatch.setattr(known, "find_spec", lambda _: None)
    known.demand(["jsonl"])
    with pytest.raises(Invalid, match=r"installs onrecord\[pdf\] first"):
        known.demand(["jsonl", "pdf"])
