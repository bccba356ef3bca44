"""What an auditor sees of the record: what oversight did, and neither a word nor whom it was about."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden
from onrecord.wire import trail as wire
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import VOLUMINOUS, entries
from onrecord_server.core.stream import Stored, composes
from onrecord_server.holds import access as holding
from onrecord_server.moderation.rows import hits
from onrecord_server.oversight import access
from onrecord_server.oversight.cases import listing, looked
from onrecord_server.oversight.cases.rows import appeals, case_looks, cases, reports
from onrecord_server.oversight.rows import grants
from onrecord_server.policy import standing


#: What the trail holds: all of these areas, and of the others these entries alone.
AREAS: Final = frozenset(
    {
        *("policy", "lexicon", "grant", "disclosure", "impersonation", "case", "report", "appeal"),
        *("notice", "sample", "person", "freeze", "tenant", "reach", "reviewer", "record"),
        *("template", "hold"),
    }
)
ALSO: Final = frozenset(
    {
        *("message.flagged", "message.held", "message.blocked", "message.released"),
        *("message.rejected", "message.withdrawn", "message.removed", "message.restored"),
        *("message.erased", "held.erased"),
        *("conversation.tagged", "conversation.untagged", "announcement.exported"),
    }
)
#: By whom is protected: who reported, who disputed, who was told, and whose messages they are.
NAMELESS: Final = frozenset({"report", "appeal", "notice", "message", "held"})
#: Done by the one whom it is about.
OWN: Final = frozenset({"hold.acknowledged"})
#: What was done to a person, whom its object names.
ABOUT: Final = frozenset({"person.frozen", "person.unfrozen", "freeze.decided"})
#: Facts that say whom an entry is about.
_WHOM: Final = frozenset({"person", "person_id", "author"})
#: Facts that say where a look was, and at what.
_PLACE: Final = frozenset({"conversation", "low", "high"})
#: Where the one whom they name did it, and is named already, or where it is about nobody's words.
_OPEN: Final = frozenset({"policy", "person", "lexicon", "template", "tenant"})


@implements(endpoints.SEARCH_TRAIL)
def search_trail(tx: Tx, command: wire.SearchTrail) -> wire.Trail:
    """Search the trail; that it was searched is on the record."""
    _demand_auditor(tx)
    query = _query(tx, command).limit(listing.AT_ONCE)

    def fetch(last: Any) -> list[Any]:
        earlier = [] if last is None else [entries.c.position < last.position]
        return list(tx.execute(query.where(*earlier)))

    page, more = listing.filled(fetch, partial(_unconcerned, tx), command.limit)
    _record(tx, command, len(page))
    return wire.Trail(
        data=[_shown(row, tx.now) for row in page],
        next_before=page[-1].position if more else None,
    )


def _demand_auditor(tx: Tx) -> None:
    """Let in auditors alone: whoever opens cases would learn here whom they are about."""
    if access.AUDITOR not in access.by_oneself(tx):
        raise Forbidden(f"This needs the duty {access.AUDITOR}, which the host gives.")


def _record(tx: Tx, command: wire.SearchTrail, found: int) -> None:
    asked = command.model_dump(mode="json", exclude_none=True, exclude={"limit", "before"})
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    policy = {} if now is None else {"policy_hash": now.hash}
    tx.record(
        Draft(
            type="record.searched",
            object="record",
            audience=NOBODY,
            event={},
            facts={**policy, "asked": asked, "entries": found},
        )
    )


@composes("record.searched")
def _searched(_: Stored) -> dict[str, Any]:
    return {}


# -- what concerns the one who asks ----------------------------------------------------------------

#: Say of some ids which of them are of what concerns the actor, and is not there for them.
LeavesOut = Callable[[Tx, Collection[str]], set[str]]
_LEFT_OUT: Final[list[LeavesOut]] = []


def leaves_out(which: LeavesOut) -> LeavesOut:
    """Register what an auditor whom it concerns finds no entry of."""
    _LEFT_OUT.append(which)
    return which


@leaves_out
def _grants(tx: Tx, ids: Collection[str]) -> set[str]:
    query = sa.select(grants).where(grants.c.tenant == tx.tenant, grants.c.id.in_(ids))
    rows = tx.execute(query).all()
    return {row.id for row in rows} - {row.id for row in access.outside(tx, rows)}


@leaves_out
def _holds(tx: Tx, ids: Collection[str]) -> set[str]:
    return set(holding.hidden(tx)) & set(ids)


def _unconcerned(tx: Tx, rows: list[Any]) -> list[Any]:
    """Leave out what others asked about the actor, and what says of it."""
    named = [_named(row) for row in rows]
    ids = {one for some in named for one in some}
    hidden = {one for which in _LEFT_OUT for one in which(tx, ids)}
    return [row for row, some in zip(rows, named, strict=True) if hidden.isdisjoint(some)]


def _named(row: Any) -> set[str]:
    """Return the ids of what an entry is about, or tells of."""
    facts = json.loads(row.entry).get("facts", {})
    asked = facts["asked"] if row.type == "record.searched" else {}  # others say by it that one did
    found = {row.object, facts.get("about"), asked.get("object")}
    return {one for one in found if one is not None}


# -- what is asked of the database -----------------------------------------------------------------


def _query(tx: Tx, command: wire.SearchTrail) -> sa.Select[Any]:
    kind = entries.c.type
    query = (
        sa.select(entries)
        .where(entries.c.tenant == tx.tenant, *(kind != one for one in VOLUMINOUS))
        .where(sa.or_(kind.in_(sorted(ALSO)), *(kind.like(f"{area}.%") for area in sorted(AREAS))))
        .where(*_narrowed(tx, command), *_of_others(tx))
    )
    return query.order_by(entries.c.position.desc())


def _of_others(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Return what an entry satisfies that is of no case, report or finding about the one who asks."""
    me, about = tx.actor.person, entries.c.object
    mine = sa.select(cases.c.id).where(cases.c.tenant == tx.tenant, cases.c.person == me)
    looks = sa.select(case_looks.c.id).where(
        case_looks.c.tenant == tx.tenant, case_looks.c.case.in_(mine)
    )
    told = sa.select(reports.c.id).where(reports.c.tenant == tx.tenant, reports.c.person == me)
    found = sa.select(hits.c.message).where(hits.c.tenant == tx.tenant, hits.c.author == me)
    against = sa.select(appeals.c.id).where(appeals.c.tenant == tx.tenant, appeals.c.case.in_(mine))
    return [about.not_in(one) for one in (mine, looks, told, found, against)]


