"""What became of people whom a room has met: what they were called later, and whether they had an account.

Nobody in the room heard of it there; without it, who was called what at a moment could not be told.
"""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.exports.names import Ask, Names
from onrecord_server.exports.told import Called, Closed, Event, Reopened


_PERSON: Final = "person:"
_ACCOUNT: Final = {"person.deactivated": Closed, "person.reactivated": Reopened}
_TYPES: Final = ("person.updated", *_ACCOUNT)


class Lives:
    """Tells of each person what came after the room had met them, in the order of the record."""

    def __init__(self, ask: Ask, tenant: str, upto: int, names: Names) -> None:
        """Tell of a tenant's people up to a position."""
        self._ask, self._tenant, self._upto, self._names = ask, tenant, upto, names
        self._met: set[str] = set()
        self._later: list[tuple[int, str]] = []

    def meet(self, people: Mapping[str, int]) -> None:
        """Get to know people, each from a position on."""
        fresh = {one: at for one, at in people.items() if one not in self._met}
        self._met |= fresh.keys()
        for some in chunks(sorted(fresh)):
            for row in self._ask(self._changes(some)):
                if row.position > fresh[row.object.removeprefix(_PERSON)]:
                    heapq.heappush(self._later, (row.position, row.entry))

    def _changes(self, people: Iterable[str]) -> sa.Select[Any]:
        return sa.select(entries.c.position, entries.c.object, entries.c.entry).where(
            entries.c.tenant == self._tenant,
            entries.c.object.in_([f"{_PERSON}{one}" for one in people]),
            entries.c.type.in_(_TYPES),
            entries.c.position < self._upto,
        )

    def before(self, position: int) -> Iterator[Event]:
        """Yield what came before a position and was not told yet."""
        while self._later and self._later[0][0] < position:
            at, entry = heapq.heappop(self._later)
            yield from self._told(at, json.loads(entry))

    def rest(self) -> Iterator[Event]:
        """Yield what is left."""
        yield from self.before(self._upto)

    def _told(self, position: int, entry: Mapping[str, Any]) -> Iterator[Event]:
        person, when = entry["object"].removeprefix(_PERSON), datetime.fromisoformat(entry["at"])
        who, by = self._names.at(person, position), self._names.at(entry["actor"], position)
        if entry["type"] in _ACCOUNT:
            yield _ACCOUNT[entry["type"]](position, when, who, by)
        elif who != self._names.at(person, position - 1):
            yield Called(position, when, who, by)
