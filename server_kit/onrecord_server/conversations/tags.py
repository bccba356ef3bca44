"""Tags of conversations, and what those that the policy protects keep oversight out of."""

from collections.abc import Collection, Iterable
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden, NotFound
from onrecord.wire import tags as wire
from onrecord.wire.policy_document import Scope
from onrecord_server.conversations import access
from onrecord_server.conversations.rows import conversation_tags, conversations, members
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.held import held, hold
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.sets import chunks
from onrecord_server.people import access as people_access
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import documents, standing


#: The host's own code holds it.
TAG: Final = "conversations:tag"
#: The duties that tag, by themselves and in nobody's name.
TAGGERS: Final = frozenset({"compliance_officer", "privacy_officer"})


# -- what is protected -----------------------------------------------------------------------------


def protecting(tx: Tx) -> tuple[str, ...]:
    """Return the tags that the policy in force protects; the usual ones where there is no policy."""
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        return tuple(Scope().protected_tags)
    document = documents.approved(tx.unit, tx.tenant, found.hash, found.content_id)
    return tuple(document.scope.protected_tags)


def protected(tx: Tx, ids: Iterable[str]) -> set[str]:
    """Return those of some conversations where nothing is drawn, flagged or opened now."""
    names = frozenset(protecting(tx))
    return {one for one, tags in tags_of(tx, ids).items() if not names.isdisjoint(tags)}


