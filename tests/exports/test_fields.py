"""Whatever happened on a day: each published field of each message comes back from every format, by parsers not ours."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email import message_from_bytes, policy
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from onrecord_server.exports.formats import mail
from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.told import Edited, Kept, Removed, Restored, Room, Said
from onrecord_server.exports.wording import (
    address,
    kept_id,
    kept_said,
    millis,
    said,
    version_id,
)
from tests.exports import scenes
from tests.exports.test_global_relay import _Spans
from tests.exports.test_load_files import dat
from tests.exports.test_mail import body


#: Which version of which message, when in milliseconds, by whom, and what.
Field = tuple[str, int, str, str]
Files = Mapping[str, bytes]


def flat(text: str) -> str:
    """Leave out what formats may write otherwise: spaces, ends of lines, what XML cannot hold."""
    return re.sub(r"[\W_]+", "", text)


def expected(room: Room, tenant: str = "acme") -> list[Field]:
    """Return the fields of each version of each message, as the events say them."""
    found = []
    for event in room.events():
        if isinstance(event, _Shown):
            who, when = address(event.author, tenant), millis(event.at)
            found.append((_id(event), when, who, flat(_text(event))))
    return found


_Shown = Said | Kept | Edited | Removed | Restored
_BEFORE = {"said": "", "edited": "", "removed": "delete ", "restored": "restored "}


def _text(event: _Shown) -> str:
    return kept_said(event) if event.kind == "kept" else _BEFORE[event.kind] + said(event.words)


def _id(event: _Shown) -> str:
    if event.kind == "kept":
        return kept_id(event)
    return event.id if event.kind == "said" else version_id(event.id, event.version)


def _csv(files: Files) -> Iterator[Field]:
    text = files["posts.csv"].decode()
    for row in csv.DictReader(StringIO(text, newline="")):
        if row["Post Type"] in ("message", "not delivered"):
            who = row["User Email"].removeprefix("'")
            yield row["Post Id"], int(row["Post Creation Time"]), who, flat(row["Post Message"])


def _actiance(files: Files) -> Iterator[Field]:
    root = ET.fromstring(files["actiance_export.xml"])
    for one in root.iter("Message"):
        if one.findtext("UpdatedType") == "FileDeleted":
            continue
        at, who = int(one.findtext("DateTimeUTC", "")), one.findtext("LoginName", "")
        yield one.findtext("MessageId", ""), at, who, flat(one.findtext("Content", ""))


def _global_relay(files: Files) -> Iterator[Field]:
    for data in [files[one] for one in files if one.startswith("global-relay/")]:
        message = message_from_bytes(data, policy=policy.default)
        for one in _Spans(body(message, "html")).messages:
            at = datetime.fromisoformat(one["sent_time"])
            yield one["post_id"], millis(at), one["email"], flat(one.get("message", ""))


def _edrm(files: Files) -> Iterator[Field]:
    for one in ET.fromstring(files["edrm.xml"]).iter("Document"):
        if one.get("DocType") == "Message":
            tags = {tag.get("TagName"): tag.get("TagValue", "") for tag in one.iter("Tag")}
            (file,) = one.iter("ExternalFile")
            text = files[f"{file.get('FilePath')}/{file.get('FileName')}"].decode()
            at = datetime.fromisoformat(tags["#DateSent"])
            who = tags["#From"].rpartition("<")[2].removesuffix(">")
            before = "delete " if tags["OnRecordDeleted"] == "true" else ""
            yield tags["OnRecordMessage"], millis(at), who, flat(before + text)


def _concordance(files: Files) -> Iterator[Field]:
    for row in dat(files["loadfile.dat"]):
        if row["TEXTPATH"]:
            sent = f"{row['DATESENT']} {row['TIMESENT']} +0000"
            at = datetime.strptime(sent, "%m/%d/%Y %H:%M:%S %z")
            who = row["FROM"].rpartition("<")[2].removesuffix(">")
            before = "delete " if row["DELETED"] == "Y" else ""
            text = flat(before + files[row["TEXTPATH"]].decode())
            yield row["LOGINDEX"], millis(at), who, text


def _by_document(room: Room, tenant: str = "acme") -> list[Field]:
    """As the load file numbers them: by their entries, and in whole seconds."""
    places = [one.position for one in room.events() if isinstance(one, _Shown)]
    fields = zip(places, expected(room, tenant), strict=True)
    return [(str(at), when // 1000 * 1000, who, text) for at, (_, when, who, text) in fields]


def _by_message(room: Room, tenant: str = "acme") -> list[Field]:
    """As EDRM names them: all versions of one by its id."""
    return [(own.partition(":")[0], at, who, text) for own, at, who, text in expected(room, tenant)]


READ: dict[str, tuple[Callable[[Files], Iterator[Field]], Callable[..., list[Field]]]] = {
    "csv": (_csv, expected),
    "actiance": (_actiance, expected),
    "global-relay": (_global_relay, expected),
    "edrm": (_edrm, _by_message),
    "concordance": (_concordance, _by_document),
}


@pytest.mark.req("SEC-6")
@pytest.mark.parametrize("name", sorted(READ))
@settings(max_examples=20, deadline=None)
@given(room=scenes.rooms())
def test_each_published_field_comes_back(name: str, room: Room) -> None:
    read, fields = READ[name]
    files = scenes.written(FORMATS[name].write(scenes.whole(room)))
    assert list(read(files)) == fields(room)


@settings(max_examples=20, deadline=None)
@given(scenes.rooms())
def test_mails_hold_each_version_once_at_its_moment(room: Room) -> None:
    bodies = []
    for path, data in scenes.written(mail.write(scenes.whole(room))).items():
        if path.endswith(".eml"):
            message = message_from_bytes(data, policy=policy.default)
            bodies.append(flat(body(message, "plain")))
    whole = "".join(bodies)
    for event in room.events():
        if event.kind in ("said", "edited"):
            assert flat(said(event.words)) in whole
