"""How formats write what is told: names, times, and text made harmless for who reads it."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from onrecord_server.exports.told import Event, File, Kept, Person, Place, Restored, Room, Words


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Marks that turn the order of what follows: a name with one shows as another name.
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def millis(at: datetime) -> int:
    """Return a time as whole milliseconds since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def stamp(at: datetime) -> str:
    """Return a time as ISO 8601 in UTC, with all its microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def said(words: Words) -> str:
    """Return words, or in brackets why there are none."""
    if words.text is not None:
        return words.text
    if words.erased is not None:
        return f"[erased by event {words.erased}]"
    return "[not available]"


def name_of(person: Person) -> str:
    """Return what a person was called, on one line; their id where nothing is known."""
    return one_line(person.name or person.id) or person.id


def title_of(place: Place) -> str:
    """Return what a conversation was called, on one line; its id where it has no title."""
    return one_line(place.title or "") or place.id


def one_line(text: str) -> str:
    """Return text as one line that shows what it says: no control characters, no turned order."""
    return " ".join(_CONTROL.sub(" ", _BIDI.sub("", text)).split())


def xml(text: str) -> str:
    """Return text with what XML cannot hold replaced by U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before one."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def file_name(name: str | None, otherwise: str) -> str:
    """Return a name that is a file's everywhere: no folder, no device, no hidden file, not long."""
    clean = _UNSAFE.sub("_", _BIDI.sub("", name or "")).strip(" .")
    if not clean or _RESERVED.match(clean):
        clean = f"{otherwise}_{clean}".rstrip("_")
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 16:
        return _short(clean, 120)
    return f"{_short(stem, 100)}.{ending}"


def _short(text: str, octets: int) -> str:
    return text.encode("utf-8", "replace")[:octets].decode("utf-8", "ignore").rstrip(" .")


def file_path(message: str, file: File) -> str:
    """Return where the bytes of a file lie in an export."""
    base = file_name(file.name, "file")
    return f"files/{file_name(message, 'message')}/{file_name(file.id, 'file')}-{base}"


def version_id(message: str, version: int) -> str:
    """Return what one version of a message is called: the first one as the message itself."""
    return message if version == 1 else f"{message}:{version}"


def kept_id(event: Kept) -> str:
    """Return what something that was kept back is called: never as a message that was delivered."""
    return f"{version_id(event.id, event.version)}:{event.state}:{event.position}"


def kept_said(event: Kept) -> str:
    """Return the words of what was kept back, marked as such."""
    version = "" if event.version == 1 else f"version {event.version}, "
    mark = f"[{version}{event.state} by the rule {one_line(event.rule)}, not delivered]"
    return f"{mark} {said(event.words)}"


def restored_said(event: Restored) -> str:
    """Return the words of a message that was put back, marked as such."""
    return f"restored {said(event.words)}"


def address(person: Person, tenant: str) -> str:
    """Return a person's address; where the host gave none, one that reaches nobody (RFC 2606)."""
    if person.email and _ADDRESS.fullmatch(person.email):
        return person.email
    return f"{token(person.id)}@{token(tenant).lower()}.invalid"


_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,190}")


def token(text: str) -> str:
    """Return an id in letters that an address may have; two ids never become one."""
    kept = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_") else f"+{ord(c):x}+" for c in text
    )
    if 0 < len(kept) <= 60:
        return kept
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def attended(room: Room) -> Iterator[tuple[Event, frozenset[str]]]:
    """Yield each event with the ids of who is in the room after it."""
    there = frozenset(one.id for one in room.scene.present)
    for event in room.events():
        if event.kind == "joined":
            there |= {event.person.id}
        elif event.kind == "left":
            there -= {event.person.id}
        yield event, there
