"""CSV in the 18 columns that Mattermost's compliance export has, with its ``metadata.json``.

Unlike there, a row of a file has all columns. Text that a spreadsheet would take for a formula begins
with an apostrophe. Each version of a message is a row: the first one as the message itself, later ones
as ``<id>:<version>``, and *Edited By Post Id* names the one that follows.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from typing import Final

from onrecord_server.exports.formats.files import files
from onrecord_server.exports.told import (
    Edited,
    Event,
    File,
    Member,
    Person,
    Removed,
    Room,
    Said,
    Told,
)
from onrecord_server.exports.wording import (
    address,
    cell,
    file_path,
    kept_id,
    kept_said,
    millis,
    name_of,
    restored_said,
    said,
    title_of,
    version_id,
)


COLUMNS: Final = (
    *("Post Creation Time", "Team Id", "Team Name", "Team Display Name"),
    *("Channel Id", "Channel Name", "Channel Display Name", "Channel Type"),
    *("User Id", "User Email", "Username", "Post Id", "Edited By Post Id"),
    *("Replied to Post Id", "Post Message", "Post Type", "User Type", "Previews Post Id"),
)
_TYPES: Final = {"direct": "direct", "group": "group", "channel": "public"}


@dataclass(frozen=True, slots=True)
class _Post:
    """What of a row is not its channel's."""

    at: datetime
    who: Person
    message: str
    type: str = "message"
    id: str = ""
    edited_by: str = ""
    reply_to: str = ""


@dataclass(slots=True)
class _Counts:
    """What metadata.json says of a channel."""

    room: Room
    messages: int = 0
    attachments: int = 0


@dataclass(slots=True)
class _Sheet:
    told: Told
    channels: dict[str, _Counts] = field(default_factory=dict)

    def rows(self) -> Iterator[bytes]:
        yield _line(COLUMNS)
        for room in self.told.rooms():
            counts = self.channels.setdefault(room.scene.place.id, _Counts(room))
            for post in _posts(room, self.told.tenant):
                counts.messages += post.type == "message"
                counts.attachments += post.type == "attachment"
                yield _line(_row(self.told, room, post))

    def metadata(self) -> Iterator[bytes]:
        found = {key: _channel(self.told, counts) for key, counts in self.channels.items()}
        scenes = [one.room.scene for one in self.channels.values()]
        whole = {
            "Channels": found,
            "MessagesCount": sum(one.messages for one in self.channels.values()),
            "AttachmentsCount": sum(one.attachments for one in self.channels.values()),
            "StartTime": min((millis(one.since) for one in scenes), default=0),
            "EndTime": max((millis(one.until) for one in scenes), default=0),
        }
        yield json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def write(told: Told) -> Iterator[Member]:
    """Write the sheet, what it holds, and the files."""
    sheet = _Sheet(told)
    yield Member("posts.csv", sheet.rows())
    yield Member("metadata.json", sheet.metadata())
    yield from files(told)


def _line(values: Iterable[object]) -> bytes:
    target = StringIO()
    csv.writer(target).writerow(values)
    return target.getvalue().encode("utf-8", "replace")


def _row(told: Told, room: Room, post: _Post) -> list[object]:
    place = room.scene.place
    title = cell(title_of(place))
    kind = _TYPES.get(place.kind, place.kind)
    channel = [cell(place.id), title, title, kind]
    who = [cell(post.who.id), cell(address(post.who, told.tenant)), cell(name_of(post.who))]
    named = [cell(post.id), cell(post.edited_by), cell(post.reply_to), cell(_plain(post.message))]
    team = [cell(place.space or told.tenant)] * 3
    return [millis(post.at), *team, *channel, *who, *named, post.type, post.who.kind, ""]


def _plain(text: str) -> str:
    return text.replace("\x00", "\ufffd")


def _posts(room: Room, tenant: str) -> Iterator[_Post]:
    for person in room.scene.present:
        text = f"{_user(person, tenant)} was already in the channel"
        yield _Post(room.scene.since, person, text, "previously-joined")
    for event in room.events():
        yield from _told(event, tenant)


def _user(person: Person, tenant: str) -> str:
    return f"User {name_of(person)} ({address(person, tenant)})"


def _told(event: Event, tenant: str) -> Iterator[_Post]:
    match event.kind:
        case "said":
            yield from _said(event)
        case "kept":
            yield _Post(event.at, event.author, kept_said(event), "not delivered", kept_id(event))
        case "edited":
            yield _edited(event)
        case "removed":
            yield from _removed(event)
        case "restored":
            own = version_id(event.id, event.version)
            yield _Post(event.at, event.author, restored_said(event), "message", own)
        case "joined":
            text = f"{_user(event.person, tenant)} joined the channel"
            yield _Post(event.at, event.person, text, "enter")
        case "left":
            text = f"{_user(event.person, tenant)} leaved the channel"
            yield _Post(event.at, event.person, text, "leave")


def _said(event: Said) -> Iterator[_Post]:
    follows = version_id(event.id, 2) if event.edited_at else ""
    reply = event.reply_to or event.thread or ""
    text = said(event.words)
    yield _Post(event.at, event.author, text, "message", event.id, follows, reply)
    for file in event.files:
        yield _Post(event.at, event.author, _file(event.id, file), "attachment", event.id)


def _edited(event: Edited) -> _Post:
    follows = version_id(event.id, event.version + 1) if event.edited_at else ""
    own = version_id(event.id, event.version)
    return _Post(event.at, event.author, said(event.words), "message", own, follows)


def _removed(event: Removed) -> Iterator[_Post]:
    text = f"delete {said(event.words)}"
    own = version_id(event.id, event.version)
    yield _Post(event.at, event.author, text, "message", own)
    for file in event.files:
        text = f"delete {_file(event.id, file)}"
        yield _Post(event.at, event.author, text, "deleted attachment", event.id)


def _file(message: str, file: File) -> str:
    return f"{file.name or file.id} ({file_path(message, file)})"


def _channel(told: Told, counts: _Counts) -> dict[str, object]:
    scene = counts.room.scene
    place, title = scene.place, title_of(scene.place)
    team = place.space or told.tenant
    return {
        "TeamId": team,
        "TeamName": team,
        "TeamDisplayName": team,
        "ChannelId": place.id,
        "ChannelName": title,
        "ChannelDisplayName": title,
        "ChannelType": _TYPES.get(place.kind, place.kind),
        "RoomId": f"{_TYPES.get(place.kind, place.kind)} - {title} - {place.id}",
        "StartTime": millis(scene.since),
        "EndTime": millis(scene.until),
        "MessagesCount": counts.messages,
        "AttachmentsCount": counts.attachments,
    }
