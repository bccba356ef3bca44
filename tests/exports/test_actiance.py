"""The dump is well-formed, its elements stand in the published order, and every version is in it."""

from xml.etree import ElementTree as ET

from onrecord_server.exports.formats import actiance
from onrecord_server.exports.told import Told
from tests.exports import scenes


PARTS = [
    *("RoomID", "StartTimeUTC", "ParticipantEntered", "Message"),
    *("FileTransferStarted", "FileTransferEnded", "ParticipantLeft", "EndTimeUTC"),
]
FIELDS = {
    "ParticipantEntered": ["LoginName", "UserType", "DateTimeUTC", "CorporateEmailID"],
    "ParticipantLeft": ["LoginName", "UserType", "DateTimeUTC", "CorporateEmailID"],
    "FileTransferStarted": ["LoginName", "DateTimeUTC", "UserFileName", "FileName"],
    "FileTransferEnded": ["LoginName", "DateTimeUTC", "UserFileName", "FileName", "Status"],
    "Message": [
        *("MessageId", "LoginName", "UserType", "DateTimeUTC"),
        *("UpdatedType", "UpdatedDateTimeUTC", "EditedNewMsgId", "Content", "PreviewsPost"),
    ],
}


def dumped(told: Told) -> ET.Element:
    """Read a dump, and refuse one whose elements are in another order."""
    root = ET.fromstring(scenes.written(actiance.write(told))["actiance_export.xml"])
    assert root.tag == "FileDump"
    for conversation in root:
        order = [PARTS.index(part.tag) for part in conversation]
        assert order == sorted(order)
        for part in conversation:
            known = FIELDS.get(part.tag, [])
            fields = [known.index(one.tag) for one in part]
            assert fields == sorted(set(fields))
    return root


def test_the_published_elements_say_what_happened() -> None:
    (conversation,) = dumped(scenes.whole())
    assert conversation.get("Perspective") == "Ore"
    assert conversation.findtext("RoomID") == "group - Ore - cnv_1"
    entered = [one.findtext("LoginName") for one in conversation.iter("ParticipantEntered")]
    assert entered == ["alice@example.com", "bob@acme.invalid", "carol@example.com"]
    left = [one.findtext("LoginName") for one in conversation.iter("ParticipantLeft")]
    assert left == ["carol@example.com", "alice@example.com", "bob@acme.invalid"]
    told = [
        [one.findtext(name) for name in ("MessageId", "UpdatedType", "EditedNewMsgId", "Content")]
        for one in conversation.iter("Message")
    ]
    assert told == [
        ["msg_1", "EditedOriginalMsg", "msg_1:2", "We offer 12 a ton.\nAre you in? 😀"],
        ["msg_1:2", "EditedNewMsg", None, "We offer 11 a ton."],
        ["msg_2", None, None, "=HYPERLINK(1)"],
        ["msg_2", "Deleted", None, "delete =HYPERLINK(1)"],
        ["msg_3", None, None, "[erased by event 30]"],
    ]
    assert conversation.findtext("FileTransferEnded/Status") == "Completed"
    assert conversation.findtext("FileTransferEnded/FileName") == "files/msg_1/att_1-offer.pdf"
    assert conversation.findtext("Message/DateTimeUTC") == "1772402400000"


def test_characters_that_xml_has_not_are_replaced() -> None:
    (conversation,) = dumped(scenes.hostile())
    texts = [one.findtext("Content") or "" for one in conversation.iter("Message")]
    assert len(texts) == 4
    assert "Bcc: all@example.com\ufffd\ufffdþ®" in texts[0]
    assert "]]>" in texts[0]
