"""Channels of spaces: making, finding, joining and archiving them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Archived, Invalid, NotFound, NotInSpace, OneChannelOnly, QuotaExceeded
from onrecord.wire import conversations as wire
from onrecord.wire import spaces as space_wire
from onrecord.wire.page import Page
from onrecord_server.conversations import access, changes, moves, rules
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.view import view
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.people import rules as people_rules
from onrecord_server.spaces import access as space_access
from onrecord_server.spaces import rules as space_rules
from onrecord_server.spaces import steps as space_steps
from onrecord_server.spaces.rows import space_members


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a new conversation goes, who comes in, and who may begin a message."""

    space: str | None
    joining: str
    posting: str


def setting(tx: Tx, command: wire.CreateConversation, others: Sequence[str]) -> Setting:
    """Say where a new conversation goes. Raises what the space says against it."""
    posting = command.posting or rules.first_posting(command.kind)
    if command.space_id is None:
        demand_plain(command)
        return Setting(None, "invited", posting)
    _check_kind(command)
    joining = command.joining or rules.first_joining(command.kind)
    standing, rank = space_access.writer(tx, command.space_id)
    demand(space_rules.may_make_channel(rank, standing.kind, joining, posting))
    check_in_space(tx, standing.space, [tx.actor.person, *others])
    _check_quota(tx, standing.space)
    return Setting(standing.space, joining, posting)


def demand_kind(tx: Tx, space_id: str, changed: Mapping[str, str]) -> None:
    """Demand that the actor may make a channel what it becomes, as if it were made so."""
    standing, rank = space_access.writer(tx, space_id)
    joining, posting = changed.get("joining", "free"), changed.get("posting", "everybody")
    demand(space_rules.may_make_channel(rank, standing.kind, joining, posting))


def demand_plain(command: wire.CreateConversation) -> None:
    """Refuse what only channels of a space have, and who is outside. Raises ``Invalid``."""
    if command.kind == "external":
        _wrong("/kind", "With people outside conversations begin by sms.open.")
    if command.joining not in (None, "invited"):
        _wrong("/joining", "Only channels of a space are joined.")
    if command.kind == "direct" and command.posting not in (None, "everybody"):
        _wrong("/posting", "In a direct conversation both write.")


def _check_kind(command: wire.CreateConversation) -> None:
    if command.kind not in ("channel", "announcement"):
        _wrong("/kind", "In a space there are channels and announcement channels.")
    if not command.title:
        _wrong("/title", "A channel of a space has a title.")


def _wrong(pointer: str, said: str) -> None:
    raise Invalid(said, errors=[{"pointer": pointer, "detail": said}])


def check_in_space(tx: Tx, space_id: str, people: Sequence[str]) -> None:
    """Demand that people are full members of a space. Raises ``NotInSpace``, ``OneChannelOnly``."""
    there = space_access.role_in(tx, space_id, list(people))
    missing = [person for person in people if person not in there]
    if missing:
        names = ", ".join(missing[:5])
        raise NotInSpace(f"Add these people to the space first: {names}.")
    guests = [person for person in people if there[person].role == "guest"]
    if guests:
        raise OneChannelOnly(f"These are guests, in one channel only: {', '.join(guests[:5])}.")


def _check_quota(tx: Tx, space_id: str) -> None:
    most = tx.settings.channels_a_space
    query = sa.select(sa.func.count()).where(
        conversations.c.tenant == tx.tenant, conversations.c.space == space_id
    )
    if tx.execute(query).scalar_one() >= most:
        raise QuotaExceeded(f"A space has at most {most} channels.", extra={"quota": "channels"})


def fill(tx: Tx, conversation_id: str, space_id: str) -> None:
    """Let all full members of a space into a channel, with the role that they have there."""
    query = sa.select(space_members.c.person, space_members.c.role).where(
        space_members.c.tenant == tx.tenant,
        space_members.c.space == space_id,
        space_members.c.active,
        space_members.c.role != "guest",
    )
    by_role: dict[str, list[str]] = {}
    for row in tx.execute(query.order_by(space_members.c.person)):
        by_role.setdefault(space_rules.channel_role(row.role), []).append(row.person)
    for role, people in sorted(by_role.items()):
        moves.let_in(tx, conversation_id, people, role)


@implements(endpoints.JOIN_CONVERSATION)
def join_conversation(tx: Tx, command: wire.JoinConversation) -> Doc[wire.Conversation]:
    """Join a channel of one's space. Raises ``NotFound`` for one that is not free to join."""
    row = _find(tx, command.conversation_id)
    if row.archived:
        raise Archived("This channel is archived; it can be read.")
    if row.joined:
        shown = view(tx, row.id)
        return Unchanged(wire.Conversation, shown.model_dump(mode="json"))
    me = [tx.actor.person]
    changes.check_limits(tx, me, changes.size(tx, row.id) + 1)
    role = space_access.role_in(tx, row.space, me)[tx.actor.person].role
    moves.let_in(tx, row.id, me, space_rules.channel_role(role))
    return Doc.of(view(tx, row.id))


def _find(tx: Tx, conversation_id: str) -> Any:
    """Load a channel that the actor is in, or may join as a full member of its space."""
    try:
        access.member(tx, conversation_id)
    except NotFound:
        if tx.actor.is_service:
            raise
    query = _channels(tx).where(conversations.c.id == conversation_id)
    row = tx.execute(query).one_or_none()
    if row is None or not (row.joined or _is_free(tx, row)):
        raise NotFound
    return row


