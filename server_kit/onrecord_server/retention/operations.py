"""What people are told of how long something is kept."""

from typing import Any

from onrecord import endpoints
from onrecord.wire import imports as import_wire
from onrecord.wire import retention as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.holds import access as holds
from onrecord_server.holds.queries import silent
from onrecord_server.holds.rules import may_read
from onrecord_server.imports import access as import_access
from onrecord_server.messages import access, holding
from onrecord_server.messages import kept as kept_back
from onrecord_server.policy import access as policy_access
from onrecord_server.retention import governing, pending, present, sources, weighing
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


@implements(endpoints.EXPLAIN_IMPORT_RETENTION)
def explain_import_retention(
    tx: Tx, command: import_wire.ExplainImportRetention
) -> import_wire.ImportRetention:
    """Return what becomes of the kept file of an import, and what keeps it, as far as one may know."""
    row = import_access.found(tx, command.import_id)
    if row.erased_position is not None and row.due is None:
        return present.erased_source(row)
    names_holds = may_read(policy_access.duties(tx)).allowed
    secret = frozenset(holds.hidden(tx)) if names_holds else silent(tx)
    return present.source(row, sources.weigh(tx, row, secret), names_holds=names_holds)
