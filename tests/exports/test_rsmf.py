"""RSMF 2.0: its published fields say what happened, slices are small, and everything is built again."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings

from onrecord_server.exports.formats import rsmf
from onrecord_server.exports.told import Room, Said, Words
from tests.exports import scenes
from tests.exports.test_mail import parsed


def sliced(*rooms: Room) -> list[bytes]:
    return list(scenes.written(rsmf.write(scenes.whole(*rooms))).values())


@settings(max_examples=25, deadline=None)
@given(scenes.rooms())
@pytest.mark.req("SEC-4")
def test_everything_is_built_again(room: Room) -> None:
    assert rsmf.read(sliced(room)) == (room.scene, list(room.events()))


def test_headers_and_manifest_are_the_published_ones() -> None:
    (data,) = sliced()
    message = parsed(data)
    assert message["X-RSMF-Version"] == "2.0.0"
    assert message["X-RSMF-EventCount"] == "8"
    assert message["X-RSMF-BeginDate"] == "2026-03-01T22:00:00.000000Z"
    assert message["X-RSMF-AttachmentCount"] == "1"
    assert message["X-RSMF-Participants"] == "Alice Moreau; Robert Tanaka; Carol Okafor; oversight"
    manifest = rsmf.manifest_of(data)
    assert manifest["version"] == "2.0.0"
    (conversation,) = manifest["conversations"]
    assert conversation["type"] == "channel"
    assert conversation["participants"] == ["alice", "bob", "carol", "oversight"]
    assert {one["type"] for one in manifest["events"]} == {"message", "join", "leave", "history"}
    assert all(one["timestamp"].endswith("Z") for one in manifest["events"])


def test_what_happened_to_a_message_stands_at_it() -> None:
    (data,) = sliced()
    first, _, second, *_, third, _, _ = rsmf.manifest_of(data)["events"]
    assert (first["id"], first["body"]) == ("msg_1", "We offer 11 a ton.")
    assert first["edits"] == [
        {
            "participant": "alice",
            "timestamp": "2026-03-01T22:02:00.000000Z",
            "previous": "We offer 12 a ton.\nAre you in? 😀",
            "new": "We offer 11 a ton.",
        }
    ]
    assert first["reactions"] == [{"value": "👍", "count": 1, "participants": ["carol"]}]
    assert (second["parent"], second["deleted"]) == ("msg_1", True)
    assert third["body"] == "[erased by event 30]"
    (attached,) = first["attachments"]
    (packed,) = parsed(data).iter_attachments()
    with zipfile.ZipFile(BytesIO(packed.get_content())) as archive:
        assert archive.read(attached["id"]) == scenes.BYTES


def test_slices_end_after_24_hours_and_after_10_000_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rsmf, "MOST", 3)
    moments = [scenes.START + timedelta(hours=hours) for hours in (0, 1, 2, 3, 26, 28)]
    said = [Said(n, at, f"m{n}", scenes.ALICE, Words(str(n))) for n, at in enumerate(moments)]
    files = sliced(Room(scenes.scene(), lambda: iter(said)))
    ids = [[one["id"] for one in rsmf.manifest_of(data)["events"]] for data in files]
    assert ids == [["m0", "m1", "m2"], ["m3", "m4"], ["m5"]]


def test_nothing_breaks_out() -> None:
    found = scenes.written(rsmf.write(scenes.hostile()))
    (data,) = found.values()
    assert "Bcc" not in parsed(data)
    (packed,) = parsed(data).iter_attachments()
    with zipfile.ZipFile(BytesIO(packed.get_content())) as archive:
        assert not any("/" in name or name == ".." for name in archive.namelist())
