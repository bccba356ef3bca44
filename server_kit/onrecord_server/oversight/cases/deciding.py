"""Deciding a case: only who has opened it, once, for a reason where the policy asks for one."""

from typing import Any

from onrecord import endpoints
from onrecord.errors import Conflict
from onrecord.wire import cases as wire
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight.cases import access, changing, listing, rules
from onrecord_server.oversight.cases.access import Bench


@implements(endpoints.DECIDE_CASE)
def decide_case(tx: Tx, command: wire.DecideCase) -> wire.Case:
    """Decide a case that one has opened."""
    row, sits = access.changing(tx, command.case_id)
    sits.duty(row, "dispose")
    access.demand_version(row, command.version)
    access.demand_mine(sits, row, "opened")
    oversight.demand(
        rules.may_conclude(
            sits.now.document,
            command.disposition,
            command.rationale,
            held=False,
            action=command.action,
        )
    )
    if command.action != "none":
        raise Conflict(f"There is nothing to {command.action} here.")
    _conclude(sits, row, command)
    return listing.shown(sits, changing.again(tx, row))


def _conclude(sits: Bench, row: Any, command: wire.DecideCase) -> None:
    tx = sits.tx
    said = {"rationale": command.rationale, "told": command.told}
    words = {name: value for name, value in said.items() if value is not None}
    content_id = f"{row.id}:decision:{row.version + 1}" if words else None
    facts = {"disposition": command.disposition, "action": command.action, "state": "closed"}
    values = {
        **facts,
        "decided_by": tx.actor.person,
        "decided_at": tx.now,
        "content_id": content_id,
    }
    told = None if content_id is None else (content_id, words)
    changing.change(sits, row, "case.decided", values, facts, words=told)
