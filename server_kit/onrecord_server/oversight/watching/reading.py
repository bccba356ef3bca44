"""What reviewers did, from tables and entries: who, when, what about, and no words."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Invalid
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import VOLUMINOUS, entries
from onrecord_server.core.sets import chunks
from onrecord_server.oversight.cases.rows import appeals, case_looks, case_requests, cases
from onrecord_server.oversight.rows import disclosures, grants
from onrecord_server.oversight.watching.rules import Act


#: What is done with a case → what it is counted as.
_KINDS: Final = {
    "case.opened": "opened",
    "case.decided": "decided",
    "case.closed": "decided",
    "case.widened": "widened",
    "case.revealed": "revealed",
}


#: Freezing somebody by hand, and letting them write again: both are decided without opening a case.
_BY_HAND: Final = "freeze.decided"

#: What is counted at once; a process holds no more of it.
MOST: Final = 100_000


def acts(tx: Tx, since: int, until: int) -> list[Act]:
    """Return what was done in a time, in its order. Raises ``Invalid`` where that is too much."""
    kinds = (_of_cases, _by_hand, _of_grants)
    done = chain.from_iterable(kind(tx, since, until) for kind in kinds)
    found = list(islice(done, MOST + 1))
    if len(found) > MOST:
        raise Invalid(f"More than {MOST:,} acts lie in this time: name a shorter one.")
    return sorted(found, key=lambda act: act.at)


def _between(column: sa.Column[Any], since: int, until: int) -> list[sa.ColumnElement[bool]]:
    return [column >= since, column < until]


def _touched(tx: Tx, since: int, until: int) -> list[Any]:
    """Return the cases that were looked at, asked about or decided in a time."""
    ids = sa.union(
        sa.select(case_looks.c.case).where(
            case_looks.c.tenant == tx.tenant, *_between(case_looks.c.at, since, until)
        ),
        sa.select(case_requests.c.case).where(
            case_requests.c.tenant == tx.tenant,
            sa.and_(*_between(case_requests.c.asked_at, since, until))
            | sa.and_(*_between(case_requests.c.decided_at, since, until)),
        ),
        sa.select(cases.c.id).where(
            cases.c.tenant == tx.tenant, *_between(cases.c.decided_at, since, until)
        ),
        sa.select(appeals.c.case).where(
            appeals.c.tenant == tx.tenant, *_between(appeals.c.decided_at, since, until)
        ),
    ).subquery()
    query = sa.select(cases.c.id, cases.c.trigger, cases.c.conversation).where(
        cases.c.tenant == tx.tenant, cases.c.id.in_(sa.select(ids.c[0]))
    )
    return list(tx.execute(query.limit(MOST + 1)))


def _of_cases(tx: Tx, since: int, until: int) -> Iterator[Act]:
    touched = {row.id: row for row in _touched(tx, since, until)}
    for some in chunks(sorted(touched)):
        query = sa.select(entries.c.type, entries.c.actor, entries.c.object, entries.c.entry).where(
            entries.c.tenant == tx.tenant,
            entries.c.object.in_(list(some)),
            entries.c.type.in_(list(_KINDS)),
            *_between(entries.c.at, since, until),
            entries.c.actor.not_like("service:%"),
        )
        for row in tx.execute(query.add_columns(entries.c.at)):
            yield _act(row, touched[row.object])


def _act(row: Any, case: Any) -> Act:
    facts = json.loads(row.entry)["facts"]
    kind = _KINDS[row.type]
    who = facts.get("decided_by") or facts.get("to") or row.actor
    what = {"opened": case.trigger, "decided": facts.get("disposition", "")}.get(kind, "")
    return Act(who, kind, case.id, moment(row.at), what, case.conversation)


def _by_hand(tx: Tx, since: int, until: int) -> Iterator[Act]:
    query = sa.select(entries.c.actor, entries.c.object, entries.c.at).where(
        entries.c.tenant == tx.tenant,
        entries.c.type == _BY_HAND,
        *(entries.c.type != one for one in VOLUMINOUS),
        *_between(entries.c.at, since, until),
        entries.c.actor.not_like("service:%"),
    )
    for row in tx.execute(query):
        yield Act(row.actor, "decided", row.object, moment(row.at))


def _of_grants(tx: Tx, since: int, until: int) -> Iterator[Act]:
    asked = sa.select(grants.c.id, grants.c.requester, grants.c.kind, grants.c.requested_at).where(
        grants.c.tenant == tx.tenant, *_between(grants.c.requested_at, since, until)
    )
    for row in tx.execute(asked):
        yield Act(row.requester, "asked", row.id, moment(row.requested_at), row.kind)
    looked = (
        sa.select(disclosures.c.id, disclosures.c.conversation, disclosures.c.at)
        .add_columns(grants.c.requester)
        .join(
            grants,
            sa.and_(grants.c.tenant == disclosures.c.tenant, grants.c.id == disclosures.c.grant),
        )
        .where(disclosures.c.tenant == tx.tenant, *_between(disclosures.c.at, since, until))
    )
    for row in tx.execute(looked):
        yield Act(row.requester, "looked", row.id, moment(row.at), place=row.conversation)


# -- for everybody ---------------------------------------------------------------------------------


def made(tx: Tx, since: int, until: int) -> Sequence[Any]:
    """Return the cases that were made in a time, as far as numbers go.

    What was decided after it was not decided by its end.
    """
    by_then = sa.case((cases.c.decided_at < until, cases.c.decided_at)).label("decided_at")
    query = sa.select(
        cases.c.trigger, cases.c.disposition, cases.c.opened_at, by_then, cases.c.due_at
    ).where(cases.c.tenant == tx.tenant, *_between(cases.c.opened_at, since, until))
    return list(tx.execute(query))


def count(tx: Tx, column: sa.Column[Any], since: int, until: int, *also: Any) -> int:
    """Return how many rows of a table lie in a time."""
    query = (
        sa.select(sa.func.count())
        .select_from(column.table)
        .where(column.table.c.tenant == tx.tenant, *_between(column, since, until), *also)
    )
    return int(tx.execute(query).scalar_one())


def openings(tx: Tx, since: int, until: int) -> int:
    """Return how often somebody looked at a case: one look can be told to two, in two rows."""
    at = case_looks.c.at
    once = sa.select(case_looks.c.case, at).distinct().where(case_looks.c.tenant == tx.tenant)
    looked = once.where(*_between(at, since, until)).subquery()
    return int(tx.execute(sa.select(sa.func.count()).select_from(looked)).scalar_one())


def total(tx: Tx, what: sa.Column[Any], at: sa.Column[Any], since: int, until: int) -> int:
    """Return the sum of a column over the rows that lie in a time."""
    query = sa.select(sa.func.coalesce(sa.func.sum(what), 0)).where(
        what.table.c.tenant == tx.tenant, *_between(at, since, until)
    )
    return int(tx.execute(query).scalar_one())


def requests(tx: Tx, since: int, until: int) -> dict[str, int]:
    """Return how often it was asked to look, by kind."""
    query = (
        sa.select(grants.c.kind, sa.func.count().label("times"))
        .where(grants.c.tenant == tx.tenant, *_between(grants.c.requested_at, since, until))
        .group_by(grants.c.kind)
    )
    return {row.kind: row.times for row in tx.execute(query)}
