"""Every other format: what its program writes comes back, and what is broken in it is reported."""

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ChoiceNeeded, SourceUnreadable
from onrecord_server.imports.formats import zips
from onrecord_server.imports.formats.base import Choices, Item, Said, Unparsed
from onrecord_server.imports.formats.opening import READERS
from tests.imports import render


ZONED = Choices(ZoneInfo("Europe/Berlin"))
NONE = Choices()


def read(name: str, data: bytes | str, choices: Choices = NONE) -> list[Item]:
    source = BytesIO(data.encode() if isinstance(data, str) else data)
    return list(READERS[name](source, choices))


def packed(files: dict[str, Any]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            archive.writestr(name, value if isinstance(value, (str, bytes)) else json.dumps(value))
    return target.getvalue()


def said(items: list[Item]) -> list[Said]:
    return [one for one in items if isinstance(one, Said)]


def why(items: list[Item]) -> list[str]:
    return [one.why for one in items if isinstance(one, Unparsed)]


@pytest.mark.parametrize("comma", ["", ","])
def test_signal(comma: str) -> None:
    told = list(render.irc(Path("examples/order_desk/data")))[:500]
    found = said(read("signal", render.signal(told, comma), Choices(ZoneInfo("UTC"))))
    assert [(one.at.replace(tzinfo=None), one.author, one.text) for one in found] == [
        (one.at, one.author, one.text) for one in told
    ]


USERS = [
    {"id": "U1", "name": "ann", "profile": {"display_name": "Ann"}},
    {"id": "U2", "name": "ben"},
]


def slack(messages: list[Any], **more: Any) -> bytes:
    return packed(
        {"channels.json": [], "users.json": USERS, "desk/2024-03-01.json": messages, **more}
    )


DAY: Any = [
    {
        "type": "message",
        "user": "U1",
        "text": "a &lt;b&gt; <@U2> <#C1|desk> <https://x.y|here> <!here>",
        "ts": "1709287200.123456",
    },
    {
        "type": "message",
        "user": "U2",
        "text": "now",
        "ts": "1709287201.000002",
        "edited": {"user": "U2", "ts": "1"},
        "files": [{"name": "a.pdf"}],
    },
    {
        "type": "message",
        "subtype": "message_deleted",
        "ts": "1709287300.0",
        "previous_message": {"user": "U1", "text": "gone", "ts": "1709287202.0"},
    },
    {
        "type": "message",
        "subtype": "channel_join",
        "user": "U2",
        "text": "<@U2> has joined",
        "ts": "1709287203.0",
    },
    {"type": "message", "user": "U1", "text": "no time"},
    7,
]


def test_slack() -> None:
    items = read("slack", slack(DAY))
    one, two, gone, joined = said(items)
    assert (one.author, one.name, one.place) == ("U1", "Ann", "desk")
    assert one.text == "a <b> @ben #desk here (https://x.y) @here"
    assert one.at == datetime(2024, 3, 1, 10, 0, 0, 123456, UTC)
    assert one.source_id == "desk/1709287200.123456"
    assert (two.kind, two.files) == ("edited", ("a.pdf",))
    assert (gone.kind, gone.text, gone.author) == ("deleted", "gone", "U1")
    assert (joined.kind, joined.author, joined.text) == ("notice", None, "@ben has joined")
    assert why(items) == ["no time (ts)"] * 2


def test_spans_of_slack_are_bytes_of_the_file_inside() -> None:
    text = '[ {"type":"message","user":"U1","text":"ä","ts":"1.0"},\n{"user":"U2","text":"b","ts":"2.0"}, oops'
    items = read("slack", slack([], **{"desk/2024-03-02.json": text}))
    raw = text.encode()
    spans = [(raw[one.span.start : one.span.end], one.span.line) for one in said(items)]
    assert [json.loads(data)["ts"] for data, _ in spans] == ["1.0", "2.0"]
    assert [line for _, line in spans] == [1, 2]
    assert why(items) == ["broken JSON from here on"]


GRAPH: Any = {
    "value": [
        {
            "id": "1",
            "chatId": "c",
            "createdDateTime": "2024-03-01T10:00:00.5Z",
            "lastEditedDateTime": "2024-03-01T10:01:00Z",
            "from": {"user": {"id": "u1", "displayName": "Ann"}},
            "body": {"contentType": "html", "content": "<p>a &amp; b</p><p>c</p>"},
            "attachments": [{"name": "a.pdf"}],
        },
        {"id": "2", "createdDateTime": "soon"},
    ]
}


OWN: Any = {
    "conversations": [
        {
            "id": "x",
            "displayName": "Desk",
            "MessageList": [
                {
                    "id": "9",
                    "originalarrivaltime": "2024-03-01T10:00:00Z",
                    "messagetype": "RichText/Html",
                    "content": "<b>hi</b>",
                    "from": "8:ann",
                },
                {
                    "id": "8",
                    "originalarrivaltime": "2024-03-01T10:00:00Z",
                    "messagetype": "ThreadActivity/AddMember",
                    "content": "x",
                    "from": "8:ann",
                },
            ],
        }
    ]
}


def test_teams() -> None:
    items = read("teams", json.dumps(GRAPH))
    one = said(items)[0]
    assert (one.author, one.name, one.text, one.kind, one.files) == (
        "u1",
        "Ann",
        "a & b\nc",
        "edited",
        ("a.pdf",),
    )
    assert why(items) == ["no time (createdDateTime)"]
    found = said(read("teams", json.dumps(OWN)))
    assert [(one.place, one.text, one.author) for one in found] == [
        ("Desk", "hi", "8:ann"),
        ("Desk", "x", None),
    ]


def test_telegram() -> None:
    chat = {
        "name": "Desk",
        "messages": [
            {
                "id": 1,
                "type": "message",
                "date": "2024-03-01T11:00:00",
                "date_unixtime": "1709287200",
                "from": "Ann",
                "from_id": "user1",
                "text": ["see ", {"type": "link", "text": "x.y"}],
            },
            {
                "id": 2,
                "type": "message",
                "date": "2024-03-01T11:01:00",
                "from": "Ben",
                "from_id": "user2",
                "text": "zone",
            },
            {
                "id": 3,
                "type": "service",
                "date": "2024-03-01T11:01:00",
                "date_unixtime": "1709287260",
                "action": "invite_members",
                "text": "",
            },
            {"id": 4, "type": "message", "text": "when"},
        ],
    }
    for document in (chat, {"chats": {"list": [chat]}}):
        items = read("telegram", json.dumps(document), ZONED)
        assert [one.text for one in said(items)] == ["see x.y", "zone", "invite_members"]
        assert [one.at.minute for one in said(items)] == [0, 1, 1]
        assert {one.at.hour for one in said(items)} == {10}
        assert why(items) == ["no time (date)"]
    with pytest.raises(ChoiceNeeded):
        read("telegram", json.dumps(chat))


def test_mattermost() -> None:
    rows = [
        {"type": "version", "version": 1},
        {"type": "user", "user": {}},
        {
            "type": "post",
            "post": {
                "team": "t",
                "channel": "desk",
                "user": "ann",
                "message": "hi",
                "create_at": 1709287200123,
                "replies": [{"user": "ben", "message": "ho", "create_at": 1709287201000}],
            },
        },
        {
            "type": "direct_post",
            "direct_post": {
                "channel_members": ["b", "a"],
                "user": "ann",
                "message": "psst",
                "create_at": 1709287202000,
            },
        },
        {"type": "post", "post": {}},
    ]
    items = read("mattermost", "\n".join(json.dumps(one) for one in rows) + "\nbroken\n")
    assert [(one.author, one.text, one.place) for one in said(items)] == [
        ("ann", "hi", "t/desk"),
        ("ben", "ho", "t/desk"),
        ("ann", "psst", "a, b"),
    ]
    assert said(items)[0].at.microsecond == 123000
    assert why(items) == ["a post without user or create_at", "no JSON object with a type"]


def test_sheets() -> None:
    text = 'Who,When,What,Place\nann,2024-03-01T10:00:00+00:00,"two\nlines, and ""quotes""",desk\nben,2024-03-01 11:00,x,\nonly\nann,never,y,\n'
    choices = Choices(
        ZoneInfo("Europe/Berlin"), columns={"author": "who", "at": "When", "text": "what"}
    )
    items = read("csv", text, choices)
    one, two = said(items)
    assert (one.text, one.place, one.span.line) == ('two\nlines, and "quotes"', "desk", 2)
    assert text.encode()[one.span.start : one.span.end].endswith(b",desk\n")
    assert two.at.hour == 10
    assert why(items) == ["too few columns", "no time (at)"]
    with pytest.raises(ChoiceNeeded, match="author, at, text"):
        read("csv", text)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.text(min_size=1),
            st.text(),
            st.datetimes(datetime.fromisoformat("1971-01-01"), timezones=st.just(UTC)),
        )
    )
)
def test_lines_of_json_come_back(talk: list[tuple[str, str, datetime]]) -> None:
    rows = [json.dumps({"author": a, "text": t, "at": at.isoformat()}) for a, t, at in talk]
    found = said(read("jsonl", "\n".join(rows)))
    assert [(one.author, one.text, one.at) for one in found] == talk


