"""Reacting to messages, and seeing who did."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Full, Invalid
from onrecord.wire import reactions as wire
from onrecord.wire.messages import Message
from onrecord.wire.page import Page
from onrecord_server.conversations.access import Membership
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import access
from onrecord_server.messages.present import state_of
from onrecord_server.people.rows import people
from onrecord_server.reactions import present, rules, totals
from onrecord_server.reactions.rows import reactions


@implements(endpoints.ADD_REACTION)
def add_reaction(tx: Tx, command: wire.AddReaction) -> Doc[wire.Reaction]:
    """React to a message that the actor may see; the same again changes nothing."""
    row, membership = access.writable(tx, command.message_id)
    demand(rules.may_react_here(state_of(row)))
    demand(rules.may_react(membership.role, allowed=membership.allow_reactions))
    emoji = _emoji(command.emoji)
    mine = _mine(tx, row.id, emoji)
    if mine is not None:
        return _unchanged(present.reaction(mine, row.conversation))
    _demand_room(tx, row.id, emoji)
    made = {"tenant": tx.tenant, "person": tx.actor.person, "message": row.id, "emoji": emoji}
    draft = _draft(tx, "reaction.added", row, emoji)
    draft.numbered.append((reactions, "position", {**made, "position": None, "at": tx.now}))
    tx.record(draft)
    return Doc.of(_reaction(tx, membership, row.id, emoji, tx.now))


@implements(endpoints.REMOVE_REACTION)
def remove_reaction(tx: Tx, command: wire.RemoveReaction) -> Doc[wire.Reaction]:
    """Take one's own reaction back; one that is not there changes nothing."""
    row, membership = access.writable(tx, command.message_id)
    demand(rules.may_react_here(state_of(row)))
    emoji = _emoji(command.emoji)
    mine = _mine(tx, row.id, emoji)
    if mine is None:
        return _unchanged(_reaction(tx, membership, row.id, emoji, None))
    if not tx.execute(sa.delete(reactions).where(*_is(tx, row.id, emoji))).rowcount:
        return _unchanged(_reaction(tx, membership, row.id, emoji, None))
    tx.record(_draft(tx, "reaction.removed", row, emoji))
    return Doc.of(present.reaction(mine, row.conversation))


def _emoji(text: str) -> str:
    emoji = rules.emoji_of(text)
    if emoji is None:
        said = "must be exactly one emoji"
        raise Invalid(f"/emoji: {said}", errors=[{"pointer": "/emoji", "detail": said}])
    return emoji


def _demand_room(tx: Tx, message_id: str, emoji: str) -> None:
    allowed = tx.unit.hooks.emoji
    demand(rules.may_use(emoji, None if allowed is None else allowed(tx.tenant)))
    most = tx.settings.reactions
    if not rules.has_room(emoji, totals.kinds(tx, message_id), most):
        said = f"A message has at most {most} different emoji: use one that is there."
        raise Full(said, extra={"most": most})


def _is(tx: Tx, message_id: str, emoji: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        reactions.c.tenant == tx.tenant,
        reactions.c.person == tx.actor.person,
        reactions.c.message == message_id,
        reactions.c.emoji == emoji,
    )


def _mine(tx: Tx, message_id: str, emoji: str) -> Any:
    return tx.execute(_named().where(*_is(tx, message_id, emoji))).one_or_none()


def _named() -> sa.Select[Any]:
    same = sa.and_(people.c.tenant == reactions.c.tenant, people.c.id == reactions.c.person)
    return sa.select(reactions, people.c.name).outerjoin(people, same)


def _reaction(
    tx: Tx, membership: Membership, message_id: str, emoji: str, at: int | None
) -> wire.Reaction:
    query = sa.select(people.c.name).where(
        people.c.tenant == tx.tenant, people.c.id == tx.actor.person
    )
    return wire.Reaction(
        conversation_id=membership.conversation,
        message_id=message_id,
        emoji=emoji,
        person_id=tx.actor.person,
        name=tx.execute(query).scalar_one_or_none() or tx.actor.person,
        at=None if at is None else moment(at),
    )


def _unchanged(reaction: wire.Reaction) -> Doc[wire.Reaction]:
    return Unchanged(wire.Reaction, reaction.model_dump(mode="json"))


def _draft(tx: Tx, kind: str, row: Any, emoji: str) -> Draft:
    """Return the event. What somebody thinks can be erased, so the emoji is content."""
    about = Doc(Message, {"position": row.sight})
    return Draft(
        type=kind,
        object=row.id,
        audience=to_conversation(row.conversation),
        event={
            "conversation_id": row.conversation,
            "message_id": row.id,
            "emoji": emoji,
            "person_id": tx.actor.person,
        },
        facts={"conversation": row.conversation},
        content={"emoji": emoji},
        content_id=f"{row.id}:reaction:{tx.ports.entropy(8).hex()}",
        docs=[(about, "position")] if row.position is None else [],
        about=about,
    )


_PAGE: Final = _named().order_by(reactions.c.position)


@implements(endpoints.LIST_REACTIONS)
def list_reactions(tx: Tx, command: wire.ListReactions) -> Page[wire.Reaction]:
    """List who reacted to a message that the actor may see; of a removed one, nobody."""
    row, _ = access.message(tx, command.message_id)
    if state_of(row) != "active":
        return Page[wire.Reaction](data=[])
    query = _PAGE.where(reactions.c.tenant == tx.tenant, reactions.c.message == row.id)
    if command.emoji is not None:
        query = query.where(reactions.c.emoji == _emoji(command.emoji))
    if command.cursor is not None:
        query = query.where(reactions.c.position > read_cursor(command.cursor, int)[0])
    rows = tx.execute(query.limit(command.limit + 1)).all()
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].position) if len(rows) > command.limit else None
    data = [present.reaction(found, row.conversation) for found in page]
    return Page[wire.Reaction](data=data, next_cursor=cursor)
