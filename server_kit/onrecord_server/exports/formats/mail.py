"""A mail for each conversation and UTC day: what was said, for whoever reads mail.

The Message-ID is the same each time the same export is written, and each day answers the one before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from onrecord_server.exports.formats import sentences
from onrecord_server.exports.formats.mime import Mail, Part, addresses, header
from onrecord_server.exports.formats.mime import date as dated
from onrecord_server.exports.told import Event, File, Member, Person, Place, Told
from onrecord_server.exports.wording import address, file_name, name_of, title_of, token


def write(told: Told) -> Iterator[Member]:
    """Write a mail for each day on which something happened in a conversation."""
    for room in told.rooms():
        there = {one.id: one for one in room.scene.present}
        before: list[str] = []
        for day, events in groupby(room.events(), key=lambda event: event.at.date()):
            written = _Day(told, room.scene.place, day, there)
            for event in events:
                written.put(event)
            yield Member(written.path, written.pieces(before))
            before.append(written.id)
            there = written.still


@dataclass(slots=True)
class _Day:
    """One day of one conversation, as its events come."""

    told: Told
    place: Place
    day: date
    #: Who was in the room that day, and who still is.
    there: dict[str, Person]
    still: dict[str, Person] = field(default_factory=dict)
    first: Person | None = None
    last: datetime | None = None
    files: list[File] = field(default_factory=list)
    mail: Mail = field(default_factory=Mail)

    def __post_init__(self) -> None:
        self.still, self.there = dict(self.there), dict(self.there)
        title = sentences.html(title_of(self.place))
        head = f"<!doctype html><meta charset=utf-8><title>{title}</title><ol>"
        self.mail.say(f"{title_of(self.place)} ({self.place.id}), {self.day} UTC\n", head)

    @property
    def path(self) -> str:
        name = file_name(self.place.id, "conversation")
        return f"mail/{name}/{self.day.isoformat()}.eml"

    @property
    def id(self) -> str:
        parts = (self.place.id, self.day.isoformat(), self.told.export)
        return f"<{'.'.join(map(token, parts))}@{token(self.told.tenant).lower()}.invalid>"

    def put(self, event: Event) -> None:
        self.last = event.at
        self._see(event)
        if event.kind in ("said", "kept"):
            self.files.extend(event.files)
        self.mail.say(sentences.text(event), sentences.item(event))

    def _see(self, event: Event) -> None:
        who, _ = sentences.told(event)
        if event.kind in ("said", "edited") and self.first is None:
            self.first = who
        if event.kind == "left":
            self.still.pop(who.id, None)
        elif event.kind == "joined" or who.id in self.still:
            self.still[who.id] = who
        if event.kind in ("joined", "said", "edited") or who.id in self.there:
            self.there[who.id] = who

    def pieces(self, before: list[str]) -> Iterator[bytes]:
        self.mail.say("", "</ol>")
        self.mail.headers = list(self._headers(before))
        yield from self.mail.pieces(_parts(self.told, self.files))

    def _headers(self, before: list[str]) -> Iterator[str]:
        first = self.first or next(iter(self.there.values()), Person("nobody"))
        others = [one for one in self.there.values() if one.id != first.id]
        yield addresses("From", [self._address(first)])
        yield addresses("To", [self._address(one) for one in others or [first]])
        yield header("Subject", f"{title_of(self.place)}, {self.day}")
        yield dated(self.last or self.told.at)
        yield f"Message-ID: {self.id}\r\n"
        if before:
            yield f"In-Reply-To: {before[-1]}\r\n"
            yield "References: " + "\r\n ".join(before[-20:]) + "\r\n"
        yield header("X-OnRecord-Conversation", self.place.id)
        yield header("X-OnRecord-Export", self.told.export)

    def _address(self, person: Person) -> tuple[str, str]:
        return name_of(person), address(person, self.told.tenant)


def _parts(told: Told, files: Iterable[File]) -> Iterator[Part]:
    for file in files:
        pieces = told.bytes_of(file)
        yield Part(file, pieces) if pieces is not None else Part(_gone(file), iter(()))


def _gone(file: File) -> File:
    return File(
        file.id, f"not available - {file.name or file.id}.txt", "text/plain", 0, file.sha256
    )
