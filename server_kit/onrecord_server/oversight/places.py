"""Conversations by their outside: which there are to ask for, and what those of a grant are called.

No message is read here but when it was written, and no title but one that the reader may know without
being in the conversation.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.grant_places import FindPlaces, GrantPlace
from onrecord_server.conversations import changes
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.conversations.tags import shielded
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import words
from onrecord_server.messages.rows import messages
from onrecord_server.oversight import access, parties
from onrecord_server.oversight.access import Sought
from onrecord_server.people import rules as people_rules
from onrecord_server.spaces import access as space_access
from onrecord_server.spaces.rows import space_members, spaces


#: Conversations that one question answers at most.
MOST: Final = 50
#: Channels of one name that are looked through at most.
_NAMED: Final = 200


# -- names that one may know -----------------------------------------------------------------------


def _known(tx: Tx) -> sa.Select[Any]:
    """Select the channels whose names the actor may know without being in them, with those names."""
    title, named = contents.alias(), contents.alias()
    inside = sa.and_(
        space_members.c.tenant == spaces.c.tenant,
        space_members.c.space == spaces.c.id,
        space_members.c.person == tx.actor.person,
        space_members.c.active,
        space_members.c.role != "guest",
    )
    open_to_all = sa.and_(spaces.c.access == "open", ~spaces.c.archived)
    return (
        sa.select(conversations.c.id, words(title).label("title"), words(named).label("space"))
        .join(spaces, _same(spaces, conversations.c.space))
        .join(title, _same(title, conversations.c.content_id))
        .join(named, _same(named, spaces.c.content_id))
        .outerjoin(space_members, inside)
        .where(conversations.c.tenant == tx.tenant, conversations.c.joining != "invited")
        .where(open_to_all | space_members.c.person.is_not(None))
        .order_by(conversations.c.id)
    )


def _same(there: Any, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(there.c.tenant == conversations.c.tenant, there.c.id == column)


Names = tuple[str | None, str | None]


def _names(tx: Tx, ids: Collection[str]) -> dict[str, Names]:
    """Return title and space of those of some conversations that the actor may know of."""
    if not ids or space_access.is_guest_only(tx):
        return {}
    return _read(tx, _known(tx).where(conversations.c.id.in_(sorted(ids))))


def _read(tx: Tx, query: sa.Select[Any]) -> dict[str, Names]:
    tx.unit.flush()
    rows = tx.execute(query).all()
    return {row.id: (_title(row.title), _title(row.space)) for row in rows}


def _title(body: str) -> str | None:
    found: str | None = json.loads(body).get("title")
    return found


def _named(tx: Tx, query: str) -> list[str]:
    """Return the channels with a name that has something in it, as far as the actor may know it."""
    if space_access.is_guest_only(tx):
        return []
    wanted = people_rules.name_key(query).rstrip()
    found = _read(tx, _known(tx))
    keys = {one: people_rules.name_key(" ".join(filter(None, of))) for one, of in found.items()}
    return [one for one, key in keys.items() if wanted in key][:_NAMED]


# -- what there is to ask for ----------------------------------------------------------------------


def find(tx: Tx, sought: Sought, asked: FindPlaces) -> tuple[list[Any], bool]:
    """Return the conversations that may be asked for, the latest first, and whether there are more."""
    first, last = sa.func.min(messages.c.created_at), sa.func.max(messages.c.created_at)
    those = (
        sa.select(
            messages.c.conversation.label("id"),
            first.label("first"),
            last.label("last"),
            sa.func.min(messages.c.position).label("place"),
        )
        .where(*_askable(sought), *_wanted(tx, asked))
        .group_by(messages.c.conversation)
        .order_by(last.desc(), messages.c.conversation)
        .limit(MOST + 1)
    )
    rows = tx.execute(those).all()
    line = _of_the_line(tx, {row.id: row.place for row in rows})
    return [row for row in rows[:MOST] if row.id not in line], len(rows) > MOST


def _askable(sought: Sought) -> list[sa.ColumnElement[bool]]:
    """Return what a message satisfies that a grant could open: written since, unprotected, elsewhere."""
    here, place = messages.c.conversation, messages.c.position
    found: list[sa.ColumnElement[bool]] = [
        messages.c.tenant == sought.tenant,
        messages.c.position.is_not(None),
        messages.c.created_at >= sought.since,
        ~parties.party(sought.tenant, here, sought.looker, place),
    ]
    if sought.protecting:
        found.append(~shielded(sought.tenant, here, messages.c.position, sought.protecting))
    return found


def _of(tenant: str) -> sa.ColumnElement[bool]:
    return members.c.tenant == tenant


def _wanted(tx: Tx, asked: FindPlaces) -> list[sa.ColumnElement[bool]]:
    """Return what a message satisfies by who is or was where it is, by that place's name, and by its subject."""
    people, query = asked.people, asked.query
    found: list[sa.ColumnElement[bool]] = []
    if people:
        together = (
            sa.select(members.c.conversation)
            .where(_of(tx.tenant), members.c.person.in_(sorted(people)))
            .group_by(members.c.conversation)
            .having(sa.func.count() == len(people))
        )
        found.append(messages.c.conversation.in_(together))
    if asked.subject is not None:
        about = sa.select(conversations.c.id).where(
            conversations.c.tenant == tx.tenant, conversations.c.subject == asked.subject
        )
        found.append(messages.c.conversation.in_(about))
    if query or not (people or asked.subject):
        found.append(messages.c.conversation.in_(_named(tx, query)))
    return found


def _of_the_line(tx: Tx, places: Mapping[str, int]) -> set[str]:
    """Return the small conversations with somebody of the actor's line: a request for one is refused."""
    found = {
        one: {person for person, begun in some.items() if begun <= places[one]}
        for one, some in access.few(tx, places).items()
    }
    line = set(access.conflicting(tx, {person for some in found.values() for person in some}))
    return {one for one, some in found.items() if not line.isdisjoint(some)}


# -- how they are shown ----------------------------------------------------------------------------


def described(tx: Tx, ids: Collection[str]) -> dict[str, GrantPlace]:
    """Return some conversations by their outside, as far as the actor may know it."""
    found: dict[str, GrantPlace] = {}
    for some in chunks(sorted(ids)):
        names, sizes = _names(tx, some), changes.sizes(tx, list(some))
        query = sa.select(conversations.c.id, conversations.c.kind).where(
            conversations.c.tenant == tx.tenant, conversations.c.id.in_(list(some))
        )
        for row in tx.execute(query):
            title, space = names.get(row.id, (None, None))
            found[row.id] = GrantPlace(
                id=row.id,
                kind=row.kind,
                title=title,
                space=space,
                member_count=sizes.get(row.id, 0),
            )
    return found
