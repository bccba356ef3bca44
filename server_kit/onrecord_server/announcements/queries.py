"""Selects over an announcement's audience: made of memberships, which were there before it."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from pydantic_core import from_json

from onrecord.wire.announcements import RosterState
from onrecord_server.announcements.access import Announcement
from onrecord_server.announcements.rows import acknowledgements, reached
from onrecord_server.conversations.rows import members
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.people.rows import people


#: Up to which entry an acknowledgement counts: all of them, unless an export says otherwise.
ALL: Final = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Audience:
    """The people of an announcement now, judged by its ``version`` and what they acknowledged ``upto``."""

    of: Announcement
    version: int
    upto: int = ALL

    @property
    def given(self) -> dict[str, Any]:
        """The parameters of every select in this module."""
        return {
            "tenant": self.of.tenant,
            "message": self.of.id,
            "conversation": self.of.conversation,
            "place": self.of.position,
            "sight": self.of.sight,
            "author": self.of.author,
            "newest": self.version,
            "upto": self.upto,
        }


def audience(of: Announcement) -> Audience:
    """Return the people of an announcement as they stand now."""
    return Audience(of, of.version)


_TENANT: Final[sa.BindParameter[str]] = sa.bindparam("tenant")
_MESSAGE: Final[sa.BindParameter[str]] = sa.bindparam("message")
_NEWEST: Final = sa.bindparam("newest", type_=sa.Integer)
_PLACE: Final = sa.bindparam("place", type_=sa.BigInteger)
_SIGHT: Final = sa.bindparam("sight", type_=sa.BigInteger)

#: Who acknowledged, and the newest version that they did.
_LATEST: Final = (
    sa.select(acknowledgements.c.person, sa.func.max(acknowledgements.c.version).label("version"))
    .where(
        acknowledgements.c.tenant == _TENANT,
        acknowledgements.c.message == _MESSAGE,
        acknowledgements.c.version <= _NEWEST,
        acknowledgements.c.position <= sa.bindparam("upto", type_=sa.BigInteger),
    )
    .group_by(acknowledgements.c.person)
    .subquery("latest")
)

_ACTED: Final = _LATEST.c.version.is_not(None)
#: Whoever acknowledged has said that they read it, wherever they did.
_READ: Final = sa.or_(members.c.read_position >= _PLACE, _ACTED)
_REACHED: Final = sa.or_(reached.c.at.is_not(None), _READ)
_ACKNOWLEDGED: Final = sa.and_(_ACTED, _LATEST.c.version == _NEWEST)
_OUTDATED: Final = sa.and_(_ACTED, _LATEST.c.version < _NEWEST)
_MISSING: Final = sa.or_(_LATEST.c.version.is_(None), _LATEST.c.version < _NEWEST)
_CONDITIONS: Final[dict[RosterState, sa.ColumnElement[bool]]] = {
    "reached": _REACHED,
    "unreached": sa.not_(_REACHED),
    "read": _READ,
    "unread": sa.not_(_READ),
    "acknowledged": _ACKNOWLEDGED,
    "missing": _MISSING,
    "outdated": _OUTDATED,
}

#: An active member whose window holds the message, or the root that it is said aside of.
_MEMBER: Final = sa.and_(
    members.c.active, members.c.history_from <= _SIGHT, people.c.status == "active"
)


def _people(*columns: Any) -> sa.Select[Any]:
    """Select everybody who is or was a member, but the author; ``members`` rows stay."""
    return (
        sa.select(*columns)
        .select_from(members)
        .join(people, sa.and_(people.c.tenant == _TENANT, people.c.id == members.c.person))
        .outerjoin(
            reached,
            sa.and_(
                reached.c.tenant == _TENANT,
                reached.c.message == _MESSAGE,
                reached.c.person == members.c.person,
            ),
        )
        .outerjoin(_LATEST, _LATEST.c.person == members.c.person)
        .where(
            members.c.tenant == _TENANT,
            members.c.conversation == sa.bindparam("conversation"),
            members.c.person != sa.bindparam("author"),
        )
    )


def _count(condition: sa.ColumnElement[bool], name: str) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0).label(name)


#: Built once, as every select of this module.
_COUNTS: Final = _people(
    sa.func.count().label("audience"),
    _count(_REACHED, "reached"),
    _count(_READ, "read"),
    _count(_ACKNOWLEDGED, "acknowledged"),
    _count(_MISSING, "missing"),
    _count(_OUTDATED, "outdated"),
).where(_MEMBER)


def counts(tx: Tx, of: Audience) -> Any:
    """Count an audience in one statement: audience, reached, read, acknowledged and so on."""
    return tx.execute(_COUNTS, of.given).one()


_ROSTER: Final = (
    _people(
        members.c.person,
        people.c.name,
        people.c.name_key,
        _MEMBER.label("member"),
        reached.c.at.label("reached_at"),
        _READ.label("read"),
        acknowledgements.c.version,
        acknowledgements.c.commitment,
        acknowledgements.c.at,
        acknowledgements.c.on_behalf_of,
        acknowledgements.c.position,
    )
    .outerjoin(
        acknowledgements,
        sa.and_(
            acknowledgements.c.tenant == _TENANT,
            acknowledgements.c.message == _MESSAGE,
            acknowledgements.c.person == _LATEST.c.person,
            acknowledgements.c.version == _LATEST.c.version,
        ),
    )
    .order_by(people.c.name_key, members.c.person)
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_AFTER: Final = sa.tuple_(people.c.name_key, members.c.person) > sa.tuple_(
    sa.bindparam("after_name", type_=sa.String), sa.bindparam("after", type_=sa.String)
)
#: With those who acknowledged and have left since.
_EVERYBODY: Final = _ROSTER.where(sa.or_(_MEMBER, _ACTED))
_ALL: Final = _ROSTER.where(_MEMBER)
_STATES: Final = {state: _ALL.where(holds) for state, holds in _CONDITIONS.items()}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of a list by name: after whom it begins, and how many it holds at most."""

    after: tuple[str, str] | None
    most: int


