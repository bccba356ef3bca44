"""What was carried out is not asked about again by itself: nobody sees where something was kept for a silent hold.

It is asked about again once that is over which kept it then, where whoever answers may know of that: a hold that is
not silent, or that somebody decided about it. And all of it is under another version of the policy.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.holds.counting import covered
from onrecord_server.holds.queries import Kept, not_silent
from onrecord_server.messages.rows import held
from onrecord_server.messages.written import EVERYWHERE, Written
from onrecord_server.retention import pending, weighing
from onrecord_server.retention.counting import READ
from onrecord_server.retention.governing import Governing
from onrecord_server.retention_asks import queries
from onrecord_server.retention_asks.rows import retention_asks


Bool = sa.ColumnElement[bool]


class Carried:
    """What of something written lies in a question of a rule that was carried out, by the policy of now."""

    def __init__(self, tx: Tx, governed: Governing, rule_hash: str, among: Written) -> None:
        """Read which holds kept something as one ended."""
        self._tx, self._rule_hash, self._among = tx, rule_hash, among
        one = retention_asks.c
        self._done = sa.and_(
            one.state == "done",
            one.rule_hash == rule_hash,
            one.policy_version == (governed.version or 0),
        )
        first = sa.select(sa.func.min(one.ended_at)).where(one.tenant == tx.tenant, self._done)
        self._first: int | None = tx.execute(first).scalar()
        found = [] if self._first is None else not_silent(tx, self._first)
        self._wordy = [one for one in found if one.hold.words]
        self._plain = [one for one in found if not one.hold.words]

    def over(self) -> Bool:
        """Say whether something is not asked about again, unless a hold kept it for its words."""
        if self._first is None:
            return sa.false()
        still = sa.not_(self._free(self._plain))
        return self._within(sa.and_(self._done, still))

    def _within(self, which: Bool) -> Bool:
        return queries.within(self._tx, self._among, self._rule_hash, which)

    def again(self, *those: Bool) -> list[Any]:
        """Return what is asked about again since a hold had kept it for its words: that is read."""
        rows: dict[str, list[Any]] = {}
        for row in self._kept_for_words(those) if self._wordy else ():
            rows.setdefault(row.id, []).append(row)
        return list(self._read(rows))

    def _free(self, kept: Iterable[Kept]) -> Bool:
        """Say of something in a question whether it stayed for what whoever answers may know of."""
        ended = retention_asks.c.ended_at
        found = [self._was_held(one) for one in kept]
        found.append(pending.decided_since(self._among.table, ended))
        if self._among.kept_back:
            found.append(held.c.decided_at > ended)
        return sa.or_(*found)

    def _was_held(self, one: Kept) -> Bool:
        then = [retention_asks.c.ended_at >= one.since]
        then += [] if one.until is None else [retention_asks.c.ended_at < one.until]
        return sa.and_(*covered(self._tx, one.hold, self._among), *then)

    # -- holds with words --------------------------------------------------------------------------

    def _kept_for_words(self, those: Collection[Bool]) -> Sequence[Any]:
        """Select what is over but for words, once for each question that it lies in."""
        one, ask = self._among, retention_asks.c
        still = sa.and_(self._done, sa.not_(self._free(self._plain)))
        loose = sa.and_(self._done, sa.not_(self._free([*self._plain, *self._wordy])))
        query = one.select(self._tx.tenant).select_from(
            queries.placed(one).join(retention_asks, sa.and_(*self._bounds(), still))
        )
        query = query.add_columns(
            conversations.c.space, one.last.label("kept_at"), ask.ended_at.label("asked_until")
        )
        query = query.where(*those, sa.not_(self._within(loose)))
        return self._tx.execute(query.order_by(one.table.c.position).limit(READ)).all()

    def _bounds(self) -> tuple[Bool, ...]:
        return queries.bounds(self._tx, self._among, self._rule_hash)

    def _read(self, rows: dict[str, list[Any]]) -> Iterator[Any]:
        for some in chunks(list(rows)):
            said = weighing.texts(self._tx, some)
            for one in some:
                if self._said_then(rows[one], said.get(one, ())):
                    yield rows[one][0]

    def _said_then(self, rows: Sequence[Any], said: Sequence[weighing.Said]) -> bool:
        """Say whether as each of its questions ended a hold kept something for what it says."""
        holds = [one.hold for one in self._wordy]
        row, by = rows[0], {one.hold.id: one for one in self._wordy}
        over = weighing.holding(self._tx, row, row.space, said, holds)
        return all(any(by[one.id].kept_at(row.asked_until) for one in over) for row in rows)


def over(tx: Tx, governed: Governing, rule_hash: str, rows: Collection[Any]) -> set[str]:
    """Return those of some rows of what was written that a rule does not ask about again."""
    found: set[str] = set()
    for one in EVERYWHERE:
        carried = Carried(tx, governed, rule_hash, one)
        for these in _those(rows, one):
            gone = _which(tx, one, these, carried.over())
            found |= gone - {row.id for row in carried.again(these)}
    return found


def let_go(tx: Tx, governed: Governing, rule_hash: str, rows: Collection[Any]) -> set[str]:
    """Return those of some rows of what was written that two people let go where a rule asked about them.

    That is being carried out, or was and is not asked about again; and no other answer of the rule keeps it.
    """
    found, kept = over(tx, governed, rule_hash, rows), set[str]()
    for one in EVERYWHERE:
        for these in _those(rows, one):
            found |= _which(tx, one, these, queries.goes(tx, one, rule_hash))
            kept |= _which(tx, one, these, queries.stays(tx, one, rule_hash))
    return found - kept


def _those(rows: Iterable[Any], one: Written) -> Iterator[Bool]:
    ids = [row.id for row in rows if bool(row.kept_back) == one.kept_back]
    return (one.table.c.id.in_(list(some)) for some in chunks(ids))


def _which(tx: Tx, one: Written, *narrow: Bool) -> set[str]:
    query = one.select(tx.tenant).select_from(queries.placed(one)).where(*narrow)
    return {row.id for row in tx.execute(query).all()}
