"""Mails as Global Relay takes them from Mattermost: one for a batch of a conversation, at most 250 MiB.

Their headers and their HTML are those that it reads. Removed messages are in them, which upstream
leaves out. A file that is too large for a mail is named, and not there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from onrecord_server.exports.formats.mime import Mail, Part, addresses, date, header, quoted
from onrecord_server.exports.formats.sentences import html
from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.told import Event, File, Member, Person, Place, Told
from onrecord_server.exports.wording import (
    address,
    file_name,
    kept_id,
    kept_said,
    millis,
    name_of,
    one_line,
    said,
    stamp,
    title_of,
    token,
    version_id,
)


LIMIT: Final = 250 << 20
_KEPT_FREE: Final = 1 << 20
_VISIBLE: Final = {"direct": "direct", "group": "group", "channel": "public"}
_BEFORE: Final = {"edited": "", "removed": "delete ", "restored": "restored "}


def write(told: Told, limit: int = LIMIT) -> Iterator[Member]:
    """Write the mails of each conversation, none larger than ``limit`` bytes."""
    for room in told.rooms():
        batch = _Batch(told, room.scene.place, 1, limit, room.scene.since)
        for person in room.scene.present:
            batch.enter(person, room.scene.since)
        for event in room.events():
            size = batch.size_of(event)
            if batch.holds and batch.size + size > limit - _KEPT_FREE:
                yield Member(batch.path, batch.pieces(event.at))
                batch = batch.following(event.at)
            batch.put(event, size)
        yield Member(batch.path, batch.pieces(room.scene.until))


@dataclass(slots=True)
class _Stay:
    """Somebody in a batch: when they came and went, and how much they wrote."""

    person: Person
    joined: datetime
    left: datetime | None = None
    messages: int = 0


@dataclass(slots=True)
class _Batch:
    told: Told
    place: Place
    number: int
    limit: int
    since: datetime
    size: int = 0
    holds: int = 0
    stays: dict[str, _Stay] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    plain: Spool = field(default_factory=Spool)
    html: Spool = field(default_factory=Spool)

    @property
    def path(self) -> str:
        title = file_name(title_of(self.place), "conversation")
        name = f"{title[:80]} - ({file_name(self.place.id, 'id')}) - {self.number}.eml"
        return f"global-relay/{name}"

    def following(self, at: datetime) -> "_Batch":
        """Return the next batch, with whoever is still there."""
        batch = _Batch(self.told, self.place, self.number + 1, self.limit, at)
        for stay in self.stays.values():
            if stay.left is None:
                batch.enter(stay.person, at)
        return batch

    def enter(self, person: Person, at: datetime) -> None:
        self.stays[person.id] = _Stay(person, at)

    def size_of(self, event: Event) -> int:
        """Return about how many bytes an event takes in both bodies and with its files."""
        match event.kind:
            case "said":
                fit = sum(file.size or 0 for file in event.files if self._fits(file))
                return 8 * len(said(event.words)) + 1000 + fit * 3 // 2
            case "kept" | "edited" | "removed" | "restored":
                return 8 * len(said(event.words)) + 1000
        return 0

    def _fits(self, file: File) -> bool:
        return (file.size or 0) * 3 // 2 < self.limit - _KEPT_FREE

    def put(self, event: Event, size: int) -> None:
        self.size += size
        match event.kind:
            case "joined":
                self.enter(event.person, event.at)
            case "left":
                if event.person.id in self.stays:
                    self.stays[event.person.id].left = event.at
            case "said":
                self._message(event.id, event.author, event.at, said(event.words))
                for file in event.files:
                    self._file(event.author, event.at, file)
            case "kept":
                self._message(kept_id(event), event.author, event.at, kept_said(event))
            case "edited" | "removed" | "restored":
                own = version_id(event.id, event.version)
                text = f"{_BEFORE[event.kind]}{said(event.words)}"
                self._message(own, event.author, event.at, text)

    def _message(self, id_: str, author: Person, at: datetime, text: str) -> None:
        self.holds += 1
        stay = self.stays.setdefault(author.id, _Stay(author, at))
        stay.messages += 1
        mail = address(author, self.told.tenant)
        spans = {
            "post_id": id_,
            "sent_time": stamp(at),
            "username": name_of(author),
            "userid": author.id,
            "postusername": name_of(author),
            "usertype": author.kind,
            "email": mail,
            "message": text,
        }
        inner = "\n".join(
            f'<span class="{key}">{html(value)}</span>' for key, value in spans.items()
        )
        self.html.write(quoted(f'<li class="message">\n{inner}\n</li>'))
        self.plain.write(quoted(f"{stamp(at)} @{name_of(author)} ({mail}): {text}"))

    def _file(self, author: Person, at: datetime, file: File) -> None:
        name = one_line(file.name or file.id)
        if self._fits(file):
            self.files.append(file)
            return
        text = f"The file {name} was removed because too large: {file.size} bytes."
        self._message(file.id, author, at, text)

    def pieces(self, until: datetime) -> Iterator[bytes]:
        """Yield the mail of the batch."""
        mail = Mail(list(self._headers(until)))
        mail.say(f"Conversation Summary: {title_of(self.place)}", self._summary(until))
        for spool, target in ((self.plain, mail.plain), (self.html, mail.html)):
            for piece in spool.pieces():
                target.put(piece)
            spool.close()
        closing = f"Exported on {stamp(self.told.at)}"
        mail.say(closing, f"</ul>\n<p>{closing}</p>")
        yield from mail.pieces(self._parts())

    def _parts(self) -> Iterator[Part]:
        for file in self.files:
            pieces = self.told.bytes_of(file)
            if pieces is not None:
                yield Part(file, pieces)

    def _headers(self, until: datetime) -> Iterator[str]:
        people = [self._address(one.person) for one in self.stays.values()]
        people = people or [self._address(Person("nobody"))]
        kind = _VISIBLE.get(self.place.kind, self.place.kind)
        yield addresses("From", people[:1])
        yield addresses("To", people)
        yield header("Subject", f"Mattermost Compliance Export: {title_of(self.place)}")
        yield date(until)
        own = ".".join(map(token, (self.place.id, str(self.number), self.told.export)))
        yield f"Message-ID: <{own}@{token(self.told.tenant).lower()}.invalid>\r\n"
        yield header("Auto-Submitted", "auto-generated")
        yield header("Precedence", "bulk")
        yield header("X-GlobalRelay-MsgType", "Mattermost")
        yield header("X-Mattermost-ChannelName", title_of(self.place))
        yield header("X-Mattermost-ChannelID", self.place.id)
        yield header("X-Mattermost-ChannelType", kind)
        yield header("X-OnRecord-Export", f"{self.told.export} {self.number}")

    def _address(self, person: Person) -> tuple[str, str]:
        return name_of(person), address(person, self.told.tenant)

    def _summary(self, until: datetime) -> str:
        team = self.place.space or self.told.tenant
        listed = {
            "TeamId": team,
            "TeamName": team,
            "ChannelId": self.place.id,
            "ChannelName": title_of(self.place),
            "ChannelType": _VISIBLE.get(self.place.kind, self.place.kind),
            "StartTime": stamp(self.since),
            "EndTime": stamp(until),
            "Duration": _lasted(until - self.since),
        }
        items = "\n".join(f"<li>{key}: {html(value)}</li>" for key, value in listed.items())
        return (
            f"<!doctype html>\n<h1>Conversation Summary</h1>\n<ul>\n{items}\n</ul>\n"
            f"{self._participants(until)}\n<ul>"
        )

    def _participants(self, until: datetime) -> str:
        columns = [
            "UserId",
            "Username",
            "UserType",
            "Email",
            "Joined",
            "Left",
            "Duration",
            "Messages",
        ]
        head = "".join(f"<th>{name}</th>" for name in columns)
        rows = "\n".join(self._participant(stay, until) for stay in self.stays.values())
        return f"<table>\n<tr>{head}</tr>\n{rows}\n</table>"

    def _participant(self, stay: _Stay, until: datetime) -> str:
        left = stay.left or until
        who = stay.person
        cells = (
            *(who.id, name_of(who), who.kind, address(who, self.told.tenant)),
            *(str(millis(stay.joined)), str(millis(left)), _lasted(left - stay.joined)),
            str(stay.messages),
        )
        return f"<tr>{''.join(f'<td>{html(one)}</td>' for one in cells)}</tr>"


def _lasted(span: timedelta) -> str:
    return f"{span // timedelta(minutes=1)}m"
