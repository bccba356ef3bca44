"""Searching: a bounded look at what the actor may see at this moment."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord import endpoints
from onrecord.errors import QueryInvalid
from onrecord.wire import search as wire
from onrecord_server.conversations import access as conversations
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, implements
from onrecord_server.search import access, matching, places, present, queries, rules
from onrecord_server.search.dates import Calendar
from onrecord_server.search.finding import Gathered, Hit, Search


#: Relevance ranks so many of the newest hits; asking for them takes more rounds than a page.
RANKED: Final = 200
RANKED_ROUNDS: Final = 6


@implements(endpoints.SEARCH_MESSAGES)
def search_messages(tx: Tx, command: wire.SearchMessages) -> Doc[wire.SearchPage]:
    """Return a page of the messages that were found, or a cursor to look further back."""
    sight = access.sight(tx)
    if command.conversation_id is not None:
        conversations.member(tx, command.conversation_id)
    search = Search(tx, sight, _query(tx, command), command.conversation_id)
    if command.sort == "relevance":
        return _ranked(tx, search, command)
    return _newest(tx, search, command)


def _query(tx: Tx, command: wire.SearchMessages) -> rules.Query:
    parsed = rules.parse(command.query, Calendar(tx.now, command.utc_offset))
    if isinstance(parsed, rules.Query):
        return parsed
    place = {"pointer": "/query", "detail": parsed.detail}
    where = {"reason": parsed.reason, "at": parsed.at, "length": parsed.length}
    raise QueryInvalid(parsed.detail, errors=[place], extra=where)


def _newest(tx: Tx, search: Search, command: wire.SearchMessages) -> Doc[wire.SearchPage]:
    mark = _mark(command)
    high = search.end
    if command.cursor is not None:
        of, place = read_cursor(command.cursor, str, int)
        _refuse_other(of, mark)
        high = min(high, place)
    found = search.gather(high, command.limit + 1)
    shown = found.hits[: command.limit]
    full = len(found.hits) > command.limit
    low = shown[-1].row.position if full else found.low
    over = not full and low <= search.floor
    at = shown[-1].row.created_at if full else None
    cursor = None if over else write_cursor(mark, low)
    return _page(tx, search, shown, _Rest(over, cursor, low, at))


def _ranked(tx: Tx, search: Search, command: wire.SearchMessages) -> Doc[wire.SearchPage]:
    mark, high, offset = _mark(command), search.end, 0
    if command.cursor is not None:
        of, place, offset = read_cursor(command.cursor, str, int, int)
        _refuse_other(of, mark)
        high, offset = min(high, place), max(offset, 0)
    found = search.gather(high, RANKED, RANKED_ROUNDS)
    ranked = _by_relevance(found)
    upto = offset + command.limit
    more = upto < len(ranked)
    over = not more and found.low <= search.floor
    cursor = write_cursor(mark, high, upto) if more else None
    return _page(tx, search, ranked[offset:upto], _Rest(over, cursor, found.low))


def _by_relevance(found: Gathered) -> list[Hit]:
    newest = found.hits[:RANKED]
    return [newest[place] for place in matching.rank([hit.match for hit in newest])]


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left: nothing, or a cursor, down to which position was looked, and when that was."""

    over: bool
    cursor: str | None
    low: int
    at: int | None = None


def _page(tx: Tx, search: Search, shown: Sequence[Hit], rest: _Rest) -> Doc[wire.SearchPage]:
    reached = rest.at if rest.over or rest.at is not None else queries.time_at(tx, rest.low)
    return present.page(
        [present.hit(hit.row, hit.match, hit.files) for hit in shown],
        rest.cursor,
        exhausted=rest.over,
        searched_to=None if rest.over else reached,
        behind=search.stands.is_behind,
    )


def _mark(command: wire.SearchMessages) -> str:
    """Return what tells the cursors of one search from those of another."""
    said = "\0".join((command.query, command.conversation_id or "", command.sort))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def _refuse_other(of: str, mark: str) -> None:
    if of != mark:
        read_cursor("", str)


@implements(endpoints.SUGGEST_SEARCH)
def suggest_search(tx: Tx, command: wire.SuggestSearch) -> wire.Suggestions:
    """Return people of the directory, and conversations of the actor's own, by their names."""
    sight = access.sight(tx)
    people = places.people_named(tx, command.query, command.limit)
    others = {person.id for person in people}
    found = [
        place
        for place in places.mine(tx, sight)
        if place.other in others or places.begins(place.title, command.query)
    ]
    found.sort(key=lambda place: (place.kind == "direct", place.title.casefold(), place.id))
    return present.suggestions(people, found[: command.limit])
