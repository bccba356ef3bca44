"""What reviewers load: each version of a message, each removal, each return and each file is a document.

A document is numbered in the order in which it is told. Its text lies in a file of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

from onrecord_server.exports.told import (
    Edited,
    Event,
    File,
    Kept,
    Member,
    Person,
    Place,
    Removed,
    Restored,
    Room,
    Said,
    Told,
)
from onrecord_server.exports.wording import (
    address,
    file_path,
    kept_said,
    name_of,
    restored_said,
    said,
    title_of,
)


#: More people than this are not listed at each document; the conversation's name stands there.
LISTED: Final = 100
_FOLDER: Final = 1000
_Shown: TypeAlias = Said | Kept | Edited | Removed | Restored


@dataclass(frozen=True, slots=True)
class Document:
    """One document. ``first`` and ``last`` are the numbers of its family: a message and its files."""

    number: int
    first: int
    last: int
    position: int
    place: Place
    author: Person
    to: str
    at: datetime
    text: str
    edited: bool = False
    deleted: bool = False
    message: str = ""
    file: File | None = None

    @property
    def id(self) -> str:
        """What it is called."""
        return name(self.number)

    @property
    def path(self) -> str:
        """Where its text lies, or the file that it is."""
        if self.file is not None:
            return file_path(self.message, self.file)
        return f"text/{self.number // _FOLDER:04}/{self.id}.txt"


def name(number: int) -> str:
    """Return what a document is called."""
    return f"ONR{number:09}"


def documents(told: Told) -> Iterator[Document]:
    """Yield the documents of all rooms."""
    number = 0
    for room in told.rooms():
        there = {one.id: one for one in room.scene.present}
        for event in room.events():
            _follow(there, event)
            if isinstance(event, _Shown):
                for document in _of(told, room, event, there, number):
                    number = document.number
                    yield document


def _follow(there: dict[str, Person], event: Event) -> None:
    if event.kind == "joined":
        there[event.person.id] = event.person
    elif event.kind == "left":
        there.pop(event.person.id, None)
    elif event.kind == "said" and event.author.id in there:
        there[event.author.id] = event.author


def _of(
    told: Told, room: Room, event: _Shown, there: dict[str, Person], before: int
) -> Iterator[Document]:
    files = event.files if isinstance(event, Said | Kept) else ()
    number = before + 1
    document = Document(
        number=number,
        first=number,
        last=number + len(files),
        position=event.position,
        place=room.scene.place,
        author=event.author,
        to=_to(told, room, event.author, there),
        at=event.at,
        text=_text(event),
        edited=isinstance(event, Edited),
        deleted=isinstance(event, Removed),
        message=event.id,
    )
    yield document
    for place, file in enumerate(files, number + 1):
        yield replace(document, number=place, text="", file=file)


def _text(event: _Shown) -> str:
    if isinstance(event, Kept):
        return kept_said(event)
    return restored_said(event) if isinstance(event, Restored) else said(event.words)


def _to(told: Told, room: Room, author: Person, there: dict[str, Person]) -> str:
    others = [one for one in there.values() if one.id != author.id]
    if len(others) > LISTED:
        return f"{title_of(room.scene.place)} ({len(others)} people)"
    return "; ".join(shown(told, one) for one in others)


def shown(told: Told, person: Person) -> str:
    """Return a person as a field of a document holds them."""
    return f"{name_of(person)} <{address(person, told.tenant)}>"


def texts(told: Told) -> Iterator[Member]:
    """Yield the text of each document that is no file."""
    for document in documents(told):
        if document.file is None:
            yield Member(document.path, iter([document.text.encode("utf-8", "replace")]))
