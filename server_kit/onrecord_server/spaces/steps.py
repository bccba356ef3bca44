"""The steps that change who is in a space: rows, events, and what follows in its channels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.draft import Draft, to_person, to_space
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.spaces.follow import Follower, followers
from onrecord_server.spaces.rows import space_members, space_requests


#: People in one event, and bytes of their ids: an event fits into a frame.
MOST_PEOPLE: Final = 500
MOST_BYTES: Final = 40_000
#: People in one statement.
_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Coming:
    """How people come into a space."""

    role: str = "member"
    source: str = "hand"
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's row in a space, past members included."""

    space: str
    person: str
    role: str
    source: str
    active: bool
    kept_out: bool
    channel: str | None


Places = dict[str, Place]


def portions(people: Sequence[str]) -> Iterator[list[str]]:
    """Cut a list of people so that each part fits into one event."""
    part: list[str] = []
    size = 0
    for person in people:
        size += len(person.encode()) + 3
        if part and (len(part) == MOST_PEOPLE or size > MOST_BYTES):
            yield part
            part, size = [], len(person.encode()) + 3
        part.append(person)
    if part:
        yield part


_PLACE: Final = tuple(space_members.c[name] for name in Place.__dataclass_fields__)


def places(tx: Tx, space_id: str, people: Sequence[str] | None = None) -> Places:
    """Return who is and was in a space; of some people or of all."""
    query = sa.select(*_PLACE).where(
        space_members.c.tenant == tx.tenant, space_members.c.space == space_id
    )
    if people is None:
        return {row.person: _place(row) for row in tx.execute(query)}
    found: Places = {}
    for some in chunks(people, _AT_ONCE):
        rows = tx.execute(query.where(space_members.c.person.in_(list(some))))
        found |= {row.person: _place(row) for row in rows}
    return found


def _place(row: Any) -> Place:
    return Place(*row)


def enter(tx: Tx, space_id: str, people: Sequence[str], coming: Coming, known: Places) -> None:
    """Let people in who are not: rows, one event for 500 of them, and their channels.

    ``known`` are the rows of those who were in before. The caller checked the limits.
    """
    if not people:
        return
    tx.unit.insert(space_members, [row(tx, space_id, p, coming) for p in people if p not in known])
    again = {"active": True, "kept_out": False, "role": coming.role, "source": coming.source}
    back = [person for person in people if person in known]
    update(tx, space_id, back, {**again, "channel": coming.channel})
    _close_requests(tx, space_id, people)
    if coming.role == "guest":
        for person in people:
            _guest(tx, space_id, person, coming)
        return
    for some in portions(people):
        tx.record(added(space_id, some, coming))
    for follower in followers():
        follower.entered(tx, space_id, people, coming.role)


def _guest(tx: Tx, space_id: str, person: str, coming: Coming) -> None:
    """One event for each guest: guests hear of no other guest."""
    tx.record(added(space_id, [person], coming, also=to_person(person)))
    for follower in followers():
        follower.came_as_guest(tx, space_id, person, coming.channel or "")


def row(tx: Tx, space_id: str, person: str, coming: Coming) -> dict[str, Any]:
    """Return the row of somebody who comes in."""
    return {
        "tenant": tx.tenant,
        "space": space_id,
        "person": person,
        "role": coming.role,
        "source": coming.source,
        "active": True,
        "kept_out": False,
        "channel": coming.channel,
    }


def added(space_id: str, people: Sequence[str], coming: Coming, also: str | None = None) -> Draft:
    """Return the event about people who came."""
    facts: dict[str, Any] = {"members": list(people), "role": coming.role, "source": coming.source}
    if coming.channel is not None:
        facts["channel_id"] = coming.channel
    return Draft(
        type="space.members_added",
        object=space_id,
        audience=to_space(space_id),
        also=also,
        event={"space_id": space_id, "channel_id": None, **facts},
        facts=facts,
        rights=True,
    )


def part(tx: Tx, space_id: str, people: Sequence[str], *, keep_out: bool) -> None:
    """Let people go: rows, an event for each, and their channels.

    ``keep_out``: no rule brings them back as they are.
    """
    if not people:
        return
    update(tx, space_id, people, {"active": False, "kept_out": keep_out, "channel": None})
    for person in people:
        tx.record(_removed(space_id, person))
    for follower in followers():
        follower.left(tx, space_id, people)


def _removed(space_id: str, person: str) -> Draft:
    return Draft(
        type="space.member_removed",
        object=space_id,
        audience=to_space(space_id),
        also=to_person(person),
        event={"space_id": space_id, "person_id": person},
        facts={"person_id": person},
        rights=True,
    )


def change(tx: Tx, member: Place, coming: Coming) -> None:
    """Give somebody another role, and what follows in the channels."""
    role, channel = coming.role, coming.channel
    values = {"role": role, "source": coming.source, "channel": channel}
    update(tx, member.space, [member.person], values)
    facts: dict[str, Any] = {"person_id": member.person, "role": role, "source": coming.source}
    if channel is not None:
        facts["channel_id"] = channel
    tx.record(
        Draft(
            type="space.member_changed",
            object=member.space,
            audience=to_space(member.space),
            also=to_person(member.person),
            event={"space_id": member.space, "channel_id": None, **facts},
            facts=facts,
            rights=True,
        )
    )
    for follower in followers():
        _follow_role(tx, follower, member, role, channel)


def _follow_role(tx: Tx, follower: Follower, was: Place, role: str, channel: str | None) -> None:
    if role == "guest":
        follower.left(tx, was.space, [was.person], but=channel)
        follower.came_as_guest(tx, was.space, was.person, channel or "")
    elif was.role == "guest":
        follower.entered(tx, was.space, [was.person], role)
        follower.changed(tx, was.space, was.person, "guest", role)
    else:
        follower.changed(tx, was.space, was.person, was.role, role)


def update(tx: Tx, space_id: str, people: Sequence[str], values: dict[str, Any]) -> None:
    """Change columns of the memberships of some people."""
    for some in chunks(people, _AT_ONCE):
        tx.execute(
            sa.update(space_members)
            .where(
                space_members.c.tenant == tx.tenant,
                space_members.c.space == space_id,
                space_members.c.person.in_(list(some)),
            )
            .values(**values)
        )


def _close_requests(tx: Tx, space_id: str, people: Sequence[str]) -> None:
    """Who is in asks no more."""
    for some in chunks(people, _AT_ONCE):
        tx.execute(
            sa.update(space_requests)
            .where(
                space_requests.c.tenant == tx.tenant,
                space_requests.c.space == space_id,
                space_requests.c.person.in_(list(some)),
                space_requests.c.state == "open",
            )
            .values(state="accepted")
        )