def tags_of(tx: Tx, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the tags that some conversations have now, by name; held at the rights position."""
    keys = {(tx.tenant, "tags", one) for one in ids}
    found: dict[Any, tuple[str, ...]] = held(tx.unit, keys)
    missing = sorted(key[2] for key in keys - found.keys())
    if missing:
        relied = tx.unit.rely_on_rights(tx.tenant)
        fresh = {(tx.tenant, "tags", one): tags for one, tags in _look_up(tx, missing).items()}
        hold(tx.unit, tx.tenant, relied, fresh)
        found |= fresh
    return {key[2]: tags for key, tags in found.items()}


def _look_up(tx: Tx, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
    for some in chunks(list(ids)):
        query = sa.select(conversation_tags.c.conversation, conversation_tags.c.tag).where(
            conversation_tags.c.tenant == tx.tenant,
            conversation_tags.c.conversation.in_(list(some)),
            conversation_tags.c.active,
        )
        for row in tx.execute(query.order_by(conversation_tags.c.tag)):
            found[row.conversation] = (*found[row.conversation], row.tag)
    return found


def shielded(
    tenant: str,
    conversation: sa.ColumnElement[str],
    position: sa.ColumnElement[int],
    names: Collection[str],
) -> sa.ColumnElement[bool]:
    """Say of a message, by its columns, whether a tag protects it: now, or when it was written."""
    t = conversation_tags
    return sa.exists().where(
        t.c.tenant == tenant,
        t.c.conversation == conversation,
        t.c.tag.in_(sorted(names)),
        t.c.active | (position < t.c.lifted_position),
    )


def keeps_out(tx: Tx, conversation: str, position: int | None, names: Collection[str]) -> bool:
    """Say of one message whether a tag protects it; ``None`` for one that is not delivered."""
    place = sa.literal(2**53 if position is None else position)
    kept = shielded(tx.tenant, sa.literal(conversation), place, names)
    return bool(tx.execute(sa.select(kept)).scalar_one())


# -- tagging ---------------------------------------------------------------------------------------


@implements(endpoints.LIST_TAGS)
def list_tags(tx: Tx, command: wire.ListTags) -> wire.ConversationTags:
    """List the tags of a conversation."""
    if not _may_tag(tx):
        access.member(tx, command.conversation_id)
    _demand_there(tx, command.conversation_id)
    return _shown(tx, command.conversation_id)


@implements(endpoints.TAG_CONVERSATION)
def tag_conversation(tx: Tx, command: wire.TagConversation) -> Doc[wire.ConversationTags]:
    """Put a tag on a conversation."""
    row = _changing(tx, command.conversation_id, command.tag)
    if row is not None and row.active:
        return _unchanged(tx, command.conversation_id)
    values = {"active": True, "changes": 1 if row is None else row.changes + 1, "at": tx.now}
    if row is None:
        keys = {"tenant": tx.tenant, "conversation": command.conversation_id, "tag": command.tag}
        tx.execute(sa.insert(conversation_tags), {**keys, **values})
    else:
        tx.execute(_update(tx, command.conversation_id, command.tag).values(**values))
    _record(tx, "conversation.tagged", command, values["changes"])
    return Doc.of(_shown(tx, command.conversation_id))


@implements(endpoints.UNTAG_CONVERSATION)
def untag_conversation(tx: Tx, command: wire.UntagConversation) -> Doc[wire.ConversationTags]:
    """Take a tag from a conversation; what was written until here stays protected."""
    row = _changing(tx, command.conversation_id, command.tag)
    if row is None or not row.active:
        return _unchanged(tx, command.conversation_id)
    values = {"active": False, "changes": row.changes + 1, "at": tx.now}
    update = _update(tx, command.conversation_id, command.tag)
    tx.execute(update.values(**values))
    lifted = update.values(lifted_position=sa.bindparam("here"))
    _record(tx, "conversation.untagged", command, row.changes + 1, stamped=[(lifted, "here", {})])
    return Doc.of(_shown(tx, command.conversation_id))


def _may_tag(tx: Tx) -> bool:
    if tx.actor.has(TAG):
        return True
    by_oneself = not tx.actor.is_service and tx.actor.on_behalf_of is None
    return by_oneself and not TAGGERS.isdisjoint(policy_access.duties(tx))


def _changing(tx: Tx, conversation_id: str, tag: str) -> Any:
    """Return the row of a tag, or ``None``; nobody else changes it meanwhile."""
    people_access.admit(tx)
    if not _may_tag(tx):
        access.member(tx, conversation_id)
        raise Forbidden(
            f"This needs the scope {TAG}, or one of the duties {', '.join(sorted(TAGGERS))}."
        )
    _demand_no_part(tx, conversation_id)
    tx.unit.lock([tx.tenant])
    _demand_there(tx, conversation_id)
    query = sa.select(conversation_tags).where(*_mine(tx, conversation_id, tag))
    return tx.execute(query).one_or_none()


def _demand_no_part(tx: Tx, conversation_id: str) -> None:
    """Refuse people who are or were in a conversation: nobody keeps oversight out of their own."""
    query = sa.select(sa.literal(1)).where(
        members.c.tenant == tx.tenant,
        members.c.conversation == conversation_id,
        members.c.person == tx.actor.person,
    )
    if not tx.actor.has(TAG) and tx.execute(query).first() is not None:
        raise Forbidden("You are or were in this conversation: somebody else tags it.")


def _demand_there(tx: Tx, conversation_id: str) -> None:
    query = sa.select(sa.literal(1)).where(
        conversations.c.tenant == tx.tenant, conversations.c.id == conversation_id
    )
    if tx.execute(query).one_or_none() is None:
        raise NotFound


def _mine(tx: Tx, conversation_id: str, tag: str) -> tuple[sa.ColumnElement[bool], ...]:
    t = conversation_tags.c
    return (t.tenant == tx.tenant, t.conversation == conversation_id, t.tag == tag)


def _update(tx: Tx, conversation_id: str, tag: str) -> sa.Update:
    return sa.update(conversation_tags).where(*_mine(tx, conversation_id, tag))


def _record(
    tx: Tx,
    kind: str,
    command: wire.TagConversation | wire.UntagConversation,
    changes: int,
    **more: Any,
) -> None:
    tx.record(
        Draft(
            type=kind,
            object=command.conversation_id,
            audience=NOBODY,
            event={"conversation_id": command.conversation_id, "tag": command.tag},
            facts={"tag": command.tag, "changes": changes},
            content={"reason": command.reason},
            content_id=f"{command.conversation_id}:tag:{command.tag}:{changes}",
            rights=True,
            **more,
        )
    )


def _unchanged(tx: Tx, conversation_id: str) -> Unchanged[wire.ConversationTags]:
    shown = _shown(tx, conversation_id).model_dump(mode="json")
    return Unchanged(wire.ConversationTags, shown)


def _shown(tx: Tx, conversation_id: str) -> wire.ConversationTags:
    names = protecting(tx)
    t = conversation_tags.c
    query = sa.select(conversation_tags).where(
        t.tenant == tx.tenant, t.conversation == conversation_id, t.active
    )
    data = [
        wire.ConversationTag(tag=row.tag, protects=row.tag in names, at=moment(row.at))
        for row in tx.execute(query.order_by(t.tag))
    ]
    return wire.ConversationTags(conversation_id=conversation_id, data=data)
