"""Which rule took a report: people are told of that one, never of what was found in silence beside it."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from onrecord.wire.policy_document import PolicyDocument, Trigger
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight.cases import queries
from onrecord_server.policy import standing


class Rule(NamedTuple):
    """A trigger, and the version of the policy whose it is."""

    trigger: str
    policy_version: int


def taking(document: PolicyDocument) -> Trigger | None:
    """Return what of a policy takes reports."""
    return next((one for one in document.triggers if one.kind == "user_report"), None)


def of_reports(tx: Tx, rows: Sequence[Any]) -> dict[str, Rule]:
    """Return what took some reports, by who made them."""
    tx.unit.flush()
    query = sa.select(entries.c.position, entries.c.entry).where(
        entries.c.tenant == tx.tenant, entries.c.position.in_([row.position for row in rows])
    )
    said = {row.position: json.loads(row.entry)["facts"] for row in tx.execute(query)}
    return {row.reporter: _named(said[row.position]) or _then(tx, row) for row in rows}


def of_hiding(tx: Tx, row: Any) -> Rule:
    """Return what took those reports after which the message of a case was hidden."""
    (hidden, *_) = queries.history(tx, row.id, "case.hidden")
    earliest = queries.reports_of(tx, row.id)[0]
    return _named(json.loads(hidden.entry)["facts"]) or _then(tx, earliest)


def _named(facts: dict[str, Any]) -> Rule | None:
    return Rule(facts["trigger"], facts["policy_version"]) if "trigger" in facts else None


def _then(tx: Tx, report: Any) -> Rule:
    """Return what took a report whose entry does not say so: that of the policy in force by then."""
    version = standing.in_force(tx.unit, tx.tenant, report.at)
    assert version is not None  # noqa: S101 - without a policy no report is taken
    trigger = taking(oversight.ruled(tx, version).document)
    assert trigger is not None  # noqa: S101 - nor under one that takes none
    return Rule(trigger.id, version.version)
