"""A file that was made to break an import: it is refused or reported, and soon; and nobody can keep one out."""

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from onrecord.errors import SourceUnreadable
from onrecord.wire.imports import ImportFormat
from onrecord_server.imports import rules
from onrecord_server.imports.formats import markup, zips
from onrecord_server.imports.formats.base import MOST, Choices, Said, Unparsed
from onrecord_server.imports.formats.opening import READERS
from tests.operations.imports.test_imports import brought, host, kept
from tests.support.engines import Room


__all__ = ["host"]

LINE: Final = {"author": "alice", "at": "2020-01-01T00:00:00Z", "text": "hi"}
CHAT: Final = b"13/06/18, 21:25 - Ann: The pallet is here.\n" * 2_000


def read(name: ImportFormat, data: bytes, **chosen: Any) -> list[Any]:
    return list(READERS[name](io.BytesIO(data), Choices(**chosen)))


@pytest.mark.parametrize("name", ["author", "text", "id", "place", "name", "files"])
def test_half_a_character_and_a_zero_stop_no_import(room: Room, host: Any, name: str) -> None:
    odd: list[Any] = ["a\ud83d", "a\0"]
    lines = [{**LINE, name: [one] if name == "files" else one} for one in odd]
    found = kept(host, "\n".join(map(json.dumps, [*lines, LINE])).encode(), "jsonl")
    now = brought(host, found, tz=None)
    assert (now.state, now.said, now.unparsed) == ("done", 3, 0)


def test_who_has_the_file_cannot_keep_it_from_being_brought(room: Room, host: Any) -> None:
    alice = room.person("alice")
    group = alice.conversations.create(kind="group", members=[], title="Team").id
    found = kept(host, json.dumps(LINE).encode(), "jsonl")
    alice.messages.send(group, "harmless", client_id=rules.client_id(found.sha256 or "", 1))
    now = brought(host, found, tz=None)
    assert (now.state, now.said) == ("done", 1)


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_time_that_nobody_wrote_at_is_reported(at: str) -> None:
    good, bad = read("jsonl", f"{json.dumps(LINE)}\n{json.dumps(LINE | {'at': at})}".encode())
    assert isinstance(good, Said)
    assert bad == Unparsed(bad.span, "no time (at)")


@pytest.mark.parametrize("name", ["whatsapp", "signal"])
def test_a_clock_at_the_end_of_time_is_reported(name: ImportFormat) -> None:
    line = {"whatsapp": "31/12/9999, 23:59 - Ann: x", "signal": "[9999-12-31 23:59] Ann: x"}[name]
    [found] = read(name, line.encode(), zone=ZoneInfo("America/New_York"), order="dmy")
    assert isinstance(found, Unparsed)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_with_broken_bytes_is_refused(packing: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        archive.writestr("_chat.txt", CHAT)
    data = bytearray(packed.getvalue())
    data[55:85] = bytes(one ^ 0xFF for one in data[55:85])
    with pytest.raises(SourceUnreadable):
        read("whatsapp", bytes(data), zone=UTC)


def test_an_archive_of_many_small_bombs_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", bytes(zips._SLACK // 2))
    with pytest.raises(SourceUnreadable, match="beyond measure"):
        zips.opened(packed)


def test_words_inside_words_inside_words_stop_no_reader() -> None:
    deep = "[" * 600 + "1" + "]" * 600
    message = '{"id": 1, "type": "message", "date_unixtime": "1600000000", "from": "A", "text": '
    [found] = read("telegram", f'{{"messages": [{message}{deep}}}]}}'.encode())
    assert (found.author, found.at) == ("A", datetime.fromtimestamp(1_600_000_000, UTC))


def test_a_sort_that_is_no_word_stops_no_reader() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("users.json", "[]")
        archive.writestr("general/2020-01-01.json", '[{"subtype": [], "ts": "1.0", "user": "U"}]')
    [found] = read("slack", packed.getvalue())
    assert found.author == "U"


@pytest.mark.parametrize("piece", ["<a ", "<a b='", "<!--", "<!--x>", "</", "<", "<a b='>"])
def test_html_is_read_in_one_go(piece: str) -> None:
    assert len(markup.of_html(piece * 100_000)) <= len(piece) * 100_000
    assert markup.of_html("<p>a &amp; b</p><!-- c > d --><p class='e'>1 < 2</p>") == "a & b\n1 < 2"


def test_an_entity_of_thousands_of_digits_stays_as_it_is() -> None:
    text = f"&#{'9' * 5_000};"
    assert markup.of_html(text) == text
    assert markup.of_slack(text, {}) == text


def test_blanks_cost_no_time() -> None:
    [found] = read("whatsapp", CHAT[:24] + b" " * 900_000 + b"x\n", zone=UTC)
    assert found.kind == "said"


def test_a_row_of_a_sheet_that_never_ends_is_reported() -> None:
    rows_ = read("csv", b"author,at,text\n" + b'"a\n",' * 220_000 + b"\n")
    assert all(isinstance(one, Unparsed) for one in rows_)
    assert max(one.span.end - one.span.start for one in rows_) < 2 * MOST
    assert len(rows_) > 1
