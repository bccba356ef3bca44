"""How much a policy would let go now, counted by the database; holds with words are read for.

It counts a part after the other, all on one snapshot, and rests in between where it is asked to: who writes
meanwhile has the database for themselves most of the time.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.holds.counting import covered
from onrecord_server.holds.queries import open_holds, silent
from onrecord_server.holds.rules import Hold
from onrecord_server.messages import written
from onrecord_server.messages.written import Written
from onrecord_server.retention import pending, weighing
from onrecord_server.retention.reckoning import DAY, Tally, destroying, follows, mixed, newest
from onrecord_server.retention.rules import Kept, RetentionRule


#: Rows that are counted at once: a few milliseconds of the database.
PART: Final = 1_000
#: Messages whose words one trial reads at most.
READ: Final = 10_000


def count(tx: Tx, rules: Sequence[RetentionRule], rest: float = 0.0) -> Tally:
    """Count what there is, and what follows from rules for it now. Blocking, for seconds at a million.

    After each part it rests ``rest`` times as long as that took. What silent holds alone keep is counted as if
    they were not there: nobody reads off the counts where one is.
    """
    tally, last = Tally(), newest(destroying(rules), moment(tx.now))
    secret = silent(tx)
    holds = [one for one in open_holds(tx.unit, tx.tenant) if one.id not in secret]
    bound = micros(last) if last is not None and last.year >= 1970 else -1
    room = READ
    for one in written.EVERYWHERE:
        counting = _Counting(tx, rules, holds, one, bound)
        counting.count(tally, rest)
        room = counting.read(tally, room)
    return tally


def _rested(parts: Iterable[Sequence[Any]], rest: float) -> Iterator[Any]:
    """Yield the rows of all parts, and rest between those."""
    began = time.monotonic()
    for rows in parts:
        yield from rows
        time.sleep((time.monotonic() - began) * rest)
        began = time.monotonic()


class _Counting:
    """The questions of one count, of messages or of what was never delivered."""

    def __init__(
        self,
        tx: Tx,
        rules: Sequence[RetentionRule],
        holds: Sequence[Hold],
        among: Written,
        last: int,
    ) -> None:
        self._tx = tx
        self._rules = rules
        self._among = among
        self._wordy = [one for one in holds if one.words]
        self._held = self._any([one for one in holds if not one.words])
        self._unsure = self._any(self._wordy)
        self._there = sa.and_(among.there, among.table.c.position.is_not(None))
        self._over = sa.and_(self._there, last >= among.last)

    def _any(self, holds: Iterable[Hold]) -> sa.ColumnElement[bool]:
        """Return whether one of some holds covers something, whatever its words."""
        found = [sa.and_(*covered(self._tx, one, self._among)) for one in holds]
        return sa.or_(*found) if found else sa.false()

    def _waits(self) -> sa.ColumnElement[bool]:
        return pending.waits() if self._among.kept_back else sa.false()

    def count(self, tally: Tally, rest: float) -> None:
        """Count what there is, and what follows for each day, place and holding of it."""
        now = moment(self._tx.now)
        for row in _rested(self._parts(), rest):
            there, bucket, conversation, space, held, unsure, waits, number, _ = row
            tally.messages += number if there else 0
            if bucket is None:
                continue
            kept = Kept(moment(bucket), conversation or "", space, "message", waits=bool(waits))
            found = follows(kept, self._rules, now, held=bool(held or unsure))
            if found is not None:
                tally.add(*found, int(number))

    def _parts(self) -> Iterator[Sequence[Any]]:
        """Yield the groups of each part, in the order of ids."""
        part = self._part()
        rows = self._tx.execute(part, {"after": ""}).all()
        while rows:
            yield rows
            rows = self._tx.execute(part, {"after": max(row.last for row in rows)}).all()

    def _part(self) -> sa.Select[Any]:
        """Count that for which the same follows: of one day, place and holding.

        Of what was kept back one id has several rows, and there is little of it: it is one part.
        """
        most = None if self._among.kept_back else PART
        asked: list[sa.ColumnElement[Any]] = [sa.case((self._there, 1), else_=0)]
        asked.append(sa.case((self._over, self._bucket())))
        asked += [one if _is_fixed(one) else sa.case((self._over, one)) for one in self._places()]
        flags = (self._held, self._unsure, self._waits())
        asked += [sa.literal(0) if _is_fixed(one) else sa.case((one, 1), else_=0) for one in flags]
        named = [one.label(f"c{index}") for index, one in enumerate(asked)]
        key = self._among.table.c.id
        mine = (self._among.table.c.tenant == self._tx.tenant, key > sa.bindparam("after"))
        inner = sa.select(key.label("id"), *named).where(*mine).order_by(key).limit(most).subquery()
        # What is the same of all is not grouped by: it costs as much for each row as what differs.
        said = [one if _is_fixed(one.element) else inner.c[one.name] for one in named]
        groups = [inner.c[one.name] for one in named if not _is_fixed(one.element)]
        last = sa.func.max(inner.c.id).label("last")
        return sa.select(*said, sa.func.count(), last).group_by(*groups)

    def _bucket(self) -> sa.ColumnElement[Any]:
        """Return the day of something; its very moment on days on which a bound ends."""
        at = self._among.last
        day = at // DAY
        cut = mixed(self._rules, moment(self._tx.now))
        return sa.case((day.in_(cut), at), else_=day * DAY) if cut else day * DAY

    def _places(self) -> list[sa.ColumnElement[Any]]:
        """Return conversation and space, where a rule names them: all others are alike."""
        places = sorted({one for rule in self._rules for one in rule.conversations})
        spaces = sorted({one for rule in self._rules for one in rule.spaces})
        here = self._among.table.c.conversation
        return [
            _chosen([(here == one, one) for one in places]),
            _chosen([(here.in_(self._of_space(one)), one) for one in spaces]),
        ]

    def _of_space(self, space: str) -> sa.Select[Any]:
        mine = (conversations.c.tenant == self._tx.tenant, conversations.c.space == space)
        return sa.select(conversations.c.id).where(*mine)

    # -- holds with words --------------------------------------------------------------------------

    def read(self, tally: Tally, room: int) -> int:
        """Read what a hold keeps for its words alone: what does not say them was counted as held.

        No more than ``room`` are read; return for how many more there is room.
        """
        if not self._wordy:
            return room
        rows = self._unread(room + 1)
        tally.complete = tally.complete and len(rows) <= room
        for some in chunks(rows[:room]):
            said = weighing.texts(self._tx, [row.id for row in some])
            for row in some:
                self._free(row, said.get(row.id, ()), tally)
        return room - len(rows[:room])

    def _unread(self, most: int) -> Sequence[Any]:
        of_space = (
            sa.select(conversations.c.space)
            .where(
                conversations.c.tenant == self._among.table.c.tenant,
                conversations.c.id == self._among.table.c.conversation,
            )
            .correlate(self._among.table)
            .scalar_subquery()
        )
        waits = sa.case((self._waits(), 1), else_=0)
        query = self._among.select(self._tx.tenant).add_columns(
            of_space.label("space"), waits.label("waits")
        )
        query = query.where(self._over, self._unsure, sa.not_(self._held))
        return self._tx.execute(query.order_by(self._among.table.c.position).limit(most)).all()

    def _free(self, row: Any, said: Sequence[weighing.Said], tally: Tally) -> None:
        kept = weighing.kept_of(row, row.space, waits=bool(row.waits))
        found = follows(kept, self._rules, moment(self._tx.now), held=False)
        if found is None or found[1] != "goes":
            return
        if not weighing.holding(self._tx, row, row.space, said, self._wordy):
            tally.add(found[0], "held", -1)
            tally.add(found[0], "goes", 1)


def _is_fixed(asked: sa.ColumnElement[Any]) -> bool:
    """Say whether a question has one answer, whatever row it is asked of."""
    return isinstance(asked, sa.False_ | sa.BindParameter | sa.Null)


def _chosen(names: Sequence[tuple[sa.ColumnElement[bool], str]]) -> sa.ColumnElement[Any]:
    """Return the name whose condition holds, or null."""
    said = [(condition, sa.literal(name)) for condition, name in names]
    return sa.case(*said, else_=sa.cast(sa.null(), sa.String(160))) if said else sa.null()
