"""Starting conversations, and who is in them."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid, LastOwner, NotFound, SubjectTaken
from onrecord.wire import conversations as wire
from onrecord_server.conversations import access, changes, channels, moves, present, rules
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.view import view
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.moderation.freezing import demand_unfrozen
from onrecord_server.moderation.titling import demand_showable
from onrecord_server.people import access as people_access
from onrecord_server.people import operations as people_operations


#: Who may say that a conversation is about an object of the host.
BIND: Final = "subjects:bind"


@implements(endpoints.CREATE_CONVERSATION)
def create_conversation(tx: Tx, command: wire.CreateConversation) -> Doc[wire.Conversation]:
    """Start a conversation, or answer the one that is there for the subject or the pair."""
    people_access.admit(tx)
    others = [p for p in dict.fromkeys(command.members) if p != tx.actor.person]
    key = _direct_key(tx, command, others)
    existing = _existing(tx, command.subject, key)
    if existing is not None:
        return _answer_existing(tx, existing, command.subject)
    _check_binding(tx, command.subject)
    setting = channels.setting(tx, command, others)
    people_operations.ensure(tx, others)
    people_in = [tx.actor.person, *others]
    changes.check_limits(tx, people_in, len(people_in))
    conversation_id = _insert(tx, command, others, key, setting)
    if setting.space is not None and setting.joining == "everybody":
        channels.fill(tx, conversation_id, setting.space)
    return _placed(tx, Doc.of(view(tx, conversation_id)))


def _placed(tx: Tx, doc: Doc[wire.Conversation]) -> Doc[wire.Conversation]:
    """Let the seal put the position of a conversation that begins in this transaction in."""
    for recorded in tx.unit.recorded:
        draft = recorded.draft
        if draft.type == "conversation.created" and draft.object == doc.value["id"]:
            draft.docs.append((doc, "last_position"))
    return doc


def _direct_key(tx: Tx, command: wire.CreateConversation, others: Sequence[str]) -> str | None:
    if tx.actor.is_service:
        raise Invalid("A conversation begins with a person: act as one of its members.")
    if command.kind != "direct":
        return None
    if len(others) != 1 or command.title or command.subject:
        raise Invalid("A direct conversation has one other member, no title and no subject.")
    return rules.direct_key(tx.actor.person, others[0])


def _existing(tx: Tx, subject: str | None, key: str | None) -> str | None:
    if subject is None and key is None:
        return None
    same = conversations.c.subject == subject if key is None else conversations.c.direct_key == key
    query = sa.select(conversations.c.id).where(conversations.c.tenant == tx.tenant, same)
    found: str | None = tx.execute(query).scalar_one_or_none()
    return found


def _check_binding(tx: Tx, subject: str | None) -> None:
    demand(rules.may_bind(subject, host=tx.actor.has(BIND)))


def _answer_existing(tx: Tx, conversation_id: str, subject: str | None) -> Doc[wire.Conversation]:
    try:
        access.member(tx, conversation_id)
    except NotFound:
        _check_binding(tx, subject)
        raise SubjectTaken("Ask a member of that conversation to add you.") from None
    shown = view(tx, conversation_id)
    return _placed(tx, Unchanged(wire.Conversation, shown.model_dump(mode="json")))


def _insert(
    tx: Tx,
    command: wire.CreateConversation,
    others: Sequence[str],
    key: str | None,
    setting: channels.Setting,
) -> str:
    demand_showable(tx, command.title)
    conversation_id = tx.ports.new_id("conversation")
    content_id = f"{conversation_id}:1" if command.title else None
    row = {
        "tenant": tx.tenant,
        "id": conversation_id,
        "kind": command.kind,
        "content_id": content_id,
        "version": 1,
        "subject": command.subject,
        "direct_key": key,
        "created_at": tx.now,
        "created_position": None,
        "space": setting.space,
        "joining": setting.joining,
        "posting": setting.posting,
    }
    people_in = [tx.actor.person, *others]
    tx.unit.insert(members, _first_members(tx, conversation_id, command.kind, others))
    tx.record(changes.created(tx, command, row, people_in))
    return conversation_id


def _first_members(
    tx: Tx, conversation_id: str, kind: str, others: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the rows of whoever creates it, and of those whom they put in."""
    direct = kind == "direct"
    begun = rules.OWN if direct else 0
    row = partial(changes.member_row, tx, conversation_id)
    first = row(tx.actor.person, "member" if direct else "owner", party_from=rules.OWN)
    return [first, *(row(person, "member", party_from=begun) for person in others)]


