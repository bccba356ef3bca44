"""Searching under a grant: each conversation that was looked through is told so, found or not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from pydantic_core import from_json

from onrecord import endpoints
from onrecord.errors import QueryInvalid
from onrecord.wire import grant_search as wire
from onrecord.wire.search import SearchHit
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access, looking, queries, requesting
from onrecord_server.oversight.access import Opened
from onrecord_server.search import documents, places, present, rules
from onrecord_server.search.dates import Calendar
from onrecord_server.search.finding import holds
from onrecord_server.search.matching import Match, Matcher


#: Messages that one call looks through at most, and how many are read at a time.
MOST: Final = 2_000
PART: Final = 500
_END: Final = 2**53


@implements(endpoints.SEARCH_GRANTED)
def search_granted(tx: Tx, command: wire.SearchGranted) -> wire.GrantedHits:
    """Search what an open grant opens; the looks are made in the same transaction."""
    row, opened = access.opened(tx, command.grant_id)
    wanted = _Wanted(tx, _query(tx, command))
    found = _look_through(tx, opened, wanted, command)
    _record(tx, row, command, found)
    shown: dict[str, int] = {}
    for hit in found.hits:
        shown[hit.conversation_id] = shown.get(hit.conversation_id, 0) + 1
    there = _by_conversation(found.seen)
    for conversation, seen in there.items():
        look = looking.Look(conversation, seen, shown.get(conversation, 0), "search")
        looking.disclose(tx, row, opened, look)
    return wire.GrantedHits(
        data=found.hits,
        searched=len(found.seen),
        conversations=len(there),
        searched_to=moment(found.seen[-1].created_at) if found.seen else None,
        next_before=found.rest,
    )


def _query(tx: Tx, command: wire.SearchGranted) -> rules.Query:
    parsed = rules.parse(command.query, Calendar(tx.now, command.utc_offset))
    if isinstance(parsed, rules.Problem):
        place = {"pointer": "/query", "detail": parsed.detail}
        where = {"reason": parsed.reason, "at": parsed.at, "length": parsed.length}
        raise QueryInvalid(parsed.detail, errors=[place], extra=where)
    if parsed.places or parsed.not_places:
        detail = "Under a grant, say which conversation by its id, not by in:."
        raise QueryInvalid(detail, errors=[{"pointer": "/query", "detail": detail}])
    return parsed


def _record(tx: Tx, row: Any, command: wire.SearchGranted, found: "_Found") -> None:
    """Put on the record that it was searched, and for which words as its content."""
    facts = {
        "policy_hash": row.policy_hash,
        "messages": len(found.seen),
        "found": len(found.hits),
    }
    words = (f"{row.id}:{tx.ports.new_id('disclosure')}", {"query": command.query})
    requesting.record(tx, "grant.searched", row.id, facts, words)


# -- looking through -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Found:
    """What was looked through and what was found, the newest first; ``rest`` is where there is more."""

    seen: list[Any] = field(default_factory=list)
    hits: list[SearchHit] = field(default_factory=list)
    rest: int | None = None


class _Wanted:
    """What is looked for, asked of one message after the other."""

    def __init__(self, tx: Tx, query: rules.Query) -> None:
        self._query = query
        self._matcher = Matcher(query)
        self._by = set(places.authors(tx, query.people)) if query.people else None
        self._not_by = set(places.authors(tx, query.not_people)) if query.not_people else set()

    def hit(self, row: Any) -> SearchHit | None:
        """Return a message as it is shown, where it is what is looked for."""
        body = {} if row.body is None else from_json(row.body)
        text, files = str(body.get("text") or ""), body.get("attachments") or []
        if not (self._fits(row) and holds(self._query, text, files)):
            return None
        match: Match | None = self._matcher.match(text, documents.names(files))
        return None if match is None else SearchHit(**present.hit(row, match, files))

    def _fits(self, row: Any) -> bool:
        query, said = self._query, row.created_at if row.said_at is None else row.said_at
        return (
            (self._by is None or row.author in self._by)
            and row.author not in self._not_by
            and (query.since is None or said >= query.since)
            and (query.until is None or said < query.until)
            and (query.thread is None or query.thread is (row.thread is not None))
        )


def _look_through(tx: Tx, opened: Opened, wanted: _Wanted, command: wire.SearchGranted) -> _Found:
    """Look through the newest messages first, until there are enough hits or enough was looked at."""
    found = _Found()
    for row in _readable(tx, opened, command):
        if len(found.hits) == command.limit or len(found.seen) == MOST:
            found.rest = row.position + 1
            break
        found.seen.append(row)
        hit = wanted.hit(row)
        if hit is not None:
            found.hits.append(hit)
    return found


def _readable(tx: Tx, opened: Opened, command: wire.SearchGranted) -> Iterator[Any]:
    """Yield what the looker may read; nothing by their own line of management."""
    before = _END if command.before is None else command.before
    while part := queries.anywhere(tx, opened, command.conversation_id, before, PART):
        line = set(access.conflicting(tx, {one.author for one in part}))
        yield from (one for one in part if one.author not in line)
        before = part[-1].position


def _by_conversation(seen: list[Any]) -> dict[str, list[Any]]:
    ordered = sorted(seen, key=lambda one: one.conversation)
    return {place: list(those) for place, those in groupby(ordered, lambda one: one.conversation)}