def _narrowed(tx: Tx, command: wire.SearchTrail) -> list[sa.ColumnElement[bool]]:
    kind = entries.c.type
    asked: dict[str, Callable[[Any], sa.ColumnElement[bool]]] = {
        "area": lambda area: kind.like(f"{area}.%"),
        "type": lambda name: kind == name,
        "object": lambda one: sa.and_(_about(one), kind.not_in(sorted(ABOUT))),
        "actor": lambda who: _by(tx, who),
        "since": lambda at: entries.c.at >= micros(at),
        "until": lambda at: entries.c.at < micros(at),
        "before": lambda position: entries.c.position < position,
    }
    return [
        narrow(value)
        for name, narrow in asked.items()
        if (value := getattr(command, name)) is not None
    ]


def _by(tx: Tx, who: str) -> sa.ColumnElement[bool]:
    """Return what an entry satisfies that somebody did; a look names nobody, its grant or case does."""
    kind = entries.c.type
    named = [kind.not_in(sorted(OWN)), *(~kind.like(f"{area}.%") for area in sorted(NAMELESS))]
    asked = sa.select(grants.c.id).where(grants.c.tenant == tx.tenant, grants.c.requester == who)
    about = entries.c.object
    looks = about.in_(asked) | about.in_(looked.looks_of(tx, who))
    return sa.and_(entries.c.actor == who, *named) | ((kind == "disclosure.made") & looks)


def _about(one: str) -> sa.ColumnElement[bool]:
    """Return what an entry satisfies that is about one thing; a look at a case is about itself."""
    looks = sa.select(case_looks.c.id).where(
        case_looks.c.tenant == entries.c.tenant, case_looks.c.case == one
    )
    return (entries.c.object == one) | entries.c.object.in_(looks)


# -- what is shown ---------------------------------------------------------------------------------


def _shown(row: Any, now: int) -> wire.TrailEntry:
    entry = json.loads(row.entry)
    area, facts = row.type.partition(".")[0], _by_now(entry.get("facts", {}), now)
    named, about = area not in NAMELESS and row.type not in OWN, row.type in ABOUT
    return wire.TrailEntry(
        position=row.position,
        at=moment(row.at),
        type=row.type,
        actor=entry["actor"] if named else None,
        on_behalf_of=entry.get("on_behalf_of") if named else None,
        object="person" if about else row.object,
        version=entry.get("version"),
        policy_hash=facts.get("policy_hash"),
        facts=_of_nobody("" if about else area, facts),
        leaf=bytes(row.leaf).hex(),
    )


def _by_now(facts: Mapping[str, Any], now: int) -> Mapping[str, Any]:
    """Return the facts without the place of a look that is kept from those who are there until later."""
    until = facts.get("visible_from")
    if until is None or micros(datetime.fromisoformat(until)) <= now:
        return facts
    return {name: value for name, value in facts.items() if name not in _PLACE}


def _of_nobody(area: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts without those whom they are about."""
    hidden = frozenset() if area in _OPEN else _WHOM
    return {name: value for name, value in facts.items() if name not in hidden}
