"""Loading is authorising: the only way to a space's row, for who is in it or may find it."""

import json
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Archived, NotFound
from onrecord_server.core.operation import Tx
from onrecord_server.people import access as people_access
from onrecord_server.people.rows import people
from onrecord_server.spaces import rules
from onrecord_server.spaces.rows import space_members, spaces


#: The host's own code holds it: any space, with the rights of an owner.
MANAGE: Final = "spaces:manage"
#: A role that the host gives to its own people: nobody makes mere guests of them.
STAFF: Final = "staff"


@dataclass(frozen=True, slots=True)
class Standing:
    """A space, and how the actor stands to it. Only this module makes one.

    ``role`` is null for who is not in it; ``rank`` is what one may act as: the host's own code is
    an owner everywhere.
    """

    tenant: str
    space: str
    kind: str
    access: str
    archived: bool
    rule: str | None
    rule_role: str
    rule_version: int
    role: str | None
    source: str | None
    channel: str | None
    rank: str | None


def _select() -> sa.Select[Any]:
    mine = sa.and_(
        space_members.c.tenant == spaces.c.tenant,
        space_members.c.space == spaces.c.id,
        space_members.c.person == sa.bindparam("person"),
        space_members.c.active,
    )
    columns = (space_members.c.role, space_members.c.source, space_members.c.channel)
    return (
        sa.select(spaces, *columns)
        .outerjoin(space_members, mine)
        .where(spaces.c.tenant == sa.bindparam("tenant"), spaces.c.id == sa.bindparam("id"))
    )


_ONE: Final = _select()


def find(tx: Tx, space_id: str) -> Standing:
    """Load a space for who is in it, or may find it in the directory. Raises ``NotFound``."""
    people_access.admit(tx)
    given = {"tenant": tx.tenant, "id": space_id, "person": tx.actor.person}
    row = tx.execute(_ONE, given).one_or_none()
    if row is None:
        raise NotFound
    standing = _standing(tx, row)
    if standing.rank is None and not _may_find(tx, standing):
        raise NotFound
    return standing


def _standing(tx: Tx, row: Any) -> Standing:
    rank = "owner" if tx.actor.has(MANAGE) else row.role
    return Standing(
        tx.tenant,
        row.id,
        row.kind,
        row.access,
        bool(row.archived),
        row.rule,
        row.rule_role,
        row.rule_version,
        row.role,
        row.source,
        row.channel,
        rank,
    )


def _may_find(tx: Tx, standing: Standing) -> bool:
    open_to_some = standing.access != "closed" and not standing.archived
    return open_to_some and not is_guest_only(tx)


def is_guest_only(tx: Tx) -> bool:
    """Say whether the actor came as a guest and is a member of no space: then no directory.

    Leaving lifts nobody: who is only a guest stays one until somebody makes them a member, unless
    the host itself says that they belong here.
    """
    query = sa.select(space_members.c.role, space_members.c.active).where(
        space_members.c.tenant == tx.tenant, space_members.c.person == tx.actor.person
    )
    places = [(row.role, bool(row.active)) for row in tx.execute(query.distinct())]
    return rules.is_guest_only(places) and STAFF not in roles_of(tx)


def inside(tx: Tx, space_id: str) -> tuple[Standing, str]:
    """Load a space for who is in it, with the role to act as. Raises ``NotFound`` for others."""
    standing = find(tx, space_id)
    if standing.rank is None:
        raise NotFound
    return standing, standing.rank


def writer(tx: Tx, space_id: str) -> tuple[Standing, str]:
    """Load a space for who is in it and about to change it. Raises ``Archived`` too."""
    standing, rank = inside(tx, space_id)
    live(standing)
    return standing, rank


def live(standing: Standing) -> None:
    """Raise ``Archived`` where nothing is changed any more."""
    if standing.archived:
        raise Archived("This space is archived; it can be read.")


def roles_of(tx: Tx) -> list[str]:
    """Return what roles the host gave the actor; a service has none."""
    query = sa.select(people.c.roles).where(
        people.c.tenant == tx.tenant, people.c.id == tx.actor.person
    )
    found = tx.execute(query).scalar_one_or_none()
    return [] if found is None else list(json.loads(found))


def role_in(tx: Tx, space_id: str, person_ids: list[str]) -> dict[str, Any]:
    """Return role and channel of those of some people who are in a space."""
    query = sa.select(space_members.c.person, space_members.c.role, space_members.c.channel).where(
        space_members.c.tenant == tx.tenant,
        space_members.c.space == space_id,
        space_members.c.person.in_(person_ids),
        space_members.c.active,
    )
    return {row.person: row for row in tx.execute(query)}
