"""What happened in stretches of conversations, as the record tells it: what every format is written from.

People and titles are called what they were called at that moment. Words that were erased are not there,
and what erased them is. An event has the position of its entry, so that it can be proved.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they were called then; ``email`` is the host's attribute of that name.

    A ``bot`` is a service, or the house itself where a rule decided.
    """

    id: str
    name: str | None = None
    email: str | None = None
    kind: Literal["user", "bot"] = "user"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation as it was called then."""

    id: str
    kind: str
    title: str | None = None
    space: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote; where it was erased, ``erased`` is the position of the event that says so."""

    text: str | None = None
    erased: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message; ``alt`` says what is to be seen. Of an erased message only its id is left."""

    id: str
    name: str | None = None
    media_type: str | None = None
    size: int | None = None
    sha256: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened: the position of its entry, and when."""

    position: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _OfMessage(_Event):
    """It happened to a message."""

    id: str


@dataclass(frozen=True, slots=True)
class _Version(_OfMessage):
    """A message became another version; ``author`` is who sent it."""

    version: int
    author: Person


@dataclass(frozen=True, slots=True)
class Joined(_Event):
    """Somebody came into the room; without ``whole`` they see nothing from before."""

    person: Person
    by: Person
    role: str = "member"
    whole: bool = True
    kind: Literal["joined"] = "joined"


@dataclass(frozen=True, slots=True)
class Left(_Event):
    """Somebody left the room, or was taken out of it."""

    person: Person
    by: Person
    kind: Literal["left"] = "left"


@dataclass(frozen=True, slots=True)
class Said(_OfMessage):
    """A message as it was sent. ``edited_at`` is when its next version follows in the same export.

    ``said_at`` is when it was said elsewhere, where it was imported. ``mentions`` are the people whom it
    names, ``roles`` the roles, ``wide`` is set where it names everybody; ``acknowledge`` says that those who
    are asked were to acknowledge it.
    """

    author: Person
    words: Words
    files: tuple[File, ...] = ()
    reply_to: str | None = None
    thread: str | None = None
    in_channel: bool = True
    priority: str = "normal"
    on_behalf_of: str | None = None
    said_at: datetime | None = None
    edited_at: datetime | None = None
    mentions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    wide: str | None = None
    acknowledge: bool = False
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Kept(_OfMessage):
    """What somebody wrote and a rule kept back: nobody got it then. A release is told as a message of its own."""

    version: int
    author: Person
    words: Words
    state: Literal["held", "blocked"]
    rule: str
    files: tuple[File, ...] = ()
    kind: Literal["kept"] = "kept"


@dataclass(frozen=True, slots=True)
class Edited(_Version):
    """A new version of a message, and the words before it; whom it names as in what was sent."""

    words: Words
    before: Words
    edited_at: datetime | None = None
    mentions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    wide: str | None = None
    kind: Literal["edited"] = "edited"


@dataclass(frozen=True, slots=True)
class Removed(_Version):
    """A message was taken out of sight. ``words`` are those that were, ``reason`` what was said of it.

    Where the house removed it, the reason is its rule.
    """

    by: Person
    words: Words
    reason: Words
    files: tuple[File, ...] = ()
    kind: Literal["removed"] = "removed"


@dataclass(frozen=True, slots=True)
class Restored(_Version):
    """A message that the house removed was put back."""

    by: Person
    words: Words
    kind: Literal["restored"] = "restored"


@dataclass(frozen=True, slots=True)
class Reacted(_OfMessage):
    """Somebody reacted to a message, or took it back."""

    person: Person
    emoji: Words
    added: bool
    kind: Literal["reacted"] = "reacted"


@dataclass(frozen=True, slots=True)
class Read(_Event):
    """Somebody has read up to a position."""

    person: Person
    upto: int
    kind: Literal["read"] = "read"


@dataclass(frozen=True, slots=True)
class Renamed(_Event):
    """The conversation is called something else."""

    by: Person
    title: Words
    kind: Literal["renamed"] = "renamed"


@dataclass(frozen=True, slots=True)
class Called(_Event):
    """Somebody whom the room has met is called something else, or has another address, from here on."""

    person: Person
    by: Person
    kind: Literal["called"] = "called"


@dataclass(frozen=True, slots=True)
class Closed(_Event):
    """The account of somebody whom the room has met was closed: they see nothing, and stay in the room."""

    person: Person
    by: Person
    kind: Literal["closed"] = "closed"


@dataclass(frozen=True, slots=True)
class Reopened(_Event):
    """The account of somebody whom the room has met was opened again."""

    person: Person
    by: Person
    kind: Literal["reopened"] = "reopened"


@dataclass(frozen=True, slots=True)
class Noted(_Event):
    """Whatever else the members heard: the type of the event and its facts, which hold no words.

    ``version`` is of what it is about, where the entry names one.
    """

    type: str
    by: Person
    object: str
    facts: dict[str, Any]
    version: int | None = None
    kind: Literal["noted"] = "noted"


Event: TypeAlias = (
    Joined
    | Left
    | Said
    | Kept
    | Edited
    | Removed
    | Restored
    | Reacted
    | Read
    | Renamed
    | Called
    | Closed
    | Reopened
    | Noted
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a stretch of a conversation begins: what it was called, who was there, from when to when."""

    place: Place
    since: datetime
    until: datetime
    present: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """A stretch of one conversation. Its events can be gone through again and again."""

    scene: Scene
    events: Callable[[], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Told:
    """All that an export holds. ``bytes_of`` gives a file's bytes, and nothing where they are gone."""

    tenant: str
    export: str
    at: datetime
    root: str
    rooms: Callable[[], Iterator[Room]]
    bytes_of: Callable[[File], Iterator[bytes] | None]


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export, in pieces: they are gone through once, before the next member."""

    path: str
    pieces: Iterator[bytes]
