"""What somebody saw, built again from the events of an export and from nothing else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from onrecord.wire.conversations import Member
from onrecord.wire.messages import Message
from onrecord_server.exports.told import Event, Noted, Person, Place, Removed, Said, Scene


#: Replies are counted up to so many.
_COUNTED: Final = 100
_PEOPLE: Final = 5
_OF_FILE: Final = ("id", "name", "media_type", "size", "sha256", "alt")
#: What is between somebody and themself, or of a picture's making: no export holds it.
_OWN: Final = ("client_id", "saved", "judged")
_THERE: Final = {"removed_at": None, "removed_by": None, "removed_reason": None}


@dataclass(frozen=True)
class Sight:
    """What somebody saw of a conversation: its name, who was there, the messages, what was kept back.

    ``ids`` are those of the whole timeline, the newest first; ``timeline`` and ``threads`` are what was looked
    at of it, and ``authors`` theirs.
    """

    title: str | None
    archived: bool
    people: list[tuple[str, str, str, int]]
    ids: list[str]
    timeline: list[dict[str, Any]]
    threads: dict[str, list[dict[str, Any]]]
    held: list[tuple[str, int, str, str | None]]
    authors: dict[str, str]


# -- as the record says it ---------------------------------------------------------------------------


def person_of(member: Member) -> tuple[str, str, str, int]:
    """Return a member as a sight holds them."""
    return member.person_id, member.name, member.role, member.read_position


def message_of(message: Message) -> dict[str, Any]:
    """Return a message without what no export holds."""
    found = {name: value for name, value in message.model_dump().items() if name not in _OWN}
    files = [{name: file[name] for name in _OF_FILE} for file in found["attachments"]]
    reactions = [(one["emoji"], one["count"], one["mine"]) for one in found["reactions"]]
    below = found["thread"] if found["thread"] and found["thread"]["replies"] else None
    said = below and {
        name: below[name] for name in ("replies", "last_at", "last_position", "people")
    }
    return {**found, "attachments": files, "reactions": reactions, "thread": said}


def kept_of(message: Message) -> tuple[str, int, str, str | None]:
    """Return what was kept back as a sight holds it."""
    return message.id, message.version, message.state, message.text


# -- as an export says it ----------------------------------------------------------------------------


@dataclass
class Story:
    """A conversation as its events have made it so far."""

    place: Place
    title: str | None
    low: dict[str, int] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    below: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    kept: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    done: set[tuple[str, str, int]] = field(default_factory=set)
    archived: bool = False

    def hear(self, event: Event) -> None:
        """Go on with the next event."""
        for name in ("person", "author", "by"):
            self._know(getattr(event, name, None))
        getattr(self, f"_{event.kind}")(event)

    def _know(self, person: Person | None) -> None:
        if person is not None:
            self.names[person.id] = person.name or person.id

    def _joined(self, event: Any) -> None:
        self.low[event.person.id] = 0 if event.whole else event.position
        self.roles[event.person.id] = event.role

    def _left(self, event: Any) -> None:
        del self.low[event.person.id]

    def _called(self, _: Event) -> None:
        """Every event says what people are called."""

    def _closed(self, event: Any) -> None:
        self.closed.add(event.person.id)

    def _reopened(self, event: Any) -> None:
        self.closed.discard(event.person.id)

    def _said(self, event: Said) -> None:
        root = self.said.get(event.thread or "")
        said = self.said[event.id] = {
            "id": event.id,
            "conversation_id": self.place.id,
            "position": event.position,
            "author": event.author.id,
            "on_behalf_of": event.on_behalf_of,
            "version": 1,
            "state": "active",
            "reply_to": event.reply_to,
            "thread_id": event.thread,
            "thread_author": None if root is None else root["author"],
            "in_channel": event.in_channel,
            "priority": event.priority,
            "acknowledge": event.acknowledge,
            "created_at": event.at,
            "edited_at": None,
            **_THERE,
            "pinned": False,
            "reactions": {},
            "attachments": [{one: getattr(file, one) for one in _OF_FILE} for file in event.files],
            **_worded(event),
        }
        if event.thread is not None:
            self.below.setdefault(event.thread, []).append(said)
        self.kept.pop((event.id, 1), None)

    def _edited(self, event: Any) -> None:
        changed = {"version": event.version, "edited_at": event.at, **_worded(event)}
        self.said[event.id] |= changed
        self.kept.pop((event.id, event.version), None)

    def _removed(self, event: Removed) -> None:
        gone = {"removed_at": event.at, "removed_by": event.by.id}
        self.said[event.id] |= {"state": "removed", **gone, "removed_reason": event.reason.text}

    def _restored(self, event: Any) -> None:
        self.said[event.id] |= {"state": "active", **_THERE}

    def _reacted(self, event: Any) -> None:
        people = self.said[event.id]["reactions"].setdefault(event.emoji.text, [])
        (people.append if event.added else people.remove)(event.person.id)
        if not people:
            del self.said[event.id]["reactions"][event.emoji.text]

    def _read(self, event: Any) -> None:
        self.read[event.person.id] = event.upto

    def _kept(self, event: Any) -> None:
        found = {"author": event.author.id, "state": event.state, "text": event.words.text}
        self.kept[event.id, event.version] = {**found, "position": event.position}

    def _renamed(self, event: Any) -> None:
        self.title = event.title.text

    def _noted(self, event: Noted) -> None:
        match event.type:
            case "message.pinned" | "message.unpinned":
                self.said[event.object]["pinned"] = event.type == "message.pinned"
            case "conversation.archived" | "conversation.unarchived":
                self.archived = event.type == "conversation.archived"
            case "member.changed":
                self.roles[event.facts["person_id"]] = event.facts["role"]
            case "message.acknowledged":
                self.done.add((event.object, event.by.id, event.version or 0))
            case "message.rejected" | "message.withdrawn":
                self._decided(event)

    def _decided(self, event: Noted) -> None:
        """What is rejected is still shown to its author; what they withdrew is not."""
        (key,) = [one for one in self.kept if one[0] == event.object]
        if event.type == "message.withdrawn":
            del self.kept[key]
        else:
            self.kept[key]["state"] = "rejected"

    # -- what somebody sees --------------------------------------------------------------------------

    def timeline(self, person: str) -> list[str]:
        """Return the ids of what somebody who is there sees, the newest first."""
        low = self.low[person]
        here = [one for one in self.said.values() if one["in_channel"] and one["position"] >= low]
        return [one["id"] for one in reversed(here)]

    def is_there(self, person: str) -> bool:
        """Say whether somebody sees anything of it."""
        return person in self.low and person not in self.closed

    def touched(self) -> dict[str, set[str]]:
        """Return what has to do with each: what they wrote, are named in, or have left a mark on."""
        found: dict[str, set[str]] = {}
        for message in self.said.values():
            marks = (one for by in message["reactions"].values() for one in by)
            for person in (
                message["author"],
                message["on_behalf_of"],
                *message["mentions"],
                *marks,
            ):
                found.setdefault(person, set()).add(message["id"])
        for message_id, person, _ in self.done:
            found.setdefault(person, set()).add(message_id)
        return found

    def seen_by(self, person: str, only: Collection[str] | None = None) -> Sight | None:
        """Return what somebody sees: the whole timeline and its threads, or what ``only`` names of it."""
        if not self.is_there(person):
            return None
        ids = self.timeline(person)
        shown = [self._shown(self.said[one], person) for one in ids if only is None or one in only]
        return Sight(
            self.title,
            self.archived,
            [self._member(one, person) for one in sorted(self.low)][:200],
            ids,
            shown,
            {one["id"]: self._thread(one["id"], person) for one in shown if one["thread"]},
            self._own(person),
            {one["author"]: self.names[one["author"]] for one in shown},
        )

    def _member(self, one: str, viewer: str) -> tuple[str, str, str, int]:
        hidden = self.place.kind == "announcement" and one != viewer
        return one, self.names[one], self.roles[one], -1 if hidden else self.read.get(one, -1)

    def _thread(self, root: str, person: str) -> list[dict[str, Any]]:
        low = self.low[person]
        begun = self.said[root]["position"] >= low
        seen = [
            one
            for one in self.below.get(root, [])
            if one["position"] >= low and (one["in_channel"] or begun)
        ]
        return [self._shown(one, person) for one in seen[::-1]]

    def _own(self, person: str) -> list[tuple[str, int, str, str | None]]:
        mine = [(key, one) for key, one in self.kept.items() if one["author"] == person]
        mine.sort(key=lambda one: -one[1]["position"])
        return [(*key, one["state"], one["text"]) for key, one in mine]

    def _shown(self, message: Mapping[str, Any], person: str) -> dict[str, Any]:
        there = message["state"] == "active"
        empty: dict[str, Any] = {"text": None, "attachments": [], "pinned": False, "reactions": []}
        empty |= {"mentions": [], "roles": [], "wide": None, "acknowledged": False}
        reactions = [(emoji, len(by), person in by) for emoji, by in message["reactions"].items()]
        done = (message["id"], person, message["version"]) in self.done
        marks = {"reactions": reactions, "acknowledged": done} if there else empty
        below = None if message["thread_id"] else self._summary(message)
        return {**message, **marks, "thread": below}

    def _summary(self, root: Mapping[str, Any]) -> dict[str, Any] | None:
        replies = [one for one in self.below.get(root["id"], []) if one["state"] == "active"]
        if not replies:
            return None
        authors = list(dict.fromkeys(one["author"] for one in reversed(replies)))
        return {
            "replies": min(len(replies), _COUNTED),
            "last_at": replies[-1]["created_at"],
            "last_position": replies[-1]["position"],
            "people": authors[:_PEOPLE],
        }


def _worded(event: Any) -> dict[str, Any]:
    return {
        "text": event.words.text,
        "mentions": list(event.mentions),
        "roles": list(event.roles),
        "wide": event.wide,
        **({"state": "erased"} if event.words.text is None else {}),
    }


def story(scene: Scene, events: Iterable[Event], at: datetime) -> Story:
    """Return a conversation as it was at a moment, by the events of an export."""
    found = Story(scene.place, scene.place.title)
    for event in events:
        if event.at <= at:
            found.hear(event)
    return found
