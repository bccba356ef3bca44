"""A conversation at a moment: what it was called, who was in it, and how much of it somebody saw."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord.wire.conversations import Member
from onrecord_server.conversations.on_record import CONVERSATIONS, MEMBERS
from onrecord_server.exports.names import Names
from onrecord_server.hindsight.queries import Entries, Seat
from onrecord_server.hindsight.rewinding import Happened, Rewound


#: Members that are named.
MOST: Final = 200
_NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Room:
    """A conversation as it was, for one person; ``role`` is ``None`` for who was not in it."""

    title: str | None
    archived: bool
    kind: str | None
    role: str | None
    low: int
    members: Mapping[str, Mapping[str, Any]]


def room(found: Entries, seat: Seat) -> Room:
    """Return the conversation as it was. Of one that somebody was not in, nothing is told."""
    events = found.of_room()
    past = Rewound((CONVERSATIONS, MEMBERS)).follow(events)
    row = past.rows(CONVERSATIONS).get((seat.conversation,), _NOTHING)
    there = {key[1]: one for key, one in past.rows(MEMBERS).items() if one.get("active")}
    mine = there.get(seat.viewer)
    if mine is None or found.status() == "person.deactivated":
        return Room(None, False, None, None, 0, {})
    title = _title(events, row["content_id"])
    return Room(
        title, bool(row["archived"]), row["kind"], mine["role"], mine["history_from"], there
    )


def _title(events: Collection[Happened], content_id: str | None) -> str | None:
    """Return what it was called; what was erased of that is called nothing."""
    bodies = [one.body for one in events if one.entry.get("content") == content_id]
    return next((json.loads(body).get("title") for body in bodies if body), None)


def members(seen: Room, seat: Seat, names: Names, *, private: bool) -> list[Member]:
    """Return who was in it, called as they were then; of announcements nobody else's mark is told."""
    some = sorted(seen.members)[:MOST]
    names.learn(some)
    return [_member(seen, seat, names, one, private=private) for one in some]


def _member(seen: Room, seat: Seat, names: Names, person: str, *, private: bool) -> Member:
    row = seen.members[person]
    hidden = seen.kind == "announcement" and (private or person != seat.viewer)
    return Member(
        person_id=person,
        name=names.at(person, seat.upto - 1).name or person,
        role=row["role"],
        read_position=-1 if hidden else row["read_position"],
    )
