"""Lines are complete: what is built from them again is what was told."""

import pytest
from hypothesis import given, settings

from onrecord_server.exports.formats import lines
from onrecord_server.exports.told import Room
from tests.exports import scenes


@settings(max_examples=25, deadline=None)
@given(scenes.rooms())
@pytest.mark.req("SEC-4")
def test_everything_is_built_again(room: Room) -> None:
    assert lines.read(lines.lines(room)) == (room.scene, list(room.events()))


def test_a_line_that_is_missing_is_missed() -> None:
    whole = list(lines.lines(Room(scenes.scene(), lambda: iter(scenes.events()))))
    for left_out in (0, 3, len(whole) - 1):
        with pytest.raises(ValueError, match=r"whole|missing"):
            lines.read(line for number, line in enumerate(whole) if number != left_out)


def test_each_conversation_is_a_file_and_the_files_lie_beside() -> None:
    found = scenes.written(lines.write(scenes.whole()))
    assert list(found) == ["conversations/cnv_1.jsonl", "files/msg_1/att_1-offer.pdf"]
    assert found["files/msg_1/att_1-offer.pdf"] == scenes.BYTES


def test_files_that_are_gone_or_differ_are_told() -> None:
    assert b"not there" in scenes.written(lines.write(scenes.whole(data=None)))["warning.txt"]
    assert b"not those" in scenes.written(lines.write(scenes.whole(data=b"else")))["warning.txt"]


def test_nothing_breaks_out_of_its_line() -> None:
    found = scenes.written(lines.write(scenes.hostile()))
    assert len(found["conversations/cnv_1.jsonl"].splitlines()) == 5
