"""The steps that change memberships: rows, and the events about them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import NotFound, QuotaExceeded
from onrecord.wire import conversations as wire
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.rules import OWN
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.people.rows import people


#: A history that begins later than anything, until the seal puts the real position in.
NOT_YET: Final = 2**53 - 1


def member_row(
    tx: Tx,
    conversation_id: str,
    person: str,
    role: str,
    *,
    history_from: int = 0,
    party_from: int = NOT_YET,
) -> dict[str, Any]:
    """Return the row of a new member."""
    return {
        "tenant": tx.tenant,
        "conversation": conversation_id,
        "person": person,
        "role": role,
        "active": True,
        "muted": False,
        "history_from": history_from,
        "read_position": -1,
        "level": "all",
        "party_from": party_from,
    }


def again(role: str, history_from: int) -> dict[str, Any]:
    """Return what changes where somebody is a member anew; from where they saw it first is kept."""
    seen = sa.func.coalesce(members.c.seen_from, members.c.history_from)
    return {"active": True, "role": role, "history_from": history_from, "seen_from": seen}


_PLAIN: Final = {
    "subject": None,
    "owner": None,
    "space_id": None,
    "joining": "invited",
    "posting": "everybody",
}


def created(
    tx: Tx,
    command: wire.CreateConversation,
    row: dict[str, Any],
    people_in: Sequence[str],
) -> Draft:
    """Return the event of a new conversation."""
    owner = None if command.kind == "direct" else tx.actor.person
    facts: dict[str, Any] = {"kind": command.kind, "members": list(people_in)}
    if command.subject is not None:
        facts["subject"] = command.subject
    if owner is not None:
        facts["owner"] = owner
    if row["space"] is not None:
        facts |= {"space_id": row["space"], "joining": row["joining"]}
    if row["posting"] != "everybody":
        facts["posting"] = row["posting"]
    event = {"conversation_id": row["id"], "title": command.title, **_PLAIN}
    return Draft(
        type="conversation.created",
        object=row["id"],
        audience=to_conversation(row["id"]),
        event={**event, **facts},
        facts=facts,
        version=1,
        content={"title": command.title} if command.title else None,
        content_id=row["content_id"],
        rights=True,
        numbered=[(conversations, "created_position", row)],
    )


def member(tx: Tx, conversation_id: str, person_id: str) -> Any:
    """Load an active member with their name. Raises ``NotFound``. Call after ``access.member``."""
    query = (
        sa.select(members, people.c.name)
        .join(people, sa.and_(people.c.tenant == members.c.tenant, people.c.id == members.c.person))
        .where(
            members.c.tenant == tx.tenant,
            members.c.conversation == conversation_id,
            members.c.person == person_id,
            members.c.active,
        )
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound("This person is not a member.")
    return row


def states(tx: Tx, conversation_id: str, person_ids: Sequence[str]) -> dict[str, bool]:
    """Return, for people with a row here, whether they are members now."""
    query = sa.select(members.c.person, members.c.active).where(
        members.c.tenant == tx.tenant,
        members.c.conversation == conversation_id,
        members.c.person.in_(list(person_ids)),
    )
    return {row.person: bool(row.active) for row in tx.execute(query)}


def size(tx: Tx, conversation_id: str) -> int:
    """Return how many members a conversation has."""
    return sizes(tx, [conversation_id]).get(conversation_id, 0)


def sizes(tx: Tx, conversation_ids: Sequence[str]) -> dict[str, int]:
    """Return how many members conversations have."""
    query = (
        sa.select(members.c.conversation, sa.func.count())
        .where(
            members.c.tenant == tx.tenant,
            members.c.conversation.in_(list(conversation_ids)),
            members.c.active,
        )
        .group_by(members.c.conversation)
    )
    rows: Any = tx.execute(query)
    return {row[0]: row[1] for row in rows}


def check_limits(tx: Tx, fresh: Sequence[str], size: int) -> None:
    """Refuse more members than a conversation may have, and more conversations than a person may.

    ``size`` is how many members it has with the ``fresh`` ones. Raises ``QuotaExceeded``.
    """
    if size > tx.settings.members:
        said = f"A conversation has at most {tx.settings.members} members."
        raise QuotaExceeded(said, extra={"quota": "members"})
    for some in chunks(fresh):
        _check_people(tx, some)


def _check_people(tx: Tx, fresh: Sequence[str]) -> None:
    most = tx.settings.conversations_a_person
    query = (
        sa.select(members.c.person)
        .where(members.c.tenant == tx.tenant, members.c.person.in_(list(fresh)), members.c.active)
        .group_by(members.c.person)
        .having(sa.func.count() >= most)
        .limit(1)
    )
    full = tx.execute(query).scalar_one_or_none()
    if full is not None:
        said = f"{full} is in {most} conversations, and nobody may be in more."
        raise QuotaExceeded(said, extra={"quota": "conversations"})


def update_member(tx: Tx, conversation_id: str, person_id: str, values: Mapping[str, Any]) -> None:
    """Change columns of one membership."""
    tx.execute(_memberships(tx, conversation_id, [person_id]).values(**values))


def _memberships(tx: Tx, conversation_id: str, person_ids: Sequence[str]) -> sa.Update:
    return sa.update(members).where(
        members.c.tenant == tx.tenant,
        members.c.conversation == conversation_id,
        members.c.person.in_(list(person_ids)),
    )


def move_read_mark(tx: Tx, conversation_id: str, position: int) -> bool:
    """Move the actor's read mark forward; false when another device has read further meanwhile."""
    statement = sa.update(members).where(
        members.c.tenant == tx.tenant,
        members.c.conversation == conversation_id,
        members.c.person == tx.actor.person,
        members.c.read_position < position,
    )
    return bool(tx.execute(statement.values(read_position=position)).rowcount)


