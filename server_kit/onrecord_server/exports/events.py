"""Each entry as what happened: people as they were called, words or what erased them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from onrecord_server.exports.names import Erasures, Names
from onrecord_server.exports.told import (
    Edited,
    Event,
    File,
    Joined,
    Kept,
    Left,
    Noted,
    Person,
    Reacted,
    Read,
    Removed,
    Renamed,
    Restored,
    Said,
    Words,
)


Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells entries of one page. ``versions`` are those of every message that they are about."""

    names: Names
    erasures: Erasures
    versions: Mapping[str, Sequence[Any]]

    def tell(self, row: Any, entry: Entry) -> Iterator[Event]:
        """Yield what an entry says happened."""
        tell = _TELLS.get(row.type)
        if tell is None:
            yield _noted(self, row, entry)
        else:
            yield from tell(self, row, entry)

    # -- who and what ------------------------------------------------------------------------------

    def person(self, row: Any, person: str) -> Person:
        """Return somebody as they were called then."""
        return self.names.at(person, row.position)

    def words(self, row: Any, entry: Entry, name: str) -> Words:
        """Return words of a content, or what erased them."""
        if row.body is not None:
            return Words(json.loads(row.body).get(name))
        content = entry.get("content")
        return Words() if content is None else Words(erased=self.erasures.by(content))

    def author(self, row: Any) -> Person:
        """Return who wrote the message that an entry is about, as they were called then."""
        return self.person(row, json.loads(self.versions[row.object][0].entry)["actor"])

    def version(self, message: str, number: int) -> Words:
        """Return the words of one version of a message, or of the newest before it that is told."""
        for row in reversed(self.versions.get(message, ())):
            entry = json.loads(row.entry)
            if entry["version"] <= number:
                return self.words(row, entry, "text")
        return Words()

    def follows(self, message: str, number: int) -> datetime | None:
        """Return when the version after one was written."""
        for row in self.versions.get(message, ()):
            entry = json.loads(row.entry)
            if entry["version"] == number + 1:
                return datetime.fromisoformat(entry["at"])
        return None


# -- each kind ---------------------------------------------------------------------------------


def _started(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    facts = entry["facts"]
    by = teller.person(row, entry["actor"])
    for one in facts["members"]:
        role = "owner" if one == facts.get("owner") else "member"
        yield Joined(row.position, _at(entry), teller.person(row, one), by, role)


def _added(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    facts = entry["facts"]
    by, whole = teller.person(row, entry["actor"]), facts["history"] == "all"
    for one in facts["members"]:
        who = teller.person(row, one)
        yield Joined(row.position, _at(entry), who, by, facts["role"], whole)


def _left(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    who = teller.person(row, entry["facts"]["person_id"])
    yield Left(row.position, _at(entry), who, teller.person(row, entry["actor"]))


def _said(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    facts = entry["facts"]
    captured = facts.get("captured")
    yield Said(
        position=row.position,
        at=_at(entry),
        id=row.object,
        author=teller.person(row, entry["actor"]),
        words=teller.words(row, entry, "text"),
        files=files(row, entry),
        reply_to=facts.get("reply_to"),
        thread=facts.get("thread"),
        in_channel=facts.get("in_channel", True),
        priority=facts.get("priority", "normal"),
        on_behalf_of=entry.get("on_behalf_of"),
        said_at=None if captured is None else datetime.fromisoformat(captured["said_at"]),
        edited_at=teller.follows(row.object, 1),
        acknowledge=facts.get("acknowledge", False),
        **_named(facts),
    )


def _named(facts: Entry) -> dict[str, Any]:
    """Return whom a version names, by its facts."""
    return {
        "mentions": tuple(facts.get("mentions", ())),
        "roles": tuple(facts.get("roles", ())),
        "wide": facts.get("wide"),
    }


def _kept(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    yield Kept(
        position=row.position,
        at=_at(entry),
        id=row.object,
        version=entry["version"],
        author=teller.person(row, entry["actor"]),
        words=teller.words(row, entry, "text"),
        state="held" if row.type == "message.held" else "blocked",
        rule=entry["facts"]["trigger"],
        files=files(row, entry),
    )


def _edited(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    number = entry["version"]
    yield Edited(
        position=row.position,
        at=_at(entry),
        id=row.object,
        version=number,
        author=teller.person(row, entry["actor"]),
        words=teller.words(row, entry, "text"),
        before=teller.version(row.object, number - 1),
        edited_at=teller.follows(row.object, number),
        **_named(entry.get("facts", {})),
    )


def _removed(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    first = teller.versions[row.object][0]
    yield Removed(
        position=row.position,
        at=_at(entry),
        id=row.object,
        version=entry["version"],
        author=teller.author(row),
        by=teller.person(row, entry["actor"]),
        words=teller.version(row.object, entry["version"]),
        reason=teller.words(row, entry, "reason"),
        files=files(first, json.loads(first.entry)),
    )


def _restored(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    yield Restored(
        position=row.position,
        at=_at(entry),
        id=row.object,
        version=entry["version"],
        author=teller.author(row),
        by=teller.person(row, entry["actor"]),
        words=teller.version(row.object, entry["version"]),
    )


def _reacted(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    yield Reacted(
        position=row.position,
        at=_at(entry),
        id=row.object,
        person=teller.person(row, entry["actor"]),
        emoji=teller.words(row, entry, "emoji"),
        added=row.type == "reaction.added",
    )


def _read(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    facts = entry["facts"]
    who = teller.person(row, facts["person_id"])
    yield Read(row.position, _at(entry), who, facts["read_position"])


def _updated(teller: Teller, row: Any, entry: Entry) -> Iterator[Event]:
    by, called = teller.person(row, entry["actor"]), teller.words(row, entry, "title")
    yield Renamed(row.position, _at(entry), by, called)
    if entry.get("facts"):
        yield _noted(teller, row, entry)


def _noted(teller: Teller, row: Any, entry: Entry) -> Noted:
    who, facts = teller.person(row, entry["actor"]), dict(entry.get("facts", {}))
    return Noted(row.position, _at(entry), row.type, who, row.object, facts, entry.get("version"))


_TELLS: Final[Mapping[str, Callable[[Teller, Any, Entry], Iterator[Event]]]] = {
    "conversation.created": _started,
    "conversation.updated": _updated,
    "conversation.read": _read,
    "members.added": _added,
    "member.removed": _left,
    "message.created": _said,
    "message.held": _kept,
    "message.blocked": _kept,
    "message.edited": _edited,
    "message.removed": _removed,
    "message.restored": _restored,
    "reaction.added": _reacted,
    "reaction.removed": _reacted,
}


def files(row: Any, entry: Entry) -> tuple[File, ...]:
    """Return the files of a message; of an erased one their ids alone."""
    if row.body is None:
        return tuple(File(one) for one in entry.get("facts", {}).get("attachments", ()))
    said = json.loads(row.body).get("attachments", ())
    return tuple(File(**{name: one.get(name) for name in _OF_FILE}) for one in said)


_OF_FILE: Final = ("id", "name", "media_type", "size", "sha256", "alt")


def title(row: Any) -> str | None:
    """Return what a conversation is called by an entry with its words."""
    return json.loads(row.body).get("title") or None if row.body else None


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry["at"])
