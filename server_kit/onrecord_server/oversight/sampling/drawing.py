"""Periods end and begin: what is over is drawn, and the next is committed to, in one transaction."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.proofs.sampling import SEED_SIZE, seed_commitment
from onrecord.wire.policy_document import PolicyDocument, SampleTrigger
from onrecord_server.conversations import tags
from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.oversight.sampling import reading, rules
from onrecord_server.oversight.sampling.rows import sample_items, samples
from onrecord_server.oversight.sampling.rules import Draw
from onrecord_server.policy import documents, standing
from onrecord_server.policy.durations import after
from onrecord_server.policy.standing import Approved


def advance(tx: Tx) -> tuple[list[str], list[str]]:
    """Draw what is over and begin what is to begin; return the periods drawn, and those begun.

    Nobody else numbers meanwhile: a period ends after all that was written before, and two workers
    draw it once.
    """
    tx.unit.lock([tx.tenant])
    versions = standing.approved(tx.unit, tx.tenant)
    running = reading.running(tx)
    drawn = [row for row in running if _end(tx, row, versions)]
    going = {row.trigger for row in running} - {row.trigger for row in drawn}
    begun = _begin(tx, going, {row.trigger for row in drawn})
    return [row.id for row in drawn], begun


# -- the end ---------------------------------------------------------------------------------------


def _end(tx: Tx, row: Any, versions: Sequence[Approved]) -> bool:
    newer = [
        moment(one.effective_from)
        for one in versions
        if one.version > row.policy_version and one.effective_from <= tx.now
    ]
    found = rules.over(moment(tx.now), moment(row.began_at), moment(row.ends_at), newer)
    if found is None:
        return False
    version = next(one for one in versions if one.version == row.policy_version)
    why, until = found
    cut = None if until is None else micros(until)
    drawn = _draw(tx, row, documents.document(tx, version.content_id), cut)
    _list(tx, row, drawn)
    _record_drawn(tx, row, drawn, why, cut)
    return True


def _draw(tx: Tx, row: Any, document: PolicyDocument, until: int | None) -> Draw:
    protecting = {*document.scope.protected_tags, *tags.protecting(tx)}
    written = reading.written(tx, row.position, until, protecting)
    known = reading.facts_of(tx, {one.author for one in written})
    among = rules.population(document, row.population)
    return rules.draw(written, known.get, among, bytes.fromhex(row.seed), row.percent)


def _list(tx: Tx, row: Any, drawn: Draw) -> None:
    """Put on the record what it was drawn from, in parts, and keep what was drawn."""
    for number, (eligible, some) in enumerate(drawn.parts(), start=1):
        keys = {"tenant": tx.tenant, "sample": row.id}
        tx.unit.insert(sample_items, [{**keys, "message": one} for one in some])
        tx.record(
            Draft(
                type="sample.listed",
                object=row.id,
                audience=NOBODY,
                event={"sample_id": row.id, "part": number},
                facts={"part": number, "eligible": len(eligible), "drawn": len(some)},
                content={"eligible": eligible, "drawn": some},
                content_id=f"{row.id}:{number}",
            )
        )


def _record_drawn(tx: Tx, row: Any, drawn: Draw, why: str, until: int | None) -> None:
    due_at = micros(after(moment(tx.now), row.due))
    values = {
        "state": "drawn",
        "drawn_at": tx.now,
        "ended_by": why,
        "eligible": len(drawn.eligible),
        "drawn": len(drawn.drawn),
        "parts": len(drawn.parts()),
        "due_at": due_at,
    }
    mine = sa.update(samples).where(samples.c.tenant == tx.tenant, samples.c.id == row.id)
    tx.execute(mine.values(**values))
    counted = {name: values[name] for name in ("eligible", "drawn", "parts", "ended_by")}
    facts = {**counted, "seed": row.seed, "due_at": time_text(due_at)}
    more = {} if until is None else {"until": time_text(until)}
    tx.record(
        Draft(
            type="sample.drawn",
            object=row.id,
            audience=NOBODY,
            event={
                "sample_id": row.id,
                **{name: facts[name] for name in ("seed", "eligible", "drawn")},
            },
            facts={**facts, **more, "policy_hash": row.policy_hash},
            stamped=[(mine.values(drawn_position=sa.bindparam("here")), "here", {})],
        )
    )


# -- the beginning ---------------------------------------------------------------------------------


def _begin(tx: Tx, going: set[str], ended: set[str]) -> list[str]:
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    if now is None:
        return []
    document = documents.document(tx, now.content_id)
    waiting = [one for one in rules.triggers(document) if one.id not in going]
    return [_commit(tx, one, now, at_once=one.id in ended) for one in waiting]


def _commit(tx: Tx, trigger: SampleTrigger, now: Approved, *, at_once: bool) -> str:
    seed, sample_id = tx.ports.entropy(SEED_SIZE), tx.ports.new_id("sample")
    row = {
        "tenant": tx.tenant,
        "id": sample_id,
        "state": "committed",
        "trigger": trigger.id,
        "severity": trigger.severity,
        "population": trigger.population,
        "percent": rules.percent(trigger),
        "due": trigger.due,
        "policy_version": now.version,
        "policy_hash": now.hash,
        "commitment": seed_commitment(seed),
        "seed": seed.hex(),
        "began_at": tx.now,
        "ends_at": micros(rules.ends(moment(tx.now), trigger)),
        "unsampled": _unsampled(tx, trigger.id, now, at_once=at_once),
        "position": None,
    }
    _record_committed(tx, row)
    return sample_id


def _unsampled(tx: Tx, trigger: str, now: Approved, *, at_once: bool) -> int:
    """Return what was written under the policy in force while no period of a trigger ran."""
    before = reading.last(tx, trigger)
    if before is None:
        return reading.count_since(tx, reading.decided_at(tx, now.version), now.effective_from)
    if before.ended_by == "policy":
        return reading.count_since(tx, before.position, now.effective_from)
    if at_once:
        return 0
    return reading.count_since(tx, before.drawn_position, now.effective_from)


_SAID = ("trigger", "severity", "percent", "due", "policy_version", "policy_hash", "commitment")


def _record_committed(tx: Tx, row: dict[str, Any]) -> None:
    facts = {name: row[name] for name in (*_SAID, "unsampled")}
    more = {} if row["population"] is None else {"population": row["population"]}
    tx.record(
        Draft(
            type="sample.committed",
            object=row["id"],
            audience=NOBODY,
            event={"sample_id": row["id"], "commitment": row["commitment"]},
            facts={**facts, **more, "ends_at": time_text(row["ends_at"])},
            numbered=[(samples, "position", row)],
        )
    )
