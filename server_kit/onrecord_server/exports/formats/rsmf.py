"""RSMF 2.0, the standard of chat in discovery: a file for each slice of a conversation.

A slice has at most 10,000 events of 24 hours. Edits, reactions and a removal of the same slice stand at
their message; later ones are an event of type ``history``. What RSMF has no place for is kept beside each
event as ``onrecord.event``, so that everything can be built again from these files alone.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from io import BytesIO
from typing import Any, Final, cast

from onrecord_server.exports.formats import lines, sentences
from onrecord_server.exports.formats.mime import base64_lines, date, header
from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.told import Event, File, Member, Person, Room, Scene, Told, Words
from onrecord_server.exports.wording import (
    address,
    file_name,
    file_path,
    kept_said,
    name_of,
    said,
    stamp,
    title_of,
    token,
)


MOST: Final = 10_000
#: A slice also ends where it holds so many characters, so that it fits into memory.
MOST_TEXT: Final = 16 << 20
_LASTS: Final = timedelta(hours=24)
_SCENE: Final = "onrecord.scene"
_EVENT: Final = "onrecord.event"
_AT_MESSAGE: Final = ("edited", "reacted", "removed", "restored")


def write(told: Told) -> Iterator[Member]:
    """Write the slices of each conversation."""
    for room in told.rooms():
        name = file_name(room.scene.place.id, "conversation")
        for number, one in enumerate(_slices(room), 1):
            path = f"rsmf/{name}/{number:06}.rsmf"
            yield Member(path, _Written(told, room.scene, one, number).pieces())


@dataclass(slots=True)
class _Slice:
    """Events of 24 hours, and who was in the room before them."""

    present: tuple[Person, ...]
    start: datetime
    events: list[Event] = field(default_factory=list)
    size: int = 0

    def takes(self, event: Event, size: int) -> bool:
        room = len(self.events) < MOST and self.size + size <= MOST_TEXT
        return not self.events or (room and event.at < self.start + _LASTS)


def _slices(room: Room) -> Iterator[_Slice]:
    there = {one.id: one for one in room.scene.present}
    current = _Slice(room.scene.present, room.scene.since)
    for event in room.events():
        size = _size(event)
        if not current.takes(event, size):
            yield current
            current = _Slice(tuple(there.values()), event.at)
        if not current.events:
            current.start = event.at
        current.events.append(event)
        current.size += size
        if event.kind == "joined":
            there[event.person.id] = event.person
        elif event.kind == "left":
            there.pop(event.person.id, None)
    yield current


def _size(event: Event) -> int:
    words = getattr(event, "words", None)
    return 200 if words is None else 200 + len(words.text or "")


@dataclass(slots=True)
class _Written:
    """One slice as a file."""

    told: Told
    scene: Scene
    slice: _Slice
    number: int
    people: dict[str, Person] = field(default_factory=dict)
    files: list[tuple[str, File]] = field(default_factory=list)
    shown: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)

    def pieces(self) -> Iterator[bytes]:
        manifest = self._manifest()
        boundary = "=_onrecord_rsmf"
        yield "".join(self._headers(manifest)).encode("ascii", "replace")
        yield b"MIME-Version: 1.0\r\n"
        yield f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'.encode()
        yield f"--{boundary}\r\n".encode()
        yield b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        yield from base64_lines(self._text())
        yield f"--{boundary}\r\nContent-Type: application/zip\r\n".encode()
        yield b"Content-Transfer-Encoding: base64\r\n"
        yield b'Content-Disposition: attachment; filename="rsmf.zip"\r\n\r\n'
        packed = self._zip(manifest)
        yield from base64_lines(packed.pieces())
        packed.close()
        yield f"--{boundary}--\r\n".encode()

    def _headers(self, manifest: dict[str, Any]) -> Iterator[str]:
        first, last = self._span()
        yield header("Subject", f"{title_of(self.scene.place)}, {first.date()}")
        yield date(last)
        yield header("X-RSMF-Version", "2.0.0")
        yield header("X-RSMF-Generator", "onrecord")
        yield header("X-RSMF-BeginDate", stamp(first))
        yield header("X-RSMF-EndDate", stamp(last))
        yield header("X-RSMF-EventCount", str(len(manifest["events"])))
        yield header("X-RSMF-Application", "onrecord")
        yield header("X-RSMF-Custodian", self.told.tenant)
        names = "; ".join(one["display"] for one in manifest["participants"][:50])
        yield header("X-RSMF-Participants", names)
        yield header("X-RSMF-AttachmentCount", str(len(self.files)))
        collection = f"{token(self.scene.place.id)}.{token(self.told.export)}.{self.number}"
        yield header("X-RSMF-EventCollectionID", collection)

    def _span(self) -> tuple[datetime, datetime]:
        events = self.slice.events
        return (events[0].at, events[-1].at) if events else (self.scene.since, self.scene.until)

    def _text(self) -> Iterator[bytes]:
        for event in self.slice.events:
            if event.kind in ("said", "edited"):
                yield f"{stamp(event.at)} {name_of(event.author)}: {said(event.words)}\r\n".encode()

    def _zip(self, manifest: dict[str, Any]) -> Spool:
        packed = Spool()
        with zipfile.ZipFile(cast(Any, _Sink(packed)), "w", zipfile.ZIP_DEFLATED) as archive:
            when = zipfile.ZipInfo("rsmf_manifest.json", (1980, 1, 1, 0, 0, 0))
            archive.writestr(
                when, json.dumps(manifest, ensure_ascii=False).encode("utf-8", "replace")
            )
            for name, file in self.files:
                pieces = self.told.bytes_of(file)
                with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
                    for piece in pieces or ():
                        target.write(piece)
        return packed

    # -- the manifest ------------------------------------------------------------------------------

    def _manifest(self) -> dict[str, Any]:
        for person in self.slice.present:
            self._person(person)
        for event in self.slice.events:
            self._put(event)
        place = self.scene.place
        conversation = {
            "id": place.id,
            "display": title_of(place),
            "platform": "onrecord",
            "type": "direct" if place.kind == "direct" else "channel",
            "participants": sorted(self.people),
            "custom": [_custom(_SCENE, _scene_text(self.scene))],
        }
        return {
            "version": "2.0.0",
            "participants": [self._participant(key, one) for key, one in self.people.items()],
            "conversations": [conversation],
            "events": self.shown,
        }

    def _person(self, person: Person) -> str:
        self.people[person.id] = person
        return person.id

    def _participant(self, key: str, person: Person) -> dict[str, Any]:
        mail = address(person, self.told.tenant)
        custom = [_custom("type", person.kind)]
        return {"id": key, "display": name_of(person), "email": mail, "custom": custom}

    def _put(self, event: Event) -> None:
        if event.kind == "said":
            self._message(event)
        elif event.kind in _AT_MESSAGE and getattr(event, "id", None) in self.messages:
            _apply(self.messages[cast(Any, event).id], event)
            self._person(_who(event))
        else:
            kinds = {"joined": "join", "left": "leave"}
            body = "" if event.kind in kinds else _body(event)
            self._show(event, kinds.get(event.kind, "history"), body)

    def _show(self, event: Event, kind: str, body: str) -> dict[str, Any]:
        shown = {
            "id": f"event-{event.position}-{len(self.shown)}",
            "type": kind,
            "participant": self._person(_who(event)),
            "conversation": self.scene.place.id,
            "timestamp": stamp(event.at),
            "body": body,
            "deleted": False,
            "custom": [_custom(_EVENT, lines.text_of(event))],
        }
        self.shown.append(shown)
        return shown

    def _message(self, event: Any) -> None:
        shown = self._show(event, "message", said(event.words))
        shown["id"] = event.id
        if event.reply_to or event.thread:
            shown["parent"] = event.reply_to or event.thread
        if event.priority != "normal":
            shown["importance"] = "High"
        shown["attachments"] = [self._file(event.id, file) for file in event.files]
        self.messages[event.id] = shown

    def _file(self, message: str, file: File) -> dict[str, Any]:
        name = f"{len(self.files):04}-{file_path(message, file).rpartition('/')[2]}"
        self.files.append((name, file))
        return {"id": name, "display": file.name or file.id, "size": file.size or 0}


def _apply(shown: dict[str, Any], event: Any) -> None:
    """Put what happened to a message where it stands."""
    shown["custom"].append(_custom(_EVENT, lines.text_of(event)))
    if event.kind == "edited":
        edit = {"participant": event.author.id, "timestamp": stamp(event.at)}
        edit |= {"previous": said(event.before), "new": said(event.words)}
        shown.setdefault("edits", []).append(edit)
        shown["body"] = said(event.words)
    elif event.kind == "reacted":
        _react(shown, event)
    else:
        shown["deleted"] = event.kind == "removed"


def _react(shown: dict[str, Any], event: Any) -> None:
    reactions: list[dict[str, Any]] = shown.setdefault("reactions", [])
    value, who = said(event.emoji), event.person.id
    found = next((one for one in reactions if one["value"] == value), None)
    if found is None:
        found = {"value": value, "count": 0, "participants": []}
        reactions.append(found)
    people = [one for one in found["participants"] if one != who] + [who] * event.added
    found |= {"participants": people, "count": len(people)}
    shown["reactions"] = [one for one in reactions if one["count"]]


def _who(event: Any) -> Person:
    for name in ("person", "by", "author"):
        found = getattr(event, name, None)
        if found is not None:
            return cast(Person, found)
    raise AssertionError(event.kind)


def _body(event: Any) -> str:
    if event.kind == "kept":
        return kept_said(event)
    if event.kind in ("called", "closed", "reopened"):
        return sentences.told(event)[1]
    words: Words | None = getattr(event, "words", None) or getattr(event, "title", None)
    return f"[{event.kind}]" if words is None else f"[{event.kind}] {said(words)}"


def _custom(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


def _scene_text(scene: Scene) -> str:
    first = next(lines.lines(Room(scene, lambda: iter(()))))
    return first.decode().rstrip("\n")


class _Sink:
    """A spool that can only be written, as an archive sees it."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def write(self, data: bytes) -> int:
        """Put bytes at the end."""
        self._spool.put(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: a spool has no buffer of its own."""


# -- reading it back -------------------------------------------------------------------------------


def read(files: Iterable[bytes]) -> tuple[Scene, list[Event]]:
    """Build a conversation again from the slices that it was written as."""
    scene: Scene | None = None
    found: list[Event] = []
    for manifest in map(manifest_of, files):
        (conversation,) = manifest["conversations"]
        first = _values(conversation, _SCENE)[0].encode()
        scene, _ = lines.read([first + b"\n", b'{"events":0,"kind":"end"}'])
        for shown in manifest["events"]:
            found += map(lines.event_of, _values(shown, _EVENT))
    if scene is None:
        raise ValueError("There is no slice.")
    return scene, sorted(found, key=lambda event: event.position)


def manifest_of(data: bytes) -> dict[str, Any]:
    """Return the manifest of one file."""
    message = message_from_bytes(data, policy=policy.default)
    (packed,) = message.iter_attachments()
    with zipfile.ZipFile(BytesIO(packed.get_content())) as archive:
        found: dict[str, Any] = json.loads(archive.read("rsmf_manifest.json"))
    return found


def _values(shown: dict[str, Any], name: str) -> list[str]:
    return [one["value"] for one in shown.get("custom", []) if one["name"] == name]
