"""How much a scope covers now, and whether what it names is there. Reads no word."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import holds as wire
from onrecord_server.attachments.rows import attachments
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.doc import micros
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import entries
from onrecord_server.holds import access, queries, rules
from onrecord_server.holds.recording import facts_of
from onrecord_server.messages.written import DELIVERED, EVERYWHERE, Written
from onrecord_server.people.rows import people
from onrecord_server.spaces.rows import spaces


Bool: TypeAlias = sa.ColumnElement[bool]
Scope: TypeAlias = wire.HoldScope | rules.Hold
#: Messages that one statement names at most.
_FEW: Final = 200
_NAMES: Final[tuple[tuple[str, sa.Table, str], ...]] = (
    ("persons", people, "person"),
    ("conversations", conversations, "conversation"),
    ("spaces", spaces, "space"),
)


def absent(tx: Tx, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a scope names that is not there: a slip would keep nothing."""
    scope = said["scope"]
    for name, table, noun in _NAMES:
        for one in _missing(tx, table, scope[name]):
            yield f"/scope/{name}", f"There is no {noun} {one}."
    for one in _missing(tx, people, said["tell"]):
        yield "/tell", f"There is no person {one}."


def _missing(tx: Tx, table: sa.Table, ids: Sequence[str]) -> list[str]:
    query = sa.select(table.c.id).where(table.c.tenant == tx.tenant, table.c.id.in_(list(ids)))
    found = set(tx.execute(query).scalars()) if ids else set()
    return [one for one in ids if one not in found]


@implements(endpoints.PREVIEW_HOLD)
def preview_hold(tx: Tx, command: wire.PreviewHold) -> wire.HoldPreview:
    """Count what a scope covers; that it was counted is on the record."""
    access.demand_holder(tx)
    said = {"name": "", "scope": command.scope.model_dump(mode="json"), "tell": []}
    faults = rules.faults(queries.scope("", said), [], silent=False)
    errors = [{"pointer": where, "detail": why} for where, why in (*faults, *absent(tx, said))]
    if errors:
        raise Invalid("This cannot be held as it is.", errors=errors)
    counted = _count(tx, command.scope)
    facts = {"found": counted.messages, **facts_of(said)}
    del facts["scope_hash"]
    tx.record(Draft(type="hold.previewed", object="hold", audience=NOBODY, event={}, facts=facts))
    return counted


def _count(tx: Tx, scope: wire.HoldScope) -> wire.HoldPreview:
    found = sa.union_all(*(_which(tx, scope, one) for one in EVERYWHERE)).subquery()
    query = sa.select(
        sa.func.count().label("messages"),
        *(sa.func.coalesce(sa.func.sum(found.c[name]), 0).label(name) for name in _FLAGS),
        sa.func.count(found.c.conversation.distinct()).label("conversations"),
        sa.func.count(found.c.author.distinct()).label("people"),
    )
    counts = tx.execute(query).mappings().one()
    files = _files(tx, sa.select(found.c.id))
    return wire.HoldPreview(**counts, files=files, at_most=bool(scope.words))


_FLAGS: Final = ("removed", "kept_back")


def _which(tx: Tx, scope: wire.HoldScope, one: Written) -> sa.Select[Any]:
    columns = [one.table.c[name] for name in ("id", "conversation", "author")]
    removed = sa.case((one.table.c.state == "removed", 1), else_=0).label("removed")
    kept_back = sa.literal(1 if one.kept_back else 0, sa.Integer).label("kept_back")
    return sa.select(*columns, removed, kept_back).where(one.meant, *covered(tx, scope, one))


def _files(tx: Tx, ids: sa.Select[Any]) -> int:
    mine = (attachments.c.tenant == tx.tenant, attachments.c.state == "bound")
    query = sa.select(sa.func.count()).where(*mine, attachments.c.message.in_(ids))
    return int(tx.execute(query).scalar_one())


def covered(tx: Tx, scope: Scope, among: Written = DELIVERED) -> list[Bool]:
    """Return what satisfies something written that a scope covers, whatever its words: what ``covers`` says.

    One thing that was said in it, about it or of a file of it is enough: a version, a reason, a reaction.
    """
    table = among.table.c
    found = [table.tenant == tx.tenant, table.position.is_not(None)]
    if scope.conversations:
        found.append(table.conversation.in_(scope.conversations))
    if scope.spaces:
        mine = (conversations.c.tenant == tx.tenant, conversations.c.space.in_(scope.spaces))
        found.append(table.conversation.in_(sa.select(conversations.c.id).where(*mine)))
    if scope.persons or scope.since is not None or scope.until is not None:
        itself = _itself(tx, scope, among)
        found.append(itself | _by_files(tx, scope, among, [*found, sa.not_(itself)]))
    return found


def _itself(tx: Tx, scope: Scope, among: Written) -> Bool:
    """Say of something written whether one entry about it is covered."""
    noted = entries.alias()
    about = (noted.c.object == among.table.c.id, *_narrow(tx, scope, among, noted))
    said = sa.select(sa.literal(1)).where(*about).correlate(among.table).exists()
    dated = scope.since is not None or scope.until is not None
    return said if dated else _theirs(tx, scope, among) | said


def _by_files(tx: Tx, scope: Scope, among: Written, those: Collection[Bool]) -> Bool:
    """Say of some of what was written whether an entry about a file of it is covered.

    They are read here, for they are few: no index finds the files of a message, and a count asks part after part.
    """
    noted, table = entries.alias(), among.table
    about = sa.and_(noted.c.tenant == attachments.c.tenant, noted.c.object == attachments.c.id)
    same = sa.and_(table.c.tenant == attachments.c.tenant, table.c.id == attachments.c.message)
    files = attachments.join(noted, about).join(table, same)
    query = sa.select(attachments.c.message).distinct().select_from(files)
    query = query.where(*_narrow(tx, scope, among, noted), *those)
    ids = tx.execute(query.limit(_FEW + 1)).scalars().all()
    return table.c.id.in_(ids if len(ids) <= _FEW else query.correlate(None))


def _narrow(tx: Tx, scope: Scope, among: Written, noted: sa.FromClause) -> list[Bool]:
    """Return what an entry with content satisfies that a scope covers, by whom it is and of when.

    What was imported counts from when it was said, too, whatever came of it later.
    """
    found = [noted.c.tenant == tx.tenant, noted.c.content_id.is_not(None)]
    if scope.persons:
        found.append(_theirs(tx, scope, among) | noted.c.actor.in_(scope.persons))
    said = among.table.c.said_at
    if scope.since is not None or scope.until is not None:
        found.append(_within(scope, noted.c.at) | (said.is_not(None) & _within(scope, said)))
    return found


def _within(scope: Scope, at: sa.ColumnElement[Any]) -> Bool:
    since = sa.true() if scope.since is None else at >= micros(scope.since)
    return since if scope.until is None else sa.and_(since, at <= micros(scope.until))


def _theirs(tx: Tx, scope: Scope, among: Written) -> Bool:
    """Say of something written whether people wrote it, or are or were in its conversation."""
    mine = (members.c.tenant == tx.tenant, members.c.person.in_(scope.persons))
    there = among.table.c.conversation.in_(sa.select(members.c.conversation).where(*mine))
    return among.table.c.author.in_(scope.persons) | there
