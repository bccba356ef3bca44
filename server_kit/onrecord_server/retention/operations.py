"""What people are told of how long something is kept."""

from onrecord import endpoints
from onrecord.wire import retention as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.messages import access
from onrecord_server.policy import documents, standing
from onrecord_server.retention import present
from onrecord_server.retention.rules import Kept, RetentionRule, judge


@implements(endpoints.EXPLAIN_RETENTION)
def explain_retention(tx: Tx, command: wire.ExplainRetention) -> wire.MessageRetention:
    """Return how long a message is kept at least by the policy in force; holds are not told."""
    row, membership = access.message(tx, command.message_id)
    now = moment(tx.now)
    written = moment(row.edited_at or row.created_at)
    kept = Kept(written, row.conversation, membership.space, "message")
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    rules = [] if found is None else rules_of(_document(tx, found))
    verdict = judge(kept, rules, (), None, now)
    return present.explanation(row, None if found is None else found.version, verdict)


def _document(tx: Tx, found: standing.Approved) -> PolicyDocument:
    return documents.approved(tx.unit, tx.tenant, found.hash, found.content_id)


def rules_of(document: PolicyDocument) -> list[RetentionRule]:
    """Return the rules of a policy as the engine takes them."""
    return [
        RetentionRule(
            id=one.id,
            minimum=one.minimum,
            basis=one.basis,
            spaces=frozenset(one.spaces),
            conversations=frozenset(one.conversations),
        )
        for one in document.retention
    ]
