"""What a rule asks now: what was written and whose maximum is over by it, by space and year, counted by the database.

Messages are counted, and what was kept back and never delivered, once that is decided. What is answered, or
waits for a second person, is not counted again, nor is by itself what was carried out: by the rule that was
answered. What several rules ask about is counted for each.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.holds.counting import covered
from onrecord_server.holds.queries import open_holds, silent
from onrecord_server.holds.rules import Hold
from onrecord_server.messages.written import EVERYWHERE, Written
from onrecord_server.retention import pending, weighing
from onrecord_server.retention.counting import READ
from onrecord_server.retention.governing import Governing
from onrecord_server.retention.reckoning import DAY, asks, mixed, newest
from onrecord_server.retention.rules import Kept
from onrecord_server.retention_asks import queries
from onrecord_server.retention_asks.carried import Carried
from onrecord_server.retention_asks.rules import asking, hashes


#: Rule, space and year: what one question is about.
Key = tuple[str, str | None, int]
#: Later than anything was written.
_NEVER: Final = 2**62


@dataclass(slots=True)
class Group:
    """How many messages one question is about, and what bounds them."""

    messages: int = 0
    held: int = 0
    first_at: int = _NEVER
    last_at: int = 0
    upto: int = -1

    def add(self, row: Any, *, held: bool) -> None:
        """Count what the database found alike."""
        self.held += row.number if held else 0
        self.messages += 0 if held else row.number
        self.first_at = min(self.first_at, row.first_at)
        self.last_at = max(self.last_at, row.last_at)
        self.upto = max(self.upto, row.upto)

    def add_one(self, row: Any, *, held: bool) -> None:
        """Count one message that was read."""
        at = row.kept_at
        one = SimpleNamespace(number=1, first_at=at, last_at=at, upto=row.position)
        self.add(one, held=held)

    def free(self) -> None:
        """Say of one message that was counted as held that it is not."""
        self.held -= 1
        self.messages += 1


def count(tx: Tx, governed: Governing) -> dict[Key, Group]:
    """Return what is asked by the policy in force, now."""
    last = newest(asking(governed.rules), moment(tx.now))
    if last is None or last.year < 1970 or governed.version is None:
        return {}
    found: dict[Key, Group] = {}
    for one in EVERYWHERE:
        _Counting(tx, governed, one, micros(last)).count(found)
    return found


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A rule that asks: what is not answered by it, and what of that was carried out."""

    rule: str
    loose: sa.ColumnElement[bool]
    carried: Carried
    column: str

    @property
    def asks(self) -> sa.ColumnElement[bool]:
        """Say of something written whether the rule asks about it, where it is about it."""
        return sa.and_(self.loose, sa.not_(self.carried.over()))


