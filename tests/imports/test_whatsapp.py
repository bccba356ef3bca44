"""A chat that WhatsApp exported comes back as it was said, in every form that its phones write."""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ChoiceNeeded, SourceUnreadable
from onrecord_server.imports.formats.base import Choices, Item, Said, Unparsed
from onrecord_server.imports.formats.whatsapp import read
from tests.imports import render
from tests.imports.render import WHATSAPP, Line


DATA = Path("examples/order_desk/data")
UTC_CLOCK = Choices(ZoneInfo("UTC"))
LONDON = Choices(ZoneInfo("Europe/London"))
BERLIN = Choices(ZoneInfo("Europe/Berlin"))


def parsed(data: bytes | str, choices: Choices = UTC_CLOCK) -> list[Item]:
    return list(read(BytesIO(data.encode() if isinstance(data, str) else data), choices))


def lines(items: list[Item]) -> list[Line]:
    said = [one for one in items if isinstance(one, Said)]
    return [Line(one.at.replace(tzinfo=None), one.author or "", one.text) for one in said]


def said(text: str) -> Said:
    """Return what one message is read as."""
    found = parsed(f"[13/06/18, 21:25:15] {text}\n")[0]
    assert isinstance(found, Said)
    return found


@pytest.mark.parametrize("form", WHATSAPP)
def test_real_talk_comes_back_exactly(form: str) -> None:
    told = list(render.irc(DATA))[:400]
    assert lines(parsed(render.whatsapp(told, form))) == told


@pytest.mark.campaign
@pytest.mark.parametrize("form", WHATSAPP)
def test_all_the_real_talk_there_is_comes_back_exactly(form: str) -> None:
    told = list(render.irc(Path(os.environ.get("ONRECORD_IRC", DATA))))
    items = parsed(render.whatsapp(told, form))
    assert lines(items) == told
    assert not [one for one in items if isinstance(one, Unparsed)]


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=40)
NAMES = (
    st.text(st.sampled_from("abcÄ яß.-'~_ 1"), min_size=1, max_size=20).map(str.strip).filter(bool)
)
MINUTES = st.datetimes(datetime.fromisoformat("2013-01-13"), datetime.fromisoformat("2027-12-31"))
TALK = st.lists(st.tuples(MINUTES, NAMES, WORDS), min_size=1, max_size=12)


@settings(max_examples=25)
@given(TALK, st.sampled_from(sorted(WHATSAPP)))
def test_whatever_is_rendered_is_read_again(
    talk: list[tuple[datetime, str, str]], form: str
) -> None:
    told = [Line(at.replace(second=0, microsecond=0), *rest) for at, *rest in sorted(talk)]
    order = {"month": "mdy", "spani": "mdy", "narro": "mdy", "chine": "ymd", "year_": "ymd"}
    key = "month" if "month_first" in form else form[:5]
    known = "dmy" if form == "spanish_ios" else order.get(key, "dmy")
    choices = Choices(ZoneInfo("UTC"), order=known)  # type: ignore[arg-type]
    assert lines(parsed(render.whatsapp(told, form), choices)) == told


def test_every_byte_is_in_a_span_or_reported() -> None:
    data = b"lost\n13/06/18, 21:25 - A: one\ntwo\n\xff\xfe\n13/06/18, 21:26 - B: three"
    items = parsed(data)
    assert [type(one).__name__ for one in items] == ["Unparsed", "Unparsed", "Said", "Said"]
    first, odd, one, two = (one.span for one in items)
    assert data[one.start : one.end] == b"13/06/18, 21:25 - A: one\ntwo\n"
    assert data[odd.start : odd.end] == b"\xff\xfe\n"
    assert data[two.start : two.end].endswith(b"three")
    assert (first.line, one.line, odd.line, two.line) == (1, 2, 4, 5)


def test_what_only_looks_like_a_header_belongs_to_the_message() -> None:
    text = "13/06/18, 21:25 - A: he wrote\n[13/06/18, 21:20:00] B: this\n1/2/2018, 3:00 PM - C: x\n"
    assert [one.text.count("\n") for one in parsed(text) if isinstance(one, Said)] == [2]


