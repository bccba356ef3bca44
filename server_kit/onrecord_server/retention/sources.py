"""What keeps the file that an import stands on: everything that it brought, for it still holds those words.

The policy is asked of what came newest in each place: all that is older is free before. Holds are asked of
every message that they may cover, erased or not. What nobody can judge is kept. A file that was sent again is
asked about with what the same bytes brought.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.holds.queries import open_holds
from onrecord_server.holds.rules import Hold
from onrecord_server.imports import queries
from onrecord_server.imports.rows import import_places
from onrecord_server.messages.written import EVERYWHERE, Written
from onrecord_server.retention import governing, pending, weighing
from onrecord_server.retention.rules import Kept, Source, Verdict, judge_source


#: Messages that one question reads at most for holds; what is not read is counted as held.
READ: Final = 10_000
#: Where words lie, and whether they were said in a thread alone.
Among = tuple[Written, bool]
APART: Final[tuple[Among, ...]] = tuple(
    (one, aside) for one in EVERYWHERE for aside in (False, True)
)


@dataclass(frozen=True, slots=True)
class WeighedSource:
    """A kept file as rules look at it, what is said of it, and by which version of the policy."""

    source: Source
    policy_version: int | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Covered:
    """Which of some holds were found to cover what imports brought, and where the record stood then."""

    ids: Sequence[str]
    holds: Sequence[Hold]
    head: int
    over: Sequence[Hold]


def cover(tx: Tx, row: Any) -> Covered:
    """Read what an import brought for the holds that may cover it: thousands of messages take a while."""
    ids = [one.id for one in queries.of_same_file(tx, row)]
    holds = list(open_holds(tx.unit, tx.tenant))
    head = tx.unit.head(tx.tenant)
    return Covered(ids, holds, head.position if head else 0, _covering(tx, ids, holds))


def weigh(
    tx: Tx, row: Any, without: frozenset[str] = frozenset(), known: Covered | None = None
) -> WeighedSource:
    """Say what becomes of the file of an import now; holds of ``without`` are not asked.

    ``known`` is what was read for holds ahead; it counts as long as nothing of that has changed.
    """
    governed = governing.in_force(tx)
    holds = [one for one in open_holds(tx.unit, tx.tenant) if one.id not in without]
    alike = queries.of_same_file(tx, row)
    ids = [one.id for one in alike]
    source = _source(tx, row, ids)
    source = replace(source, unplaced=not source.brought and any(one.said for one in alike))
    whole = bool(source.brought) and any(one.state == "done" and not one.unparsed for one in alike)
    # Of what did not become messages nobody knows whose it is.
    if not whole:
        over: Sequence[Hold] = holds
    else:
        stands = known is not None and _stands(tx, known, ids, holds)
        over = known.over if known is not None and stands else _covering(tx, ids, holds)
    verdict = judge_source(source, governed.rules, over, moment(tx.now))
    return WeighedSource(source, governed.version, verdict)


def _source(tx: Tx, row: Any, ids: Sequence[str]) -> Source:
    brought = _brought(tx, ids)
    lost = bool(brought) and _there(tx, ids, lambda one: one.table.c.state == "erased")
    return Source(moment(row.created_at), row.state == "running", brought, lost)


# -- what it brought -------------------------------------------------------------------------------


def brought_by(
    tenant: str, ids: Sequence[str], among: Among, narrow: sa.ColumnElement[bool]
) -> sa.Select[Any]:
    """Select what imports brought of a kind: all that was said elsewhere in one of their places.

    A place without it comes as a row of nulls: joined so, and timeline and threads apart, SQLite looks for each
    place by its index, where it goes through all messages otherwise.
    """
    one, aside = among
    places, table = import_places.c, one.table.c
    columns = one.select(tenant).selected_columns
    here = sa.and_(
        *(table.tenant == places.tenant, table.conversation == places.conversation),
        *(table.in_channel == sa.literal(not aside), table.position >= 0),
        *(table.said_at.is_not(None), one.meant, narrow),
    )
    joined = import_places.outerjoin(one.table, here)
    mine = (places.tenant == tenant, places.import_id.in_(ids))
    return sa.select(*columns).select_from(joined).where(*mine)


def _brought(tx: Tx, ids: Sequence[str]) -> tuple[Kept, ...]:
    """Return of each place what came newest, and whether something of it waits for a decision."""
    newest: dict[str, int] = {}
    for among in APART:
        for found in tx.execute(newest_by(tx.tenant, ids, among)).all():
            if found.last is not None:
                newest[found.conversation] = max(found.last, newest.get(found.conversation, 0))
    if not newest:
        return ()
    waits = _waits(tx, ids)
    return tuple(
        Kept(moment(at), place, weighing.space_of(tx, place), "message", waits=waits)
        for place, at in sorted(newest.items())
    )


def _waits(tx: Tx, ids: Sequence[str]) -> bool:
    """Say whether a case about something is open, or something waits otherwise to be delivered."""

    def narrow(one: Written) -> sa.ColumnElement[bool]:
        waits = pending.waits() if one.kept_back else pending.reviewed(one.table)
        return sa.and_(one.there, waits)

    return _there(tx, ids, narrow)


def _there(tx: Tx, ids: Sequence[str], narrow: Callable[[Written], sa.ColumnElement[bool]]) -> bool:
    """Say whether imports brought something of a kind."""
    return any(_rows(tx, ids, among, narrow(among[0]), 1) for among in APART)


def newest_by(tenant: str, ids: Sequence[str], among: Among) -> sa.Select[Any]:
    """Select the places of imports, and when there was written last what they brought."""
    place, last = import_places.c.conversation, sa.func.max(among[0].last).label("last")
    query = brought_by(tenant, ids, among, sa.true())
    return query.with_only_columns(place, last).group_by(place)


def _rows(
    tx: Tx, ids: Sequence[str], among: Among, narrow: sa.ColumnElement[bool], most: int
) -> list[Any]:
    query = brought_by(tx.tenant, ids, among, narrow).limit(most + _places(tx, ids))
    return [row for row in tx.execute(query).all() if row.id is not None]


def _places(tx: Tx, ids: Sequence[str]) -> int:
    """Return how many places imports have."""
    mine = (import_places.c.tenant == tx.tenant, import_places.c.import_id.in_(ids))
    return int(tx.execute(sa.select(sa.func.count()).where(*mine)).scalar_one())


# -- holds -----------------------------------------------------------------------------------------


def _covering(tx: Tx, ids: Sequence[str], holds: Sequence[Hold]) -> list[Hold]:
    """Return the holds that cover something of what imports brought."""
    if not holds:
        return []
    found = [one for among in APART for one in _maybe(tx, ids, among, holds)]
    if len(found) > READ:
        return list(holds)
    place_of = cache(partial(weighing.place_of, tx))
    left, over = list(holds), list[Hold]()
    for one, there in _said(tx, found):
        over += weighing.holding_at(place_of(one.conversation), one, there, left)
        left = [hold for hold in left if hold not in over]
        if not left:
            break
    return over


def _said(tx: Tx, rows: Sequence[Any]) -> Iterator[tuple[Any, Sequence[weighing.Said]]]:
    """Yield messages with what was said in each; read some at a time."""
    for some in chunks(rows):
        said = weighing.texts(tx, [one.id for one in some])
        for one in some:
            yield one, said.get(one.id, [])


def _stands(tx: Tx, known: Covered, ids: Sequence[str], holds: Sequence[Hold]) -> bool:
    """Say whether what was read for holds counts still: nothing came of it, of its places, or of a hold."""
    if (known.ids, known.holds) != (ids, holds):
        return False
    mine = (import_places.c.tenant == tx.tenant, import_places.c.import_id.in_(ids))
    places = sa.select(import_places.c.conversation).where(*mine)
    heard = sa.select("c:" + import_places.c.conversation).where(*mine)
    about: list[sa.ColumnElement[bool]] = [
        entries.c.object.in_(places),
        entries.c.audience.in_(heard),
    ]
    for one in EVERYWHERE:
        table = one.table.c
        here = (table.tenant == tx.tenant, table.id == entries.c.object)
        about.append(sa.exists().where(*here, table.conversation.in_(places)))
    since = (entries.c.tenant == tx.tenant, entries.c.position >= known.head)
    return tx.execute(sa.select(entries.c.position).where(*since, sa.or_(*about))).first() is None


def _maybe(tx: Tx, ids: Sequence[str], among: Among, holds: Sequence[Hold]) -> Sequence[Any]:
    """Return what imports brought that holds may cover, whatever its words."""
    wanted = sa.or_(*(sa.and_(*_scope(tx, hold, among[0])) for hold in holds))
    return _rows(tx, ids, among, wanted, READ + 1)


def _scope(tx: Tx, hold: Hold, one: Written) -> list[sa.ColumnElement[bool]]:
    """Say of something written whether a hold may cover it, or what was done with it later."""
    table = one.table.c
    found: list[sa.ColumnElement[bool]] = [sa.true()]
    if hold.conversations:
        found.append(table.conversation.in_(sorted(hold.conversations)))
    if hold.spaces:
        mine = (conversations.c.tenant == tx.tenant, conversations.c.space.in_(sorted(hold.spaces)))
        found.append(table.conversation.in_(sa.select(conversations.c.id).where(*mine)))
    if hold.persons:
        found.append(_of_people(tx, sorted(hold.persons), one))
    if hold.until is not None:
        found.append(one.said <= micros(hold.until))
    if hold.since is not None:
        since = micros(hold.since)
        found.append((one.said >= since) | _noted(tx, one, entries.c.at >= since))
    return found


def _of_people(tx: Tx, persons: Sequence[str], one: Written) -> sa.ColumnElement[bool]:
    table = one.table.c
    mine = (members.c.tenant == tx.tenant, members.c.person.in_(persons))
    there = table.conversation.in_(sa.select(members.c.conversation).where(*mine))
    return sa.or_(table.author.in_(persons), there, _noted(tx, one, entries.c.actor.in_(persons)))


def _noted(tx: Tx, one: Written, narrow: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Say of something written whether an entry about it is of a kind."""
    return sa.exists().where(
        entries.c.tenant == tx.tenant, entries.c.object == one.table.c.id, narrow
    )
