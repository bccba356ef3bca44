"""Selects of entries for one moment. The tables say where to look and nothing of what was there."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.on_record import CONVERSATIONS, MEMBERS
from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.exports.names import Ask, with_words
from onrecord_server.hindsight.rewinding import Happened, happened
from onrecord_server.messages.rows import held, messages


READ: Final = "conversation.read"
OF_ROOM: Final = (CONVERSATIONS.types | MEMBERS.types) - {
    *(READ, "conversation.muted", "conversation.level"),
}
#: What says something in its content that is shown.
_WORDED: Final = (
    *("message.created", "message.edited", "message.removed", "message.restored"),
    *("reaction.added", "reaction.removed"),
)
_PLAIN: Final = (
    *("message.erased", "message.pinned", "message.unpinned"),
    *("message.acknowledged", "message.flagged"),
)
_OWN: Final = (
    *("message.saved", "message.unsaved"),
    *("thread.followed", "thread.unfollowed", "thread.read"),
)
_GONE: Final = ("message.removed", "message.restored", "message.erased")
_KEPT: Final = (
    *("message.held", "message.blocked"),
    *("message.released", "message.rejected", "message.withdrawn", "held.erased"),
)
Bool = sa.ColumnElement[bool]
STATUS: Final = ("person.added", "person.deactivated", "person.reactivated")


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose eyes, where, and how many entries of the record had come by then."""

    tenant: str
    conversation: str
    viewer: str
    upto: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """From which position to before which one, and how many at most, the newest first."""

    low: int
    before: int
    most: int


class Entries:
    """Reads entries from before one moment."""

    def __init__(self, ask: Ask, seat: Seat) -> None:
        """Read what ``ask`` finds."""
        self._ask = ask
        self._seat = seat

    # -- the room ----------------------------------------------------------------------------------

    def of_room(self) -> list[Happened]:
        """Return what made the conversation and its members what they were, with its titles."""
        here = entries.c.object == self._seat.conversation
        found = self._told(with_words(), here, entries.c.type.in_(OF_ROOM))
        return _ordered([*found, *self._marks(here)])

    def _marks(self, here: sa.ColumnElement[bool]) -> Iterator[Happened]:
        """Yield the last read mark of each member: one mark says what all before it did."""
        marks = (here, entries.c.type == READ)
        last = sa.select(sa.func.max(entries.c.position).label("last"))
        query = last.where(*self._before(*marks)).group_by(entries.c.actor)
        positions = [row.last for row in self._ask(query)]
        for some in chunks(positions):
            yield from self._told(wordless(), entries.c.position.in_(list(some)))

    def status(self) -> str | None:
        """Return the type of the last entry that says whether the viewer had an account."""
        mine = (entries.c.object == f"person:{self._seat.viewer}", entries.c.type.in_(STATUS))
        query = sa.select(entries.c.type).where(*self._before(*mine))
        found = self._ask(query.order_by(entries.c.position.desc()).limit(1))
        return found[0].type if found else None

    # -- messages ----------------------------------------------------------------------------------

    def first(self, message: str) -> Happened | None:
        """Return the entry that made a message."""
        that = (entries.c.object == message, entries.c.type == "message.created")
        return next(iter(self._told(wordless(), *that)), None)

    def opened(self, thread: str | None, stretch: Stretch, those: Sequence[Bool]) -> list[Happened]:
        """Return what satisfies something of the timeline or of a thread, the newest first."""
        timeline = (*self._here(), messages.c.in_channel)
        place = timeline if thread is None else self._in_threads([thread])
        return self._made((*place, *those), stretch)

    def _made(self, those: Sequence[Bool], stretch: Stretch) -> list[Happened]:
        """Return the entries that made some messages: the database finds those among all others."""
        place = messages.c.position
        query = sa.select(messages.c.id).where(
            *those, place >= stretch.low, place < stretch.before, place < self._seat.upto
        )
        found = self._ask(query.order_by(place.desc()).limit(stretch.most))
        made = self._about(wordless(), [row.id for row in found], ["message.created"])
        return sorted(made, key=lambda one: -one.position)

    def _here(self) -> tuple[Bool, ...]:
        mine = messages.c.tenant == self._seat.tenant
        return mine, messages.c.conversation == self._seat.conversation

    def _in_threads(self, threads: Sequence[str]) -> tuple[Bool, ...]:
        before = messages.c.position < self._seat.upto
        return *self._here(), messages.c.thread.in_(threads), before

    def about(self, ids: Collection[str]) -> list[Happened]:
        """Return all that had happened to some messages, in order."""
        mine = entries.c.actor == self._seat.viewer
        return _ordered(
            [
                *self._about(with_words(), ids, _WORDED),
                *self._about(wordless(), ids, _PLAIN),
                *self._about(wordless(), ids, _OWN, mine),
                *self._below(ids),
                *self._told(
                    wordless(),
                    entries.c.object == self._seat.viewer,
                    entries.c.type == "threads.read",
                ),
            ]
        )

    def _below(self, ids: Collection[str]) -> Iterator[Happened]:
        """Yield what had come and gone in the threads of some messages; no words."""
        for some in chunks(sorted(ids)):
            query = sa.select(messages.c.id).where(*self._in_threads(list(some)))
            replies = [row.id for row in self._ask(query)]
            yield from self._about(wordless(), replies, ("message.created", *_GONE))

    def gone_since(self, ids: Collection[str]) -> list[Happened]:
        """Return what took some messages away since, and what brought them back, with the reasons."""
        found: list[Happened] = []
        for some in chunks(sorted(ids)):
            query = with_words().where(
                entries.c.tenant == self._seat.tenant,
                entries.c.position >= self._seat.upto,
                entries.c.object.in_(list(some)),
                entries.c.type.in_(_GONE),
            )
            found += map(happened, self._ask(query.order_by(entries.c.position)))
        return _ordered(found)

    def kept(self) -> list[Happened]:
        """Return what had been kept back of the viewer here, and what had become of it."""
        query = (
            sa.select(held.c.id)
            .distinct()
            .where(
                held.c.tenant == self._seat.tenant,
                held.c.author == self._seat.viewer,
                held.c.conversation == self._seat.conversation,
            )
        )
        ids = [row.id for row in self._ask(query)]
        return _ordered(self._about(with_words(), ids, _KEPT))

    # -- how they are asked ------------------------------------------------------------------------

    def _about(
        self,
        select: sa.Select[Any],
        ids: Collection[str],
        types: Sequence[str],
        *more: Bool,
    ) -> Iterator[Happened]:
        for some in chunks(sorted(ids)):
            those = (entries.c.object.in_(list(some)), entries.c.type.in_(types))
            yield from self._told(select, *those, *more)

    def _told(self, select: sa.Select[Any], *those: sa.ColumnElement[bool]) -> list[Happened]:
        query = select.where(*self._before(*those)).order_by(entries.c.position)
        return [happened(row) for row in self._ask(query)]

    def _before(self, *those: sa.ColumnElement[bool]) -> tuple[sa.ColumnElement[bool], ...]:
        mine = entries.c.tenant == self._seat.tenant
        return (mine, *those, entries.c.position < self._seat.upto)


def wordless() -> sa.Select[Any]:
    """Select entries without the words that belong to them."""
    return sa.select(entries.c.position, entries.c.type, entries.c.entry, sa.null().label("body"))


def _ordered(events: Iterable[Happened]) -> list[Happened]:
    """Return each event once, in the order of the record; words win over none."""
    found: dict[int, Happened] = {}
    for event in events:
        if event.position not in found or event.body is not None:
            found[event.position] = event
    return [found[position] for position in sorted(found)]
