"""Who is in a space: coming, going, asking to, and what others say of it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid, LastOwner, NotFound, OneChannelOnly
from onrecord.wire import spaces as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.people import operations as people_operations
from onrecord_server.people import rules as people_rules
from onrecord_server.people.rows import people
from onrecord_server.spaces import access, present, rules, ruling, steps, view
from onrecord_server.spaces.access import Standing
from onrecord_server.spaces.rows import space_members


@implements(endpoints.JOIN_SPACE)
def join_space(tx: Tx, command: wire.JoinSpace) -> Doc[wire.Space]:
    """Become a member of an open space."""
    standing = as_person(tx, command.space_id)
    if standing.role is not None and standing.role != "guest":
        return Unchanged(wire.Space, view.one(tx, standing.space).model_dump(mode="json"))
    demand(rules.may_join(standing.access, standing.role))
    let_in(tx, standing.space, [tx.actor.person], steps.Coming())
    return Doc.of(view.one(tx, standing.space))


def as_person(tx: Tx, space_id: str) -> Standing:
    """Load a space for a person who comes or goes. Raises ``Archived``, and for services ``Invalid``."""
    standing = access.find(tx, space_id)
    access.live(standing)
    if tx.actor.is_service:
        raise Invalid("People are in spaces: act as one of them.")
    return standing


def let_in(tx: Tx, space_id: str, person_ids: Sequence[str], coming: steps.Coming) -> None:
    """Let people in who are not in; who is a member already stays as they are.

    Raises ``QuotaExceeded`` for too many, and ``OneChannelOnly`` for guests of another channel.
    """
    known = steps.places(tx, space_id, person_ids)
    there = {person: row for person, row in known.items() if row.active}
    _check_guests(there, coming)
    fresh = [p for p in dict.fromkeys(person_ids) if p not in there]
    ruling.check_size(tx, view.size(tx, space_id) + len(fresh))
    steps.enter(tx, space_id, fresh, coming, known)
    if coming.role != "guest":
        for row in there.values():
            if row.role == "guest":
                steps.change(tx, row, coming)


def _check_guests(there: steps.Places, coming: steps.Coming) -> None:
    if coming.role != "guest":
        return
    elsewhere = [p for p, row in there.items() if row.channel not in (None, coming.channel)]
    if elsewhere:
        names = ", ".join(elsewhere[:5])
        raise OneChannelOnly(f"These are guests of another channel: {names}.")


@implements(endpoints.LEAVE_SPACE)
def leave_space(tx: Tx, command: wire.LeaveSpace) -> Doc[wire.SpaceMember]:
    """Leave a space and its channels."""
    standing = as_person(tx, command.space_id)
    if standing.role is None:
        raise NotFound
    return _leave(tx, standing, member(tx, standing.space, tx.actor.person))


def _leave(tx: Tx, standing: Standing, row: Any) -> Doc[wire.SpaceMember]:
    demand(rules.may_leave(standing.kind, row.source))
    return _part(tx, standing, row)


def _part(tx: Tx, standing: Standing, row: Any) -> Doc[wire.SpaceMember]:
    keep_an_owner(tx, standing.space, row)
    steps.part(tx, standing.space, [row.person], keep_out=True)
    return Doc.of(present.member(row))


@implements(endpoints.REMOVE_SPACE_MEMBER)
def remove_member(tx: Tx, command: wire.RemoveSpaceMember) -> Doc[wire.SpaceMember]:
    """Remove somebody, or leave by giving one's own id."""
    standing, rank = access.writer(tx, command.space_id)
    oneself = command.person_id == tx.actor.person
    if not oneself:
        demand(rules.may_moderate(rank))
    row = member(tx, standing.space, command.person_id)
    if oneself:
        return _leave(tx, standing, row)
    demand(rules.may_remove(rank, row.role))
    return _part(tx, standing, row)