class _Counting:
    """The questions of one count, of messages or of what was never delivered."""

    def __init__(self, tx: Tx, governed: Governing, among: Written, last: int) -> None:
        self._tx = tx
        self._among = among
        self._rules = governed.rules
        self._ruled = list(self._each(governed))
        unknown = silent(tx)
        holds = [one for one in open_holds(tx.unit, tx.tenant) if one.id not in unknown]
        self._open = holds
        self._wordy = [one for one in holds if one.words]
        self._held = self._any([one for one in holds if not one.words])
        self._unsure = self._any(self._wordy)
        self._there = (
            among.table.c.tenant == tx.tenant,
            among.there,
            among.table.c.position.is_not(None),
            last >= among.last,
            *([sa.not_(pending.waits())] if among.kept_back else []),
        )
        self._mine = (*self._there, sa.or_(*(one.asks for one in self._ruled)))

    def _each(self, governed: Governing) -> Iterator[_Ruled]:
        tx, among, version = self._tx, self._among, governed.version or 0
        for index, (rule, rule_hash) in enumerate(hashes(governed.rules).items()):
            loose = sa.not_(queries.answered(tx, among, rule_hash, version))
            carried = Carried(tx, governed, rule_hash, among)
            yield _Ruled(rule, loose, carried, f"asks_{index}")

    def _any(self, holds: Iterable[Hold]) -> sa.ColumnElement[bool]:
        """Return whether one of some holds covers something, whatever its words."""
        found = (sa.and_(*covered(self._tx, one, self._among)) for one in holds)
        return sa.or_(sa.false(), *found)

    def count(self, found: dict[Key, Group]) -> None:
        """Count that for which the same follows, and read what words may keep."""
        for row in self._alike():
            for key in self._keys(row, row.bucket):
                found.setdefault(key, Group()).add(row, held=bool(row.held or row.unsure))
        self._read(found)
        self._add_again(found)

    def _keys(self, row: Any, at: int) -> list[Key]:
        """Return which questions something is about, of those that are not answered for it."""
        loose = {one.rule for one in self._ruled if getattr(row, one.column)}
        return [key for key in self._all_keys(row, at) if key[0] in loose]

    def _all_keys(self, row: Any, at: int) -> Iterator[Key]:
        written = moment(at)
        kept = Kept(written, row.conversation or "", row.space, "message")
        for rule in asks(kept, self._rules, moment(self._tx.now)):
            yield rule, row.space, written.year

    def _alike(self) -> Sequence[Any]:
        inner = sa.select(*self._columns()).select_from(queries.placed(self._among))
        inner = inner.where(*self._mine)
        one = inner.subquery().c
        same = [one.bucket, one.conversation, one.space, one.held, one.unsure]
        same += [one[ruled.column] for ruled in self._ruled]
        query = sa.select(
            *same,
            sa.func.count().label("number"),
            sa.func.min(one.at).label("first_at"),
            sa.func.max(one.at).label("last_at"),
            sa.func.max(one.position).label("upto"),
        )
        return self._tx.execute(query.group_by(*same)).all()

    def _columns(self) -> list[sa.ColumnElement[Any]]:
        at = self._among.last
        day = at // DAY
        cut = mixed(self._rules, moment(self._tx.now))
        bucket = sa.case((day.in_(cut), at), else_=day * DAY) if cut else day * DAY
        return [
            bucket.label("bucket"),
            self._place().label("conversation"),
            conversations.c.space.label("space"),
            sa.case((self._held, 1), else_=0).label("held"),
            sa.case((self._unsure, 1), else_=0).label("unsure"),
            at.label("at"),
            self._among.table.c.position.label("position"),
            *self._flags(),
        ]

    def _flags(self) -> list[sa.ColumnElement[Any]]:
        """Say of each rule whether it asks; where there is one, that was asked already."""
        if len(self._ruled) == 1:
            return [sa.literal(1).label(self._ruled[0].column)]
        return [sa.case((one.asks, 1), else_=0).label(one.column) for one in self._ruled]

    def _place(self) -> sa.ColumnElement[Any]:
        """Return the conversation, where a rule names it: all others are alike."""
        named: Collection[str] = {one for rule in self._rules for one in rule.conversations}
        here, nothing = self._among.table.c.conversation, sa.cast(sa.null(), sa.String(40))
        return sa.case((here.in_(sorted(named)), here), else_=nothing) if named else nothing

    # -- holds with words --------------------------------------------------------------------------

    def _read(self, found: dict[Key, Group]) -> None:
        """Read what a hold keeps for its words alone: what does not say them is not held."""
        for some in chunks(self._unread() if self._wordy else ()):
            said = weighing.texts(self._tx, [row.id for row in some])
            for row in some:
                keys = self._keys(row, row.kept_at)
                if keys and not self._holding(row, said.get(row.id, ())):
                    for key in keys:
                        found[key].free()

    def _add_again(self, found: dict[Key, Group]) -> None:
        """Count what was carried out by a rule, and stayed for its words."""
        for ruled in self._ruled:
            for some in chunks(ruled.carried.again(*self._there, ruled.loose)):
                said = weighing.texts(self._tx, [row.id for row in some])
                for row in some:
                    self._add_one(found, ruled.rule, row, said.get(row.id, ()))

    def _add_one(
        self, found: dict[Key, Group], rule: str, row: Any, said: Sequence[weighing.Said]
    ) -> None:
        over = weighing.holding(self._tx, row, row.space, said, self._open)
        for key in self._all_keys(row, row.kept_at):
            if key[0] == rule:
                found.setdefault(key, Group()).add_one(row, held=bool(over))

    def _holding(self, row: Any, said: Iterable[weighing.Said]) -> bool:
        return bool(weighing.holding(self._tx, row, row.space, said, self._wordy))

    def _unread(self) -> Sequence[Any]:
        one = self._among
        query = one.select(self._tx.tenant).select_from(queries.placed(one))
        query = query.add_columns(conversations.c.space, one.last.label("kept_at"), *self._flags())
        query = query.where(*self._mine, self._unsure, sa.not_(self._held))
        return self._tx.execute(query.order_by(one.table.c.position).limit(READ)).all()