@pytest.mark.parametrize(
    "text", ["03/04/18, 10:00 - A: x\n", "03/04/18, 10:00 - A: x\n05/06/18, 10:00 - A: y\n"]
)
def test_which_comes_first_is_asked_where_it_cannot_be_known(text: str) -> None:
    with pytest.raises(ChoiceNeeded) as refused:
        parsed(text)
    assert refused.value.extra == {"choice": "order", "choices": ["dmy", "mdy"]}
    found = parsed(text, Choices(ZoneInfo("UTC"), order="mdy"))[0]
    assert isinstance(found, Said)
    assert found.at.month == 3


def test_time_that_goes_on_tells_the_order() -> None:
    text = "".join(f"01/{day:02}/18, 10:00 - A: x\n" for day in range(1, 13))
    text += "02/01/18, 10:00 - A: y\n"
    found = [one.at for one in parsed(text) if isinstance(one, Said)]
    assert found == sorted(found)
    assert found[-1] == datetime(2018, 2, 1, 10, tzinfo=UTC)


def test_a_zone_has_to_be_said() -> None:
    with pytest.raises(ChoiceNeeded, match="time zone"):
        parsed("13/06/18, 21:25 - A: x\n", Choices())


def test_an_hour_that_came_twice_or_never_is_marked() -> None:
    text = "".join(
        f"{at} - A: x\n" for at in ("30/03/24, 23:00", "31/03/24, 02:30", "27/10/24, 02:30")
    )
    found = [one.confidence for one in parsed(text, BERLIN) if isinstance(one, Said)]
    assert found == ["sure", "hour_missing", "hour_twice"]
    back = "14/06/18, 10:00 - A: x\n13/06/18, 10:00 - A: y\n"
    assert [one.confidence for one in parsed(back, LONDON) if isinstance(one, Said)][
        1
    ] == "clock_went_back"


@pytest.mark.parametrize(
    ("text", "kind", "files", "words"),
    [
        (
            "A: \u200e<attached: 00000042-PHOTO-2018-06-13.jpg>",
            "file",
            ("00000042-PHOTO-2018-06-13.jpg",),
            "",
        ),
        (
            "A: IMG-20180613-WA0001.jpg (file attached)\nlook",
            "file",
            ("IMG-20180613-WA0001.jpg",),
            "look",
        ),
        ("A: IMG-1.jpg (Datei angehängt)", "file", ("IMG-1.jpg",), ""),
        ("A: <Media omitted>", "left_out", (), "<Media omitted>"),
        ("A: \u200eBild weggelassen", "left_out", (), "Bild weggelassen"),
        ("A: \u200eThis message was deleted.", "deleted", (), "This message was deleted."),
        ("A: so \u200e<This message was edited>", "edited", (), "so"),
        ("Messages are end-to-end encrypted.", "notice", (), "Messages are end-to-end encrypted."),
        ("A changed the subject to “x: y”", "notice", (), "A changed the subject to “x: y”"),
        ("A: <attached: ../../etc/passwd.txt>", "said", (), "<attached: ../../etc/passwd.txt>"),
    ],
)
def test_marks_are_no_words(text: str, kind: str, files: tuple[str, ...], words: str) -> None:
    found = said(text)
    assert (found.kind, found.files, found.text) == (kind, files, words)
    assert (found.author is None) == (kind == "notice")


def test_a_name_may_hold_a_colon_where_it_is_said() -> None:
    text = "13/06/18, 21:25 - Ops: Night: done: all\n"
    named = Choices(ZoneInfo("UTC"), names=frozenset({"Ops: Night"}))
    assert lines(parsed(text))[0].author == "Ops"
    assert lines(parsed(text, named))[0] == Line(
        datetime.fromisoformat("2018-06-13T21:25"), "Ops: Night", "done: all"
    )


def test_a_file_that_is_something_else_is_refused() -> None:
    for data in (b"", b"hello\n", "13/06/18".encode("utf-16"), b"PK\x03\x04broken"):
        with pytest.raises(SourceUnreadable):
            parsed(data)


def test_a_line_without_end_is_reported_and_not_kept() -> None:
    data = b"13/06/18, 21:25 - A: x\n" + b"y" * (3 << 20) + b"\n13/06/18, 21:26 - B: z\n"
    items = parsed(data)
    long = [one for one in items if isinstance(one, Unparsed)]
    assert [(one.why, one.span.end - one.span.start) for one in long] == [
        ("too long", (3 << 20) + 1)
    ]
    assert [one.text for one in lines(items)] == ["x", "z"]
