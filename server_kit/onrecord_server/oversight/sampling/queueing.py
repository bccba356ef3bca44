"""What was drawn comes before reviewers, and when it was due it is counted how much they decided."""

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.messages.rows import messages
from onrecord_server.oversight.cases.rows import cases
from onrecord_server.oversight.casing import open_case
from onrecord_server.oversight.sampling.rows import sample_items, samples
from onrecord_server.policy import standing


#: Cases that one transaction makes at most: nobody who writes waits long for it.
AT_ONCE: Final = 100


def enqueue(tx: Tx) -> None:
    """Make cases of what was drawn and waits, the first due first; one that is there already is joined."""
    versions = {one.version: one for one in standing.approved(tx.unit, tx.tenant)}
    for row in _waiting(tx):
        case = open_case(
            tx,
            source="sample",
            trigger=row.trigger,
            severity=row.severity,
            due_at=row.due_at,
            message=row.id,
            conversation=row.conversation,
            person=row.author,
            policy=versions[row.policy_version],
        )
        mine = (sample_items.c.tenant == tx.tenant, sample_items.c.sample == row.sample)
        tx.execute(
            sa.update(sample_items).where(*mine, sample_items.c.message == row.id).values(case=case)
        )


def _waiting(tx: Tx) -> list[Any]:
    query = (
        sa.select(
            sample_items.c.sample,
            samples.c.trigger,
            samples.c.severity,
            samples.c.due_at,
            samples.c.policy_version,
            messages.c.id,
            messages.c.conversation,
            messages.c.author,
        )
        .join(samples, _same(samples.c.id, sample_items.c.sample))
        .join(messages, _same(messages.c.id, sample_items.c.message))
        .where(sample_items.c.tenant == tx.tenant, sample_items.c.case.is_(None))
        .order_by(samples.c.due_at, sample_items.c.sample, sample_items.c.message)
        .limit(AT_ONCE)
    )
    return list(tx.execute(query))


def _same(one: sa.Column[Any], other: sa.Column[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(one.table.c.tenant == other.table.c.tenant, one == other)


def decided(tx: Tx, ids: Collection[str]) -> dict[str, int]:
    """Return how much of some samples is decided: by when it was due, or so far."""
    query = (
        sa.select(sample_items.c.sample, sa.func.count().label("times"))
        .join(samples, _same(samples.c.id, sample_items.c.sample))
        .join(cases, _same(cases.c.id, sample_items.c.case))
        .where(
            sample_items.c.tenant == tx.tenant,
            sample_items.c.sample.in_(sorted(ids)),
            cases.c.decided_at <= samples.c.due_at,
        )
        .group_by(sample_items.c.sample)
    )
    return {row.sample: row.times for row in tx.execute(query)}


def reckon(tx: Tx) -> None:
    """Put on the record how much of each sample that is due was decided: what is missing is a gap."""
    query = sa.select(samples).where(
        samples.c.tenant == tx.tenant,
        samples.c.due_at <= tx.now,
        samples.c.reckoned_at.is_(None),
    )
    due = list(tx.execute(query))
    counted = decided(tx, [row.id for row in due]) if due else {}
    for row in due:
        _reckon(tx, row, counted.get(row.id, 0))


def _reckon(tx: Tx, row: Any, count: int) -> None:
    mine = (samples.c.tenant == tx.tenant, samples.c.id == row.id)
    values = {"decided": count, "reckoned_at": tx.now}
    tx.execute(sa.update(samples).where(*mine).values(**values))
    facts = {"drawn": row.drawn, "decided": count}
    tx.record(
        Draft(
            type="sample.reckoned",
            object=row.id,
            audience=NOBODY,
            event={"sample_id": row.id, **facts},
            facts={**facts, "policy_hash": row.policy_hash},
        )
    )
