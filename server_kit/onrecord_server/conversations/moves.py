"""The steps that move many people at once, or follow from elsewhere: rows, and their events."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations import changes
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.rules import OWN
from onrecord_server.core.draft import Draft, to_conversation, to_person
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.spaces.steps import portions


#: People in one statement.
AT_ONCE: Final = 1_000


def let_in(tx: Tx, conversation_id: str, people: Sequence[str], role: str) -> None:
    """Let people in who are not, with the whole history; one event for 500 of them."""
    known: dict[str, bool] = {}
    for some in chunks(people, AT_ONCE):
        known |= changes.states(tx, conversation_id, some)
    fresh = [person for person in people if not known.get(person, False)]
    if not fresh:
        return
    new = [person for person in fresh if person not in known]
    rows = [changes.member_row(tx, conversation_id, person, role) for person in new]
    tx.unit.insert(members, rows)
    back = [person for person in fresh if person in known]
    _update(tx, conversation_id, back, changes.again(role, 0))
    own = [person for person in fresh if person == tx.actor.person]
    _update(tx, conversation_id, own, {"party_from": OWN})
    for some in portions(fresh):
        tx.record(_added(tx, conversation_id, some, role))


def _added(tx: Tx, conversation_id: str, people: Sequence[str], role: str) -> Draft:
    facts = {"members": list(people), "role": role, "history": "all"}
    return Draft(
        type="members.added",
        object=conversation_id,
        audience=to_conversation(conversation_id),
        event={"conversation_id": conversation_id, **facts},
        facts=facts,
        rights=True,
        stamped=changes.stamps(tx, conversation_id, people),
    )


def let_go(tx: Tx, conversation_id: str, people: Sequence[str]) -> None:
    """Take people out; each gets this event and nothing after it."""
    _update(tx, conversation_id, people, {"active": False})
    for person in people:
        tx.record(removed(conversation_id, person))


def removed(conversation_id: str, person: str) -> Draft:
    """Return the event about a person who is gone."""
    return Draft(
        type="member.removed",
        object=conversation_id,
        audience=to_conversation(conversation_id),
        also=to_person(person),
        event={"conversation_id": conversation_id, "person_id": person},
        facts={"person_id": person},
        rights=True,
    )


def give_role(tx: Tx, conversation_id: str, person: str, role: str) -> None:
    """Give a member another role."""
    _update(tx, conversation_id, [person], {"role": role})
    facts = {"person_id": person, "role": role}
    tx.record(
        Draft(
            type="member.changed",
            object=conversation_id,
            audience=to_conversation(conversation_id),
            event={"conversation_id": conversation_id, **facts},
            facts=facts,
            rights=True,
        )
    )


def set_archived(tx: Tx, conversation_id: str, *, archived: bool, shelved: bool = False) -> None:
    """Stop all writing, or let people write again; ``shelved`` is along with the space."""
    mine = (conversations.c.tenant == tx.tenant, conversations.c.id == conversation_id)
    values = {"archived": archived, "shelved": shelved}
    tx.execute(sa.update(conversations).where(*mine).values(**values))
    tx.record(
        Draft(
            type="conversation.archived" if archived else "conversation.unarchived",
            object=conversation_id,
            audience=to_conversation(conversation_id),
            event={"conversation_id": conversation_id},
            facts={"shelved": True} if shelved else {},
            rights=True,
        )
    )


def _update(tx: Tx, conversation_id: str, people: Sequence[str], values: dict[str, Any]) -> None:
    for some in chunks(people, AT_ONCE):
        tx.execute(
            sa.update(members)
            .where(
                members.c.tenant == tx.tenant,
                members.c.conversation == conversation_id,
                members.c.person.in_(list(some)),
            )
            .values(**values)
        )
