"""A policy that looks for a list waits until it is in force: without it every message would be held."""

from collections.abc import Iterator

from onrecord.wire.policy_document import LexiconTrigger, PolicyDocument
from onrecord_server.core.operation import Tx
from onrecord_server.moderation import standing
from onrecord_server.policy.rules import Fault
from onrecord_server.policy.waiting import waits


@waits
def lists(tx: Tx, document: PolicyDocument) -> Iterator[Fault]:
    """Name each list that a policy looks for and that judges nobody today."""
    now = standing.in_force(tx.unit, tx.tenant)
    for index, trigger in enumerate(document.triggers):
        if not isinstance(trigger, LexiconTrigger):
            continue
        found = now.get(trigger.lexicon)
        if found is None:
            said = f"There is no list {trigger.lexicon} in force: approve one first."
            yield Fault(f"/triggers/{index}/lexicon", said)
        elif found.purpose != "supervision":
            said = f"The list {trigger.lexicon} is {found.purpose}: it judges nobody."
            yield Fault(f"/triggers/{index}/lexicon", said)