@implements(endpoints.ADD_MEMBERS)
def add_members(tx: Tx, command: wire.AddMembers) -> Doc[wire.Conversation]:
    """Add people; who is a member already stays as they are."""
    membership = access.writer(tx, command.conversation_id)
    demand(rules.may_grant(membership.role, command.role, membership.kind))
    demand(rules.may_give_history(membership.history_from, command.history))
    present_ones = changes.states(tx, command.conversation_id, command.members)
    fresh = [p for p in dict.fromkeys(command.members) if not present_ones.get(p, False)]
    shown = view(tx, command.conversation_id)
    if not fresh:
        return Unchanged(wire.Conversation, shown.model_dump(mode="json"))
    if membership.space is not None:
        channels.check_in_space(tx, membership.space, fresh)
    people_operations.ensure(tx, fresh)
    size = shown.member_count + len(fresh)
    changes.check_limits(tx, fresh, size)
    changes.put_members(tx, command, fresh, present_ones)
    changes.by_hand(tx, command.conversation_id, fresh)
    return Doc.of(shown.model_copy(update={"member_count": size}))


@implements(endpoints.REMOVE_MEMBER)
def remove_member(tx: Tx, command: wire.RemoveMember) -> Doc[wire.Member]:
    """Remove a person, or leave; they get this event and nothing after it."""
    membership = access.writer(tx, command.conversation_id)
    row = changes.member(tx, command.conversation_id, command.person_id)
    oneself = command.person_id == tx.actor.person
    if not oneself:
        demand_unfrozen(tx)
    kind = membership.kind
    demand(rules.may_remove(membership.role, row.role, oneself=oneself, kind=kind))
    demand(rules.may_stay_without(row.person))
    _keep_an_owner(tx, command.conversation_id, row, goes=True)
    if not (membership.space is not None and channels.go(tx, membership, row.person)):
        moves.let_go(tx, command.conversation_id, [row.person])
    return Doc.of(present.member(row))


def _keep_an_owner(tx: Tx, conversation_id: str, row: Any, *, goes: bool = False) -> None:
    """Refuse to take the last owner; whoever is alone may go, and stays the owner while they do not."""
    if row.role != "owner":
        return
    query = sa.select(sa.func.count()).where(
        members.c.tenant == tx.tenant,
        members.c.conversation == conversation_id,
        members.c.active,
        members.c.person != row.person,
    )
    owners = query.where(members.c.role == "owner")
    alone = goes and not tx.execute(query).scalar_one()
    if not alone and not tx.execute(owners).scalar_one():
        raise LastOwner("Make somebody else an owner first.")


@implements(endpoints.CHANGE_MEMBER)
def change_member(tx: Tx, command: wire.ChangeMember) -> Doc[wire.Member]:
    """Give a member another role."""
    membership = access.writer(tx, command.conversation_id)
    demand(rules.may_change_role(membership.role, membership.kind))
    row = changes.member(tx, command.conversation_id, command.person_id)
    if row.role == command.role:
        return Unchanged(wire.Member, present.member(row).model_dump(mode="json"))
    if membership.space is not None:
        channels.check_in_space(tx, membership.space, [row.person])
    _keep_an_owner(tx, command.conversation_id, row)
    moves.give_role(tx, command.conversation_id, row.person, command.role)
    return Doc.of(present.member(row).model_copy(update={"role": command.role}))


@implements(endpoints.MUTE_CONVERSATION)
def mute_conversation(tx: Tx, command: wire.MuteConversation) -> Doc[wire.Conversation]:
    """Mute or unmute a conversation for oneself; nobody else hears of it."""
    access.member(tx, command.conversation_id)
    shown = view(tx, command.conversation_id)
    if shown.muted == command.muted:
        return Unchanged(wire.Conversation, shown.model_dump(mode="json"))
    person = tx.actor.person
    changes.update_member(tx, command.conversation_id, person, {"muted": command.muted})
    tx.record(
        Draft(
            type="conversation.muted",
            object=command.conversation_id,
            audience=to_person(person),
            event={"conversation_id": command.conversation_id, "muted": command.muted},
            facts={"muted": command.muted},
        )
    )
    return Doc.of(shown.model_copy(update={"muted": command.muted}))


@implements(endpoints.SET_LEVEL)
def set_level(tx: Tx, command: wire.SetLevel) -> Doc[wire.Conversation]:
    """Say what of a conversation one wants to hear of; nobody else is told."""
    access.member(tx, command.conversation_id)
    shown = view(tx, command.conversation_id)
    if shown.level == command.level:
        return Unchanged(wire.Conversation, shown.model_dump(mode="json"))
    person = tx.actor.person
    changes.update_member(tx, command.conversation_id, person, {"level": command.level})
    tx.record(
        Draft(
            type="conversation.level",
            object=command.conversation_id,
            audience=to_person(person),
            event={"conversation_id": command.conversation_id, "level": command.level},
            facts={"level": command.level},
        )
    )
    return Doc.of(shown.model_copy(update={"level": command.level}))
