"""The query language. Pure: a text and the moment it is asked in, and a query or a problem out.

Words, "phrases", begin* and *part*; ``from: in: before: after: on: has: is:``; a minus excludes.
Every text is either a query or a problem with its place; nothing of it is ever syntax to a database.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from onrecord_server.search import words
from onrecord_server.search.dates import Calendar, read_day


#: Code points of a query, and terms and filters in it.
MOST_LENGTH: Final = 256
MOST_TERMS: Final = 16
#: Characters that a part of a word, and the beginning of one, have at least.
LEAST_PART: Final = 3
LEAST_BEGINNING: Final = 2

HAS: Final = ("file", "image", "link", "pin", "reaction")
IS: Final = ("thread",)

_PAIRS: Final = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb"}
_KEY: Final = re.compile(r"(from|in|before|after|on|has|is):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is no query: a stable reason, what to do, and where, in code points."""

    reason: str
    detail: str
    at: int
    length: int


@dataclass(frozen=True, slots=True)
class Term:
    """Runs that follow each other; the first may begin, and the last end, inside a word."""

    runs: tuple[str, ...]
    open_start: bool = False
    open_end: bool = False
    at: int = 0
    length: int = 0

    @property
    def tokens(self) -> frozenset[str]:
        """Return tokens that every text holds in which this occurs; others may hold them too."""
        last = len(self.runs) - 1
        found: set[str] = set()
        for index, run in enumerate(self.runs):
            loose = (self.open_start and index == 0, self.open_end and index == last)
            found.update(_tokens(run, *loose))
        return frozenset(found)


def _tokens(run: str, open_start: bool, open_end: bool) -> Iterator[str]:
    if words.is_spaceless(run) or not (open_start or open_end):
        yield from words.exactly(run)
    elif open_start:
        yield from words.within(run)
    else:
        yield from words.beginning(run)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. All terms; any of the people; any of the places; from ``since`` on and
    before ``until``, in microseconds; everything in ``has``; and nothing that is excluded.
    """

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    people: tuple[str, ...] = ()
    not_people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    has: frozenset[str] = frozenset()
    has_not: frozenset[str] = frozenset()
    thread: bool | None = None


Parsed: TypeAlias = Query | Problem


class _Stop(Exception):
    """Carries a problem out of the parser."""

    def __init__(self, reason: str, detail: str, at: int, length: int) -> None:
        self.problem = Problem(reason, detail, at, length)
        super().__init__(reason)


def parse(text: str, calendar: Calendar) -> Parsed:
    """Return the query that a text is, or what is wrong with it and where."""
    if len(text) > MOST_LENGTH:
        detail = f"A search has at most {MOST_LENGTH} characters."
        return Problem("too_long", detail, MOST_LENGTH, len(text) - MOST_LENGTH)
    try:
        return _Parser(calendar).parse(text)
    except _Stop as stop:
        return stop.problem


# -- pieces ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A filter or a term as it was written; ``key`` is empty for a term."""

    key: str
    value: str
    quoted: bool
    negated: bool
    at: int
    length: int


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece = _piece(text, at)
        yield piece
        at += piece.length


