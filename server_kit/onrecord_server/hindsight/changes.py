"""When what somebody saw of a conversation changed: the last change by a moment, and the next."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.exports.names import Ask
from onrecord_server.hindsight import places, rules
from onrecord_server.hindsight.messages import PART, Opens, Where
from onrecord_server.hindsight.queries import OF_ROOM, READ, STATUS, Seat, wordless
from onrecord_server.hindsight.rewinding import Happened, happened
from onrecord_server.hindsight.room import Room
from onrecord_server.messages.rows import messages
from onrecord_server.record.audit import entry_micros


_MEMBERSHIP: Final = ("conversation.created", "members.added", "member.removed")
#: What is shown of a message to all who are there.
_OF_MESSAGE: Final = (
    *("message.created", "message.edited", "message.removed", "message.restored"),
    *("message.erased", "message.pinned", "message.unpinned"),
    *("reaction.added", "reaction.removed"),
)
#: After the end of every record.
_END: Final = 2**62
#: So many messages are not asked for one by one what became of them.
MANY: Final = 1_000


@dataclass(frozen=True, slots=True)
class Around:
    """The moment before the last change, and that of the next, in microseconds."""

    before_at: int | None
    next_at: int | None


@dataclass(frozen=True, slots=True)
class Dates:
    """From when to when changes are told, in microseconds, both included."""

    since: int
    until: int

    def have(self, change: Happened | None) -> bool:
        """Say whether a change came between them."""
        made = None if change is None else entry_micros(change.entry)
        return made is not None and self.since <= made <= self.until


class Changes:
    """Changes of what one person saw, to either side of a moment; ``opens`` says of which messages."""

    def __init__(self, ask: Ask, seat: Seat, seen: Room, opens: Opens) -> None:
        """Look from a seat, at what was there."""
        self._ask, self._seat, self._seen, self._opens = ask, seat, seen, opens
        self._low, self._high = 0, _END

    def around(self, dates: Dates) -> Around:
        """Return the moments to step to; what came before or after the dates is neither told nor read."""
        self._low = places.upto(self._ask, self._seat.tenant, dates.since - 1)
        self._high = places.upto(self._ask, self._seat.tenant, dates.until)
        last, after = self._nearest(later=False), self._nearest(later=True)
        back = forth = None
        if last is not None and dates.have(last):
            back = places.before(self._ask, self._seat.tenant, last.position)
        if after is not None and dates.have(after):
            forth = entry_micros(after.entry)
        return Around(back, forth)

    def _nearest(self, *, later: bool) -> Happened | None:
        sources = self._here(later) if self._there else [self._ways(later)]
        if self._there or self._waits():
            sources.append(self._status(later))
        found = [one for one in (next(source, None) for source in sources) if one is not None]
        found.sort(key=lambda one: one.position)
        return found[0 if later else -1] if found else None

    @property
    def _there(self) -> bool:
        return self._seen.role is not None

    def _here(self, later: bool) -> list[Iterator[Happened]]:
        """Return what changes for somebody who is there; of announcements no mark is told."""
        place = entries.c.object == self._seat.conversation
        mine = (place, entries.c.type == READ, entries.c.actor == self._seat.viewer)
        marks = [] if self._seen.kind == "announcement" else [self._walk(mine, later)]
        return [self._walk((place, entries.c.type.in_(OF_ROOM)), later), self._said(later), *marks]

    def _waits(self) -> bool:
        """Say whether somebody is not there only because they have no account now."""
        last = next(self._ways(later=False, whole=True), None)
        return last is not None and last.type != "member.removed"

    def _status(self, later: bool) -> Iterator[Happened]:
        account = entries.c.object == f"person:{self._seat.viewer}"
        return self._walk((account, entries.c.type.in_(STATUS)), later)

    def _ways(self, later: bool, *, whole: bool = False) -> Iterator[Happened]:
        """Yield how somebody came and went; of a conversation that they are not in no more is told."""
        place = (entries.c.object == self._seat.conversation, entries.c.type.in_(_MEMBERSHIP))
        walked = self._walk(place, later, 0 if whole else self._low)
        return (one for one in walked if rules.comes_or_goes(one.entry, self._seat.viewer))

    def _said(self, later: bool) -> Iterator[Happened]:
        """Yield what became of messages that the viewer saw and the asker may see."""
        few = self._few
        return self._of_all(later) if few is None else self._of_few(few, later)

    @cached_property
    def _few(self) -> Collection[str] | None:
        """Return the messages that are opened and in sight; ``None`` where they are many."""
        query = self._in_sight().order_by(messages.c.position.desc()).limit(MANY)
        # Asked apart, SQLite finds them by their index, where it goes through all messages otherwise.
        apart = (query.where(messages.c.in_channel == sa.literal(one)) for one in (True, False))
        ids = [row.id for one in apart for row in self._ask(one)]
        return None if len(ids) >= MANY else sorted(self._opens.admits(ids))

    def _in_sight(self) -> sa.Select[Any]:
        """Select what is opened of the conversation, and is not from before the viewer's history."""
        place = messages.c.position
        return sa.select(messages.c.id).where(
            messages.c.tenant == self._seat.tenant,
            messages.c.conversation == self._seat.conversation,
            place >= max(self._seen.low, self._opens.low),
            place < self._high,
            *self._opens.those,
        )

    def _of_few(self, ids: Collection[str], later: bool) -> Iterator[Happened]:
        """Yield what became of some messages, the nearest first; of all others nothing is read."""
        found: list[Happened] = []
        for some in chunks(sorted(ids)):
            those = (entries.c.object.in_(list(some)), entries.c.type.in_(_OF_MESSAGE))
            found += self._part((*those, entries.c.position >= self._low), self._seat.upto, later)
        yield from sorted(found, key=lambda one: one.position, reverse=not later)

    def _of_all(self, later: bool) -> Iterator[Happened]:
        """Yield changes as the conversation was told of them; the database passes over what is not opened."""
        heard = entries.c.audience == f"c:{self._seat.conversation}"
        opened = self._in_sight().where(messages.c.id == entries.c.object).correlate(entries)
        those = (heard, entries.c.type.in_(_OF_MESSAGE), opened.exists())
        for part in self._parts(those, later, max(self._low, self._seen.low)):
            admitted = set(self._opens.admits({one.entry["object"] for one in part}))
            yield from (one for one in part if one.entry["object"] in admitted)

    # -- how they are asked ------------------------------------------------------------------------

    def _walk(self, those: Where, later: bool, low: int | None = None) -> Iterator[Happened]:
        for part in self._parts(those, later, self._low if low is None else low):
            yield from part

    def _parts(self, those: Where, later: bool, low: int) -> Iterator[list[Happened]]:
        """Yield entries from the moment on, or from it back to ``low``, so many at once."""
        edge = self._seat.upto
        while part := self._part((*those, entries.c.position >= low), edge, later):
            yield part
            edge = part[-1].position + 1 if later else part[-1].position

    def _part(self, those: Where, edge: int, later: bool) -> list[Happened]:
        place = entries.c.position
        query = (
            wordless()
            .where(entries.c.tenant == self._seat.tenant, *those)
            .where(place >= edge if later else place < edge, place < self._high)
            .order_by(place if later else place.desc())
            .limit(PART)
        )
        found: Sequence[Any] = self._ask(query)
        return [happened(row) for row in found]