def roster(tx: Tx, of: Audience, state: RosterState | None, stretch: Stretch) -> list[Any]:
    """Read active members in a state, by name."""
    return _read(tx, _ALL if state is None else _STATES[state], of, stretch)


def everybody(tx: Tx, of: Audience, stretch: Stretch) -> list[Any]:
    """Read members and those who acknowledged and have left since, by name."""
    return _read(tx, _EVERYBODY, of, stretch)


def _read(tx: Tx, query: sa.Select[Any], of: Audience, stretch: Stretch) -> list[Any]:
    given = {**of.given, "most": stretch.most}
    if stretch.after is None:
        return list(tx.execute(query, given))
    name, person = stretch.after
    return list(tx.execute(query.where(_AFTER), {**given, "after_name": name, "after": person}))


_COMMITMENT: Final = sa.select(entries.c.entry).where(
    entries.c.tenant == _TENANT,
    entries.c.object == _MESSAGE,
    entries.c.content_id == sa.bindparam("content"),
)


def commitment(tx: Tx, found: Announcement, version: int) -> str | None:
    """Return the commitment in the entry of a version; ``None`` while it has no place yet."""
    given = {"tenant": found.tenant, "message": found.id, "content": f"{found.id}:{version}"}
    text = tx.execute(_COMMITMENT, given).scalar_one_or_none()
    return None if text is None else str(from_json(text)["commit"])


def acknowledgement(tx: Tx, message_id: str, person: str, version: int) -> Any:
    """Return the row of an acknowledgement, or ``None``."""
    query = sa.select(acknowledgements).where(
        acknowledgements.c.tenant == tx.tenant,
        acknowledgements.c.message == message_id,
        acknowledgements.c.person == person,
        acknowledgements.c.version == version,
    )
    return tx.execute(query).one_or_none()
