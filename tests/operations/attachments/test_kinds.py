"""What a file is, by its content; what it is called is a claim that is checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.client._files import tidy_name
from onrecord.wire.scalars import file_name
from onrecord_server.attachments import kinds, rules
from onrecord_server.core.files import FileRules
from tests.support import files


OFFICE = kinds.CLAIMS["docx"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.picture("PNG"), "image/png"),
        (files.picture("JPEG"), "image/jpeg"),
        (files.picture("WEBP"), "image/webp"),
        (files.animation("GIF"), "image/gif"),
        (files.PDF, "application/pdf"),
        (files.EXE, "application/x-msdownload"),
        (files.SVG, "image/svg+xml"),
        (b"\xef\xbb\xbf \n<!-- hello --><svg onload=alert(1)>", "image/svg+xml"),
        (b'<?xml version="1.0"?><!DOCTYPE svg><svg/>', "image/svg+xml"),
        (files.HTML, "text/html"),
        (b"<HTML><body>", "text/html"),
        (b"<script>alert(1)</script>", "text/html"),
        (b'<?xml version="1.0"?><orders/>', "text/xml"),
        (b"#!/bin/sh\nrm -rf /\n", "text/x-shellscript"),
        ("größer als üblich".encode(), "text/plain"),
        ("übel".encode()[:-1], "text/plain"),
        (b"\x00\x01\x02\x03 binary", kinds.UNKNOWN),
        (files.office(), OFFICE),
        (files.office("xl"), kinds.CLAIMS["xlsx"]),
        (files.archive(), "application/zip"),
        (b"", "text/plain"),
    ],
)
def test_content_says_what_a_file_is(data: bytes, kind: str) -> None:
    assert kinds.sniffed(data[: kinds.HEAD]) == kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("photo.png", files.picture("PNG"), "image/png"),
        ("photo.jpg", files.picture("WEBP"), "image/webp"),
        ("photo", files.picture("PNG"), "image/png"),
        ("notes.txt", b"hello", "text/plain"),
        ("table.csv", b"a,b\n1,2\n", "text/csv"),
        ("looks.txt", files.HTML, "text/plain"),
        ("letter.doc", OLE, "application/msword"),
        ("letter.docx", files.office(), OFFICE),
        ("data.xml", files.SVG, "image/svg+xml"),
        ("data.xml", files.HTML, "text/html"),
        ("unknown.abc", b"hello", "text/plain"),
    ],
)
def test_a_name_and_its_content_may_agree(name: str, data: bytes, kind: str) -> None:
    assert kinds.agreed(name, data[: kinds.HEAD]) == kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", files.SVG),
        ("photo.png", files.HTML),
        ("photo.jpg", files.EXE),
        ("photo.gif", b"hello"),
        ("invoice.pdf", files.EXE),
        ("invoice.pdf", files.HTML),
        ("notes.txt", files.EXE),
        ("notes.txt", files.picture("PNG")),
        ("letter.docx", files.archive()),
        ("letter.doc", files.PDF),
        ("song.mp3", b"\x00\x01\x02"),
        ("archive.zip", b"not zipped"),
    ],
)
def test_a_file_that_lies_about_itself_is_refused(name: str, data: bytes) -> None:
    found = rules.type_of(name, data[: kinds.HEAD], FileRules().types)
    assert found == (None, "type_lies")


@pytest.mark.parametrize("data", [files.EXE, files.SVG, files.HTML, b"#!/bin/sh\n", b"\x00\x01"])
def test_what_has_no_telling_name_is_judged_by_its_content(data: bytes) -> None:
    assert rules.type_of("thing", data, FileRules().types) == (None, "type_not_allowed")


def test_only_what_was_written_anew_is_shown_in_a_page() -> None:
    shown = {kind for kind in kinds.CLAIMS.values() if kinds.may_show(kind)}
    assert shown == {"image/png", "image/jpeg", "image/gif", "image/webp"}


@given(st.binary(max_size=600), st.sampled_from(sorted(kinds.CLAIMS)))
def test_nothing_that_is_not_an_image_passes_for_one(data: bytes, end: str) -> None:
    found = kinds.agreed(f"x.{end}", data)
    if found in kinds.RASTER:
        assert kinds.sniffed(data) in kinds.RASTER


BAD_NAMES = [
    *("", " ", ".", "..", "../x", "a/b", "a\\b", "/etc/passwd", "C:\\x.txt", "x\0.png"),
    *("a\nb", "a\tb", "exe.\u202egnp", "a\u2066b", "CON", "con.txt", "LPT1.png", "nul", "x."),
    *("a" * 256, "ä" * 128, 'a"b', "a<b>", "a|b", "a?b", "a*b", "x\u0085y", "\ud800.txt"),
]


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", [b"<!---->", b"<!-- -->", b"<?xml?>", b"<!--", b"-->", b"<!doctype "]
)
def test_no_head_takes_long_to_judge(piece: bytes) -> None:
    head = (piece * kinds.HEAD)[: kinds.HEAD]
    assert kinds.sniffed(head) == kinds.sniffed(head + b"x")
    assert kinds.sniffed(b"<!---->" * 900 + b"<svg>") == "image/svg+xml"
    assert kinds.sniffed(b"<!--" + b"-" * 5000 + b"--><html>") == "text/html"


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_is_a_trick_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        file_name(name)


@pytest.mark.parametrize("name", [name for name in BAD_NAMES if "\ud800" not in name])
def test_who_uploads_gets_the_nearest_name_that_is_taken(name: str) -> None:
    assert file_name(tidy_name(name))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_tidied_name_is_taken_and_a_good_one_stays(name: str) -> None:
    tidied = tidy_name(name)
    assert file_name(tidied) == tidied
    try:
        good = file_name(name)
    except ValueError:
        return
    assert tidied == good


def test_images_have_a_limit_of_their_own() -> None:
    limits = FileRules(bytes_a_file=100, bytes_an_image=10)
    assert rules.fits(100, "application/pdf", limits).allowed
    assert not rules.fits(101, None, limits).allowed
    assert not rules.fits(11, "image/png", limits).allowed


def test_a_check_is_tried_again_ever_more_slowly() -> None:
    waits = [rules.next_look(tries, 0) for tries in range(12)]
    assert waits == sorted(waits)
    assert waits[-1] == 300_000_000
