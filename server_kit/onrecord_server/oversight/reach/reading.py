"""Selects over everybody and the announcements of a time: who, how far, and no words."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.reach import ReachReason
from onrecord_server.announcements.rows import acknowledgements, reached
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.operation import Tx
from onrecord_server.messages.queries import sight_place
from onrecord_server.messages.rows import messages
from onrecord_server.oversight.reach import rules
from onrecord_server.people.rows import people
from onrecord_server.policy.rows import policy_acknowledgements
from onrecord_server.spaces.rows import space_members, spaces


_ASKS: Final[sa.ColumnElement[bool]] = messages.c.acknowledge == sa.literal_column("TRUE")
_POSTED: Final = sa.and_(
    conversations.c.posting == "moderators", messages.c.in_channel == sa.true()
)


def announced(tx: Tx, since: int) -> list[Any]:
    """Return the newest announcements since a moment, one more than are looked at."""
    found = {row.id: row for one in (_POSTED, _ASKS) for row in _announced(tx, one, since)}
    newest = sorted(found.values(), key=lambda row: -row.position)
    return newest[: rules.MOST + 1]


def _announced(tx: Tx, which: sa.ColumnElement[bool], since: int) -> Any:
    """Read them from conversations to messages: an index has both kinds, and none has the time."""
    columns = ("id", "conversation", "position", "author", "version", "created_at", "acknowledge")
    query = (
        sa.select(*(messages.c[name] for name in columns))
        .select_from(conversations)
        .join(
            messages,
            sa.and_(
                messages.c.tenant == conversations.c.tenant,
                messages.c.conversation == conversations.c.id + "",
            ),
        )
        .where(
            conversations.c.tenant == tx.tenant,
            which,
            messages.c.state == "active",
            messages.c.position.is_not(None),
            messages.c.created_at >= since,
        )
    )
    return tx.execute(query.order_by(messages.c.position.desc()).limit(rules.MOST + 1))


def _all(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(*conditions)


def _times(condition: sa.ColumnElement[bool], name: str) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0).label(name)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of whom a report speaks: of everybody, or of those in a space or of an attribute."""

    space: str | None = None
    #: As it stands in the text of a person's attributes.
    attribute: str | None = None

    def conditions(self, tx: Tx) -> list[sa.ColumnElement[bool]]:
        """Return what the rows of such people satisfy."""
        found = [people.c.tenant == tx.tenant, people.c.status == "active"]
        if self.space is not None:
            inside = (space_members.c.space == self.space, space_members.c.active)
            found.append(_is_there(space_members, *inside))
        if self.attribute is not None:
            without = sa.func.replace(people.c.attributes, self.attribute, "")
            found.append(without != people.c.attributes)
        return found


def _is_there(which: sa.Table, *conditions: Any) -> sa.ColumnElement[bool]:
    mine = (which.c.tenant == people.c.tenant, which.c.person == people.c.id)
    return sa.exists().where(*mine, *conditions).correlate(people)


def _in_space(*conditions: Any) -> sa.ColumnElement[bool]:
    """Say of a person whether they are in a space that goes on."""
    goes_on = sa.exists().where(
        spaces.c.tenant == space_members.c.tenant,
        spaces.c.id == space_members.c.space,
        sa.not_(spaces.c.archived),
    )
    return _is_there(space_members, space_members.c.active, goes_on, *conditions)


