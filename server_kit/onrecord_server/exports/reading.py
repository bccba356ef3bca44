"""Telling stretches of conversations from the entries of the record and their contents.

It reads page by page, each in a transaction of its own: entries never change, so that pages fit together
however long it takes. Nothing here reads a current row, but for which messages were kept back where.
"""

import heapq
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import micros, moment
from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.exports import events
from onrecord_server.exports.lives import Lives
from onrecord_server.exports.names import Ask, Erasures, Names, with_words
from onrecord_server.exports.told import Event, Person, Place, Room, Scene
from onrecord_server.messages.rows import held


PAGE: Final = 500
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_VERSIONS: Final = ("message.created", "message.edited")
_KEPT: Final = ("message.held", "message.blocked")
#: What was kept back, that it stayed so, and that its words went. Who released it is nobody's business here.
_OF_KEPT: Final = (*_KEPT, "message.rejected", "message.withdrawn", "held.erased")
_COMING: Final = ("conversation.created", "members.added", "member.removed")
_CALLED: Final = ("conversation.created", "conversation.updated")
_OF_OVERSIGHT: Final = ("disclosure.made",)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is told: what was said when, up to which entry, and which messages where not all.

    ``admits`` returns those of some messages that may be told. ``bare`` leaves out whatever is neither of
    a message nor says who was there, and what became of people elsewhere. With ``after`` only what came on the record from that entry on is told,
    whenever it was said: what is told up to there and from there on is the whole, and nothing twice.
    """

    upto: int
    until: datetime
    since: datetime | None = None
    conversations: tuple[str, ...] | None = None
    admits: Callable[[Collection[str]], Collection[str]] | None = None
    bare: bool = False
    after: int | None = None

    def said_within(self, at: datetime) -> bool:
        """Say whether something that was said at a moment is told."""
        return (self.since is None or at >= self.since) and at < self.until


class Reader:
    """Tells the rooms of a scope."""

    def __init__(self, ask: Ask, tenant: str, scope: Scope) -> None:
        """Tell what ``ask`` finds of a tenant."""
        self._ask = ask
        self._tenant = tenant
        self._scope = scope
        self._names = Names(ask, tenant)
        self._erasures = Erasures(ask, tenant)

    def rooms(self) -> Iterator[Room]:
        """Yield a room for each conversation, in the order in which they were started."""
        for row in self._conversations():
            scene = self._scene(row)
            yield Room(scene, partial(self._events, row, scene))

    # -- where it begins ---------------------------------------------------------------------------

    def _conversations(self) -> Iterator[Any]:
        mine = self._before(entries.c.type == "conversation.created")
        if self._scope.conversations is None:
            yield from self._pages(with_words().where(*mine))
            return
        for some in chunks(list(self._scope.conversations)):
            query = with_words().where(*mine, entries.c.object.in_(list(some)))
            yield from self._ask(query.order_by(entries.c.position))

    def _before(self, *conditions: sa.ColumnElement[bool]) -> list[sa.ColumnElement[bool]]:
        mine = (entries.c.tenant == self._tenant, entries.c.position < self._scope.upto)
        return [*mine, *conditions]

    def _pages(self, query: sa.Select[Any]) -> Iterator[Any]:
        last = -1
        while True:
            page = self._ask(
                query.where(entries.c.position > last).order_by(entries.c.position).limit(PAGE)
            )
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1].position

    def _scene(self, row: Any) -> Scene:
        made = json.loads(row.entry)
        began = _at(made)
        since, until = self._span(began)
        title = self._title(row, since)
        place = Place(row.object, made["facts"]["kind"], title, made["facts"].get("space_id"))
        after = self._scope.after
        earlier = since > began if after is None else row.position < after
        present = tuple(self._present(row.object, since)) if earlier else ()
        return Scene(place, since, max(since, until), present)

    def _span(self, began: datetime) -> tuple[datetime, datetime]:
        """Return from when to when is told: of entries, when the first and the last came on the record."""
        if self._scope.after is None:
            return max(began, self._scope.since or _EVER), self._scope.until
        at = entries.c.at
        query = sa.select(sa.func.min(at).label("first"), sa.func.max(at).label("last"))
        (row,) = self._ask(query.where(*self._before(entries.c.position >= self._scope.after)))
        return max(began, moment(row.first or 0)), moment(row.last or 0)

    def _earlier(self, bound: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        """Bound entries from above: by the first one that is told, otherwise by a time."""
        after = self._scope.after
        return bound if after is None else entries.c.position < after

    def _title(self, row: Any, since: datetime) -> str | None:
        """Return what it was called when the stretch begins; at first, what it was started as."""
        earlier = self._before(entries.c.object == row.object, entries.c.type.in_(_CALLED))
        query = with_words().where(*earlier, self._earlier(entries.c.at <= micros(since)))
        found = self._ask(query.order_by(entries.c.position.desc()).limit(1))
        return events.title(found[0] if found else row)

    def _present(self, conversation: str, since: datetime) -> Iterator[Person]:
        """Yield who was in the room when the stretch begins, as they were called."""
        there: dict[str, int] = {}
        conditions = (entries.c.object == conversation, entries.c.type.in_(_COMING))
        query = sa.select(entries.c.position, entries.c.type, entries.c.entry)
        earlier = self._before(*conditions, self._earlier(entries.c.at < micros(since)))
        for row in self._pages(query.where(*earlier)):
            facts = json.loads(row.entry)["facts"]
            if row.type == "member.removed":
                there.pop(facts["person_id"], None)
            else:
                there.update(dict.fromkeys(facts["members"], row.position))
        self._names.learn(there)
        start = self._position(since)
        for person in there:
            yield self._names.at(person, start)

    def _position(self, since: datetime) -> int:
        """Return the last position before a moment."""
        if self._scope.after is not None:
            return self._scope.after - 1
        query = sa.select(sa.func.max(entries.c.position).label("last"))
        (row,) = self._ask(query.where(*self._before(entries.c.at < micros(since))))
        return -1 if row.last is None else int(row.last)

    # -- what happened -----------------------------------------------------------------------------

    def _events(self, made: Any, scene: Scene) -> Iterator[Event]:
        """Tell what was heard; that it is called what it was called already is nothing new."""
        title = scene.place.title
        for event in self._lived(made, scene):
            if event.kind == "renamed":
                if event.title.text == title is not None:
                    continue
                title = event.title.text
            yield event

    def _lived(self, made: Any, scene: Scene) -> Iterator[Event]:
        """Tell what was heard in its place among what became of those whom the room has met.

        Whom a journal hears of again, it hears of under their new name.
        """
        if self._scope.bare or self._scope.after is not None:
            for page in _batches(self._rows(made)):
                yield from self._told(page)
            return
        lives = Lives(self._ask, self._tenant, self._scope.upto, self._names)
        start = self._position(scene.since)
        lives.meet({one.id: start for one in scene.present})
        for page in _batches(self._rows(made)):
            lives.meet(_Page(page).met())
            for event in self._told(page):
                yield from self._within(lives.before(event.position))
                yield event
        yield from self._within(lives.rest())

    def _within(self, events: Iterator[Event]) -> Iterator[Event]:
        return (one for one in events if self._scope.said_within(one.at))

    def _rows(self, made: Any) -> Iterator[Any]:
        """Yield what the members heard; of announcements, how far somebody read and what they acknowledged."""
        heard = self._since(entries.c.audience == f"c:{made.object}")
        stream = self._pages(with_words().where(*heard))
        stream = heapq.merge(stream, self._kept(made.object), key=_position_of)
        if json.loads(made.entry)["facts"]["kind"] != "announcement":
            return stream
        marks = (entries.c.object == made.object, entries.c.type == "conversation.read")
        reads = self._pages(with_words().where(*self._since(*marks)))
        return heapq.merge(stream, reads, self._acknowledged(made.object), key=_position_of)

    def _acknowledged(self, conversation: str) -> Iterator[Any]:
        """Yield what was acknowledged there, which who did it and who may see the roster heard of."""
        made = entries.alias()
        here = sa.select(made.c.object).where(
            made.c.tenant == self._tenant,
            made.c.audience == f"c:{conversation}",
            made.c.type == "message.created",
        )
        done = (entries.c.type == "message.acknowledged", entries.c.object.in_(here))
        return self._pages(with_words().where(*self._since(*done)))

    def _kept(self, conversation: str) -> Iterator[Any]:
        """Yield what was kept back there, which only its author heard of."""
        here = sa.select(held.c.id).where(
            held.c.tenant == self._tenant, held.c.conversation == conversation
        )
        kept = (entries.c.object.in_(here), entries.c.type.in_(_OF_KEPT))
        return self._pages(with_words().where(*self._since(*kept)))

    def _since(self, *conditions: sa.ColumnElement[bool]) -> list[sa.ColumnElement[bool]]:
        """Bound entries from below: nothing comes on the record before it is said."""
        found = self._before(*conditions, entries.c.type.not_in(_OF_OVERSIGHT))
        since, after = self._scope.since, self._scope.after
        found += [] if since is None else [entries.c.at >= micros(since)]
        return found if after is None else [*found, entries.c.position >= after]

    def _told(self, rows: list[Any]) -> Iterator[Event]:
        page = _Page(rows)
        page.versions = self._versions(page.messages)
        page.kept = self._versions(page.messages, _KEPT)
        page.admitted = self._admitted(page)
        self._names.learn(page.people())
        self._names.forget()
        teller = events.Teller(self._names, self._erasures, page.versions)
        for row in rows:
            entry = json.loads(row.entry)
            if self._belongs(row, entry, page):
                yield from teller.tell(row, entry)

    def _versions(
        self, ids: Collection[str], types: Sequence[str] = _VERSIONS
    ) -> dict[str, list[Any]]:
        """Return all versions of some messages, in their order: those that came to be, or others."""
        found: dict[str, list[Any]] = {one: [] for one in ids}
        for some in chunks(sorted(ids)):
            mine = self._before(entries.c.object.in_(list(some)), entries.c.type.in_(types))
            for row in self._ask(with_words().where(*mine).order_by(entries.c.position)):
                if not self._is_late(row, json.loads(row.entry)):
                    found[row.object].append(row)
        return found

    def _is_late(self, row: Any, entry: Mapping[str, Any]) -> bool:
        """Say whether an entry is an edit that came after what is told under a grant."""
        if not self._scope.bare or _at(entry) < self._scope.until:
            return False
        return row.type == "message.edited" or (row.type in _KEPT and entry["version"] > 1)

    def _admitted(self, page: "_Page") -> set[str]:
        within = {
            one
            for one in page.messages
            if (rows := page.versions[one] or page.kept[one])
            and self._scope.said_within(said_at(json.loads(rows[0].entry)))
        }
        return within if self._scope.admits is None else within & set(self._scope.admits(within))

    def _belongs(self, row: Any, entry: Mapping[str, Any], page: "_Page") -> bool:
        if row.object in page.versions:
            return row.object in page.admitted and not self._is_late(row, entry)
        if not self._scope.said_within(_at(entry)):
            return False
        return not self._scope.bare or row.type in (*_COMING, *_CALLED)


@dataclass(slots=True)
class _Page:
    """Some entries, and what else has to be known of them."""

    rows: list[Any]
    versions: dict[str, list[Any]] = field(default_factory=dict)
    kept: dict[str, list[Any]] = field(default_factory=dict)
    admitted: set[str] = field(default_factory=set)

    @property
    def messages(self) -> set[str]:
        return {row.object for row in self.rows if row.object.startswith("msg_")}

    def people(self) -> set[str]:
        found = set(self.met())
        for rows in self.versions.values():
            found |= {json.loads(row.entry)["actor"] for row in rows[:1]}
        return found

    def met(self) -> dict[str, int]:
        """Return who comes up in these entries, and where first."""
        found: dict[str, int] = {}
        for row in self.rows:
            entry = json.loads(row.entry)
            facts = entry.get("facts", {})
            those = {entry["actor"], *facts.get("members", ())}
            those |= {facts["person_id"]} if "person_id" in facts else set()
            for one in those:
                found.setdefault(one, row.position)
        return found


def _position_of(row: Any) -> int:
    return int(row.position)


def _at(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["at"])


def said_at(entry: Mapping[str, Any]) -> datetime:
    """Return when a message was said, by its first entry: an imported one elsewhere."""
    captured = entry.get("facts", {}).get("captured")
    return _at(entry) if captured is None else datetime.fromisoformat(captured["said_at"])


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while page := list(islice(rows, PAGE)):
        yield page