def _piece(text: str, start: int) -> _Piece:
    at = start
    negated = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
    at += negated
    found = _KEY.match(text, at)
    key = "" if found is None else found[1].lower()
    at = at if found is None else found.end()
    quoted = text[at : at + 1] in _PAIRS and at < len(text)
    value, end = _quoted(text, at) if quoted else _bare(text, at)
    return _Piece(key, value, quoted, negated, start, end - start)


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Read to the closing quote, or to the end where there is none."""
    closing = _PAIRS[text[at]]
    for end in range(at + 1, len(text)):
        if text[end] in closing:
            return text[at + 1 : end], end + 1
    return text[at + 1 :], len(text)


def _bare(text: str, at: int) -> tuple[str, int]:
    end = at
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[at:end], end


# -- from pieces to a query ----------------------------------------------------------------------


@dataclass(slots=True)
class _Found:
    """What was read so far; the second of a pair is what is excluded."""

    terms: tuple[list[Term], list[Term]] = field(default_factory=lambda: ([], []))
    people: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    places: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    has: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))
    since: int | None = None
    until: int | None = None
    thread: bool | None = None


class _Parser:
    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._found = _Found()

    def parse(self, text: str) -> Query:
        pieces = list(_pieces(text))
        if len(pieces) > MOST_TERMS:
            extra = pieces[MOST_TERMS]
            raise _Stop("too_many", f"A search has at most {MOST_TERMS} terms.", extra.at, 1)
        for piece in pieces:
            _READERS[piece.key](self, piece)
        query = self._query()
        if query == Query():
            raise _Stop("empty", "There is nothing to look for: write a word.", 0, len(text))
        return query

    def _query(self) -> Query:
        found = self._found
        return Query(
            terms=tuple(found.terms[0]),
            without=tuple(found.terms[1]),
            people=tuple(found.people[0]),
            not_people=tuple(found.people[1]),
            places=tuple(found.places[0]),
            not_places=tuple(found.places[1]),
            since=found.since,
            until=found.until,
            has=frozenset(found.has[0]),
            has_not=frozenset(found.has[1]),
            thread=found.thread,
        )

    def term(self, piece: _Piece) -> None:
        loose = not piece.quoted and len(piece.value) > 1
        start, end = loose and piece.value[0] == "*", loose and piece.value[-1] == "*"
        runs = tuple(words.runs(words.fold(words.clean(piece.value)).text))
        if not runs:
            return
        term = Term(runs, start, end, piece.at, piece.length)
        _refuse_short(term)
        self._found.terms[piece.negated].append(term)

    def person(self, piece: _Piece) -> None:
        self._found.people[piece.negated].append(_value(piece).removeprefix("@"))

    def place(self, piece: _Piece) -> None:
        self._found.places[piece.negated].append(_value(piece).removeprefix("#"))

    def has(self, piece: _Piece) -> None:
        self._found.has[piece.negated].add(_one_of(HAS, piece))

    def being(self, piece: _Piece) -> None:
        _one_of(IS, piece)
        self._found.thread = not piece.negated

    def before(self, piece: _Piece) -> None:
        first, _ = self._days(piece)
        self._between(*((first, None) if piece.negated else (None, first)))

    def after(self, piece: _Piece) -> None:
        first, _ = self._days(piece)
        self._between(*((None, first) if piece.negated else (first, None)))

    def on(self, piece: _Piece) -> None:
        if piece.negated:
            detail = "on: cannot be excluded; use before: and after:."
            raise _Stop("not_excluded", detail, piece.at, piece.length)
        self._between(*self._days(piece))

    def _days(self, piece: _Piece) -> tuple[int, int]:
        found = read_day(_value(piece), self._calendar)
        if found is None:
            detail = f"{piece.key}: takes a date such as 2026-03-01, 2026-03 or yesterday."
            raise _Stop("bad_date", detail, piece.at, piece.length)
        return found

    def _between(self, since: int | None, until: int | None) -> None:
        found = self._found
        if since is not None:
            found.since = since if found.since is None else max(since, found.since)
        if until is not None:
            found.until = until if found.until is None else min(until, found.until)


def _value(piece: _Piece) -> str:
    value = piece.value.strip()
    if not value:
        detail = f"{piece.key}: needs a value right after it."
        raise _Stop("no_value", detail, piece.at, piece.length)
    return value


def _one_of(known: tuple[str, ...], piece: _Piece) -> str:
    value = _value(piece).lower()
    if value not in known:
        detail = f"{piece.key}: takes {', '.join(known)}."
        raise _Stop("unknown_value", detail, piece.at, piece.length)
    return value


def _refuse_short(term: Term) -> None:
    edges = ((term.runs[0], term.open_start), (term.runs[-1], term.open_end))
    for index, (run, is_open) in enumerate(edges):
        least = LEAST_PART if index == 0 or (len(term.runs) == 1 and term.open_start) else 0
        least = max(least, LEAST_BEGINNING)
        if is_open and not words.is_spaceless(run) and len(run) < least:
            detail = f"Write at least {least} characters next to the *."
            raise _Stop("too_short", detail, term.at, term.length)


_READERS: Final[Mapping[str, Callable[[_Parser, _Piece], None]]] = {
    "": _Parser.term,
    "from": _Parser.person,
    "in": _Parser.place,
    "has": _Parser.has,
    "is": _Parser.being,
    "before": _Parser.before,
    "after": _Parser.after,
    "on": _Parser.on,
}
