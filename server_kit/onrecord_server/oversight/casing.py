"""Making cases: one open case for each message or person, whatever found it and however often."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.oversight import access
from onrecord_server.oversight.cases import queries, rules
from onrecord_server.oversight.cases.rows import cases
from onrecord_server.oversight.unnamed import record_unnamed
from onrecord_server.policy.durations import after
from onrecord_server.policy.standing import Approved


#: How many random bytes keep the pseudonyms of a case from being guessed.
PEPPER: Final = 16


def due(now: int, duration: str) -> int:
    """Return until when something is to be decided that was found at a moment."""
    return micros(after(moment(now), duration))


def open_case(
    tx: Tx,
    *,
    source: str,
    trigger: str,
    severity: str,
    due_at: int,
    message: str | None = None,
    conversation: str | None = None,
    person: str | None = None,
    policy: Approved | None = None,
) -> str:
    """Put something into the queue, and return its case: the open one about the same, where there is one.

    That one is raised: the gravest decides who reviews it, and the soonest until when.

    ``person`` is whom it is about: the author of the message. ``policy`` is the version whose
    trigger found it, the one in force where none is given. Nobody is named as who found it.
    """
    tx.unit.lock([tx.tenant])
    found = queries.about(tx, message, person)
    going = next((one for one in found if rules.is_about(one.state, one.person, person)), None)
    version = access.ruling(tx).version if policy is None else policy
    row = {
        "source": source,
        "trigger": trigger,
        "severity": severity,
        "due_at": due_at,
        "conversation": conversation,
        "message": message,
        "person": person,
        "policy_version": version.version,
        "policy_hash": version.hash,
    }
    if going is not None:
        return _raise(tx, going, row)
    row["id"] = rules.case_id(message, len(found)) if message else tx.ports.new_id("case")
    put(tx, row)
    record_unnamed(tx, _queued(row, 1))
    return str(row["id"])


def _raise(tx: Tx, going: Any, more: dict[str, Any]) -> str:
    """Raise a case that is open, and say so on the record where that changes anything."""
    changed = rules.raised(going._asdict(), more)
    if any(getattr(going, name) != value for name, value in changed.items()):
        version = going.version + 1
        mine = (cases.c.tenant == tx.tenant, cases.c.id == going.id)
        tx.execute(sa.update(cases).where(*mine).values(**changed, version=version))
        record_unnamed(tx, _queued({**more, "id": going.id}, version))
    return str(going.id)


def put(tx: Tx, row: dict[str, Any]) -> None:
    """Insert the row of a case that has just been made."""
    tx.execute(sa.insert(cases), fresh(tx.tenant, row, tx.now, tx.ports.entropy(PEPPER)))


def fresh(tenant: str, row: dict[str, Any], now: int, pepper: bytes) -> dict[str, Any]:
    """Return the row of a case that has just been made: it waits, where the row says nothing else."""
    return {
        "tenant": tenant,
        "state": "queued",
        "version": 1,
        "rank": rules.RANKS[row["severity"]],
        "findings": 0,
        "reports": 0,
        "opened_at": now,
        "pepper": pepper,
        **row,
    }


def _queued(row: dict[str, Any], version: int) -> Draft:
    facts = {name: value for name, value in row.items() if name != "id" and value is not None}
    return Draft(
        type="case.queued",
        object=row["id"],
        audience=NOBODY,
        event={"case_id": row["id"]},
        facts={**facts, "due_at": time_text(row["due_at"])},
        version=version,
    )
