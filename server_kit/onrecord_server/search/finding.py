"""From a query to what is confirmed of it: candidates in bounded rounds, the newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic_core import from_json

from onrecord_server.core.operation import Tx
from onrecord_server.core.words import blinded, read
from onrecord_server.search import documents, places, queries
from onrecord_server.search.access import Sight
from onrecord_server.search.adapters import engine_of
from onrecord_server.search.adapters.base import Candidate, Wanted, Window
from onrecord_server.search.matching import Match, Matcher, has_link
from onrecord_server.search.rules import Query


#: Tokens that the engine is asked for at most: the longest say the most, the rest is confirmed.
MOST_TOKENS: Final = 24
#: Authors or conversations that the engine is asked for by tokens; more are a condition alone.
MOST_CHOICES: Final = 50
#: Times that an engine is asked for one page.
ROUNDS: Final = 3

_TOKENS: Final = {"file": documents.FILE, "image": documents.IMAGE, "link": documents.LINK}


@dataclass(frozen=True, slots=True)
class Hit:
    """A confirmed message, with what its content says of files."""

    row: Candidate
    match: Match
    files: Sequence[dict[str, Any]]


@dataclass(slots=True)
class Gathered:
    """Hits, the newest first, and down to which position there are no others."""

    low: int
    hits: list[Hit] = field(default_factory=list)


class Search:
    """One query of one person, prepared."""

    def __init__(self, tx: Tx, sight: Sight, query: Query, inside: str | None) -> None:
        """Look up whom and what it names; ``inside`` is the one conversation to look in."""
        self._tx = tx
        self._sight = sight
        self._query = query
        self._matcher = Matcher(query)
        self.stands = queries.standing(tx)
        self._wanted = _wanted(tx, sight, query, inside)
        self.floor = self._floor()
        self.end = self._end()

    def gather(self, high: int, count: int, rounds: int = ROUNDS) -> Gathered:
        """Return the newest hits before a position, ``count`` of them or what some rounds bring."""
        wanted = self._wanted
        if wanted is None or high <= self.floor:
            return Gathered(low=self.floor)
        fresh = self._fresh(wanted, high)
        known = {hit.row.id for hit in fresh}
        found = Gathered(low=high)
        for _ in range(rounds if self.stands.number is not None else 0):
            window = Window(self.floor, found.low, self._enough(count - len(found.hits)))
            rows, found.low = self._ask(wanted, window)
            found.hits += self._confirmed(row for row in rows if row.id not in known)
            if found.low <= self.floor or len(found.hits) >= count:
                break
        else:
            found.low = found.low if self.stands.number is not None else self.floor
        return _merged(fresh, found, self.floor)

    def _fresh(self, wanted: Wanted, high: int) -> list[Hit]:
        rows = queries.tail(self._tx, self._sight, self.stands, wanted)
        return self._confirmed(row for row in rows if self.floor <= row.position < high)

    def _ask(self, wanted: Wanted, window: Window) -> tuple[Sequence[Candidate], int]:
        engine = engine_of(self._tx.unit.connection.dialect.name)
        number = self.stands.number or 0
        found = engine.find(self._tx.unit, self._sight, number, (wanted, window))
        return found.rows, found.low

    def _enough(self, count: int) -> int:
        loose = any(len(term.runs) > 1 or term.open_start for term in self._query.terms)
        return count * 2 if loose else count

    def _confirmed(self, rows: Iterable[Candidate]) -> list[Hit]:
        return [hit for row in rows if (hit := self._confirm(row)) is not None]

    def _confirm(self, row: Candidate) -> Hit | None:
        said = read(row.body, self._tx.unit.connection.dialect)
        if said is None:
            return None
        body = from_json(said)
        text, files = str(body.get("text") or ""), body.get("attachments") or []
        if not holds(self._query, text, files):
            return None
        match = self._matcher.match(text, documents.names(files))
        return None if match is None else Hit(row, match, files)

    def _floor(self) -> int:
        since = self._query.since
        return 0 if since is None else queries.position_from(self._tx, since, self.stands.head)

    def _end(self) -> int:
        until = self._query.until
        head = self.stands.head
        return head + 1 if until is None else queries.position_until(self._tx, until, head)


def _merged(fresh: Sequence[Hit], found: Gathered, floor: int) -> Gathered:
    """Add what the index does not know yet; what lies below the last place looked at comes later."""
    low = max(floor, found.low)
    hits = [hit for hit in fresh if hit.row.position >= low] + found.hits
    return Gathered(low, sorted(hits, key=lambda hit: -hit.row.position))


def holds(query: Query, text: str, files: Sequence[dict[str, Any]]) -> bool:
    """Say whether a message has what a query wants it to have, beside its words."""
    if not (query.has or query.has_not):
        return True
    there = {
        "file": bool(files),
        "image": documents.has_image(files),
        "link": has_link(text),
    }
    held = {name for name, is_there in there.items() if is_there}
    return query.has & there.keys() <= held and not query.has_not & held


# -- what the engine is asked for ------------------------------------------------------------------


def _wanted(tx: Tx, sight: Sight, query: Query, inside: str | None) -> Wanted | None:
    """Return what candidates hold, or ``None`` where nobody and nothing of that name is there."""
    values: dict[str, Any] = {
        "authors": places.authors(tx, query.people),
        "not_authors": places.authors(tx, query.not_people),
        "places": places.named(tx, sight, query.places),
        "not_places": places.named(tx, sight, query.not_places),
        "since": query.since,
        "until": query.until,
    }
    if query.places and not values["places"]:
        return None
    if inside is not None:
        if values["places"] and inside not in values["places"]:
            return None
        values["places"] = [inside]
    given = {name: value for name, value in values.items() if value not in (None, [])}
    names = {*given, *_flags(query)}
    dialect = tx.unit.connection.dialect
    groups = tuple(tuple(blinded(dialect, tx.tenant, one)) for one in _groups(query, given))
    return Wanted(groups, frozenset(names), given)


def _flags(query: Query) -> set[str]:
    found = {name for name in query.has if name not in _TOKENS}
    found |= {f"no_{name}" for name in query.has_not if name not in _TOKENS}
    if query.thread is not None:
        found.add("thread" if query.thread else "no_thread")
    return found


def _groups(query: Query, values: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    for name, token in (("places", documents.place), ("authors", documents.person)):
        choices = values.get(name, ())
        if choices and len(choices) <= MOST_CHOICES:
            found.append(tuple(token(choice) for choice in choices))
    found += [(_TOKENS[name],) for name in sorted(query.has & _TOKENS.keys())]
    found += [(documents.THREAD,)] if query.thread else []
    tokens = {token for term in query.terms for token in term.tokens}
    longest = sorted(tokens, key=lambda token: (-len(token), token))[:MOST_TOKENS]
    return (*found, *((token,) for token in longest))
