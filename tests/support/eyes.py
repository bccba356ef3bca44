"""What the record alone says that somebody saw of a conversation at a moment: ``as_of``, of anybody."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any, Final

import sqlalchemy as sa
from typing_extensions import override

from onrecord.wire.messages import Message
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.doc import micros
from onrecord_server.core.operation import begin
from onrecord_server.core.rows import entries
from onrecord_server.core.unit import Unit
from onrecord_server.engine import Engines
from onrecord_server.exports.names import Ask, Erasures, Names
from onrecord_server.hindsight import places
from onrecord_server.hindsight.messages import Asked, Judged, Past, Where, page
from onrecord_server.hindsight.queries import Entries, Seat, Stretch
from onrecord_server.hindsight.rewinding import Happened
from onrecord_server.hindsight.room import members, room
from onrecord_server.messages import covers
from tests.support.rebuilt import Sight, kept_of, message_of, person_of


#: Messages of a page: all pages are turned, up to the last one.
PAGE: Final = 200


@contextmanager
def then(engines: Engines, tenant: str, at: datetime) -> Iterator["Then"]:
    """Look at one moment with anybody's eyes, in one transaction: what was asked in it is not asked again."""
    with engines.prepared(tenant).read() as connection:
        unit = Unit(connection, engines.ports, engines.hooks, {})
        host = begin(unit, host_actor(tenant), engines.limits)
        known: dict[Any, Sequence[Any]] = {}

        def ask(query: sa.Select[Any]) -> Sequence[Any]:
            key = query._generate_cache_key()
            assert key is not None
            same = (key.key, tuple(str(one.effective_value) for one in key.bindparams))
            if same not in known:
                known[same] = host.execute(query).all()
            return known[same]

        def judged(person: str) -> Judged:
            return partial(covers.judged, begin(unit, Actor(tenant, person), engines.limits))

        yield Then(ask, tenant, places.upto(ask, tenant, micros(at)), judged)


@dataclass(frozen=True)
class Then:
    """One moment; whoever looks, it is the same one."""

    ask: Ask
    tenant: str
    upto: int
    judged: Callable[[str], Judged]
    names: Names = field(init=False)
    erasures: Erasures = field(init=False)
    shared: dict[Any, list[Happened]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", Names(self.ask, self.tenant))
        object.__setattr__(self, "erasures", Erasures(self.ask, self.tenant))

    def look(
        self, person: str, conversation: str, only: Collection[str] | None = None
    ) -> Sight | None:
        """Return what they saw: the whole timeline and its threads, or what ``only`` names of the messages."""
        seat = Seat(self.tenant, conversation, person, self.upto)
        found = _Shared(self.ask, seat, self.shared)
        seen = room(found, seat)
        if seen.role is None:
            return None
        past = Past(found, seat, self.erasures, self.judged(person))
        pages = list(_pages(found, seen.low))
        shown = list(_shown(past, pages, only))
        roots = [one["id"] for one in shown if one["thread"] is not None]
        return Sight(
            seen.title,
            seen.archived,
            [person_of(one) for one in members(seen, seat, self.names, private=False)],
            [one for ids in pages for one in ids],
            shown,
            {one: list(_shown(past, _pages(found, seen.low, one))) for one in roots},
            [kept_of(Message.model_validate(one.document)) for one in past.kept()],
            self._authors(shown),
        )

    def _authors(self, shown: list[dict[str, Any]]) -> dict[str, str]:
        authors = {one["author"] for one in shown}
        self.names.learn(authors)
        return {one: self.names.at(one, self.upto - 1).name or one for one in authors}

    def changed(self, since: int) -> Callable[[str, Collection[str]], bool]:
        """Return what says whether anything came since of a conversation or of one of some people."""
        query = sa.select(entries.c.object, entries.c.audience, entries.c.actor).distinct()
        mine = (entries.c.tenant == self.tenant, entries.c.position < self.upto)
        found = self.ask(query.where(*mine, entries.c.position >= since))
        about = {one for row in found for one in (row.object, row.audience)}
        return lambda conversation, people: bool(
            about
            & {conversation, f"c:{conversation}", *people, *(f"person:{one}" for one in people)}
        )

    @cached_property
    def touched(self) -> dict[str, set[str]]:
        """What each had done something with by then, by the record: any kind of thing, and any kind of deed."""
        query = sa.select(entries.c.actor, entries.c.object).distinct()
        mine = (entries.c.tenant == self.tenant, entries.c.position < self.upto)
        found: dict[str, set[str]] = {}
        for row in self.ask(query.where(*mine)):
            found.setdefault(row.actor, set()).add(row.object)
        return found


class _Shared(Entries):
    """Entries of a moment; those that no viewer comes up in are read once for all of them."""

    def __init__(self, ask: Ask, seat: Seat, known: dict[Any, list[Happened]]) -> None:
        super().__init__(ask, seat)
        self._known, self._room = known, seat.conversation

    @override
    def of_room(self) -> list[Happened]:
        if self._room not in self._known:
            self._known[self._room] = super().of_room()
        return self._known[self._room]

    @override
    def opened(self, thread: str | None, stretch: Stretch, those: Where) -> list[Happened]:
        asked = (self._room, thread, stretch)
        if asked not in self._known:
            assert not those, "who looks with their own eyes opens nothing"
            self._known[asked] = super().opened(thread, stretch, those)
        return self._known[asked]


def _pages(found: Entries, low: int, thread: str | None = None) -> Iterator[list[str]]:
    """Yield the ids of each page of a timeline or a thread, to its end."""
    asked = Asked(low, PAGE, thread)
    while True:
        here = page(found, asked)
        yield here.ids
        if here.rest is None:
            return
        asked = replace(asked, before=here.rest)


def _shown(
    past: Past, pages: Iterable[list[str]], only: Collection[str] | None = None
) -> Iterator[dict[str, Any]]:
    for ids in pages:
        wanted = ids if only is None else [one for one in ids if one in only]
        for one in past.shown(wanted) if wanted else ():
            yield message_of(Message.model_validate(one.document))