@implements(endpoints.CHANGE_SPACE_MEMBER)
def change_member(tx: Tx, command: wire.ChangeSpaceMember) -> Doc[wire.SpaceMember]:
    """Give somebody another role; a new guest keeps one channel."""
    standing, rank = access.writer(tx, command.space_id)
    demand(rules.may_moderate(rank))
    row = member(tx, standing.space, command.person_id)
    demand(rules.may_change(rank, row.role, command.role))
    _check_channel(command.role, command.channel_id)
    shown = present.member(row)
    fresh = shown.model_copy(
        update={"role": command.role, "source": "hand", "channel_id": command.channel_id}
    )
    if fresh == shown:
        return Unchanged(wire.SpaceMember, shown.model_dump(mode="json"))
    if command.role != "owner":
        keep_an_owner(tx, standing.space, row)
    place = steps.places(tx, standing.space, [row.person])[row.person]
    steps.change(tx, place, steps.Coming(command.role, "hand", command.channel_id))
    return Doc.of(fresh)


def _check_channel(role: str, channel_id: str | None) -> None:
    if (role == "guest") == (channel_id is not None):
        return
    said = "A guest needs the one channel." if role == "guest" else "Only a guest has one channel."
    raise Invalid(said, errors=[{"pointer": "/channel_id", "detail": said}])


@implements(endpoints.ADD_SPACE_MEMBERS)
def add_members(tx: Tx, command: wire.AddSpaceMembers) -> Doc[wire.Space]:
    """Add people by hand; who is a member already stays as they are."""
    standing, rank = access.writer(tx, command.space_id)
    demand(rules.may_give(rank, command.role))
    _check_channel(command.role, command.channel_id)
    people_operations.ensure(tx, command.members)
    before = tx.recorded
    coming = steps.Coming(command.role, "hand", command.channel_id)
    let_in(tx, standing.space, command.members, coming)
    shown = view.one(tx, standing.space)
    if tx.recorded == before:
        return Unchanged(wire.Space, shown.model_dump(mode="json"))
    return Doc.of(shown)


@implements(endpoints.LIST_SPACE_MEMBERS)
def list_members(tx: Tx, command: wire.ListSpaceMembers) -> Page[wire.SpaceMember]:
    """List who is in a space, by name."""
    standing, rank = access.inside(tx, command.space_id)
    demand(rules.may_see_members(rank))
    query = _members(tx, standing.space)
    if command.role is not None:
        query = query.where(space_members.c.role == command.role)
    if command.query.strip():
        pattern = people_rules.like_prefix(command.query)
        query = query.where(people.c.name_key.like(pattern, escape="!"))
    if command.cursor is not None:
        key, person = read_cursor(command.cursor, str, str)
        place = sa.tuple_(people.c.name_key, people.c.id)
        query = query.where(place > sa.tuple_(key, person))
    query = query.order_by(people.c.name_key, people.c.id).limit(command.limit + 1)
    rows = tx.execute(query).all()
    on_page = rows[: command.limit]
    last = on_page[-1] if len(rows) > command.limit else None
    further = None if last is None else write_cursor(last.name_key, last.person)
    return Page[wire.SpaceMember](
        data=[present.member(row) for row in on_page], next_cursor=further
    )


def _members(tx: Tx, space_id: str) -> sa.Select[Any]:
    named = sa.and_(
        people.c.tenant == space_members.c.tenant, people.c.id == space_members.c.person
    )
    return (
        sa.select(space_members, people.c.name, people.c.name_key)
        .join(people, named)
        .where(
            space_members.c.tenant == tx.tenant,
            space_members.c.space == space_id,
            space_members.c.active,
        )
    )


def member(tx: Tx, space_id: str, person_id: str) -> Any:
    """Load an active member with their name. Raises ``NotFound``. Call after ``access``."""
    query = _members(tx, space_id).where(space_members.c.person == person_id)
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound("This person is not in the space.")
    return row


def keep_an_owner(tx: Tx, space_id: str, row: Any) -> None:
    """Refuse to take the last owner away. Raises ``LastOwner``."""
    if row.role != "owner":
        return
    query = sa.select(sa.func.count()).where(
        space_members.c.tenant == tx.tenant,
        space_members.c.space == space_id,
        space_members.c.active,
        space_members.c.role == "owner",
        space_members.c.person != row.person,
    )
    if not tx.execute(query).scalar_one():
        raise LastOwner("Make somebody else an owner of the space first.")
