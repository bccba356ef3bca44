"""Loading is authorising: an announcement for who reads it, and for who posts there."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Archived, Conflict, Forbidden, NotAnnounced, NotFound
from onrecord_server.announcements import rules
from onrecord_server.conversations.rows import conversations
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.messages import access as messages_access
from onrecord_server.messages import proofs
from onrecord_server.messages.queries import sight_place
from onrecord_server.messages.rows import messages
from onrecord_server.messages.rules import ANNOUNCE


#: Who holds this scope sees who has acknowledged without being a member.
MANAGE: Final = ANNOUNCE


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message that its reader may ask about. Only this module makes one; it holds no words."""

    tenant: str
    id: str
    conversation: str
    position: int
    #: From where on a window must begin at the latest to hold it.
    sight: int
    author: str
    version: int
    state: str
    acknowledge: bool
    content_id: str
    archived: bool


def acknowledgeable(tx: Tx, message_id: str) -> Announcement:
    """Load a message that the actor may acknowledge.

    Raises ``NotFound``, ``Archived``, ``Forbidden`` for its author, ``NotAnnounced`` where it asks
    for nothing, and ``Conflict`` where it was removed.
    """
    row, membership = messages_access.writable(tx, message_id)
    if row.position is None or not row.acknowledge:
        raise NotAnnounced("This message does not ask to be acknowledged.")
    demand(rules.may_acknowledge(row.author, tx.actor.person))
    found = _announcement(row, archived=membership.archived)
    present(found)
    return found


def present(found: Announcement) -> None:
    """Refuse what was removed. Raises ``Conflict``."""
    if found.state != "active":
        raise Conflict("This message was removed.")


def led(tx: Tx, message_id: str) -> Announcement:
    """Load an announcement for who posts where it is, and for the host's own code.

    Raises ``NotFound``, ``Forbidden`` for plain members, and ``NotAnnounced``.
    """
    if tx.actor.has(MANAGE):
        return _of_tenant(tx, message_id)
    row, membership = messages_access.message(tx, message_id)
    demand(rules.may_lead(membership.role))
    return _checked(row, membership.posting, archived=membership.archived)


@proofs.shows("message.acknowledged")
def provable(tx: Tx, message_id: str) -> None:
    """Let who posts there have the proof of an acknowledgement. Raises ``NotFound`` for others."""
    try:
        led(tx, message_id)
    except (Forbidden, NotAnnounced):
        raise NotFound from None


def writable(tx: Tx, message_id: str) -> Announcement:
    """Load an announcement that the actor leads and that still goes on.

    Raises what ``led`` raises, ``Archived``, and ``Conflict`` where it was removed.
    """
    found = led(tx, message_id)
    if found.archived:
        raise Archived("This conversation is archived; it can be read.")
    present(found)
    return found


def _of_tenant(tx: Tx, message_id: str) -> Announcement:
    """Load one for the host, which is party to nothing: no words, and nothing but announcements."""
    query = (
        sa.select(
            messages,
            sight_place.label("sight"),
            conversations.c.posting,
            conversations.c.archived,
        )
        .join(
            conversations,
            sa.and_(
                conversations.c.tenant == messages.c.tenant,
                conversations.c.id == messages.c.conversation,
            ),
        )
        .where(messages.c.tenant == tx.tenant, messages.c.id == message_id)
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound
    try:
        return _checked(row, row.posting, archived=row.archived)
    except NotAnnounced:
        raise NotFound from None


def _checked(row: Any, posting: str, *, archived: bool) -> Announcement:
    given = {"in_channel": row.in_channel, "acknowledge": row.acknowledge}
    if row.position is None or not rules.is_announcement(posting, **given):
        raise NotAnnounced
    return _announcement(row, archived=archived)


def _announcement(row: Any, *, archived: bool) -> Announcement:
    return Announcement(
        row.tenant,
        row.id,
        row.conversation,
        row.position,
        row.sight,
        row.author,
        row.version,
        row.state,
        bool(row.acknowledge),
        row.content_id,
        archived,
    )
