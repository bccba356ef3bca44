"""What a rule kept back is in every format, marked as never delivered, under a name of its own."""

import pytest

from onrecord_server.exports import told
from onrecord_server.exports.formats import lines, rsmf
from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.told import Room, Words
from tests.exports.scenes import ALICE, BOB, at, events, file, scene, whole, written


KEPT = told.Kept(
    40, at(140), "msg_4", 1, BOB, Words("our client list"), "blocked", "leaving", (file(),)
)
AGAIN = told.Kept(41, at(141), "msg_1", 3, ALICE, Words("for 10, then"), "held", "prices")
ROOM = Room(scene(), lambda: iter([*events(), KEPT, AGAIN]))


@pytest.mark.req("SEC-6")
@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"jsonl", "pdf", "rsmf"}))
def test_every_format_holds_it_and_says_that_nobody_got_it(name: str) -> None:
    shown = b"".join(written(FORMATS[name].write(whole(ROOM))).values())
    for piece in (b"our client list", b"blocked by the rule leaving, not delivered"):
        assert piece in shown.replace(b"=\r\n", b"").replace(b"&quot;", b'"')
    assert b"version 3, held by the rule prices" in shown.replace(b"=\r\n", b"")


def test_the_complete_formats_build_it_again() -> None:
    (path,) = (one for one in written(lines.write(whole(ROOM))) if one.endswith(".jsonl"))
    text = written(lines.write(whole(ROOM)))[path]
    assert lines.read(text.splitlines())[1][-2:] == [KEPT, AGAIN]
    slices = written(rsmf.write(whole(ROOM)))
    files = [data for name, data in slices.items() if name.endswith(".rsmf")]
    assert rsmf.read(files)[1][-2:] == [KEPT, AGAIN]
    bodies = [shown["body"] for data in files for shown in rsmf.manifest_of(data)["events"]]
    assert "[blocked by the rule leaving, not delivered] our client list" in bodies
