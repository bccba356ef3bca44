"""Messages of a conversation as one person saw them at a moment."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.announcements.on_record import ACKNOWLEDGEMENTS
from onrecord_server.conversations.present import COUNT_LIMIT
from onrecord_server.exports.names import Erasures
from onrecord_server.hindsight import rules
from onrecord_server.hindsight.queries import Entries, Seat, Stretch
from onrecord_server.hindsight.rewinding import Happened, Rewound
from onrecord_server.messages import keeping, present
from onrecord_server.messages.on_record import CHECK as MESSAGES
from onrecord_server.messages.on_record import KEPT
from onrecord_server.moderation.findings import COVER, SEVERITIES
from onrecord_server.moderation.on_record import HITS
from onrecord_server.pins.on_record import CHECK as PINS
from onrecord_server.reactions.on_record import REACTIONS, TOTALS
from onrecord_server.record.state import Expected
from onrecord_server.saved.on_record import CHECK as SAVED
from onrecord_server.threads.on_record import FOLLOWERS
from onrecord_server.threads.present import summary


#: Messages that are looked at at once where not all of them are shown.
PART: Final = 200
MOST_KEPT: Final = 200
_END: Final = 2**53
_CHECKS: Final = (MESSAGES, REACTIONS, TOTALS, PINS, SAVED, ACKNOWLEDGEMENTS, HITS, FOLLOWERS)
_ALONE: Final = {"following": False, "read_position": -1}

Admits = Callable[[Collection[str]], Collection[str]]
Where = Sequence[sa.ColumnElement[bool]]
#: Says what an author is told of what a rule covered in their message.
Judged = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Opens:
    """Which messages are opened: what the database asks of each, and who says of those the last word.

    Before ``low`` nothing is.
    """

    those: Where
    admits: Admits
    low: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page: of the timeline or of a thread, from where down, and which messages where not all."""

    low: int
    limit: int
    thread: str | None = None
    before: int | None = None
    opens: Opens | None = None


@dataclass(slots=True)
class Page:
    """Messages from the newest down; ``rest`` is where there is more."""

    ids: list[str] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)
    rest: int | None = None


def page(found: Entries, asked: Asked) -> Page:
    """Return which messages a page shows."""
    shown = Page()
    for event in _seen(found, asked):
        if len(shown.ids) == asked.limit:
            shown.rest = shown.positions[shown.ids[-1]]
            break
        shown.ids.append(event.entry["object"])
        shown.positions[shown.ids[-1]] = event.position
    return shown


def _seen(found: Entries, asked: Asked) -> Iterator[Happened]:
    """Yield what the viewer saw and the asker may see, the newest first."""
    before, most = asked.before if asked.before is not None else _END, max(PART, asked.limit + 1)
    root = None if asked.thread is None else found.first(asked.thread)
    while part := _part(found, asked, before, most):
        here = [one for one in part if _is_here(one, root, asked)]
        ids = [one.entry["object"] for one in here]
        admitted = set(ids if asked.opens is None else asked.opens.admits(ids))
        yield from (one for one in here if one.entry["object"] in admitted)
        before = part[-1].position


def _part(found: Entries, asked: Asked, before: int, most: int) -> list[Happened]:
    opens = asked.opens or Opens((), lambda ids: ids, 0)
    stretch = Stretch(max(asked.low, opens.low), before, most)
    return found.opened(asked.thread, stretch, opens.those)


def _is_here(event: Happened, root: Happened | None, asked: Asked) -> bool:
    aside = not event.entry["facts"].get("in_channel", True)
    if asked.thread is None:
        return not aside
    place = None if root is None else root.position
    return rules.in_sight(event.position, place, asked.low, aside=aside)


# -- how they were ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it was, and the event since which its words are gone."""

    document: dict[str, Any]
    gone_by: int | None


class Past:
    """Some messages as they were for one person.

    ``judged`` is given where what is between that person and themself is shown too; ``lasting`` leaves
    out what was removed since. Of what lies below a message only what ``admits`` lets through is told.
    """

    def __init__(
        self,
        found: Entries,
        seat: Seat,
        erasures: Erasures,
        judged: Judged | None = None,
        *,
        lasting: bool = False,
        admits: Admits | None = None,
    ) -> None:
        """See them from a seat."""
        self._found, self._seat, self._erasures = found, seat, erasures
        self._judged, self._lasting, self._admits = judged, lasting, admits

    def shown(self, ids: Sequence[str]) -> list[Shown]:
        """Return messages in the order of their ids."""
        events = self._found.about(ids)
        gone = self._gone_since(ids, events)
        then = _Then(self._seat, events, list(gone.values()), self._judged, self._admits)
        return [self._one(then, one, gone.get(one)) for one in ids]

    def _gone_since(self, ids: Sequence[str], events: Sequence[Happened]) -> dict[str, Happened]:
        """Return what took messages away since that the viewer saw, by the message."""
        if not self._lasting:
            return {}
        later = self._found.gone_since(ids)
        now = Rewound((MESSAGES,)).follow([*events, *later]).rows(MESSAGES)
        last = {event.entry["object"]: event for event in later}
        return {one: last[one] for one in last if now[(one,)]["state"] != "active"}

    def _one(self, then: "_Then", message: str, gone: Happened | None) -> Shown:
        row = then.row(message)
        document = then.document(message)
        if gone is not None:
            return Shown(document, gone.position)
        if document["state"] != "erased":
            return Shown(document, None)
        return Shown(document, self._erasures.by(row["content_id"]))

    def kept(self) -> list[Shown]:
        """Return what was kept back of the viewer, the latest first."""
        events = self._found.kept()
        bodies = {one.entry["content"]: one.body for one in events if one.entry.get("content")}
        rows = Rewound((KEPT,)).follow(events).rows(KEPT)
        waiting = [
            {**row, "id": key[0], "number": key[1]}
            for key, row in rows.items()
            if row["state"] in ("held", "blocked", "rejected")
        ]
        waiting.sort(key=lambda row: -row["position"])
        return [self._kept_back(row, bodies.get(row["content_id"])) for row in waiting[:MOST_KEPT]]

    def _kept_back(self, row: Expected, body: str | None) -> Shown:
        if body is not None:
            return Shown(keeping.document(row, json.loads(body)), None)
        erased = keeping.document({**row, "state": "erased"}, {})
        return Shown(erased, self._erasures.by(row["content_id"]))


