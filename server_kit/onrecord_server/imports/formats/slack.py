"""Slack's export: an archive with a folder for each conversation and a list for each day."""

import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats import clock, markup, zips
from onrecord_server.imports.formats.base import Choices, Item, Kind, Said, Span, Unparsed
from onrecord_server.imports.formats.documents import inner, items, listed, whole, words


_INDEXES: Final = ("channels.json", "groups.json", "mpims.json", "dms.json")
_PEOPLE: Final = ("users.json", "org_users.json")
_TOLD: Final = frozenset(
    {"channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name"}
    | {"channel_archive", "channel_unarchive", "group_join", "group_leave", "pinned_item"}
)


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield what every conversation of an export holds; Slack's times are moments already."""
    if not zips.is_zip(source):
        said = "An export of Slack is a zip archive: give it as it came."
        raise SourceUnreadable(said, extra={"reason": "format"})
    with zips.opened(source) as archive:
        people = _people(archive)
        for name in sorted(archive.namelist()):
            folder, _, day = name.rpartition("/")
            if folder and "/" not in folder and day.endswith(".json"):
                with zips.member(archive, name) as found:
                    yield from _day(found, name, folder, people)


def _people(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return what the export calls everybody. Raises ``SourceUnreadable`` where it is no export."""
    names = set(archive.namelist())
    if not names & set(_INDEXES) and not names & set(_PEOPLE):
        said = "This archive is no export of Slack: it names no channels and no people."
        raise SourceUnreadable(said, extra={"reason": "format"})
    found: dict[str, str] = {}
    for name in _PEOPLE:
        if name in names:
            with zips.member(archive, name) as member:
                users = listed(whole(member, name))
            found |= {words(one.get("id")): _called(one) for one in users if isinstance(one, dict)}
    return found


def _called(user: Mapping[str, Any]) -> str:
    shown = inner(user, "profile", "display_name") or inner(user, "profile", "real_name")
    return words(shown) or words(user.get("real_name")) or words(user.get("name"))


def _day(source: BinaryIO, name: str, folder: str, people: Mapping[str, str]) -> Iterator[Item]:
    for found in items(source, name):
        if isinstance(found, Unparsed):
            yield found
            continue
        span, message = found
        yield from _message(message, span, folder, people)


def _message(message: Any, span: Span, place: str, people: Mapping[str, str]) -> Iterator[Item]:
    subtype = words(inner(message, "subtype"))
    if subtype in ("message_changed", "message_deleted"):
        yield _earlier(message, span, place, people)
    else:
        yield _one(message, span, place, people, _kind(message))


def _earlier(message: Any, span: Span, place: str, people: Mapping[str, str]) -> Item:
    """Return what was changed or deleted, as it was before; what it became follows by itself."""
    previous = inner(message, "previous_message")
    if not isinstance(previous, Mapping):
        return Unparsed(span, "an edit or a removal without what was there before")
    deleted = inner(message, "subtype") == "message_deleted"
    return _one(previous, span, place, people, "deleted" if deleted else "edited")


def _kind(message: Any) -> Kind:
    if words(inner(message, "subtype")) in _TOLD:
        return "notice"
    if inner(message, "subtype") == "tombstone":
        return "deleted"
    return "edited" if inner(message, "edited") else "said"


def _one(message: Any, span: Span, place: str, people: Mapping[str, str], kind: Kind) -> Item:
    ts = inner(message, "ts")
    who = inner(message, "user") or inner(message, "bot_id") or inner(message, "username")
    seconds, _, micros = words(ts).partition(".")
    if not seconds.isdecimal() or not (micros or "0").isdecimal():
        return Unparsed(span, "no time (ts)")
    try:
        at = clock.unix(int(seconds), int(micros[:6].ljust(6, "0")))
    except ValueError:
        return Unparsed(span, "no such time (ts)")
    author = None if kind == "notice" else words(who) or None
    files = tuple(words(inner(one, "name")) for one in listed(inner(message, "files")))
    text = markup.of_slack(words(inner(message, "text")), people)
    known = people.get(words(who)) or words(inner(message, "username")) or None
    return Said(
        author,
        at,
        text,
        span,
        source_id=f"{place}/{ts}",
        files=tuple(one for one in files if one),
        kind="notice" if author is None else kind,
        place=place,
        name=known,
    )
