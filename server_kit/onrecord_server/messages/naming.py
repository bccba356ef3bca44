"""Who is named by a message, and whether its author may name so many."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import ConfirmMentions, Forbidden, Invalid, RateLimited, Refusal
from onrecord.wire.messages import SendMessage
from onrecord_server.conversations.access import Membership
from onrecord_server.conversations.rows import members
from onrecord_server.core.operation import Tx
from onrecord_server.messages import markup, rules
from onrecord_server.messages.markup import Named
from onrecord_server.messages.rows import mentions, messages
from onrecord_server.people.rows import people
from onrecord_server.spaces import access as spaces


#: Word for word what the partial indexes say, or no database uses them.
MANY: Final = sa.or_(messages.c.wide.is_not(None), messages.c.roles.is_not(None))


# -- one by one --------------------------------------------------------------------------------------


def member_ids(
    tx: Tx, conversation_id: str, named: Sequence[str], seen: int | None = None
) -> list[str]:
    """Return those of some people who are members, in the order given.

    Where a message is only in a thread, ``seen`` is the position of its root: whose window begins
    later sees nothing of it, and so is not told.
    """
    if not named:
        return []
    query = sa.select(members.c.person).where(
        members.c.tenant == tx.tenant,
        members.c.conversation == conversation_id,
        members.c.person.in_(list(named)),
        members.c.active,
    )
    if seen is not None:
        query = query.where(members.c.history_from <= seen)
    return rules.members_among(named, set(tx.execute(query).scalars()))


def mention_row(tx: Tx, message: Mapping[str, Any], person: str) -> dict[str, Any]:
    """Return the row that says that a message names a person."""
    return {
        "tenant": tx.tenant,
        "person": person,
        "message": message["id"],
        "conversation": message["conversation"],
        "position": message["position"],
        "thread": None if message["in_channel"] else message["thread"],
    }


def renamed(tx: Tx, row: Any, text: str) -> Named:
    """Return whom an edited message names: other people perhaps, but no more roles than before.

    An edit notifies nobody anew, so it names nobody at once who was not named so already.
    """
    asked = markup.named(text, tx.settings.mentions)
    roles = json.loads(row.roles or "[]")
    seen = None if row.in_channel else _root_position(tx, row.thread)
    return Named(
        people=tuple(member_ids(tx, row.conversation, asked.people, seen)),
        roles=tuple(role for role in asked.roles if role in roles),
        wide=asked.wide if asked.wide == row.wide else None,
    )


def _root_position(tx: Tx, thread: str) -> int | None:
    query = sa.select(messages.c.position).where(
        messages.c.tenant == tx.tenant, messages.c.id == thread
    )
    found: int | None = tx.execute(query).scalar_one()
    return found


def replace_rows(tx: Tx, row: Any, named: Named) -> None:
    """Replace who is mentioned: an edit adds and takes away, and never notifies anew."""
    mine = (mentions.c.tenant == tx.tenant, mentions.c.message == row.id)
    tx.execute(sa.delete(mentions).where(*mine))
    others = [person for person in named.people if person != row.author]
    names = ("id", "conversation", "position", "in_channel", "thread")
    message = {name: getattr(row, name) for name in names}
    tx.unit.insert(mentions, [mention_row(tx, message, person) for person in others])


def facts(named: Named) -> dict[str, Any]:
    """Return what the record says of whom a message names; nothing of a message that names nobody."""
    said: dict[str, Any] = {"mentions": list(named.people), "roles": list(named.roles)}
    return {name: value for name, value in {**said, "wide": named.wide}.items() if value}


# -- many at once ------------------------------------------------------------------------------------


def may_not(tx: Tx, command: SendMessage, membership: Membership, named: Named) -> Refusal | None:
    """Say why a message may not name as many as it does, or nothing."""
    if not named.many:
        return None
    if command.thread_id is not None and not command.also_in_channel:
        return Invalid("A reply that is only in a thread names people one by one.")
    guest = _is_guest(tx, membership)
    decision = rules.may_name_many(membership.role, membership.wide_mentions, guest=guest)
    if not decision.allowed:
        return Forbidden(decision.reason)
    if (refusal := _storm(tx)) is not None:
        return refusal
    count = _reach(tx, membership, named)
    if rules.confirmed(count, command.confirm_mentions):
        return None
    said = f"This names {count} people: say it again with confirm_mentions {count}."
    return ConfirmMentions(said, extra={"count": count})


def _is_guest(tx: Tx, membership: Membership) -> bool:
    """Say whether the actor is in the conversation's space as a guest: asked where many are named."""
    if membership.space is None:
        return False
    found = spaces.role_in(tx, membership.space, [membership.person]).get(membership.person)
    return found is not None and found.role == "guest"


def _storm(tx: Tx) -> Refusal | None:
    most = tx.settings.wide_mentions
    query = (
        sa.select(messages.c.created_at)
        .where(
            messages.c.tenant == tx.tenant,
            messages.c.author == tx.actor.person,
            messages.c.created_at > tx.now - rules.STORM,
            MANY,
        )
        .order_by(messages.c.created_at.desc())
        .limit(most)
    )
    times = [*_unwritten(tx), *tx.execute(query).scalars()]
    until = rules.storm_ends(times, tx.now, most)
    if until is None:
        return None
    said = f"One names everybody or a role at most {most} times in ten minutes."
    return RateLimited(said, retry_after=max(1, (until - tx.now) // 1_000_000))


def _unwritten(tx: Tx) -> list[int]:
    """Return when the actor named many in this very transaction, without a row so far."""
    return [
        recorded.at
        for recorded in tx.unit.recorded[tx.unit.flushed :]
        if recorded.draft.type == "message.created"
        and recorded.actor.person == tx.actor.person
        and recorded.actor.tenant == tx.tenant
        and not recorded.draft.facts.keys().isdisjoint(("wide", "roles"))
    ]


def _reach(tx: Tx, membership: Membership, named: Named) -> int:
    query = (
        sa.select(sa.func.count())
        .select_from(members)
        .where(
            members.c.tenant == tx.tenant,
            members.c.conversation == membership.conversation,
            members.c.active,
            members.c.person != tx.actor.person,
        )
    )
    if named.wide is None:
        theirs = sa.and_(people.c.tenant == members.c.tenant, people.c.id == members.c.person)
        query = query.join(people, theirs).where(sa.or_(*map(_has_role, named.roles)))
    return int(tx.execute(query).scalar_one())


def _has_role(role: str) -> sa.ColumnElement[bool]:
    return people.c.roles.contains(f'"{role}"', autoescape=True)


def names_me(tx: Tx) -> sa.ColumnElement[bool]:
    """Say of a message whether it names everybody, or a role that the actor has now.

    There is no row per person for it. A message that names the actor by id as well is left out:
    that one has its row in ``mentions``.
    """
    roles = (
        messages.c.roles.contains(f'"{role}"', autoescape=True) for role in spaces.roles_of(tx)
    )
    by_id = sa.exists().where(
        mentions.c.tenant == messages.c.tenant,
        mentions.c.person == tx.actor.person,
        mentions.c.message == messages.c.id,
    )
    return sa.and_(MANY, sa.or_(messages.c.wide.is_not(None), *roles), sa.not_(by_id))
