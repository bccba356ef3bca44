"""Actiance XML, which Smarsh takes: ``actiance_export.xml``, its elements in their fixed order.

All times are milliseconds since 1970. Whoever is in the room when the stretch begins enters then, and
whoever is there when it ends leaves then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from onrecord_server.exports.formats.files import files
from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.told import (
    Edited,
    Event,
    File,
    Member,
    Person,
    Removed,
    Restored,
    Room,
    Said,
    Told,
)
from onrecord_server.exports.wording import (
    address,
    file_path,
    kept_id,
    kept_said,
    millis,
    one_line,
    restored_said,
    said,
    title_of,
    version_id,
    xml,
)


_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<FileDump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)
_VISIBLE: Final = {"direct": "direct", "group": "group", "channel": "public"}


def write(told: Told) -> Iterator[Member]:
    """Write the dump, and the files."""
    yield Member("actiance_export.xml", _dump(told))
    yield from files(told)


def _dump(told: Told) -> Iterator[bytes]:
    yield _HEAD.encode()
    for room in told.rooms():
        yield from _Conversation(told, room).pieces()
    yield b"</FileDump>\n"


@dataclass(slots=True)
class _Conversation:
    """One conversation: what comes in between is collected by the part that it belongs to."""

    told: Told
    room: Room
    entered: Spool = field(default_factory=Spool)
    messages: Spool = field(default_factory=Spool)
    started: Spool = field(default_factory=Spool)
    ended: Spool = field(default_factory=Spool)
    left: Spool = field(default_factory=Spool)
    there: dict[str, Person] = field(default_factory=dict)

    def pieces(self) -> Iterator[bytes]:
        scene = self.room.scene
        self._collect()
        yield f"<Conversation Perspective={quoteattr(xml(title_of(scene.place)))}>\n".encode()
        kind = _VISIBLE.get(scene.place.kind, scene.place.kind)
        room = f"{kind} - {title_of(scene.place)} - {scene.place.id}"
        yield (_element("RoomID", room) + _time("StartTimeUTC", scene.since)).encode()
        for part in (self.entered, self.messages, self.started, self.ended, self.left):
            yield from part.pieces()
            part.close()
        yield f"{_time('EndTimeUTC', scene.until)}</Conversation>\n".encode()

    def _collect(self) -> None:
        scene = self.room.scene
        for person in scene.present:
            self._enter(person, scene.since)
        for event in self.room.events():
            self._put(event)
        for person in list(self.there.values()):
            self._leave(person, scene.until)

    def _put(self, event: Event) -> None:
        match event.kind:
            case "joined":
                self._enter(event.person, event.at)
            case "left":
                self._leave(event.person, event.at)
            case "said":
                self._say(event)
            case "kept":
                own = kept_id(event)
                self._message(own, event.author, event.at, "", kept_said(event))
            case "edited":
                self._edit(event)
            case "removed":
                self._remove(event)
            case "restored":
                self._restore(event)

    def _enter(self, person: Person, at: datetime) -> None:
        self.there[person.id] = person
        self.entered.write(_participant("ParticipantEntered", self._person(person, at)))

    def _leave(self, person: Person, at: datetime) -> None:
        self.there.pop(person.id, None)
        self.left.write(_participant("ParticipantLeft", self._person(person, at)))

    def _person(self, person: Person, at: datetime) -> str:
        corporate = _element("CorporateEmailID", address(person, self.told.tenant))
        return f"{self._login(person)}{_time('DateTimeUTC', at)}{corporate}"

    def _login(self, person: Person) -> str:
        login = _element("LoginName", address(person, self.told.tenant))
        return f"{login}{_element('UserType', person.kind)}"

    def _say(self, event: Said) -> None:
        updated = ""
        if event.edited_at is not None:
            updated = _updated("EditedOriginalMsg", event.edited_at, version_id(event.id, 2))
        self._message(event.id, event.author, event.at, updated, said(event.words))
        for file in event.files:
            self._transfer(event.id, event.author, event.at, file)

    def _edit(self, event: Edited) -> None:
        follows = "" if event.edited_at is None else version_id(event.id, event.version + 1)
        updated = _updated("EditedNewMsg", event.at, follows)
        own = version_id(event.id, event.version)
        self._message(own, event.author, event.at, updated, said(event.words))

    def _remove(self, event: Removed) -> None:
        own = version_id(event.id, event.version)
        updated = _updated("Deleted", event.at)
        self._message(own, event.author, event.at, updated, f"delete {said(event.words)}")
        for file in event.files:
            updated, name = _updated("FileDeleted", event.at), f"delete {_name(file)}"
            self._message(event.id, event.author, event.at, updated, name)

    def _restore(self, event: Restored) -> None:
        own = version_id(event.id, event.version)
        updated = _updated("UpdatedNoMsgChange", event.at)
        self._message(own, event.author, event.at, updated, restored_said(event))

    def _message(self, id_: str, author: Person, at: datetime, updated: str, text: str) -> None:
        head = f"{_element('MessageId', id_)}{self._login(author)}{_time('DateTimeUTC', at)}"
        content = _element("Content", text)
        self.messages.write(f"<Message>\n{head}{updated}{content}</Message>\n")

    def _transfer(self, message: str, person: Person, at: datetime, file: File) -> None:
        login = _element("LoginName", address(person, self.told.tenant))
        path = file_path(message, file)
        names = _element("UserFileName", _name(file)) + _element("FileName", path)
        same = f"{login}{_time('DateTimeUTC', at)}{names}"
        self.started.write(f"<FileTransferStarted>\n{same}</FileTransferStarted>\n")
        status = _element("Status", "Completed" if file.sha256 else "Failed")
        self.ended.write(f"<FileTransferEnded>\n{same}{status}</FileTransferEnded>\n")


def _participant(name: str, inner: str) -> str:
    return f"<{name}>\n{inner}</{name}>\n"


def _updated(kind: str, at: datetime, follows: str = "") -> str:
    new = _element("EditedNewMsgId", follows) if follows else ""
    return f"{_element('UpdatedType', kind)}{_time('UpdatedDateTimeUTC', at)}{new}"


def _name(file: File) -> str:
    return one_line(file.name or file.id)


def _time(name: str, at: datetime) -> str:
    return _element(name, str(millis(at)))


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(xml(text), {chr(13): '&#13;'})}</{name}>\n"