Added = Callable[[Tx, str, Sequence[str]], None]
_ADDED_BY_HAND: Final[list[Added]] = []


def when_added_by_hand(heard: Added) -> Added:
    """Register who is told of people whom somebody added, and no rule."""
    _ADDED_BY_HAND.append(heard)
    return heard


def by_hand(tx: Tx, conversation_id: str, people: Sequence[str]) -> None:
    """Say that somebody added people."""
    for heard in _ADDED_BY_HAND:
        heard(tx, conversation_id, people)


def put_members(
    tx: Tx, command: wire.AddMembers, fresh: Sequence[str], known: Mapping[str, bool]
) -> None:
    """Insert or revive memberships; their history begins at the beginning or at this event."""
    start = 0 if command.history == "all" else NOT_YET
    new = [
        member_row(tx, command.conversation_id, person, command.role, history_from=start)
        for person in fresh
        if person not in known
    ]
    tx.unit.insert(members, new)
    back = [person for person in fresh if person in known]
    if back:
        tx.execute(
            _memberships(tx, command.conversation_id, back).values(**again(command.role, start))
        )
    tx.record(_added(tx, command, fresh))


def _added(tx: Tx, command: wire.AddMembers, fresh: Sequence[str]) -> Draft:
    facts = {"members": list(fresh), "role": command.role, "history": command.history}
    return Draft(
        type="members.added",
        object=command.conversation_id,
        audience=to_conversation(command.conversation_id),
        event={"conversation_id": command.conversation_id, **facts},
        facts=facts,
        rights=True,
        stamped=stamps(tx, command.conversation_id, fresh, history=command.history),
    )


Stamps = list[tuple[sa.Update, str, dict[str, Any]]]


def stamps(
    tx: Tx, conversation_id: str, fresh: Sequence[str], *, history: wire.History = "all"
) -> Stamps:
    """Return what the place of the event is written to: where the part, and the history, of others begins.

    Whose part began earlier, by their own act or since they have read, keeps that beginning.
    """
    here: Any = sa.bindparam("here", type_=sa.BigInteger)
    kept = (members.c.party_from == OWN) | (members.c.read_position >= 0)
    values: dict[str, Any] = {"party_from": sa.case((kept, members.c.party_from), else_=here)}
    if history == "from_now":
        values["history_from"] = here
    return [(_memberships(tx, conversation_id, fresh).values(**values), "here", {})]
