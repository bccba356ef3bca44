"""What a rule asks now: messages whose maximum is over by it, by space and year, counted by the database.

What is answered, or waits for a second person, is not counted again.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.holds.counting import covered
from onrecord_server.holds.queries import open_holds, silent
from onrecord_server.holds.rules import Hold
from onrecord_server.messages.rows import messages
from onrecord_server.retention import weighing
from onrecord_server.retention.counting import READ
from onrecord_server.retention.governing import Governing
from onrecord_server.retention.reckoning import DAY, follows, mixed, newest
from onrecord_server.retention.rules import Kept
from onrecord_server.retention_asks import queries
from onrecord_server.retention_asks.queries import AT
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

    def free(self) -> None:
        """Say of one message that was counted as held that it is not."""
        self.held -= 1
        self.messages += 1


def count(tx: Tx, governed: Governing) -> dict[Key, Group]:
    """Return what is asked by the policy in force, now."""
    last = newest(asking(governed.rules), moment(tx.now))
    if last is None or last.year < 1970 or governed.version is None:
        return {}
    return _Counting(tx, governed, governed.version, micros(last)).groups()


class _Counting:
    """The questions of one count."""

    def __init__(self, tx: Tx, governed: Governing, version: int, last: int) -> None:
        self._tx = tx
        self._rules = governed.rules
        self._asking = hashes(governed.rules)
        unknown = silent(tx)
        holds = [one for one in open_holds(tx.unit, tx.tenant) if one.id not in unknown]
        self._wordy = [one for one in holds if one.words]
        self._held = self._any([one for one in holds if not one.words])
        self._unsure = self._any(self._wordy)
        self._mine = (
            messages.c.tenant == tx.tenant,
            messages.c.state != "erased",
            messages.c.position.is_not(None),
            last >= AT,
            sa.not_(queries.answered(tx, self._asking.values(), version)),
        )

    def _any(self, holds: Iterable[Hold]) -> sa.ColumnElement[bool]:
        """Return whether one of some holds covers a message, whatever its words."""
        return sa.or_(sa.false(), *(sa.and_(*covered(self._tx, one)) for one in holds))

    def groups(self) -> dict[Key, Group]:
        """Count messages for which the same follows, and read those that words may keep."""
        found: dict[Key, Group] = {}
        for row in self._alike():
            key = self._key(row.bucket, row.conversation, row.space)
            if key is not None:
                found.setdefault(key, Group()).add(row, held=bool(row.held or row.unsure))
        self._read(found)
        return found

    def _key(self, at: int, conversation: str | None, space: str | None) -> Key | None:
        """Return which question something is about; ``None`` where no rule asks about it."""
        written = moment(at)
        kept = Kept(written, conversation or "", space, "message")
        found = follows(kept, self._rules, moment(self._tx.now), held=False)
        if found is None or found[1] != "goes" or found[0] not in self._asking:
            return None
        return found[0], space, written.year

    def _alike(self) -> Sequence[Any]:
        inner = sa.select(*self._columns()).select_from(queries.PLACED).where(*self._mine)
        one = inner.subquery().c
        same = (one.bucket, one.conversation, one.space, one.held, one.unsure)
        query = sa.select(
            *same,
            sa.func.count().label("number"),
            sa.func.min(one.at).label("first_at"),
            sa.func.max(one.at).label("last_at"),
            sa.func.max(one.position).label("upto"),
        )
        return self._tx.execute(query.group_by(*same)).all()

    def _columns(self) -> list[sa.ColumnElement[Any]]:
        day = AT // DAY
        cut = mixed(self._rules, moment(self._tx.now))
        bucket = sa.case((day.in_(cut), AT), else_=day * DAY) if cut else day * DAY
        return [
            bucket.label("bucket"),
            self._place().label("conversation"),
            conversations.c.space.label("space"),
            sa.case((self._held, 1), else_=0).label("held"),
            sa.case((self._unsure, 1), else_=0).label("unsure"),
            AT.label("at"),
            messages.c.position.label("position"),
        ]

    def _place(self) -> sa.ColumnElement[Any]:
        """Return the conversation, where a rule names it: all others are alike."""
        named: Collection[str] = {one for rule in self._rules for one in rule.conversations}
        here, nothing = messages.c.conversation, sa.cast(sa.null(), sa.String(40))
        return sa.case((here.in_(sorted(named)), here), else_=nothing) if named else nothing

    # -- holds with words --------------------------------------------------------------------------

    def _read(self, found: dict[Key, Group]) -> None:
        """Read what a hold keeps for its words alone: what does not say them is not held."""
        for some in chunks(self._unread() if self._wordy else ()):
            said = weighing.texts(self._tx, [row.id for row in some])
            for row in some:
                key = self._key(row.kept_at, row.conversation, row.space)
                if key is not None and not self._holding(row, said.get(row.id, ())):
                    found[key].free()

    def _holding(self, row: Any, said: Iterable[weighing.Said]) -> bool:
        return bool(weighing.holding(self._tx, row, row.space, said, self._wordy))

    def _unread(self) -> Sequence[Any]:
        query = (
            sa.select(messages, conversations.c.space, AT.label("kept_at"))
            .select_from(queries.PLACED)
            .where(*self._mine, self._unsure, sa.not_(self._held))
            .order_by(messages.c.position)
            .limit(READ)
        )
        return self._tx.execute(query).all()