def _is_free(tx: Tx, row: Any) -> bool:
    there = space_access.role_in(tx, row.space, [tx.actor.person])
    full = any(found.role != "guest" for found in there.values())
    return bool(full and row.joining == "free")


def go(tx: Tx, membership: access.Membership, person: str) -> bool:
    """Let a guest go from the space with their one channel; say whether that is what happened.

    Raises ``Forbidden`` for full members of a channel that all members of the space are in.
    """
    assert membership.space is not None  # noqa: S101 - narrows for the type checker
    there = space_access.role_in(tx, membership.space, [person]).get(person)
    if there is not None and there.role == "guest":
        space_steps.part(tx, membership.space, [person], keep_out=True)
        return True
    joining = _joining(tx, membership.conversation)
    demand(rules.may_go(joining, in_space=there is not None))
    return False


def _joining(tx: Tx, conversation_id: str) -> str:
    query = sa.select(conversations.c.joining).where(
        conversations.c.tenant == tx.tenant, conversations.c.id == conversation_id
    )
    found: str = tx.execute(query).scalar_one()
    return found


@implements(endpoints.LIST_CHANNELS)
def list_channels(tx: Tx, command: space_wire.ListChannels) -> Page[space_wire.Channel]:
    """List the channels of a space that the actor is in or may join, by title."""
    standing, rank = space_access.inside(tx, command.space_id)
    query = _channels(tx).where(conversations.c.space == standing.space)
    if rank == "guest":
        query = query.where(members.c.person.is_not(None))
    elif standing.role is not None:
        query = query.where(members.c.person.is_not(None) | (conversations.c.joining != "invited"))
    rows = sorted(tx.execute(query), key=_title_key)
    return _page(tx, command, [row for row in rows if _matches(row, command.query)])


def _channels(tx: Tx) -> sa.Select[Any]:
    """Select channels of spaces with their words, and whether the actor is in them."""
    mine = sa.and_(
        members.c.tenant == conversations.c.tenant,
        members.c.conversation == conversations.c.id,
        members.c.person == tx.actor.person,
        members.c.active,
    )
    words = sa.and_(
        contents.c.tenant == conversations.c.tenant, contents.c.id == conversations.c.content_id
    )
    joined = members.c.person.is_not(None).label("joined")
    return (
        sa.select(conversations, WORDS, joined)
        .outerjoin(members, mine)
        .outerjoin(contents, words)
        .where(conversations.c.tenant == tx.tenant, conversations.c.space.is_not(None))
    )


def _title(row: Any) -> str:
    return "" if row.body is None else str(json.loads(row.body).get("title", ""))


def _title_key(row: Any) -> tuple[str, str]:
    return people_rules.name_key(_title(row)), row.id


def _matches(row: Any, query: str) -> bool:
    return people_rules.name_key(query).rstrip() in people_rules.name_key(_title(row))


def _page(
    tx: Tx, command: space_wire.ListChannels, rows: Sequence[Any]
) -> Page[space_wire.Channel]:
    """Cut one page out of a space's channels, of which there are hundreds at most."""
    if command.cursor is not None:
        key, channel = read_cursor(command.cursor, str, str)
        rows = [row for row in rows if _title_key(row) > (key, channel)]
    on_page = rows[: command.limit]
    more = len(rows) > command.limit
    counts = changes.sizes(tx, [row.id for row in on_page])
    return Page[space_wire.Channel](
        data=[_channel(row, counts.get(row.id, 0)) for row in on_page],
        next_cursor=write_cursor(*_title_key(on_page[-1])) if more else None,
    )


def _channel(row: Any, count: int) -> space_wire.Channel:
    return space_wire.Channel(
        id=row.id,
        space_id=row.space,
        kind=row.kind,
        title=_title(row),
        joining=row.joining,
        posting=row.posting,
        archived=bool(row.archived),
        member_count=count,
        joined=bool(row.joined),
    )


@implements(endpoints.ARCHIVE_CONVERSATION)
def archive_conversation(tx: Tx, command: wire.ArchiveConversation) -> Doc[wire.Conversation]:
    """Stop all writing in a conversation."""
    return _set_archived(tx, command.conversation_id, archived=True)


@implements(endpoints.UNARCHIVE_CONVERSATION)
def unarchive_conversation(tx: Tx, command: wire.UnarchiveConversation) -> Doc[wire.Conversation]:
    """Let people write again. Raises ``Archived`` while the space itself is archived."""
    return _set_archived(tx, command.conversation_id, archived=False)


def _set_archived(tx: Tx, conversation_id: str, *, archived: bool) -> Doc[wire.Conversation]:
    membership = access.member(tx, conversation_id)
    demand(rules.may_manage(membership.role, membership.kind))
    if membership.space is not None:
        space_access.writer(tx, membership.space)
    shown = view(tx, conversation_id)
    if membership.archived == archived:
        return Unchanged(wire.Conversation, shown.model_dump(mode="json"))
    moves.set_archived(tx, conversation_id, archived=archived)
    return Doc.of(shown.model_copy(update={"archived": archived}))
