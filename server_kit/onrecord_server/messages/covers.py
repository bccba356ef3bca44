"""What was covered in a message, for its author: by which rule. Others see that it was covered, and no more."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import time_text
from onrecord_server.core.operation import Tx
from onrecord_server.messages.extras import enriches
from onrecord_server.moderation.findings import COVER, SEVERITIES
from onrecord_server.moderation.rows import hits
from onrecord_server.policy import documents, standing
from onrecord_server.policy.reading import sentence
from onrecord_server.policy.rules import trigger_of


# Built once: making a select costs more than running it.
_COVERED: Final = sa.select(hits).where(
    hits.c.tenant == sa.bindparam("tenant"),
    hits.c.message.in_(sa.bindparam("messages", expanding=True)),
    hits.c.action == "mask",
)


@enriches
def with_rules(tx: Tx, shown: Sequence[dict[str, Any]]) -> None:
    """Set ``judged`` of what the actor wrote and a rule covered; of other messages nothing is asked."""
    mine = {
        one["id"]: one
        for one in shown
        if one["author"] == tx.actor.person
        and one["judged"] is None
        and COVER in (one["text"] or "")
    }
    if not mine:
        return
    rows = tx.execute(_COVERED, {"tenant": tx.tenant, "messages": sorted(mine)})
    for row in sorted(rows, key=lambda one: SEVERITIES.index(one.severity)):
        if row.version == mine[row.message]["version"]:
            mine[row.message]["judged"] = judged(tx, row)


def judged(tx: Tx, row: Any) -> dict[str, Any]:
    """Return what an author is told of what a rule covered."""
    found = standing.approved(tx.unit, tx.tenant)
    policy = next(one for one in found if one.version == row.policy_version)
    document = documents.approved(tx.unit, tx.tenant, policy.hash, policy.content_id)
    trigger = trigger_of(document, row.trigger)
    return {
        "trigger": row.trigger,
        "kind": row.kind,
        "action": row.action,
        "said": "" if trigger is None else sentence(trigger),
        "at": time_text(row.at),
    }
