"""What people were called at a place of the record, and which event erased a content."""

import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import words
from onrecord_server.exports.told import Person
from onrecord_server.record.audit import erased_contents


#: Answers one question of the database; between two of them nothing is held.
Ask: TypeAlias = Callable[[sa.Select[Any]], Sequence[Any]]


def asking(database: Database) -> Ask:
    """Return what asks a database, each question in a transaction of its own."""

    def ask(query: sa.Select[Any]) -> Sequence[Any]:
        with database.read() as connection:
            return connection.execute(query, execution_options=dict(database.options)).all()

    return ask


_CALLED: Final = ("person.added", "person.updated")
#: People whose names are kept in memory.
_KEPT: Final = 20_000
_BOT: Final = "service:"


@dataclass(frozen=True, slots=True)
class _Called:
    """What somebody was called from each position on."""

    positions: list[int]
    people: list[Person]


class Names:
    """What people were called, by where on the record one stands."""

    def __init__(self, ask: Ask, tenant: str) -> None:
        """Read names of a tenant."""
        self._ask = ask
        self._tenant = tenant
        self._known: OrderedDict[str, _Called] = OrderedDict()

    def learn(self, ids: Collection[str]) -> None:
        """Read the names of some people at once."""
        fresh = sorted(one for one in set(ids) - self._known.keys() if not one.startswith(_BOT))
        for some in chunks(fresh):
            found = {one: _Called([], []) for one in some}
            for row in self._ask(self._versions(some)):
                _add(found[row.object.removeprefix("person:")], row)
            self._known.update(found)

    def forget(self) -> None:
        """Let go of the names that were asked for longest ago, where there are very many."""
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def at(self, person: str, position: int) -> Person:
        """Return somebody as they were called at a position."""
        if person.startswith(_BOT):
            return Person(person, kind="bot")
        if person not in self._known:
            self.learn([person])
        called = self._known[person]
        self._known.move_to_end(person)
        place = bisect_right(called.positions, position)
        return called.people[place - 1] if place else Person(person)

    def _versions(self, ids: Sequence[str]) -> sa.Select[Any]:
        objects = [f"person:{one}" for one in ids]
        mine = (entries.c.tenant == self._tenant, entries.c.object.in_(objects))
        query = with_words().where(*mine, entries.c.type.in_(_CALLED))
        return query.order_by(entries.c.position)


def with_words() -> sa.Select[Any]:
    """Select entries with their contents: ``body`` is the words, ``held`` whether they are there."""
    same = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
    return sa.select(
        entries.c.position, entries.c.object, entries.c.type, entries.c.entry, words()
    ).outerjoin_from(entries, contents, same)


def _add(called: _Called, row: Any) -> None:
    person = row.object.removeprefix("person:")
    said = json.loads(row.body) if row.body else {}
    called.positions.append(row.position)
    mail = said.get("attributes", {}).get("email")
    called.people.append(Person(person, said.get("name"), mail))


class Erasures:
    """Which event erased a content; read when the first one is asked for."""

    def __init__(self, ask: Ask, tenant: str) -> None:
        """Read the erasures of a tenant."""
        self._ask = ask
        self._tenant = tenant
        self._found: dict[str, int] | None = None

    def by(self, content_id: str | None) -> int | None:
        """Return the position of the event that erased a content."""
        if self._found is None:
            self._found = dict(self._read())
        return None if content_id is None else self._found.get(content_id)

    def _read(self) -> list[tuple[str, int]]:
        query = (
            sa.select(entries.c.position, entries.c.entry)
            .where(entries.c.tenant == self._tenant, entries.c.type.like("%.erased"))
            .order_by(entries.c.position)
        )
        return [
            (content_id, row.position)
            for row in self._ask(query)
            for content_id in erased_contents(json.loads(row.entry))
        ]
