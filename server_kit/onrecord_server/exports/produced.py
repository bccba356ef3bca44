"""What proves an export: the head, the leaves of all, and the entries that were handed over with their salts."""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.rows import contents, entries
from onrecord_server.core.words import salts, words
from onrecord_server.exports.names import Ask
from onrecord_server.exports.told import Event, Member, Told, Words
from onrecord_server.record.answers import answers
from onrecord_server.record.merkle import TILE_WIDTH, Tree, tiles_of
from onrecord_server.record.newest import SignedHead
from onrecord_server.record.tiles import tile_path


VERIFIER: Final = Path(__file__).with_name("verify_bundle.py")
_AT_ONCE: Final = 200
_LOOKS: Final = ("disclosure.made",)
#: What a host says of somebody is more than their name: that they are called otherwise is proved, not how.
_OF_PEOPLE: Final = "person.updated"
_POLICIES: Final = ("policy.approved", "policy.withdrawn")


class Produced:
    """Writes the evidence of one export."""

    def __init__(self, ask: Ask, tenant: str, head: SignedHead) -> None:
        """Write what ``ask`` finds of a tenant up to a signed head."""
        self._ask = ask
        self._tenant = tenant
        self._head = head
        #: How many records were written.
        self.records = 0

    def head(self) -> Iterator[Member]:
        """Yield what comes first: the head, public keys, the verifier, what witnesses answered, and all leaves."""
        yield Member("checkpoint", iter([self._head.note.to_text().encode()]))
        yield Member("vkeys", (f"{line}\n".encode() for line in self._head.vkeys))
        yield Member(VERIFIER.name, iter([VERIFIER.read_bytes()]))
        for path, data in answers(self._head.answered):
            yield Member(path, iter([data]))
        tree = Tree(self._leaves())
        for level, index, width in tiles_of(self._head.size):
            path = tile_path(level, index, width)
            yield Member(path, iter([tree.tile(level, index, width)]))

    def evidence(self, told: Told) -> Iterator[Member]:
        """Yield the entries of what was told, who looked at it, and under which policies."""
        yield Member("records.jsonl", self._records(told))
        places = {room.scene.place.id for room in told.rooms()}
        yield Member("reviewers.jsonl", self._logged(_LOOKS, places))
        yield Member("policies.jsonl", self._logged(_POLICIES, None))

    def _leaves(self) -> Any:
        @lru_cache(maxsize=64)
        def tile(index: int) -> tuple[bytes, ...]:
            start = index * TILE_WIDTH
            query = sa.select(entries.c.leaf).where(
                entries.c.tenant == self._tenant,
                entries.c.position >= start,
                entries.c.position < start + TILE_WIDTH,
            )
            return tuple(bytes(row.leaf) for row in self._ask(query.order_by(entries.c.position)))

        def read(start: int, stop: int) -> Sequence[bytes]:
            index, offset = divmod(start, TILE_WIDTH)
            return tile(index)[offset : offset + stop - start]

        return read

    def _records(self, told: Told) -> Iterator[bytes]:
        self.records = 0
        positions = _positions(told)
        while some := list(islice(positions, _AT_ONCE)):
            for row in self._ask(self._chosen(some)):
                self.records += 1
                bare = row.salt is None or row.type == _OF_PEOPLE
                yield _line(
                    position=row.position,
                    entry=row.entry,
                    content=None if bare else row.body,
                    salt=None if bare else bytes(row.salt).hex(),
                )

    def _chosen(self, positions: Collection[int]) -> sa.Select[Any]:
        same = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
        query = sa.select(entries.c.position, entries.c.type, entries.c.entry, words(), salts())
        return (
            query.outerjoin_from(entries, contents, same)
            .where(entries.c.tenant == self._tenant, entries.c.position.in_(positions))
            .order_by(entries.c.position)
        )

    def _logged(self, types: Sequence[str], places: Collection[str] | None) -> Iterator[bytes]:
        last = -1
        while page := self._ask(self._after(types, last)):
            last = page[-1].position
            for row in page:
                facts = json.loads(row.entry).get("facts", {})
                if places is None or facts.get("conversation") in places:
                    yield _line(position=row.position, entry=row.entry)

    def _after(self, types: Sequence[str], last: int) -> sa.Select[Any]:
        query = sa.select(entries.c.position, entries.c.entry).where(
            entries.c.tenant == self._tenant,
            entries.c.type.in_(types),
            entries.c.position > last,
            entries.c.position < self._head.size,
        )
        return query.order_by(entries.c.position).limit(_AT_ONCE)


def _positions(told: Told) -> Iterator[int]:
    """Yield where the entries stand of what is told, each once; last what erased parts of it, and of people.

    What became of somebody is told in each room that has met them.
    """
    shared: set[int] = set()
    given: set[int] = set()
    for room in told.rooms():
        last = -1
        for event in room.events():
            shared |= _erased(event)
            if event.kind in ("called", "closed", "reopened"):
                shared.add(event.position)
                continue
            if event.kind == "noted" and event.type.endswith(".erased"):
                given.add(event.position)
            if event.position != last:
                last = event.position
                yield last
    yield from sorted(shared - given)


def _erased(event: Event) -> set[int]:
    shown = (getattr(event, name, None) for name in ("words", "before", "reason", "emoji", "title"))
    found = {one.erased for one in shown if isinstance(one, Words)}
    return {one for one in found if one is not None}


def _line(**members: Any) -> bytes:
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
