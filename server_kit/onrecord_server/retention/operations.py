"""What people are told of how long something is kept."""

from onrecord import endpoints
from onrecord.wire import retention as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.messages import access
from onrecord_server.retention import governing, present, weighing
from onrecord_server.retention.rules import judge


@implements(endpoints.EXPLAIN_RETENTION)
def explain_retention(tx: Tx, command: wire.ExplainRetention) -> wire.MessageRetention:
    """Return how long a message is kept at least by the policy in force; holds are not told."""
    row, membership = access.message(tx, command.message_id)
    governed = governing.in_force(tx)
    kept = weighing.kept_of(row, membership.space)
    verdict = judge(kept, governed.rules, (), None, moment(tx.now))
    return present.explanation(row, governed.version, verdict)
