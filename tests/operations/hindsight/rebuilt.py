"""What somebody saw, built again from what an export tells and from nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onrecord.wire.messages import Message
from onrecord_server.exports.told import Event, Joined, Left, Noted, Reacted, Removed, Said
from tests.operations.hindsight import days


Seen = tuple[str | None, list[tuple[str, int]], list[dict[str, Any]]]


@dataclass
class Story:
    """A conversation as its events have made it so far."""

    title: str | None
    low: dict[str, int] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    said: dict[str, dict[str, Any]] = field(default_factory=dict)

    def hear(self, event: Any) -> None:
        """Go on with the next event."""
        getattr(self, f"_{event.kind}")(event)

    def _joined(self, event: Joined) -> None:
        self.low[event.person.id] = 0 if event.whole else event.position

    def _left(self, event: Left) -> None:
        del self.low[event.person.id]

    def _said(self, event: Said) -> None:
        self.said[event.id] = {
            "id": event.id,
            "position": event.position,
            "author": event.author.id,
            "text": event.words.text,
            "version": 1,
            "state": "active",
            "reply_to": event.reply_to,
            "thread_id": event.thread,
            "in_channel": event.in_channel,
            "attachments": [one.id for one in event.files],
            "created_at": event.at,
            "edited_at": None,
            "removed_by": None,
            "removed_reason": None,
            "pinned": False,
            "reactions": {},
        }

    def _edited(self, event: Any) -> None:
        changed = {"text": event.words.text, "version": event.version, "edited_at": event.at}
        self.said[event.id] |= changed

    def _removed(self, event: Removed) -> None:
        gone = {"state": "removed", "removed_by": event.by.id, "removed_reason": event.reason.text}
        self.said[event.id] |= gone

    def _reacted(self, event: Reacted) -> None:
        people = self.said[event.id]["reactions"].setdefault(event.emoji.text, [])
        (people.append if event.added else people.remove)(event.person.id)
        if not people:
            del self.said[event.id]["reactions"][event.emoji.text]

    def _read(self, event: Any) -> None:
        self.read[event.person.id] = event.upto

    def _kept(self, _: Event) -> None:
        """What was kept back, or decided about it, is in no timeline: released, it is said anew."""

    def _renamed(self, event: Any) -> None:
        self.title = event.title.text

    def _noted(self, event: Noted) -> None:
        if event.type in ("message.pinned", "message.unpinned"):
            self.said[event.object]["pinned"] = event.type == "message.pinned"

    def seen_by(self, person: str) -> Seen | None:
        """Return what a member sees: title, who has read how far, and the timeline."""
        if person not in self.low:
            return None
        there = [(one, self.read.get(one, -1)) for one in sorted(self.low)]
        those = [
            _shown(one, person)
            for one in self.said.values()
            if one["in_channel"] and one["position"] >= self.low[person]
        ]
        return self.title, there, those[::-1]


def _shown(message: Mapping[str, Any], person: str) -> dict[str, Any]:
    there = message["state"] == "active"
    nothing: dict[str, Any] = {"text": None, "attachments": [], "pinned": False, "reactions": []}
    reactions = [(emoji, len(by), person in by) for emoji, by in message["reactions"].items()]
    return {**message, **({"reactions": reactions} if there else nothing)}


def rebuilt(title: str | None, events: Iterable[Event], at: datetime, person: str) -> Seen | None:
    """Return what somebody saw at a moment, by the events of an export."""
    story = Story(title)
    for event in events:
        if event.at <= at:
            story.hear(event)
    return story.seen_by(person)


_SAME = (
    *("id", "position", "author", "text", "version", "state", "reply_to", "thread_id"),
    *("in_channel", "created_at", "edited_at", "removed_by", "removed_reason", "pinned"),
)


def as_told(seen: days.Seen | None) -> Seen | None:
    """Return what the record says in the same words; with nothing that is not in an export."""
    if seen is None:
        return None
    those = [
        {
            **{name: getattr(one, name) for name in _SAME},
            "attachments": [file.id for file in one.attachments],
            "reactions": [(total.emoji, total.count, total.mine) for total in one.reactions],
        }
        for one in map(Message.model_validate, seen.timeline)
    ]
    return seen.title, [(one["person_id"], one["read_position"]) for one in seen.people], those
