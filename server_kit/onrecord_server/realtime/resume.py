"""Coming back: from the database, one snapshot of rights and position and one bounded scan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import PersonDeactivated, SignedOut, TenantSuspended, Unauthenticated
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import encode
from onrecord_server.core.rows import contents, entries, heads
from onrecord_server.core.stream import COLUMNS, compose, stored
from onrecord_server.core.words import WORDS
from onrecord_server.messages.queries import sight_place
from onrecord_server.messages.rows import messages
from onrecord_server.people import rules as people_rules
from onrecord_server.people.rows import people
from onrecord_server.realtime.items import Item, kept_to_author, placed
from onrecord_server.spaces.rows import space_members
from onrecord_server.tenants.rows import tenants


#: More visible events than this are not replayed: the client fetches state afresh.
MOST_EVENTS: Final = 500
#: A cursor further back than this is not scanned at all.
MOST_SCANNED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where the stream stands and what a person may see, at one moment.

    ``conversations`` maps each to the first position of the person's window, ``spaces`` each to
    the person's role; ``announcements`` are those of the conversations that are.
    """

    epoch: str
    position: int
    conversations: Mapping[str, int]
    spaces: Mapping[str, str]
    announcements: frozenset[str] = frozenset()


def _places() -> sa.CompoundSelect[Any]:
    """Select where a person is: conversations with their windows, spaces with the role."""
    tenant, person = (
        sa.bindparam("tenant", type_=sa.String),
        sa.bindparam("person", type_=sa.String),
    )
    in_conversations = sa.select(
        members.c.conversation.label("place"),
        members.c.history_from.label("window"),
        sa.literal("").label("role"),
        conversations.c.kind.label("kind"),
    ).where(
        members.c.tenant == tenant,
        members.c.person == person,
        members.c.active,
        conversations.c.tenant == members.c.tenant,
        conversations.c.id == members.c.conversation,
    )
    in_spaces = sa.select(
        space_members.c.space,
        sa.literal(0, sa.BigInteger),
        space_members.c.role,
        sa.literal(""),
    ).where(
        space_members.c.tenant == tenant,
        space_members.c.person == person,
        space_members.c.active,
    )
    return sa.union_all(in_conversations, in_spaces)


def _joined() -> sa.Select[Any]:
    places = _places().subquery()
    return (
        sa.select(
            heads.c.position,
            heads.c.epoch,
            tenants.c.status,
            people.c.status.label("person_status"),
            people.c.tokens_after,
            places.c.place,
            places.c.window,
            places.c.role,
            places.c.kind,
        )
        .join(tenants, tenants.c.tenant == heads.c.tenant)
        .outerjoin(
            people,
            sa.and_(people.c.tenant == heads.c.tenant, people.c.id == sa.bindparam("person")),
        )
        .outerjoin(places, sa.true())
        .where(heads.c.tenant == sa.bindparam("tenant"))
    )


def snapshot(database: Database, connection: Connection, actor: Actor) -> Snapshot:
    """Read rights and position together, in one statement.

    Raises ``TenantSuspended``, ``PersonDeactivated``, ``SignedOut`` or ``Unauthenticated``.
    """
    given = {"tenant": actor.tenant, "person": actor.person}
    rows = connection.execute(_joined(), given, execution_options=dict(database.options)).all()
    if not rows:
        raise Unauthenticated("This tenant is not known here.")
    first = rows[0]
    if first.status != "active":
        raise TenantSuspended
    if first.person_status != "active":
        raise PersonDeactivated if first.person_status else Unauthenticated()
    if not people_rules.counts(actor.token_from, first.tokens_after):
        raise SignedOut
    places = [row for row in rows if row.place is not None]
    windows = {row.place: row.window for row in places if not row.role}
    spaces = {row.place: row.role for row in places if row.role}
    announcements = frozenset(row.place for row in places if row.kind == "announcement")
    return Snapshot(first.epoch, first.position - 1, windows, spaces, announcements)


#: What was put back has the words that it had, of which its entry says nothing.
_CONTENT: Final = sa.case(
    (entries.c.type == "message.restored", messages.c.content_id), else_=entries.c.content_id
)


def _composed() -> sa.Select[Any]:
    """Bodies are scalar subqueries: as joins, PostgreSQL without statistics plans a cross product."""
    return sa.select(
        entries.c.tenant,
        entries.c.position,
        entries.c.at,
        entries.c.type,
        entries.c.entry,
        entries.c.audience,
        entries.c.also,
        _body(_CONTENT).label("body"),
        _body(messages.c.removal_content_id).label("removal_body"),
        *(messages.c[n] for n in _MESSAGE),
        messages.c.position.label("message_position"),
        sight_place.label("sight"),
        *COLUMNS,
    ).outerjoin(
        messages,
        sa.and_(messages.c.tenant == entries.c.tenant, messages.c.id == entries.c.object),
    )