@dataclass(frozen=True)
class Reach:
    """Everybody with how they stand to some announcements, as a select that is counted and paged."""

    tx: Tx
    narrowed: Narrowed
    ids: tuple[str, ...]
    #: The oldest version of the policy that is enough; ``None`` where none is in force.
    needs: int | None

    @cached_property
    def _pairs(self) -> sa.Subquery:
        """Each of the announcements with each person whom it is for, and how far they have come."""
        tenant, latest = self.tx.tenant, self._latest
        acted = latest.c.version.is_not(None)
        read = sa.or_(members.c.read_position >= messages.c.position, acted)
        done = sa.func.coalesce(latest.c.version, 0) == messages.c.version
        waits = _all(messages.c.acknowledge, sa.not_(conversations.c.archived), sa.not_(done))
        return (
            sa.select(messages.c.id, messages.c.position, members.c.person)
            .add_columns(sa.or_(reached.c.at.is_not(None), read).label("reached"))
            .add_columns(read.label("read"), waits.label("waits"))
            .add_columns(_all(messages.c.acknowledge, done).label("done"))
            .select_from(messages)
            .join(conversations, _same(conversations.c.id, messages.c.conversation))
            .join(members, _same(members.c.conversation, messages.c.conversation))
            .outerjoin(
                reached,
                _all(_same(reached.c.message, messages.c.id), reached.c.person == members.c.person),
            )
            .outerjoin(
                latest,
                _all(latest.c.message == messages.c.id, latest.c.person == members.c.person),
            )
            .where(
                messages.c.tenant == tenant,
                messages.c.id.in_(self.ids),
                members.c.active,
                members.c.history_from <= sight_place,
                members.c.person != messages.c.author,
            )
            .subquery("pairs")
        )

    @property
    def _latest(self) -> sa.Subquery:
        mine = (acknowledgements.c.tenant == self.tx.tenant,)
        newest = sa.func.max(acknowledgements.c.version).label("version")
        return (
            sa.select(acknowledgements.c.message, acknowledgements.c.person, newest)
            .where(*mine, acknowledgements.c.message.in_(self.ids))
            .group_by(acknowledgements.c.message, acknowledgements.c.person)
            .subquery("latest")
        )

    @cached_property
    def people(self) -> sa.Subquery:
        """Everybody whom the report is about, with their reasons as columns."""
        pairs = self._pairs
        mine = (
            sa.select(pairs.c.person, sa.func.count().label("meant"))
            .add_columns(_times(pairs.c.reached, "reached"), _times(pairs.c.waits, "waits"))
            .group_by(pairs.c.person)
            .subquery("mine")
        )
        meant = sa.func.coalesce(mine.c.meant, 0)
        arrived = sa.func.coalesce(mine.c.reached, 0)
        reasons: dict[ReachReason, sa.ColumnElement[bool]] = {
            "no_space": sa.not_(_in_space()),
            "no_announcement": sa.and_(meant == 0, sa.literal(bool(self.ids))),
            "unreached": sa.and_(meant > 0, arrived == 0),
            "unacknowledged": sa.func.coalesce(mine.c.waits, 0) > 0,
            "policy": self._without_policy,
        }
        whole = _in_space(space_members.c.channel.is_(None))
        return (
            sa.select(people.c.id, people.c.name, people.c.name_key)
            .add_columns(sa.and_(_in_space(), sa.not_(whole)).label("guest"))
            .add_columns(meant.label("meant"), arrived.label("reached"))
            .add_columns(*(reasons[name].label(f"is_{name}") for name in rules.REASONS))
            .select_from(people)
            .outerjoin(mine, mine.c.person == people.c.id)
            .where(*self.narrowed.conditions(self.tx))
            .subquery("everybody")
        )

    @property
    def _without_policy(self) -> sa.ColumnElement[bool]:
        if self.needs is None:
            return sa.false()
        enough = policy_acknowledgements.c.version >= self.needs
        return sa.not_(_is_there(policy_acknowledgements, enough))

    def totals(self) -> Any:
        """Count everybody, and those of each reason."""
        every = self.people.c
        listed = sa.or_(*(every[f"is_{name}"] for name in rules.REASONS))
        each = [_times(every[f"is_{name}"], name) for name in rules.REASONS]
        query = sa.select(sa.func.count().label("people"), _times(every.guest, "guests"), *each)
        return self.tx.execute(query.add_columns(_times(listed, "listed"))).one()

    def page(self, reason: ReachReason | None, after: tuple[str, str] | None, most: int) -> Any:
        """Read those of a reason, or of any, by name."""
        every = self.people.c
        names = rules.REASONS if reason is None else (reason,)
        query = sa.select(self.people).where(sa.or_(*(every[f"is_{name}"] for name in names)))
        if after is not None:
            query = query.where(sa.tuple_(every.name_key, every.id) > sa.tuple_(*after))
        query = query.order_by(every.name_key, every.id).limit(most)
        return self.tx.execute(query).all()

    def missing(self, ids: Collection[str]) -> dict[str, list[str]]:
        """Return what waits for the acknowledgement of some people, the newest first."""
        pairs = self._pairs.c
        query = sa.select(pairs.person, pairs.id).where(pairs.waits, pairs.person.in_(list(ids)))
        found: dict[str, list[str]] = {}
        for row in self.tx.execute(query.order_by(pairs.position.desc())):
            found.setdefault(row.person, []).append(row.id)
        return found

    def announcements(self) -> dict[str, Any]:
        """Count each announcement among those whom the report is about."""
        pairs = self._pairs.c
        counts = [_times(pairs[name], name) for name in ("reached", "read", "done")]
        mine = sa.select(people.c.id).where(*self.narrowed.conditions(self.tx))
        query = sa.select(pairs.id, sa.func.count().label("audience"), *counts)
        query = query.where(pairs.person.in_(mine)).group_by(pairs.id)
        return {row.id: row for row in self.tx.execute(query)}


def _same(column: sa.Column[Any], other: sa.Column[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(column.table.c.tenant == other.table.c.tenant, column == other)