def hostile() -> Iterator[tuple[str, bytes]]:
    yield "slips", packed({"../../x.txt": "y"})
    yield "windows slips", packed({"..\\x.txt": "y"})
    yield "bomb", packed({"_chat.txt": b"0" * (64 << 20)})
    yield "two chats", packed({"a.txt": "y", "b.txt": "y"})
    good = packed({"_chat.txt": "13/06/18, 21:25 - A: x\n" * 50})
    yield "cut", good[: len(good) // 2]
    broken = bytearray(good)
    broken[40] ^= 0xFF
    yield "flipped", bytes(broken)


@pytest.mark.parametrize(("_", "data"), [pytest.param(*one, id=one[0]) for one in hostile()])
def test_hostile_archives_are_refused(_: str, data: bytes) -> None:
    with pytest.raises(SourceUnreadable):
        read("whatsapp", data, ZONED)


def test_a_chat_in_its_archive_is_read() -> None:
    data = packed({"_chat.txt": "[13/06/18, 21:25:15] A: x\n", "00000001-PHOTO.jpg": b"\xff\xd8"})
    found = said(read("whatsapp", data, ZONED))
    assert [(one.text, one.span.member) for one in found] == [("x", "_chat.txt")]
    assert zips.is_zip(BytesIO(data))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_no_bytes_break_a_reader(name: str, data: bytes) -> None:
    for source in (
        data,
        b'{"messages":[' + data,
        b"[13/06/18, 21:25:15] A: " + data,
        b'author,at,text\n"' + data,
    ):
        try:
            items = read(name, source, ZONED)
        except (ChoiceNeeded, SourceUnreadable):
            continue
        assert all(isinstance(one, (Said, Unparsed)) for one in items)
