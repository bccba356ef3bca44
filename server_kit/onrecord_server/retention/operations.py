"""What people are told of how long something is kept."""

from typing import Any

from onrecord import endpoints
from onrecord.wire import retention as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.messages import access, holding
from onrecord_server.messages import kept as kept_back
from onrecord_server.retention import governing, pending, present, weighing
from onrecord_server.retention.rules import judge


@implements(endpoints.EXPLAIN_RETENTION)
def explain_retention(tx: Tx, command: wire.ExplainRetention) -> wire.MessageRetention:
    """Return how long a message is kept at least by the policy in force; holds are not told."""
    row, space = _seen(tx, command.message_id)
    governed = governing.in_force(tx)
    kept = weighing.kept_of(row, space, waits=row.id in pending.waiting(tx, [row.id]))
    verdict = judge(kept, governed.rules, (), None, moment(tx.now))
    return present.explanation(row, governed.version, verdict)


def _seen(tx: Tx, message_id: str) -> tuple[Any, str | None]:
    """Load a message with the space that it is in; what was never delivered for its author alone."""
    if holding.own(tx, message_id) is None:
        row, membership = access.message(tx, message_id)
        return row, membership.space
    row = kept_back.undelivered(tx, message_id)
    return row, weighing.space_of(tx, row.conversation)
