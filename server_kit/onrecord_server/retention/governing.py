"""The rules of the policy in force, as the engine takes them."""

from dataclasses import dataclass

from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.operation import Tx
from onrecord_server.policy import documents, standing
from onrecord_server.retention.rules import RetentionRule


@dataclass(frozen=True, slots=True)
class Governing:
    """The rules of a version; without a policy there are none, and ``version`` is ``None``."""

    version: int | None
    rules: tuple[RetentionRule, ...] = ()


def in_force(tx: Tx) -> Governing:
    """Return what governs now. Raises what a document that cannot be read raises: nothing goes then."""
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        return Governing(None)
    document = documents.approved(tx.unit, tx.tenant, found.hash, found.content_id)
    return Governing(found.version, tuple(rules_of(document)))


def rules_of(document: PolicyDocument) -> list[RetentionRule]:
    """Return the rules of a policy as the engine takes them."""
    return [
        RetentionRule(
            id=one.id,
            minimum=one.minimum,
            maximum=one.maximum,
            disposition=one.disposition,
            basis=one.basis,
            spaces=frozenset(one.spaces),
            conversations=frozenset(one.conversations),
        )
        for one in document.retention
    ]
