"""The sheet has the 18 columns, a row for whatever happened, and no cell that is a formula."""

import csv
import json
from io import StringIO

from onrecord_server.exports.formats import sheet
from tests.exports import scenes


PUBLISHED = [
    "Post Creation Time",
    "Team Id",
    "Team Name",
    "Team Display Name",
    "Channel Id",
    "Channel Name",
    "Channel Display Name",
    "Channel Type",
    "User Id",
    "User Email",
    "Username",
    "Post Id",
    "Edited By Post Id",
    "Replied to Post Id",
    "Post Message",
    "Post Type",
    "User Type",
    "Previews Post Id",
]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode(), newline="")))


def test_rows_are_those_that_were_published() -> None:
    found = scenes.written(sheet.write(scenes.whole()))
    header, *posts = rows(found["posts.csv"])
    assert header == PUBLISHED
    assert {len(row) for row in posts} == {18}
    assert [(row[15], row[11], row[14].splitlines()[0]) for row in posts] == [
        (
            "previously-joined",
            "",
            "User Alice Moreau (alice@example.com) was already in the channel",
        ),
        ("previously-joined", "", "User Bob Tanaka (bob@acme.invalid) was already in the channel"),
        ("message", "msg_1", "We offer 12 a ton."),
        ("attachment", "msg_1", "offer.pdf (files/msg_1/att_1-offer.pdf)"),
        ("enter", "", "User Carol Okafor (carol@example.com) joined the channel"),
        ("message", "msg_1:2", "We offer 11 a ton."),
        ("message", "msg_2", "'=HYPERLINK(1)"),
        ("message", "msg_2", "delete =HYPERLINK(1)"),
        ("message", "msg_3", "[erased by event 30]"),
        ("leave", "", "User Carol Okafor (carol@example.com) leaved the channel"),
    ]
    assert posts[2][:1] + posts[2][4:5] + posts[2][12:13] == ["1772402400000", "cnv_1", "msg_1:2"]
    assert [posts[6][13], posts[6][10], posts[7][10]] == ["msg_1", "Bob Tanaka", "Robert Tanaka"]


def test_metadata_counts() -> None:
    said = json.loads(scenes.written(sheet.write(scenes.whole()))["metadata.json"])
    channel = said["Channels"]["cnv_1"]
    assert channel["RoomId"] == "group - Ore - cnv_1"
    assert (channel["MessagesCount"], said["AttachmentsCount"]) == (5, 1)
    assert set(channel) == {
        *("TeamId", "TeamName", "TeamDisplayName", "ChannelId", "ChannelName"),
        *("ChannelDisplayName", "ChannelType", "RoomId", "StartTime", "EndTime"),
        *("MessagesCount", "AttachmentsCount"),
    }


def test_no_cell_is_a_formula() -> None:
    found = scenes.written(sheet.write(scenes.hostile()))
    posts = rows(found["posts.csv"])[1:]
    assert len(posts) == 6
    for row in posts:
        assert len(row) == 18
        assert not any(value.lstrip().startswith(("=", "+", "-", "@")) for value in row)
