"""How many messages a policy would let go now, counted by the database; holds with words are read for."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.holds.counting import covered
from onrecord_server.holds.queries import open_holds
from onrecord_server.holds.rules import Hold
from onrecord_server.messages.rows import messages
from onrecord_server.retention import weighing
from onrecord_server.retention.reckoning import DAY, Tally, destroying, follows, mixed, newest
from onrecord_server.retention.rules import Kept, RetentionRule


#: When the newest version of a message was written.
AT: Final = sa.func.coalesce(messages.c.edited_at, messages.c.created_at)
#: Messages whose words one trial reads at most.
READ: Final = 10_000


def count(tx: Tx, rules: Sequence[RetentionRule]) -> Tally:
    """Count what follows from rules for every message, now."""
    tally, now = Tally(), moment(tx.now)
    last = newest(destroying(rules), now)
    if last is None:
        return tally
    holds = open_holds(tx.unit, tx.tenant)
    counting = _Counting(tx, rules, holds, micros(last) if last.year >= 1970 else 0)
    for bucket, conversation, space, held, unsure, number in counting.groups():
        kept = Kept(moment(bucket), conversation or "", space, "message")
        found = follows(kept, rules, now, held=bool(held or unsure))
        if found is not None:
            tally.add(*found, int(number))
    counting.read(tally)
    return tally


def everything(tx: Tx) -> int:
    """Return how many messages there are whose words are there still."""
    query = sa.select(sa.func.count()).where(
        messages.c.tenant == tx.tenant, messages.c.state != "erased"
    )
    return int(tx.execute(query).scalar_one())


class _Counting:
    """The questions of one count."""

    def __init__(
        self, tx: Tx, rules: Sequence[RetentionRule], holds: Sequence[Hold], last: int
    ) -> None:
        self._tx = tx
        self._rules = rules
        self._wordy = [one for one in holds if one.words]
        self._held = self._any([one for one in holds if not one.words])
        self._unsure = self._any(self._wordy)
        self._mine = (
            messages.c.tenant == tx.tenant,
            messages.c.state != "erased",
            messages.c.position.is_not(None),
            last >= AT,
        )

    def _any(self, holds: Iterable[Hold]) -> sa.ColumnElement[bool]:
        """Return whether one of some holds covers a message, whatever its words."""
        return sa.or_(sa.false(), *(sa.and_(*covered(self._tx, one)) for one in holds))

    def groups(self) -> Sequence[Any]:
        """Count messages for which the same follows: of one day, place and holding."""
        day = AT // DAY
        cut = mixed(self._rules, moment(self._tx.now))
        bucket = sa.case((day.in_(cut), AT), else_=day * DAY) if cut else day * DAY
        flags = [sa.case((one, 1), else_=0) for one in (self._held, self._unsure)]
        columns = [bucket, *self._places(), *flags]
        named = [one.label(f"c{index}") for index, one in enumerate(columns)]
        inner = sa.select(*named).where(*self._mine).subquery()
        query = sa.select(*inner.c, sa.func.count()).group_by(*inner.c)
        return self._tx.execute(query).all()

    def _places(self) -> list[sa.ColumnElement[Any]]:
        """Return conversation and space, where a rule names them: all others are alike."""
        places = sorted({one for rule in self._rules for one in rule.conversations})
        spaces = sorted({one for rule in self._rules for one in rule.spaces})
        here = messages.c.conversation
        return [
            _chosen([(here == one, one) for one in places]),
            _chosen([(here.in_(self._of_space(one)), one) for one in spaces]),
        ]

    def _of_space(self, space: str) -> sa.Select[Any]:
        mine = (conversations.c.tenant == self._tx.tenant, conversations.c.space == space)
        return sa.select(conversations.c.id).where(*mine)

    # -- holds with words --------------------------------------------------------------------------

    def read(self, tally: Tally) -> None:
        """Read what a hold keeps for its words alone: what does not say them was counted as held."""
        if not self._wordy:
            return
        rows = self._unread()
        tally.complete = len(rows) <= READ
        for some in chunks(rows[:READ]):
            said = weighing.texts(self._tx, [row.id for row in some])
            for row in some:
                self._free(row, said.get(row.id, ()), tally)

    def _unread(self) -> Sequence[Any]:
        same = sa.and_(
            conversations.c.tenant == messages.c.tenant,
            conversations.c.id == messages.c.conversation,
        )
        query = (
            sa.select(messages, conversations.c.space, AT.label("kept_at"))
            .select_from(messages.join(conversations, same))
            .where(*self._mine, self._unsure, sa.not_(self._held))
            .order_by(messages.c.position)
            .limit(READ + 1)
        )
        return self._tx.execute(query).all()

    def _free(self, row: Any, said: Sequence[weighing.Said], tally: Tally) -> None:
        kept = Kept(moment(row.kept_at), row.conversation, row.space, "message")
        found = follows(kept, self._rules, moment(self._tx.now), held=False)
        if found is None or found[1] != "goes":
            return
        if not weighing.holding(self._tx, row, row.space, said, self._wordy):
            tally.add(found[0], "held", -1)
            tally.add(found[0], "goes", 1)


def _chosen(names: Sequence[tuple[sa.ColumnElement[bool], str]]) -> sa.ColumnElement[Any]:
    """Return the name whose condition holds, or null."""
    nothing = sa.cast(sa.null(), sa.String(160))
    said = [(condition, sa.literal(name)) for condition, name in names]
    return sa.case(*said, else_=nothing) if said else nothing
