"""Whether what is written holds together under its head: nothing of it was erased since, all formats told the same.

A head never covers what is erased after it was signed. Words that are gone by an entry beyond it would look as if
somebody had taken them out of the record; so would a line whose message is not handed over any more.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias
from zlib import crc32

import sqlalchemy as sa

from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.exports.names import Ask
from onrecord_server.exports.told import Event, Room


Rooms: TypeAlias = Callable[[], Iterator[Room]]


class Overtaken(Exception):
    """Something of it was erased, or is not opened any more, since its head was signed: it has to begin anew.

    ``position`` is the last entry known to have changed it, which a head has to cover; ``None`` where no
    entry is known to.
    """

    def __init__(self, position: int | None = None) -> None:
        """Say which entry did it."""
        super().__init__(position)
        self.position = position


class Watch:
    """Remembers which entries were told, in a bit each."""

    def __init__(self, ask: Ask, tenant: str, upto: int) -> None:
        """Watch what is told of a tenant's entries before a position."""
        self._ask, self._tenant, self._upto = ask, tenant, upto
        self._told = bytearray(upto // 8 + 1)
        #: How many events a room has, and a checksum of them.
        self._tallies: dict[str, tuple[int, int]] = {}

    def over(self, rooms: Rooms) -> Rooms:
        """Return the same rooms, watched."""

        def watched() -> Iterator[Room]:
            for room in rooms():
                yield replace(room, events=partial(self._events, room))

        return watched

    def demand_whole(self) -> None:
        """Raise ``Overtaken`` where something that was told was erased by an entry beyond the head."""
        late: dict[str, int] = {row.object: row.position for row in self._ask(self._erased())}
        for some in chunks(sorted(late)):
            for row in self._ask(self._about(some)):
                if self._was_told(row.position):
                    raise Overtaken(max(late.values()))

    def _events(self, room: Room) -> Iterator[Event]:
        """Tell a room. Raises ``Overtaken`` where it came out otherwise than before."""
        count, check = 0, 0
        for event in room.events():
            count += 1
            check = crc32(f"{event.position} {event.kind}".encode(), check)
            self._told[event.position // 8] |= 1 << event.position % 8
            yield event
        if self._tallies.setdefault(room.scene.place.id, (count, check)) != (count, check):
            raise Overtaken

    def _was_told(self, position: int) -> bool:
        return bool(self._told[position // 8] >> position % 8 & 1)

    def _erased(self) -> sa.Select[Any]:
        """Select what was erased beyond the head; what is erased is all that there is about something."""
        return (
            sa.select(entries.c.position, entries.c.object)
            .where(entries.c.tenant == self._tenant, entries.c.position >= self._upto)
            .where(entries.c.type.like("%.erased"))
            .order_by(entries.c.position)
        )

    def _about(self, objects: Any) -> sa.Select[Any]:
        return sa.select(entries.c.position).where(
            entries.c.tenant == self._tenant,
            entries.c.position < self._upto,
            entries.c.object.in_(objects),
        )
