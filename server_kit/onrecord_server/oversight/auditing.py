"""What an auditor sees of the record: what oversight did, and neither a word nor whom it was about."""

import json
from collections.abc import Callable, Mapping
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
from onrecord_server.moderation.rows import hits
from onrecord_server.oversight import access
from onrecord_server.oversight.cases import looked
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
        "message.erased",
        *("conversation.tagged", "conversation.untagged", "announcement.exported"),
    }
)
#: By whom is protected: who reported, who disputed, who was told, and whose messages they are.
NAMELESS: Final = frozenset({"report", "appeal", "notice", "message"})
#: Done by the one whom it is about.
OWN: Final = frozenset({"hold.acknowledged"})
#: What was done to a person, whom its object names.
ABOUT: Final = frozenset({"person.frozen", "person.unfrozen", "freeze.decided"})
#: Facts that say whom an entry is about.
_WHOM: Final = frozenset({"person", "person_id", "author"})
#: Where the one whom they name did it, and is named already, or where it is about nobody's words.
_OPEN: Final = frozenset({"policy", "person", "lexicon", "template", "tenant"})


@implements(endpoints.SEARCH_TRAIL)
def search_trail(tx: Tx, command: wire.SearchTrail) -> wire.Trail:
    """Search the trail; that it was searched is on the record."""
    _demand_auditor(tx)
    rows = list(tx.execute(_query(tx, command).limit(command.limit + 1)))
    page = rows[: command.limit]
    _record(tx, command, len(page))
    return wire.Trail(
        data=[_shown(row) for row in page],
        next_before=page[-1].position if len(rows) > command.limit else None,
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


def _shown(row: Any) -> wire.TrailEntry:
    entry = json.loads(row.entry)
    area, facts = row.type.partition(".")[0], entry.get("facts", {})
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


def _of_nobody(area: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts without those whom they are about."""
    hidden = frozenset() if area in _OPEN else _WHOM
    return {name: value for name, value in facts.items() if name not in hidden}