class _Then:
    """Makes documents from rows as they were."""

    def __init__(
        self,
        seat: Seat,
        events: Sequence[Happened],
        gone: Sequence[Happened],
        judged: Judged | None,
        admits: Admits | None,
    ) -> None:
        self._seat, self._judged, told = seat, judged, [*events, *gone]
        self._past = Rewound(_CHECKS).follow(events)
        self._rows = Rewound((MESSAGES,)).follow(told).rows(MESSAGES)
        self._bodies = {one.entry["content"]: one.body for one in told if one.body is not None}
        self._named = {
            one.entry["object"]: one.entry["facts"].get("mentions", [])
            for one in events
            if one.type in ("message.created", "message.edited")
        }
        self._below = self._threads(admits)
        self._totals = self._counted()

    def row(self, message: str) -> Expected:
        """Return the row of a message, as far as it is shown."""
        return self._rows[(message,)]

    def document(self, message: str) -> dict[str, Any]:
        """Return a message as the viewer saw it."""
        row = self.row(message)
        document: dict[str, Any] = present.message(self._stored(message, row)).value
        if document["thread_id"] is None:
            document["thread"] = self._thread(message, row)
        if document["state"] == "active":
            document |= self._marks(document)
        return document

    def _stored(self, message: str, row: Expected) -> SimpleNamespace:
        """Return the row as the table held it, with the contents that are there still."""
        named = self._named[message]
        return SimpleNamespace(
            **row,
            id=message,
            client_id=None,
            mentions=json.dumps(named) if named else None,
            body=self._bodies.get(row["content_id"]),
            removal_body=self._bodies.get(row["removal_content_id"]),
        )

    def _marks(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Say what a reader is told besides."""
        message, viewer = document["id"], self._seat.viewer
        done = (message, viewer, document["version"])
        return {
            "reactions": self._reactions(message),
            "pinned": (self._seat.conversation, message) in self._past.rows(PINS),
            "saved": self._judged is not None and (viewer, message) in self._past.rows(SAVED),
            "acknowledged": done in self._past.rows(ACKNOWLEDGEMENTS),
            "judged": self._covered(document),
        }

    def _reactions(self, message: str) -> list[dict[str, Any]]:
        mine, viewer = self._past.rows(REACTIONS), self._seat.viewer
        return [
            {"emoji": emoji, "count": total, "mine": (viewer, message, emoji) in mine}
            for _, emoji, total in sorted(self._totals.get(message, ()))
        ]

    def _counted(self) -> dict[str, list[tuple[int, str, int]]]:
        """Return the reactions to each message: where the first of them stands, what, how many."""
        found: dict[str, list[tuple[int, str, int]]] = {}
        for (message, emoji), row in self._past.rows(TOTALS).items():
            found.setdefault(message, []).append((row["first_position"], emoji, row["total"]))
        return found

    def _covered(self, document: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return what its author is told of what was covered in the message; others are told nothing."""
        if self._judged is None or document["author"] != self._seat.viewer:
            return None
        found = [
            row
            for row in self._past.rows(HITS).values()
            if (row["message"], row["version"]) == (document["id"], document["version"])
            and row["action"] == "mask"
        ]
        if not found or COVER not in (document["text"] or ""):
            return None
        gravest = max(found, key=lambda row: SEVERITIES.index(row["severity"]))
        return self._judged(SimpleNamespace(**gravest))

    # -- what is below -----------------------------------------------------------------------------

    def _threads(self, admits: Admits | None) -> dict[str, list[Expected]]:
        """Return the replies below each message that the asker may see."""
        rows = self._past.rows(MESSAGES).items()
        there = {
            message: row
            for (message,), row in rows
            if row["thread"] is not None and row["state"] == "active"
        }
        found: dict[str, list[Expected]] = {}
        for one in there if admits is None else admits(sorted(there)):
            found.setdefault(there[one]["thread"], []).append(there[one])
        return {root: sorted(rows, key=lambda one: one["position"]) for root, rows in found.items()}

    def _thread(self, message: str, row: Expected) -> dict[str, Any] | None:
        replies = self._below.get(message, [])
        place = self._past.rows(FOLLOWERS).get((message, self._seat.viewer))
        own = place if self._judged is not None else None
        said = rules.last_of(row, replies)
        said["people"] = json.dumps(said["people"])
        mark = _ALONE if own is None else own
        unread = rules.unread(replies, mark, self._seat.viewer, COUNT_LIMIT)
        following = None if own is None else own["following"]
        read = mark["read_position"]
        return summary(
            SimpleNamespace(**said, following=following, read_position=read, unread=unread)
        )