def _body(content_id: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    query = sa.select(WORDS).where(
        contents.c.tenant == entries.c.tenant, contents.c.id == content_id
    )
    return query.correlate(entries, messages).scalar_subquery()


_MESSAGE: Final = (
    "id",
    "conversation",
    "author",
    "on_behalf_of",
    "client_id",
    "version",
    "state",
    "reply_to",
    "mentions",
    "created_at",
    "edited_at",
    "removed_at",
    "removed_by",
    "thread",
    "in_channel",
    "wide",
    "roles",
    "priority",
    "acknowledge",
    "thread_author",
)


def item(row: Any) -> Item:
    """Return a stored entry as its reader may see it now, ready for a frame."""
    found = stored(row)
    envelope = compose(found)
    raw, own = kept_to_author(encode(envelope), envelope["event"])
    return Item(
        found.position,
        found.type,
        str(found.entry.get("object", "")),
        found.audience,
        found.also,
        raw,
        envelope["event"],
        placed(row.sight, found.position),
        own,
    )


def envelopes(
    database: Database, connection: Connection, tenant: str, after: int, limit: int
) -> list[dict[str, Any]]:
    """Read the envelopes after a position, for a reactor: all of them, whoever may see them."""
    query = _composed().where(entries.c.tenant == tenant, entries.c.position > after)
    query = query.order_by(entries.c.position).limit(limit)
    rows = connection.execute(query, execution_options=dict(database.options))
    return [compose(stored(row)) for row in rows]


def stretch(
    database: Database, connection: Connection, tenant: str, after: int, limit: int
) -> list[Item]:
    """Read everything after a position, for the hub, which knows who may see what."""
    query = _composed().where(entries.c.tenant == tenant, entries.c.position > after)
    query = query.order_by(entries.c.position).limit(limit)
    rows = connection.execute(query, execution_options=dict(database.options))
    return [item(row) for row in rows]


def seen(
    database: Database, connection: Connection, reader: tuple[str, str], between: tuple[int, int]
) -> list[Item] | None:
    """Read what a person may see after one position and up to another.

    ``reader`` is tenant and person. ``None`` when it is too much to replay.
    """
    (tenant, person), (after, upto) = reader, between
    if upto - after > MOST_SCANNED:
        return None
    me = f"p:{person}"
    query = (
        _composed()
        .where(
            entries.c.tenant == tenant,
            entries.c.position > after,
            entries.c.position <= upto,
            sa.or_(
                entries.c.audience.in_((me, "t")),
                entries.c.also == me,
                sa.and_(entries.c.audience.like("c:%"), _in_conversation(person)),
                *_in_space(person),
            ),
        )
        .order_by(entries.c.position)
        .limit(MOST_EVENTS + 1)
    )
    rows = connection.execute(query, execution_options=dict(database.options)).all()
    return None if len(rows) > MOST_EVENTS else [item(row) for row in rows]


def _in_conversation(person: str) -> sa.Exists:
    return sa.exists().where(
        members.c.tenant == entries.c.tenant,
        members.c.person == person,
        members.c.conversation == sa.func.substr(entries.c.audience, 3),
        members.c.active,
        members.c.history_from <= sa.func.coalesce(sight_place, entries.c.position),
    )


def _in_space(person: str) -> Iterator[sa.ColumnElement[bool]]:
    """For each audience of a space: is the person part of it now?"""
    roles = space_members.c.role
    for kind, column, belongs in (
        ("s:%", entries.c.audience, roles != "guest"),
        ("m:%", entries.c.audience, roles.in_(("owner", "moderator"))),
        ("g:%", entries.c.also, roles == "guest"),
    ):
        mine = sa.exists().where(
            space_members.c.tenant == entries.c.tenant,
            space_members.c.person == person,
            space_members.c.space == sa.func.substr(column, 3),
            space_members.c.active,
            belongs,
        )
        yield sa.and_(column.like(kind), mine)


def head_positions(database: Database, connection: Connection) -> dict[str, tuple[str, int]]:
    """Return epoch and last position of every tenant in a database."""
    rows = connection.execute(sa.select(heads), execution_options=dict(database.options))
    return {row.tenant: (row.epoch, row.position - 1) for row in rows}
