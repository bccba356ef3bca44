"""Channels follow their space: who is in it is in those channels that all its members are in."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Archived, NotFound
from onrecord_server.conversations import access, changes, moves
from onrecord_server.conversations import rules as own_rules
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.spaces import rules
from onrecord_server.spaces.access import MANAGE
from onrecord_server.spaces.follow import follows
from onrecord_server.spaces.rows import space_members


class Channels:
    """Keeps the memberships of channels in step with the space's, in sets."""

    def entered(self, tx: Tx, space_id: str, people: Sequence[str], role: str) -> None:
        """Let full members into every channel that all of them are in."""
        for channel in _of_space(tx, space_id, conversations.c.joining == "everybody"):
            moves.let_in(tx, channel.id, people, rules.channel_role(role))

    def came_as_guest(self, tx: Tx, space_id: str, person: str, channel_id: str) -> None:
        """Let a guest into the one channel. Raises ``NotFound``, ``Forbidden`` and ``Archived``."""
        found = _of_space(tx, space_id, conversations.c.id == channel_id)
        if not found or not _may_bring(tx, found[0], person):
            raise NotFound("The space has no such channel.")
        if found[0].archived:
            raise Archived("This channel is archived; it can be read.")
        moves.let_in(tx, channel_id, [person], "member")
        self._humble(tx, space_id, person)

    def _humble(self, tx: Tx, space_id: str, person: str) -> None:
        """A guest leads nothing: what somebody owned before goes to others."""
        for row in tx.execute(_places(tx, space_id, [person])).all():
            if row.role != "member":
                moves.give_role(tx, row.conversation, person, "member")
            if row.role == "owner":
                _hand_over(tx, space_id, row.conversation)

    def left(self, tx: Tx, space_id: str, people: Sequence[str], but: str | None = None) -> None:
        """Take people out of all channels of the space, ``but`` one."""
        gone: dict[str, list[str]] = {}
        owned = set()
        for some in chunks(people, moves.AT_ONCE):
            for row in tx.execute(_places(tx, space_id, some)):
                gone.setdefault(row.conversation, []).append(row.person)
                owned |= {row.conversation} if row.role == "owner" else set()
        for channel in sorted(gone.keys() - {but}):
            moves.let_go(tx, channel, gone[channel])
            if channel in owned:
                _hand_over(tx, space_id, channel)

    def changed(self, tx: Tx, space_id: str, person: str, old: str, new: str) -> None:
        """Give somebody the role in their channels that comes with the one in the space."""
        for row in tx.execute(_places(tx, space_id, [person])).all():
            role = rules.changed_channel_role(row.role, old, new)
            if role != row.role:
                moves.give_role(tx, row.conversation, person, role)
                if row.role == "owner":
                    _hand_over(tx, space_id, row.conversation)

    def archived(self, tx: Tx, space_id: str, *, archived: bool) -> None:
        """Archive the channels in use with their space; bring just those back with it."""
        which = ~conversations.c.archived if archived else conversations.c.shelved
        for channel in _of_space(tx, space_id, which):
            moves.set_archived(tx, channel.id, archived=archived, shelved=archived)


CHANNELS: Final = follows(Channels())


def _may_bring(tx: Tx, channel: Any, person: str) -> bool:
    """Say whether the actor may bring somebody into a channel.

    Into one that is by invitation only those invite who are in it and may, whatever they are in
    the space: for the others it is not there.
    """
    if channel.joining != "invited" or tx.actor.has(MANAGE):
        return True
    if changes.states(tx, channel.id, [person]).get(person, False):
        return True
    try:
        membership = access.member(tx, channel.id)
    except NotFound:
        return False
    demand(own_rules.may_grant(membership.role, "member", membership.kind))
    demand(own_rules.may_give_history(membership.history_from, "all"))
    return True


def _hand_over(tx: Tx, space_id: str, channel: str) -> None:
    """Give a channel that its owners have left to those who are owners from now on."""
    same = sa.and_(
        space_members.c.tenant == members.c.tenant, space_members.c.person == members.c.person
    )
    query = (
        sa.select(members.c.person, members.c.role, space_members.c.role.label("in_space"))
        .join(space_members, same)
        .where(
            members.c.tenant == tx.tenant,
            members.c.conversation == channel,
            members.c.active,
            space_members.c.space == space_id,
            space_members.c.active,
        )
        .order_by(members.c.history_from, members.c.person)
    )
    there = [(row.person, row.role, row.in_space) for row in tx.execute(query)]
    for person in own_rules.heirs(there):
        moves.give_role(tx, channel, person, "owner")


def _of_space(tx: Tx, space_id: str, which: sa.ColumnElement[bool]) -> Sequence[Any]:
    columns = (conversations.c.id, conversations.c.archived, conversations.c.joining)
    query = sa.select(*columns).where(
        conversations.c.tenant == tx.tenant, conversations.c.space == space_id, which
    )
    return tx.execute(query.order_by(conversations.c.id)).all()


def _places(tx: Tx, space_id: str, people: Sequence[str]) -> sa.Select[Any]:
    """Select where some people are in the channels of a space."""
    here = sa.and_(
        conversations.c.tenant == members.c.tenant, conversations.c.id == members.c.conversation
    )
    return (
        sa.select(members.c.conversation, members.c.person, members.c.role)
        .join(conversations, here)
        .where(
            members.c.tenant == tx.tenant,
            members.c.person.in_(list(people)),
            members.c.active,
            conversations.c.space == space_id,
        )
        .order_by(members.c.conversation, members.c.person)
    )
