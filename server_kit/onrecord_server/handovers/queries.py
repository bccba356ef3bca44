"""Where somebody is who leaves, and who else is there: ids, roles and states, no words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.messages.rows import messages
from onrecord_server.people.rows import people
from onrecord_server.spaces.access import STAFF
from onrecord_server.spaces.rows import space_members


#: What the record says where somebody handed over.
HANDED_OVER: Final = "conversation.handed_over"
Bool = sa.ColumnElement[bool]


def employs() -> Bool:
    """Say of an active person that they are no mere guest: ``spaces.access.is_guest_only``, by the database."""
    place = space_members.alias()
    theirs = (place.c.tenant == people.c.tenant, place.c.person == people.c.id)
    came = sa.exists().where(*theirs, place.c.role == "guest")
    belongs = sa.exists().where(*theirs, place.c.active, place.c.role != "guest")
    staff = people.c.roles.contains(json.dumps(STAFF), autoescape=True)
    return sa.and_(people.c.status == "active", sa.or_(staff, belongs, sa.not_(came)))


def _another(there: sa.FromClause, here: Bool, leaver: str, *roles: str) -> Bool:
    """Say whether an employee besides the leaver is in a place, in one of some roles if any are named."""
    same = sa.and_(people.c.tenant == there.c.tenant, people.c.id == there.c.person)
    query = (
        sa.select(sa.literal(1))
        .select_from(there)
        .join(people, same)
        .where(here, there.c.active, there.c.person != leaver, employs())
    )
    if roles:
        query = query.where(there.c.role.in_(roles))
    return query.correlate(conversations, space_members).exists()


def _in_room(leaver: str, *roles: str) -> Bool:
    other = members.alias()
    tenant = other.c.tenant == conversations.c.tenant
    here = sa.and_(tenant, other.c.conversation == conversations.c.id)
    return _another(other, here, leaver, *roles)


def _space_owned(leaver: str) -> Bool:
    other = space_members.alias()
    tenant = other.c.tenant == space_members.c.tenant
    return _another(other, sa.and_(tenant, other.c.space == space_members.c.space), leaver, "owner")


def _in_space(successor: str) -> Bool:
    return sa.exists().where(
        space_members.c.tenant == conversations.c.tenant,
        space_members.c.space == conversations.c.space,
        space_members.c.person == successor,
        space_members.c.active,
        space_members.c.role != "guest",
    )


def places(tx: Tx, leaver: str, successor: str, *, after: str, limit: int) -> Sequence[Any]:
    """Return where the leaver is, from a conversation on, and how the successor stands there."""
    theirs = members.alias("theirs")
    same = sa.and_(
        theirs.c.tenant == members.c.tenant,
        theirs.c.conversation == members.c.conversation,
        theirs.c.person == successor,
        theirs.c.active,
    )
    here = sa.and_(
        conversations.c.tenant == members.c.tenant, conversations.c.id == members.c.conversation
    )
    columns = (conversations.c[name] for name in ("id", "kind", "subject", "space", "joining"))
    query = (
        sa.select(
            *columns,
            members.c.role,
            theirs.c.role.label("has"),
            _in_room(leaver, "owner").label("owned"),
            _in_room(leaver).label("served"),
            _in_space(successor).label("in_space"),
        )
        .join_from(members, conversations, here)
        .outerjoin(theirs, same)
        .where(
            members.c.tenant == tx.tenant,
            members.c.person == leaver,
            members.c.active,
            members.c.conversation > after,
        )
    )
    return tx.execute(query.order_by(members.c.conversation).limit(limit)).all()


def all_places(tx: Tx, leaver: str, successor: str, at_once: int) -> Iterator[Sequence[Any]]:
    """Yield everywhere where the leaver is, some at a time."""
    after = ""
    while found := places(tx, leaver, successor, after=after, limit=at_once):
        yield found
        after = found[-1].id


def pairs(tx: Tx, leaver: str, ids: Sequence[str]) -> Mapping[str, Any]:
    """Return of direct conversations the other one, and whether anything is written."""
    query = (
        sa.select(
            members.c.conversation,
            members.c.person,
            people.c.status,
            _written().label("written"),
        )
        .join(people, sa.and_(people.c.tenant == members.c.tenant, people.c.id == members.c.person))
        .where(
            members.c.tenant == tx.tenant,
            members.c.conversation.in_(list(ids)),
            members.c.person != leaver,
        )
    )
    return {row.conversation: row for row in tx.execute(query)}


def _written() -> Bool:
    return sa.exists().where(
        messages.c.tenant == members.c.tenant, messages.c.conversation == members.c.conversation
    )


def told(tx: Tx, leaver: str, ids: Sequence[str]) -> Mapping[str, str]:
    """Return of conversations which successor of the leaver's was named there last."""
    found: dict[str, str] = {}
    for some in chunks(ids):
        query = sa.select(entries.c.object, entries.c.entry).where(
            entries.c.tenant == tx.tenant,
            entries.c.object.in_(list(some)),
            entries.c.type == HANDED_OVER,
        )
        for row in tx.execute(query.order_by(entries.c.position)):
            facts = json.loads(row.entry)["facts"]
            if facts["person_id"] == leaver:
                found[row.object] = facts["successor_id"]
    return found


def spaces_of(tx: Tx, leaver: str, successor: str) -> Sequence[Any]:
    """Return in which spaces the leaver is, whether rooms there wait, and how the successor stands there."""
    theirs = space_members.alias("theirs")
    same = sa.and_(
        theirs.c.tenant == space_members.c.tenant,
        theirs.c.space == space_members.c.space,
        theirs.c.person == successor,
        theirs.c.active,
    )
    query = (
        sa.select(
            space_members.c.space,
            space_members.c.role,
            theirs.c.role.label("has"),
            _space_owned(leaver).label("owned"),
        )
        .outerjoin(theirs, same)
        .where(
            space_members.c.tenant == tx.tenant,
            space_members.c.person == leaver,
            space_members.c.active,
        )
    )
    return tx.execute(query.order_by(space_members.c.space)).all()


def in_rooms(tx: Tx, person: str) -> set[str | None]:
    """Return the spaces of the conversations of several that somebody is in; ``None`` for those in no space."""
    here = sa.and_(
        conversations.c.tenant == members.c.tenant, conversations.c.id == members.c.conversation
    )
    query = (
        sa.select(conversations.c.space)
        .distinct()
        .join_from(members, conversations, here)
        .where(
            members.c.tenant == tx.tenant,
            members.c.person == person,
            members.c.active,
            conversations.c.kind != "direct",
        )
    )
    return set(tx.execute(query).scalars())


def is_in(tx: Tx, person: str) -> int:
    """Return in how many conversations somebody is."""
    query = sa.select(sa.func.count()).where(
        members.c.tenant == tx.tenant, members.c.person == person, members.c.active
    )
    return int(tx.execute(query).scalar_one())
