"""What was written in a period, and by whom: ids and names of people, no words."""

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations import tags
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.messages.rows import messages
from onrecord_server.oversight.sampling.rows import samples
from onrecord_server.oversight.sampling.rules import Written
from onrecord_server.people.rows import people
from onrecord_server.spaces.language import Facts


#: What puts a message before others.
WRITTEN: Final = "message.created"


def running(tx: Tx) -> list[Any]:
    """Return the periods that run, the longest first; one that begins in this transaction is none."""
    query = sa.select(samples).where(
        samples.c.tenant == tx.tenant,
        samples.c.state == "committed",
        samples.c.position.is_not(None),
    )
    return list(tx.execute(query.order_by(samples.c.position)))


def last(tx: Tx, trigger: str) -> Any:
    """Return the latest period of a trigger that is over, or ``None``."""
    query = (
        sa.select(samples)
        .where(
            samples.c.tenant == tx.tenant,
            samples.c.trigger == trigger,
            samples.c.state == "drawn",
        )
        .order_by(samples.c.position.desc())
        .limit(1)
    )
    return tx.execute(query).one_or_none()


def written(tx: Tx, after: int, until: int | None, protecting: Collection[str]) -> list[Written]:
    """Return what was written after a position of the record, and before a time, in order."""
    kept = tags.shielded(tx.tenant, messages.c.conversation, messages.c.position, protecting)
    query = (
        sa.select(messages.c.id, messages.c.author, kept.label("shielded"))
        .select_from(entries)
        .join(
            messages,
            sa.and_(messages.c.tenant == entries.c.tenant, messages.c.id == entries.c.object),
        )
        .where(*_since(tx, after), *([] if until is None else [entries.c.at < until]))
        .order_by(entries.c.position)
    )
    found = [Written(row.id, row.author, bool(row.shielded)) for row in tx.execute(query)]
    return [*found, *_unsealed(tx, until, protecting)]


def _since(tx: Tx, position: int) -> list[sa.ColumnElement[bool]]:
    return [
        entries.c.tenant == tx.tenant,
        entries.c.position > position,
        entries.c.type == WRITTEN,
    ]


def _unsealed(tx: Tx, until: int | None, protecting: Collection[str]) -> Iterable[Written]:
    """Return what was written before in this transaction: it has no position yet."""
    rows = [
        row
        for one in tx.unit.recorded
        if one.actor.tenant == tx.tenant and one.draft.type == WRITTEN
        for table, _, row in one.draft.numbered
        if table is messages and (until is None or one.at < until)
    ]
    tagged = tags.tags_of(tx, {row["conversation"] for row in rows})
    return [
        Written(
            row["id"],
            row["author"],
            not set(protecting).isdisjoint(tagged[row["conversation"]]),
        )
        for row in rows
    ]


def count_since(tx: Tx, position: int, since: int) -> int:
    """Return how many messages people wrote after a position and from a time on."""
    query = (
        sa.select(sa.func.count())
        .select_from(entries)
        .where(
            *_since(tx, position),
            entries.c.at >= since,
            entries.c.actor.not_like("service:%"),
        )
    )
    unsealed = [
        one
        for one in tx.unit.recorded
        if one.actor.tenant == tx.tenant and one.draft.type == WRITTEN and one.at >= since
    ]
    return int(tx.execute(query).scalar_one()) + len(unsealed)


def decided_at(tx: Tx, version: int) -> int:
    """Return where the record says that a version of the policy was decided."""
    query = sa.select(sa.func.max(entries.c.position)).where(
        entries.c.tenant == tx.tenant,
        entries.c.object == f"policy:{version}",
        entries.c.type == "policy.decided",
    )
    found = tx.execute(query).scalar()
    return -1 if found is None else int(found)


def facts_of(tx: Tx, ids: Collection[str]) -> dict[str, Facts]:
    """Return what the host says of some people, as far as rules may ask."""
    found: dict[str, Facts] = {}
    for some in chunks(sorted(ids)):
        query = sa.select(people.c.id, people.c.roles, people.c.attributes).where(
            people.c.tenant == tx.tenant, people.c.id.in_(list(some))
        )
        for row in tx.execute(query):
            roles, attributes = frozenset(json.loads(row.roles)), json.loads(row.attributes)
            found[row.id] = Facts(row.id, roles, attributes)
    return found
